"""The recurring reports of a workspace: who owes them, which came."""

import datetime as dt
from typing import TYPE_CHECKING

from govdoc.gaps import periodic as held_against
from govdoc.model import Doubt, Periodic
from govdoc.pipeline.roster import directory, owed, unit_named
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database


def periodic(db: "Database", today: dt.date, unit: str | None = None) -> tuple[Periodic, ...]:
    """One item for every recurring report of every unit, or of one (full name or alias), and every turn of it.

    A report that no unit is named for is owed by all that owe anything under its notice. Raises GovdocError where the
    unit is not in the roster.
    """
    name = unit_named(db, unit).name if unit is not None else None
    notices = queries.notices(db)
    if not any(one.deadline and one.deadline.recurrence for notice in notices for one in notice.submissions):
        return ()
    units = directory(db)
    cells, _ = owed(db)
    bound: dict[str, list[str]] = {}
    for cell in cells:
        bound.setdefault(cell.notice, []).append(cell.unit)
    senders: dict[tuple[str, int], list[str]] = {}
    for notice in notices:
        for at, submission in enumerate(notice.submissions):
            named = [found for by in submission.by if not isinstance(found := units.bound(by), Doubt)]
            whole = [one.name for found in named for one in found] or bound.get(notice.key, [])
            senders[notice.key, at] = [one for one in dict.fromkeys(whole) if name in (None, one)]
    return held_against(notices, senders, queries.ledger(db, text=True), today)
