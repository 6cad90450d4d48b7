"""One unit under one indicator: its items, its evidence, why it stands so, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Gap, Place
from govdoc.pipeline.live_desk import Now
from govdoc.reports.overview import STATUSES, problem_text, request_text
from govdoc.reports.wording import base_name, numbered, status_word
from govdoc.web.pages.words import Choice, Said, address, indicator_of, indicator_title, said


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that serves an item, or may."""

    name: str
    address: str
    told: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One required item, how it stands and what serves it."""

    mark: str
    text: str
    status: str
    word: str
    reason: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """One cell: a method of the indicator."""

    place: Place
    name: str
    status: str
    word: str
    problem: str
    request: str
    by: str
    stale: bool
    items: tuple[Item, ...]
    candidates: tuple[Paper, ...]
    history: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CellPage:
    """A square of the matrix."""

    unit: str
    unit_address: str
    title: str
    text: str
    path: str
    methods: tuple[Method, ...]
    statuses: tuple[Choice, ...]
    seen: int
    decides: bool
    before: str
    after: str


def cell_page(now: Now, gaps: Sequence[Gap], *, decides: bool) -> CellPage:
    """The cells of one unit under one indicator, at least one. `decides` says whether the reader may set a status."""
    first = gaps[0]
    indicator = indicator_of(now.matter.notices, first.place)
    return CellPage(
        first.unit,
        address("/unit", name=first.unit),
        indicator_title(indicator),
        indicator.text if indicator else "",
        " › ".join(indicator.path) if indicator else "",
        tuple(_method(now, gap, decides=decides) for gap in gaps),
        tuple(Choice(status, status_word(status)) for status in STATUSES),
        now.newest,
        decides,
        *_beside(now, first),
    )


def _beside(now: Now, gap: Gap) -> tuple[str, str]:
    """The addresses of the unit's indicators before and after this one, "" where there is none."""
    owed = {(place.notice, place.indicator) for place in now.desk.of(gap.unit).gaps}
    codes = [(notice.key, one.code) for notice in now.matter.notices for one in notice.indicators]
    own = ["", *(_square(gap.unit, *code) for code in codes if code in owed), ""]
    here = _square(gap.unit, gap.notice, gap.indicator)
    at = own.index(here) if here in own else 0
    return (own[at - 1], own[at + 1]) if at else ("", "")


def _square(unit: str, notice: str, indicator: str) -> str:
    return address("/cell", unit=unit, notice=notice, indicator=indicator)


def _method(now: Now, gap: Gap, *, decides: bool) -> Method:
    place = gap.place
    part = now.desk.of(gap.unit)
    rows = {row.path: row for row in part.rows.values() if row.place == place and row.sha256}
    used = {path for item in gap.items for path in item.evidence}

    def paper(path: str, told: str = "") -> Paper:
        file, row = now.desk.files.get(path), rows.get(path)
        review = address("/review", row=row.id) if row and decides else ""
        return Paper((file.title if file else "") or base_name(path), address("/file", path=path), told, review)

    items = tuple(
        Item(
            numbered(at),
            item.text,
            item.status,
            status_word(item.status),
            item.reason,
            tuple(paper(path) for path in item.evidence),
        )
        for at, item in enumerate(gap.items)
    )
    others = tuple(paper(path, row.why) for path, row in rows.items() if path not in used)
    history = tuple(said(one) for one in reversed(part.log) if place in (one.place, one.origin))
    return Method(
        place,
        gap.method or place.name,
        gap.status,
        status_word(gap.status),
        "" if gap.status == "met" else problem_text(gap),
        request_text(gap),
        gap.reviewer,
        bool(gap.stale),
        items,
        others,
        history,
    )
