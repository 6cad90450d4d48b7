"""The review queue: what waits for a person, and one file beside the indicator it may serve."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice

from govdoc.matching.meetings import Meeting, meetings
from govdoc.model import Evidence, Gap, Match, ReviewRow, Span
from govdoc.pipeline.desk import Matter, Part, select
from govdoc.pipeline.desk_rows import by_urgency
from govdoc.pipeline.live_desk import Now
from govdoc.reports.wording import base_name, flag_words, numbered, status_word
from govdoc.rules.load import load
from govdoc.web.pages.facts import Picture, about, picture_of
from govdoc.web.pages.marked import Marking, Piece, pieces
from govdoc.web.pages.words import (
    Choice,
    Said,
    address,
    cell_address,
    cell_name,
    choices,
    indicator_of,
    indicator_title,
    said,
)

LISTED = 200  # rows listed at once
_SHOWN = 30_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reviewer wants to see, as the address says it."""

    unit: str = ""
    indicator: str = ""
    method: str = ""
    waits: str = ""
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the queue."""

    id: str
    wait: str
    kind: str
    unit: str
    cell: str
    name: str
    score: str
    decided: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the rows that are wanted, worst first: how many there are before it, and in all."""

    rows: tuple[ReviewRow, ...]
    start: int
    total: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of the queue and the first sheet. `start` counts the rows before it."""

    lines: tuple[Line, ...]
    total: int
    start: int
    before: str
    after: str
    waiting: int
    wanted: Wanted
    units: tuple[Choice, ...]
    methods: tuple[Choice, ...]
    waits: tuple[Choice, ...]
    first: "Sheet | None"


@dataclass(frozen=True, slots=True)
class Item:
    """One required item under review."""

    number: int
    mark: str
    pieces: tuple[Piece, ...]
    status: str
    word: str
    meant: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file under one cell, with all a reviewer needs to decide. `seen` is the newest decision it shows."""

    id: str
    seen: int
    unit: str
    unit_address: str
    path: str
    name: str
    title: str
    about: tuple[tuple[str, str], ...]
    flags: str
    why: tuple[str, ...]
    score: str
    pieces: tuple[Piece, ...]
    cut: bool
    failure: str
    cell: str
    cell_address: str
    indicator: str
    asked: tuple[Piece, ...]
    items: tuple[Item, ...]
    status: str
    status_word: str
    decision: Said | None
    history: tuple[Said, ...]
    targets: tuple[Choice, ...]
    picture: Picture
    placed: bool


def queue_page(now: Now, wanted: Wanted, first: Sheet | None, found: Listed) -> QueuePage:
    """The queue as wanted; `found` are the rows of `listed`."""
    counts = sum(map(_waiting, now.desk.parts.values()), Counter[str]())
    methods = sorted({cell.method for cell in now.matter.cells if cell.method})
    waits = tuple(
        Choice(row["code"], f"{row['word']}（{counts[row['code']]}）", row["code"] == wanted.waits)
        for row in load("review")["waits"]
        if counts[row["code"]]
    )
    page = found.start // LISTED + 1
    # What all units' names begin with would crowd out what tells them apart.
    short = {unit.name: min((unit.name, *unit.aliases), key=len) for unit in now.matter.units}
    return QueuePage(
        tuple(_line(row, short.get(row.unit, row.unit)) for row in found.rows),
        found.total,
        found.start,
        _turned(wanted, page - 1) if page > 1 else "",
        _turned(wanted, page + 1) if found.start + LISTED < found.total else "",
        sum(counts.values()),
        wanted,
        choices(sorted(unit for unit, part in now.desk.parts.items() if part.rows), wanted.unit),
        choices(methods, wanted.method),
        waits,
        first,
    )


def _turned(wanted: Wanted, page: int) -> str:
    given = asdict(wanted) | {"decided": "true" if wanted.decided else "", "page": page}
    return address("/review", **given)


def listed(now: Now, wanted: Wanted, page: int = 1) -> Listed:
    """A page (counted from 1) of the rows that are wanted, the last where there are not so many."""
    parts = [now.desk.of(wanted.unit)] if wanted.unit else now.desk.parts.values()
    found = [_fitting(part, wanted) for part in parts]
    total = sum(map(len, found))
    start = LISTED * min(page - 1, max(0, total - 1) // LISTED)
    return Listed(tuple(islice(by_urgency(found), start, start + LISTED)), start, total)


@lru_cache(maxsize=1024)
def _fitting(part: Part, wanted: Wanted) -> tuple[ReviewRow, ...]:
    rows = select(
        part.rows.values(),
        indicator=wanted.indicator or None,
        method=wanted.method or None,
        waiting=not wanted.decided,
    )
    return tuple(row for row in rows if row.sha256 and wanted.waits in ("", row.waits))


@lru_cache(maxsize=1024)
def _waiting(part: Part) -> Counter[str]:
    """How many rows of a unit wait for each reason."""
    return Counter(row.waits for row in part.rows.values() if row.waits)


def sheet(now: Now, row: ReviewRow, file: Evidence | None, matches: Sequence[Match]) -> Sheet:
    """One row for a decision. `file` has its text; None where it is no longer there."""
    part = now.desk.of(row.unit)
    gap = part.gaps.get(row.place) if row.place else None
    indicator = indicator_of(now.matter.notices, row.place)
    text = file.text[:_SHOWN] if file else ""
    asked = indicator.text if indicator else ""
    met = meetings(text, "\n".join((asked, *(item.text for item in gap.items)) if gap else (asked,)))
    here = [Marking(one.here, f"m{at}") for at, one in enumerate(met, 1)]
    match = next((one for one in matches if row.place and one.place == row.place), None)
    history = [one for one in part.log if one.sha256 in (row.sha256, "")]
    history = [one for one in history if one.sha256 or (row.place and one.place == row.place)]
    return Sheet(
        row.id,
        now.newest,
        row.unit,
        address("/unit", name=row.unit),
        row.path,
        base_name(row.path),
        row.title,
        about(file) if file else (),
        flag_words(row.flags),
        tuple(reason.text for reason in match.reasons[:6]) if match else ((row.why,) if row.why else ()),
        f"{row.score:.2f}" if row.place else "",
        pieces(text, here),
        bool(file and len(file.text) > _SHOWN),
        "" if file and file.status == "read" else (file.failure if file else "文件已不在，或已换成别的内容。"),
        cell_name(row.place),
        cell_address(row.unit, row.place) if row.place else "",
        indicator_title(indicator),
        pieces(asked, _there(met, 0, len(asked))),
        _items(gap, row, asked, met),
        gap.status if gap else "",
        status_word(gap.status) if gap else "",
        said(row.decision) if row.decision else None,
        tuple(said(one) for one in reversed(history)),
        _targets(now, row),
        picture_of(file) if file else Picture(""),
        row.place is not None,
    )


def _line(row: ReviewRow, unit: str) -> Line:
    words = load("review")
    wait = {one["code"]: one["word"] for one in words["waits"]}.get(row.waits, "")
    decided = words["kind"][row.decision.kind] if row.decision else ("" if row.waits else "自动认定")
    name = row.title or base_name(row.path)
    score = f"{row.score:.2f}" if row.place else ""
    return Line(row.id, wait, row.waits, unit, cell_name(row.place), name, score, decided)


def _there(met: Sequence[Meeting], start: int, end: int) -> list[Marking]:
    found = []
    for at, one in enumerate(met, 1):
        span = one.there
        if start <= span.start < end:
            found.append(Marking(Span(span.start - start, span.end - start), f"m{at}"))
    return found


def _items(gap: Gap | None, row: ReviewRow, asked: str, met: Sequence[Meeting]) -> tuple[Item, ...]:
    found, start = [], len(asked) + 1
    decided = row.decision.requirements if row.decision else ()
    meant = decided or row.requirements
    for at, item in enumerate(gap.items if gap else ()):
        marked = pieces(item.text, _there(met, start, start + len(item.text)))
        found.append(
            Item(at + 1, numbered(at), marked, item.status, status_word(item.status), item.requirement in meant)
        )
        start += len(item.text) + 1
    return tuple(found)


def _targets(now: Now, row: ReviewRow) -> tuple[Choice, ...]:
    """The other cells of the unit, for a move."""
    titles = _titles(now.matter)
    places = (place for place in now.desk.of(row.unit).gaps if place != row.place)
    return tuple(Choice(place.name, titles.get((place.notice, place.indicator), "")) for place in places)


@lru_cache(maxsize=2)
def _titles(matter: Matter) -> dict[tuple[str, str], str]:
    return {(notice.key, one.code): indicator_title(one) for notice in matter.notices for one in notice.indicators}
