"""The units, and one unit's list as it will be sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Gap
from govdoc.pipeline.live_desk import Now
from govdoc.reports import Overview
from govdoc.reports.feedback_tables import (
    absent_table,
    changes_table,
    figures_table,
    handed_in,
    handed_table,
    met_table,
    problem_table,
    usual_requests,
)
from govdoc.reports.overview import STATUSES, Tally, tally
from govdoc.reports.problems import problems
from govdoc.reports.word_table import Row, Table
from govdoc.reports.wording import day, rate, since, status_word, words
from govdoc.web.pages.against import Against, against
from govdoc.web.pages.words import address


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: paragraphs, over how many rows and columns."""

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the list."""

    title: str
    note: str
    head: tuple[str, ...]
    widths: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit's list."""

    unit: str
    round: str
    due: str
    counts: tuple[tuple[str, str, int], ...]
    owed: int
    rate: str
    against: Against | None
    grids: tuple[Grid, ...]
    word: str
    files: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit among all."""

    name: str
    address: str
    kinds: str
    owed: int
    counts: tuple[tuple[str, int], ...]
    rate: str
    files: int
    waiting: int


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """All units of the roster."""

    lines: tuple[UnitLine, ...]
    heads: tuple[str, ...]


def units_page(now: Now) -> UnitsPage:
    """Every unit of the roster with how it stands."""
    files = Counter(file.unit for file in now.matter.files if file.status != "skipped")
    lines = []
    for unit in now.matter.units:
        part = now.desk.of(unit.name)
        one = tally(part.gaps.values())
        lines.append(
            UnitLine(
                unit.name,
                address("/unit", name=unit.name) if one.owed else "",
                "、".join(unit.kinds),
                one.owed,
                _counts(one),
                rate(one.met, one.owed),
                files[unit.name],
                sum(bool(row.waits) for row in part.rows.values()),
            )
        )
    return UnitsPage(tuple(lines), tuple(status_word(status) for status in STATUSES))


def unit_page(view: Overview, unit: str, old: Sequence[Gap], beside: Sequence[str]) -> UnitPage:
    """The list of a unit that owes something.

    `old` are its cells as the round before left them; `beside` are the units to turn to, this one among them.
    """
    gaps = view.gaps_of[unit]
    at = beside.index(unit) if unit in beside else None
    counts = tally(gaps)
    return UnitPage(
        unit,
        view.round_label,
        day(view.due),
        tuple((status, status_word(status), number) for status, number in _counts(counts)),
        counts.owed,
        rate(counts.met, counts.owed),
        against(view, unit, old),
        _grids(view, unit),
        address("/unit/list.docx", name=unit),
        address("/files", unit=unit),
        address("/unit", name=beside[at - 1]) if at else "",
        address("/unit", name=beside[at + 1]) if at is not None and at + 1 < len(beside) else "",
    )


def _counts(one: Tally) -> tuple[tuple[str, int], ...]:
    return ("met", one.met), ("partial", one.partial), ("verify", one.verify), ("missing", one.missing)


def _grids(view: Overview, unit: str) -> tuple[Grid, ...]:
    """The tables behind the letter, in its order, empty ones left out."""
    gaps, changes, faulty = view.gaps_of[unit], view.changes_of.get(unit, ()), problems(view, unit)
    handed = tuple(gap for gap in gaps if gap.status != "met" and handed_in(gap))
    absent = tuple(gap for gap in gaps if gap.status != "met" and not handed_in(gap))
    met = tuple(gap for gap in gaps if gap.status == "met")
    usual = usual_requests(absent)
    asked = "；".join(f"{method or '不分查验方式'}：{request}" for method, request in usual.items())
    names = words()["annex"]
    parts = (
        (names["figures"], "", figures_table(gaps), gaps),
        (
            f"与{view.previous}相比",
            since(changes, view.previous) if changes else "",
            changes_table(view, changes),
            changes,
        ),
        (names["handed"], "", handed_table(view, handed), handed),
        (names["absent"], asked, absent_table(view, absent, usual), absent),
        (names["problems"], "", problem_table(faulty), faulty),
        (names["met"], "", met_table(view, met), met),
    )
    return tuple(_grid(title, note, spec) for title, note, spec, wanted in parts if wanted)


def _grid(title: str, note: str, spec: Table) -> Grid:
    total = sum(spec.widths)
    widths = tuple(f"{width / total:.1%}" for width in spec.widths)
    return Grid(
        title, note, spec.head, widths, tuple(_row(spec.rows, at, len(spec.head)) for at in range(len(spec.rows)))
    )


def _row(rows: Sequence[Row], at: int, width: int) -> tuple[Cell, ...]:
    row = rows[at]
    if row.band:
        return (Cell(_lines(row.cells[0]), columns=width),)
    found = []
    for column, cell in enumerate(row.cells):
        if cell is not None:
            below = 1
            while at + below < len(rows) and not rows[at + below].band and rows[at + below].cells[column] is None:
                below += 1
            found.append(Cell(_lines(cell), below))
    return tuple(found)


def _lines(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell or ()
