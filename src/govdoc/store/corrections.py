"""The log of what persons put right in notices: lines are added, never changed."""

from dataclasses import replace

from sqlite_utils import Database

from govdoc.corrections import about_same
from govdoc.errors import OvertakenError
from govdoc.model import Correction
from govdoc.store import rows


def corrections(db: Database) -> tuple[Correction, ...]:
    """The log of corrections, oldest first, those taken back included."""
    return tuple(rows.correction_of(row) for row in db.query("select json from correction order by number"))


def last_correction(db: Database) -> int:
    """The number of the newest correction, 0 where there is none."""
    return last_number(db, "correction")


def refuse_overtaken(db: Database, made: Correction, seen: int) -> None:
    """Raise OvertakenError where another person has put the same right since the log was `seen` up to a number."""
    for late in reversed(corrections(db)):
        if late.number > seen and late.who != made.who and about_same(late, made):
            raise OvertakenError(
                f"{late.who}于 {late.at:%m-%d %H:%M} 刚刚更正过这一处，您的更正没有记入", "请看过现在的内容再改"
            )


def add_correction(db: Database, made: Correction, seen: int) -> Correction:
    """Add a correction to the log, unless it was overtaken; it is returned with its number."""
    with db.atomic():
        refuse_overtaken(db, made, seen)
        numbered = replace(made, number=last_correction(db) + 1, decisions=last_number(db, "decision"))
        db.table("correction").insert(rows.correction_row(numbered))
    return numbered


def last_number(db: Database, log: str) -> int:
    """The number of the newest line of a log, 0 where it is empty."""
    return int(db.execute(f"select coalesce(max(number), 0) from {log}").fetchone()[0])  # noqa: S608 - our own names
