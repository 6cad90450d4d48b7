"""The matrix: units down, indicators across, how each pair stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from govdoc.model import Cell, Gap, GapStatus
from govdoc.pipeline.desk import Matter, Part
from govdoc.pipeline.live_desk import Now
from govdoc.reports.overview import STATUSES, Tally, tally
from govdoc.reports.wording import notice_name, rate, status_word, words
from govdoc.web.pages.words import Choice, address, indicator_title


@dataclass(frozen=True, slots=True)
class View:
    """What is to be seen, as the address says it."""

    notice: str = ""
    method: str = ""
    status: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator."""

    notice: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Square:
    """One unit's standing under one indicator; nothing owed has no kind."""

    kind: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One unit with its squares in the order of the columns. It is only equal to itself, and so drawn once.

    `begins` are the places in that order where another notice begins.
    """

    unit: str
    address: str
    counts: Tally
    squares: tuple[Square, ...]
    begins: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What of the matrix no decision changes: its columns and units, and the choices.

    `groups` are the notices of the columns in their order, by name, and how many columns each has.
    """

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, int], ...]
    units: tuple[str, ...]
    notices: tuple[Choice, ...]
    methods: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The whole grid with the sums over what is seen."""

    grid: Grid
    lines: tuple[Line, ...]
    sums: tuple[tuple[str, str, int], ...]
    rate: str


def matrix_page(now: Now, view: View) -> MatrixPage:
    """The grid as viewed. Of the methods of an indicator a square shows what they come to together."""
    grid = _grid(now.matter, view)
    lines = tuple(_line(unit, now.desk.of(unit), grid, view) for unit in grid.units)
    number = {status: sum(getattr(line.counts, status) for line in lines) for status in STATUSES}
    return MatrixPage(
        grid,
        lines,
        tuple((status, status_word(status), number[status]) for status in STATUSES),
        rate(number["met"], sum(number.values())),
    )


@lru_cache(maxsize=32)
def _grid(matter: Matter, view: View) -> Grid:
    chosen = {unit.name for unit in matter.units if not view.kind or view.kind in unit.kinds}
    cells = [cell for cell in matter.cells if cell.unit in chosen and _seen(cell, view)]
    owed = {(cell.notice, cell.indicator) for cell in cells}
    kinds = dict.fromkeys(kind for unit in matter.units for kind in unit.kinds)
    methods = dict.fromkeys(cell.method for cell in matter.cells if cell.method)
    names = {notice.key: notice_name(notice) for notice in matter.notices}
    columns = tuple(
        Column(notice.key, one.code, indicator_title(one))
        for notice in matter.notices
        for one in notice.indicators
        if (notice.key, one.code) in owed
    )
    return Grid(
        columns,
        tuple((names[key], number) for key, number in Counter(one.notice for one in columns).items()),
        tuple(dict.fromkeys(cell.unit for cell in cells)),
        tuple(
            Choice(notice.key, names[notice.key], notice.key == view.notice)
            for notice in matter.notices
            if notice.indicators
        ),
        tuple(Choice(method, method, method == view.method) for method in methods),
        tuple(Choice(status, status_word(status), status == view.status) for status in STATUSES),
        tuple(Choice(kind, kind, kind == view.kind) for kind in kinds),
    )


@lru_cache(maxsize=1024)
def _line(unit: str, part: Part, grid: Grid, view: View) -> Line:
    squares: dict[tuple[str, str], list[Gap]] = {}
    for gap in part.gaps.values():
        if _seen(gap, view):
            squares.setdefault((gap.notice, gap.indicator), []).append(gap)
    drawn = tuple(_square(squares.get((one.notice, one.code), ()), view.status) for one in grid.columns)
    counts = tally(gap for gaps in squares.values() for gap in gaps)
    begins = frozenset(accumulate(number for _, number in grid.groups))
    return Line(unit, address("/unit", name=unit), counts, drawn, begins)


def _seen(one: Cell | Gap, view: View) -> bool:
    return view.notice in ("", one.notice) and view.method in ("", one.method)


def together(statuses: Sequence[GapStatus]) -> GapStatus:
    """What several cells come to: all alike, else part of them.

    >>> together(["met", "met"]), together(["met", "missing"]), together(["verify", "missing"])
    ('met', 'partial', 'verify')
    """
    found = set(statuses)
    if len(found) == 1:
        return statuses[0]
    return "partial" if found & {"met", "partial"} else "verify"


def _square(gaps: Sequence[Gap], wanted: str) -> Square:
    statuses = [gap.status for gap in gaps]
    if not statuses:
        return Square()
    if wanted:
        # A square is seen as long as one of its methods stands so.
        return _drawn(next(status for status in statuses if status == wanted)) if wanted in statuses else Square("dim")
    return _drawn(together(statuses))


def _drawn(status: GapStatus) -> Square:
    return Square(status, str(words()["status"][status]["mark"]))
