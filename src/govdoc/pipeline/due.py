"""The deadlines of the workspace's notices, with whom they bind and who is still open."""

import datetime as dt
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Due
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.roster import owed, unit_named
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database


def deadlines(db: "Database", today: dt.date, unit: str | None = None) -> tuple[Due, ...]:
    """All deadlines as of a day, or those that bind one unit (full name or alias), overdue ones first.

    Raises GovdocError where the unit is not in the roster or the workspace holds no notice.
    """
    from govdoc.reports.due import all_due, in_order, of_unit

    notices = queries.notices(db)
    if not notices:
        raise GovdocError("工作区里没有通知", "先运行 govdoc ingest 通知文件")
    name = unit_named(db, unit).name if unit is not None else None
    cells, _ = owed(db)
    dues = all_due(notices, queries.units(db), cells, today, gap_rows(db, name))
    return in_order(dues if name is None else of_unit(dues, name))
