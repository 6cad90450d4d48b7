"""Rounds, and how everything stood when one was closed."""

from collections.abc import Iterable

from sqlite_utils import Database

from govdoc.corrections import follow_gap, renaming
from govdoc.model import FileKept, Gap, Round
from govdoc.store import rows
from govdoc.store.corrections import corrections


def rounds(db: Database) -> tuple[Round, ...]:
    """The rounds, oldest first; only the last can be open."""
    return tuple(rows.round_of(row) for row in db.query("select json from round order by number"))


def put_round(db: Database, one: Round) -> None:
    """Keep a round as it is now."""
    with db.atomic():
        db.table("round").insert(rows.round_row(one), replace=True)


def close_round(db: Database, one: Round, gaps: Iterable[Gap], files: Iterable[FileKept]) -> None:
    """Keep a closed round with how the cells and files stood."""
    by_unit: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_unit.setdefault(gap.unit, []).append(gap)
    with db.atomic():
        put_round(db, one)
        cells = (rows.cells_row(one.number, unit, at, tuple(held)) for at, (unit, held) in enumerate(by_unit.items()))
        db.table("round_cells").insert_all(list(cells), replace=True)
        db.table("round_file").insert_all([rows.kept_row(one.number, file) for file in files], replace=True)


def round_cells(db: Database, number: int, unit: str | None = None) -> tuple[Gap, ...]:
    """How the cells stood when a round was closed, each called as it is called now: all, or those of one unit."""
    query = "select body from round_cells where round = ? and unit = coalesce(?, unit) order by position"
    found = db.query(query, [number, unit])
    log, closed = renaming(corrections(db)), next(one.closed_at for one in rounds(db) if one.number == number)
    return tuple(follow_gap(gap, log, closed) if closed else gap for row in found for gap in rows.cells_of(row))


def round_files(db: Database, number: int, unit: str | None = None) -> tuple[FileKept, ...]:
    """How the files lay when a round was closed, all of them or those of one unit."""
    query = "select * from round_file where round = ? and unit is coalesce(?, unit) order by path"
    found = db.query(query, [number, unit])
    return tuple(rows.kept_of(row) for row in found)


def kept_files(db: Database, unit: str | None = None) -> tuple[FileKept, ...]:
    """How the files lie now, without those that need not be read; all of them or those of one unit."""
    query = "select path, sha256, unit, title from file where gone = 0 and status != 'skipped'"
    found = db.query(f"{query} and unit is coalesce(?, unit) order by path", [unit])
    return tuple(rows.kept_of(row) for row in found)
