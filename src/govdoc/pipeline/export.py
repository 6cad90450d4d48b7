"""The workspace's results in forms that other systems read."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from govdoc.model import Cell, Due, Gap, MatchEntry, Notice, Unit
from govdoc.pipeline.due import deadlines
from govdoc.pipeline.feedback import overview
from govdoc.pipeline.matching import listing
from govdoc.pipeline.roster import owed

if TYPE_CHECKING:
    from sqlite_utils import Database

KIND = "export"  # what the outbox calls these files


def make_exports(db: "Database", today: dt.date, due: dt.date | None = None) -> dict[str, bytes]:
    """The files by name: JSON as the commands print it, CSV for spreadsheets, OSCAL for compliance systems.

    Raises GovdocError where there is nothing to report on.
    """
    from govdoc.reports.csv_lists import csv_lists
    from govdoc.reports.oscal import action_plan, assessment_results

    view = overview(db, today, due)
    files = {
        "json/notices.json": _json(tuple[Notice, ...], view.notices),
        "json/units.json": _json(tuple[Unit, ...], view.units),
        "json/owed.json": _json(tuple[Cell, ...], owed(db)[0]),
        "json/gaps.json": _json(tuple[Gap, ...], view.gaps),
        "json/matches.json": _json(tuple[MatchEntry, ...], listing(db)),
        "json/deadlines.json": _json(tuple[Due, ...], deadlines(db, today)),
    }
    files |= {f"csv/{name}": data for name, data in csv_lists(view).items()}
    files["oscal/assessment-results.json"] = assessment_results(view)
    plan = action_plan(view)
    if plan is not None:
        files["oscal/plan-of-action-and-milestones.json"] = plan
    return files


def _json(kind: Any, value: Any) -> bytes:
    from pydantic import TypeAdapter

    return TypeAdapter(kind).dump_json(value, indent=1) + b"\n"
