"""How every cell stands, from what the workspace holds."""

from typing import TYPE_CHECKING

from govdoc.model import Gap
from govdoc.pipeline.inspected import inspected
from govdoc.pipeline.matching import held_matches
from govdoc.pipeline.own_wording import own_templates
from govdoc.pipeline.roster import owed, unit_named
from govdoc.pipeline.surveys import surveyed
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database


def gap_rows(db: "Database", unit: str | None = None) -> tuple[Gap, ...]:
    """One row for every cell that every unit owes, or that one unit (full name or alias) owes.

    Raises GovdocError where the unit is not in the roster.
    """
    from govdoc.gaps import find_gaps

    name = unit_named(db, unit).name if unit is not None else None
    cells, _ = owed(db)
    if name is not None:
        cells = tuple(cell for cell in cells if cell.unit == name)
    files = tuple(queries.ledger(db, text=True))
    matches = [match for ranked in held_matches(db, files).values() for match in ranked]
    log, templates = decision_log.decisions(db), own_templates(db)
    return find_gaps(queries.notices(db), cells, files, matches, log, templates, inspected(db, files), surveyed(db))
