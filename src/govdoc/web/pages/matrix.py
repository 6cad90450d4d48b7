"""The matrix: units down, indicators across, how each pair stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govdoc.model import Gap, GapStatus
from govdoc.pipeline.live_desk import Now
from govdoc.reports.overview import STATUSES, tally
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


@dataclass(frozen=True, slots=True)
class Line:
    """One unit with its squares in the order of the columns."""

    unit: str
    address: str
    met: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The whole grid with its choices and the sums over what is seen."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sums: tuple[tuple[str, str, int], ...]
    rate: str
    notices: tuple[Choice, ...]
    methods: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


@lru_cache(maxsize=4)
def matrix_page(now: Now, view: View) -> MatrixPage:
    """The grid as viewed. Of the methods of an indicator a square shows what they come to together."""
    roster = now.matter.units
    chosen = {unit.name for unit in roster if not view.kind or view.kind in unit.kinds}
    squares: dict[tuple[str, str, str], list[Gap]] = {}
    seen: list[Gap] = []
    for gap in now.desk.gaps.values():
        if gap.unit in chosen and view.notice in ("", gap.notice) and view.method in ("", gap.method):
            seen.append(gap)
            squares.setdefault((gap.unit, gap.notice, gap.indicator), []).append(gap)
    owed = {key[1:] for key in squares}
    columns = tuple(
        Column(notice.key, one.code, indicator_title(one))
        for notice in now.matter.notices
        for one in notice.indicators
        if (notice.key, one.code) in owed
    )
    lines = []
    for unit in roster:
        own = [squares.get((unit.name, column.notice, column.code), []) for column in columns]
        if any(own):
            met = sum(gap.status == "met" for gaps in own for gap in gaps)
            told = f"{met}/{sum(map(len, own))}"
            drawn = tuple(_square(gaps, view.status) for gaps in own)
            lines.append(Line(unit.name, address("/unit", name=unit.name), told, drawn))
    counts = tally(seen)
    number = {"met": counts.met, "partial": counts.partial, "verify": counts.verify, "missing": counts.missing}
    methods = dict.fromkeys(gap.method for gap in now.desk.gaps.values() if gap.method)
    kinds = dict.fromkeys(kind for unit in roster for kind in unit.kinds)
    return MatrixPage(
        columns,
        tuple(lines),
        tuple((status, status_word(status), number[status]) for status in STATUSES),
        rate(counts.met, counts.owed),
        tuple(
            Choice(notice.key, notice_name(notice), notice.key == view.notice)
            for notice in now.matter.notices
            if notice.indicators
        ),
        tuple(Choice(method, method, method == view.method) for method in methods),
        tuple(Choice(status, status_word(status), status == view.status) for status in STATUSES),
        tuple(Choice(kind, kind, kind == view.kind) for kind in kinds),
    )


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
