"""Rounds: opened, closed, and what has changed since the last one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Change, Gap, Round
from govdoc.pipeline.gaps import gap_rows
from govdoc.store import decisions as decision_log
from govdoc.store import queries
from govdoc.store import rounds as round_store

if TYPE_CHECKING:
    from sqlite_utils import Database

ROUND = "round"  # the meta key of the round's label


def open_round(db: "Database", label: str, who: str, at: dt.datetime, due: dt.date | None = None) -> Round:
    """Open a round. Raises GovdocError where one is open, or the label was used before."""
    label = label.strip()
    before = round_store.rounds(db)
    if not label:
        raise GovdocError("没有写明批次名称", "例如：govdoc round open 第二批 --due 2023-06-30")
    if before and before[-1].closed_at is None:
        raise GovdocError(f"{before[-1].label}还没有结束", "先运行 govdoc round close")
    if label in (one.label for one in before):
        raise GovdocError(f"已有名为“{label}”的批次", "请换一个名称")
    one = Round(len(before) + 1, label, at, who, due)
    round_store.put_round(db, one)
    queries.put_meta(db, ROUND, label)
    return one


def close_round(db: "Database", who: str, at: dt.datetime) -> Round:
    """Close the open round and keep how every cell and file stands. Raises GovdocError where none is open."""
    one = current_round(db)
    if one is None:
        raise GovdocError("没有进行中的批次", "先运行 govdoc round open 批次名称")
    closed = replace(one, closed_at=at, closed_by=who, decisions=decision_log.last_decision(db))
    round_store.close_round(db, closed, gap_rows(db), round_store.kept_files(db))
    return closed


def current_round(db: "Database") -> Round | None:
    """The round that is open."""
    rounds = round_store.rounds(db)
    return rounds[-1] if rounds and rounds[-1].closed_at is None else None


def last_round(db: "Database") -> Round | None:
    """The newest round that is closed."""
    return next((one for one in reversed(round_store.rounds(db)) if one.closed_at), None)


def changes(db: "Database", gaps: Sequence[Gap] | None = None, unit: str | None = None) -> tuple[Change, ...]:
    """What became of cells and files since the last round was closed; nothing where none was.

    `gaps` are today's rows, to save working them out again. Of one `unit` where it is named.
    """
    from govdoc.gaps import changes_since

    last = last_round(db)
    if last is None:
        return ()
    now = gap_rows(db) if gaps is None else gaps
    before, lay = round_store.round_cells(db, last.number, unit), round_store.round_files(db, last.number, unit)
    return changes_since(before, now, lay, round_store.kept_files(db, unit))
