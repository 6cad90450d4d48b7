"""The log of reviewers' decisions: lines are added, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.model import Decision
from govdoc.store import rows


def decisions(db: Database) -> tuple[Decision, ...]:
    """The log of decisions, oldest first, those taken back included."""
    return tuple(rows.decision_of(row) for row in db.query("select json from decision order by number"))


def add_decisions(db: Database, made: Sequence[Decision]) -> tuple[Decision, ...]:
    """Add decisions made in one go to the log; they are returned with their numbers."""
    with db.atomic():
        first = last_decision(db) + 1
        numbered = tuple(replace(one, number=first + at, batch=first) for at, one in enumerate(made))
        db.table("decision").insert_all([rows.decision_row(one) for one in numbered])
    return numbered


def last_decision(db: Database) -> int:
    """The number of the newest decision, 0 where there is none."""
    return int(next(db.query("select coalesce(max(number), 0) as n from decision"))["n"])


def delivered(db: Database) -> dict[tuple[int, str, str], int]:
    """By workbook, row and reviewer, the newest decision when the row last came back."""
    return {(row["sheet"], row["row"], row["who"]): row["number"] for row in db.query("select * from delivered")}


def add_delivered(
    db: Database, made: Sequence[Decision], base: int, given: Iterable[tuple[int, str, str]]
) -> tuple[Decision, ...]:
    """Add decisions from a workbook, made when `base` was the newest, and note which of its rows they came from.

    Raises GovdocError where the log has grown since; nothing is written then.
    """
    with db.atomic():
        if last_decision(db) != base:
            raise GovdocError("核对期间又有新的审核意见", "请重新导入一次")
        numbered = add_decisions(db, made) if made else ()
        number = last_decision(db)
        new = [{"sheet": sheet, "row": row, "who": who, "number": number} for sheet, row, who in given]
        db.table("delivered").insert_all(new, replace=True)
    return numbered
