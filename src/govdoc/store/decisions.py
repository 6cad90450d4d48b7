"""The log of reviewers' decisions: lines are added, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from govdoc.corrections import follow, renaming
from govdoc.errors import GovdocError, OvertakenError
from govdoc.model import Decision, Place
from govdoc.store import rows
from govdoc.store.corrections import corrections, last_number


class DecidedError(OvertakenError):
    """A decision that came second: `by` is the one that was there first."""

    def __init__(self, by: Decision) -> None:
        super().__init__(f"{by.who}刚刚审过这一项", "请先看其意见，仍要改的再定一次")
        self.by = by


def decisions(db: Database) -> tuple[Decision, ...]:
    """The log of decisions, oldest first, those taken back included; cells are called as they are called now."""
    return decisions_after(db, 0)


def decisions_after(db: Database, number: int) -> tuple[Decision, ...]:
    """The part of the log that follows a number."""
    found = db.query("select json from decision where number > ? order by number", [number])
    log = renaming(corrections(db))
    return tuple(follow(rows.decision_of(row), log) for row in found)


def add_decisions(db: Database, made: Sequence[Decision]) -> tuple[Decision, ...]:
    """Add decisions made in one go to the log; they are returned with their numbers."""
    with db.atomic():
        first = last_decision(db) + 1
        numbered = tuple(replace(one, number=first + at, batch=first) for at, one in enumerate(made))
        db.table("decision").insert_all([rows.decision_row(one) for one in numbered])
    return numbered


def last_decision(db: Database) -> int:
    """The number of the newest decision, 0 where there is none."""
    return last_number(db, "decision")


def add_unless_changed(db: Database, made: Sequence[Decision], seen: int) -> tuple[Decision, ...]:
    """Add decisions made by someone who saw the log up to number `seen`.

    Raises DecidedError, and adds nothing, where another decided the same since.
    """
    with db.atomic():
        since = decisions_after(db, seen)
        for one in made:
            other = next((late for late in reversed(since) if _same(late, one)), None)
            if other is not None:
                raise DecidedError(other)
        return add_decisions(db, made)


def _same(one: Decision, other: Decision) -> bool:
    """Whether two persons decide one thing: a content under a cell, or a cell that one of them speaks of as a whole."""
    if one.who == other.who or one.unit != other.unit or (one.kind == "comment") != (other.kind == "comment"):
        return False
    if one.sha256 and other.sha256 and one.sha256 != other.sha256:
        return False
    mine, theirs = _places(one), _places(other)
    return bool(mine & theirs) or (bool(one.sha256 and other.sha256) and None in mine | theirs)


def _places(one: Decision) -> set[Place | None]:
    return {one.place, one.origin} if one.kind == "move" else {one.place}


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
