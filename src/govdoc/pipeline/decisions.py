"""Decisions made, looked back on and taken back; the log is only ever added to."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from govdoc.errors import GovdocError
from govdoc.gaps import basis_of, content_state, contents_of, undone
from govdoc.model import Decision, DecisionState, Gap, GapStatus, Place, ReviewRow, Ruled
from govdoc.pipeline.desk import Desk, desk
from govdoc.store import decisions as decision_log

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Pen:
    """Who decides, when, and what they write beside it."""

    who: str
    at: dt.datetime
    comment: str = ""


def on_rows(
    pen: Pen, rows: Iterable[ReviewRow], kind: Literal["accept", "reject"], items: tuple[str, ...] = ()
) -> tuple[Decision, ...]:
    """Accept or reject files under cells. Items not named are those the program named.

    Raises GovdocError where a file is to be accepted under no cell.
    """
    made = []
    for row in rows:
        if row.place is None and kind == "accept":
            raise GovdocError(f"“{row.path}”没有对应的应报项，不能直接认可", "用 govdoc review move 写明对应哪一项")
        asked = items or (row.requirements if kind == "accept" else ())
        made.append(_on_file(pen, row, kind, row.place, requirements=asked))
    return tuple(made)


def on_file(pen: Pen, row: ReviewRow, to: Place, items: tuple[str, ...] = ()) -> Decision:
    """Move a file from the cell of its row to another; from a row under no cell it moves from wherever it is."""
    return _on_file(pen, row, "move", to, origin=row.place, requirements=items)


def on_cells(
    pen: Pen, on: Desk, cells: Iterable[Gap], status: GapStatus, items: tuple[str, ...] = ()
) -> tuple[Decision, ...]:
    """Set the status of cells, or of the items named."""
    return tuple(
        Decision(
            pen.who,
            pen.at,
            "status",
            cell.unit,
            cell.place,
            requirements=items,
            status=status,
            basis=basis_of(cell, on.files),
            comment=pen.comment,
        )
        for cell in cells
    )


def remarks_on(pen: Pen, rows: Iterable[ReviewRow], cells: Iterable[Gap]) -> tuple[Decision, ...]:
    """The same comment on files and on cells; an empty one takes away what was written before."""
    files = (_on_file(pen, row, "comment", row.place) for row in rows)
    whole = (Decision(pen.who, pen.at, "comment", cell.unit, cell.place, comment=pen.comment) for cell in cells)
    return (*files, *whole)


def item_ids(cell: Gap, numbers: Iterable[int]) -> tuple[str, ...]:
    """The ids of the items of a cell by their numbers, from 1. Raises GovdocError where there is no such item."""
    found = []
    for number in numbers:
        if not 1 <= number <= len(cell.items):
            raise GovdocError(
                f"{cell.unit}第{cell.indicator}项只有 {len(cell.items)} 个材料项，没有第 {number} 个",
                "用 govdoc gaps --format json 查看各材料项",
            )
        found.append(cell.items[number - 1].requirement)
    return tuple(found)


def keep(db: "Database", made: Sequence[Decision], seen: int | None = None) -> tuple[Decision, ...]:
    """Add decisions made in one go to the log, and return them with their numbers.

    `seen` is the newest number that the reviewer knew of. Raises GovdocError, and keeps nothing, where another has
    decided the same since.
    """
    if not made:
        return ()
    return decision_log.add_decisions(db, made) if seen is None else decision_log.add_unless_changed(db, made, seen)


def take_back(
    db: "Database", pen: Pen, number: int | None = None, by: str | None = None, log: Sequence[Decision] | None = None
) -> tuple[Decision, ...]:
    """Undo one decision, or all of the last go (of one reviewer); undoing an undo brings back what it took away.

    `log` is the whole log where it is at hand. Returns the decisions taken back. Raises GovdocError where there is
    none, or it has been taken back already.
    """
    log = decision_log.decisions(db) if log is None else log
    back = undone(log)
    if number is None:
        live = [one for one in log if one.number not in back and one.kind != "undo" and by in (None, one.who)]
        if not live:
            raise GovdocError("没有可以撤销的审核意见", "用 govdoc review log 查看全部意见")
        chosen = [one for one in live if one.batch == live[-1].batch]
    else:
        chosen = [one for one in log if one.number == number]
        if not chosen:
            raise GovdocError(f"没有第 {number} 号意见", "用 govdoc review log 查看全部意见")
        if number in back:
            raise GovdocError(f"第 {number} 号意见已经撤销", "用 govdoc review log --all 查看撤销它的那一条")
    made = [undo_of(pen, one) for one in reversed(chosen)]
    keep(db, made)
    return tuple(chosen)


def undo_of(pen: Pen, one: Decision) -> Decision:
    """The line that takes a decision back."""
    return replace(one, who=pen.who, at=pen.at, kind="undo", undoes=one.number, comment=pen.comment, number=0, batch=0)


def history(db: "Database") -> tuple[Ruled, ...]:
    """Every line of the log with what has become of it, oldest first; undos stand as lines of their own."""
    on = desk(db)
    back, counting = undone(on.log), on.rulings.counting
    held = contents_of(on.files.values())
    stale = {number for gap in on.gaps.values() for number in gap.stale}

    def state(one: Decision) -> DecisionState:
        if one.number in back:
            return "undone"
        if one.kind == "undo":
            return "holds"
        if one.number not in counting:
            return "superseded"
        if one.sha256:
            return content_state(one, on.files, held.get(one.unit, frozenset()))
        return "stale" if one.number in stale else "holds"

    return tuple(Ruled(one, state(one)) for one in on.log)


def _on_file(
    pen: Pen,
    row: ReviewRow,
    kind: Literal["accept", "reject", "move", "comment"],
    place: Place | None,
    *,
    origin: Place | None = None,
    requirements: tuple[str, ...] = (),
) -> Decision:
    return Decision(
        pen.who,
        pen.at,
        kind,
        row.unit,
        place,
        row.sha256,
        row.path,
        origin,
        requirements,
        comment=pen.comment,
    )
