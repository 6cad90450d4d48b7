"""A notice: its source text beside what was read from it, each leading to the other, and what persons put right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from govdoc.corrections import apart
from govdoc.corrections.parts import takes_more
from govdoc.model import Corrected, Document, Notice, Remark, Span
from govdoc.pipeline.correction_words import STATES, correction_in_words
from govdoc.reports.wording import notice_name
from govdoc.web.pages.marked import Marking, Piece, pieces
from govdoc.web.pages.notice_lines import KINDS, TITLES, Line, head_lines, list_lines, reach_lines
from govdoc.web.pages.words import Choice, address

_HEADING = 80  # characters of an indicator that are marked as its beginning


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing read from the notice; `depth` counts from 0. `fix` is where it is put right, "" where it cannot be."""

    mark: str
    kind: str
    label: str
    text: str
    depth: int
    corrected: bool
    fix: str


@dataclass(frozen=True, slots=True)
class Part:
    """The entries under one heading; `add` is where one more is put in."""

    title: str
    entries: tuple[Entry, ...]
    add: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """One correction in words. `undo` is its number where the reader may take it back, else 0."""

    when: str
    who: str
    what: str
    comment: str
    state: str
    word: str
    undo: int


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One source with all notices read from it.

    `shared` goes with every request of the page; `last` is the number of the reader's newest correction, 0 for none.
    """

    name: str
    shared: Mapping[str, str]
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    kinds: tuple[Choice, ...]
    failure: str
    astray: tuple[Fixed, ...]
    history: tuple[Fixed, ...]
    last: int
    waiting: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One file of notices taken in."""

    address: str
    name: str
    notices: tuple[str, ...]
    indicators: int
    doubts: int
    astray: int


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """All sources; `lost` are the corrections of notices that are no longer kept."""

    lines: tuple[SourceLine, ...]
    lost: tuple[Fixed, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: whether they put things right, and whether also what others put right is theirs to take back."""

    who: str
    fixes: bool
    manages: bool


def notices_page(
    by_source: Mapping[str, Sequence[Notice]],
    doubts: Mapping[str, Sequence[Remark]],
    past: Sequence[Corrected],
    reader: Reader,
) -> NoticesPage:
    """The sources in the order they were taken in."""
    astray = [one.correction.notice for one in past if one.state == "astray"]
    keys = {notice.key for found in by_source.values() for notice in found}
    lost = [one for one in past if one.state == "astray" and one.correction.notice not in keys]
    lines = tuple(
        SourceLine(
            address("/notice", source=source),
            source.rpartition("/")[2],
            tuple(f"{notice_name(notice)} {notice.title}".strip() for notice in found),
            sum(len(notice.indicators) for notice in found),
            len(doubts.get(source, ())),
            sum(astray.count(notice.key) for notice in found),
        )
        for source, found in by_source.items()
    )
    return NoticesPage(lines, fixed_lines(lost, reader))


def fixed_lines(past: Sequence[Corrected], reader: Reader) -> tuple[Fixed, ...]:
    """Corrections in words, the newest first."""
    found = []
    for line in reversed(past):
        one, undo = line.correction, line.correction.kind == "undo"
        may = reader.fixes and (reader.manages or one.who == reader.who)
        number = one.number if may and not undo and line.state != "undone" else 0
        when, word = f"{one.at:%Y-%m-%d %H:%M}", "" if undo else STATES[line.state]
        found.append(Fixed(when, one.who, correction_in_words(one), one.comment, line.state, word, number))
    return tuple(found)


def notice_page(
    source: str,
    document: Document | None,
    notices: Sequence[Notice],
    doubts: Sequence[Remark],
    past: Sequence[Corrected],
    reader: Reader,
    *,
    failure: str = "",
    waiting: int = 0,
) -> NoticePage:
    """The notices of one source; without its document only what was read is shown, and `failure` says why.

    `past` are the corrections of all notices; `waiting` files are to be matched again.
    """
    text = document.text if document else ""
    seen = past[-1].correction.number if past else 0
    parts: list[Part] = []
    markings: list[Marking] = []
    numbers = count(1)
    for title, notice, list_, found in _parts(notices, doubts, empty=reader.fixes):
        entries = []
        for one in found:
            mark = f"f{next(numbers)}"
            markings += [Marking(_cut(one, span, text), mark, one.kind) for span in one.spans]
            fix = _fix(notice, one.at) if notice and reader.fixes else ""
            text_ = one.text or ("（未读到）" if one.kind == "head" else "")
            entries.append(Entry(mark, one.kind, one.label or KINDS[one.kind], text_, one.depth, one.corrected, fix))
        more = bool(notice and list_ and reader.fixes and takes_more(notice, list_))
        add = _fix(notice, list_) if notice and more else ""
        if entries or (notice is notices[0] and add and list_ != "questionnaires"):
            parts.append(Part(title, tuple(entries), add))
    used = {marking.kind for marking in markings}
    keys = {notice.key for notice in notices}
    lines = fixed_lines([line for line in past if line.correction.notice in keys], reader)
    return NoticePage(
        source.rpartition("/")[2],
        {"source": source, "seen": str(seen)},
        tuple(map(_quiet, pieces(text, markings))),
        tuple(parts),
        tuple(Choice(kind, word) for kind, word in KINDS.items() if kind in used),
        failure,
        tuple(line for line in lines if line.state == "astray"),
        lines,
        next((line.undo for line in lines if line.undo and line.who == reader.who), 0),
        waiting,
    )


def _quiet(piece: Piece) -> Piece:
    """What stands between the items of a task leads to it, and is not shown as one."""
    return piece if any(map(str.isalnum, piece.text)) else Piece(piece.text, piece.mark)


def _fix(notice: Notice, at: str) -> str:
    return address("/notice/fix", notice=notice.key, at=at)


def _cut(line: Line, span: Span, text: str) -> Span:
    """Where a line is marked: an indicator by its first line, what was parted by its own words alone."""
    start, end = span.start, span.end
    if line.kind in ("indicator", "stage") or (line.kind == "question" and end - start > _HEADING):
        stop = text.find("\n", start + 1)
        return Span(start, min(end, start + _HEADING, stop if stop > 0 else len(text)))
    at = text.find(line.text, start, end) if line.text else -1
    return Span(at, at + len(line.text)) if at >= 0 else span


def _parts(
    notices: Sequence[Notice], doubts: Sequence[Remark], *, empty: bool
) -> Iterator[tuple[str, Notice | None, str, list[Line]]]:
    """Titles with the notice, the list and its lines; with `empty` also what was not read of the header."""
    yield "存疑", None, "", [Line("doubt", "", one.message, (one.span,) if one.span else ()) for one in doubts]
    for notice in notices:
        name, own = notice_name(notice), apart(notice)
        yield f"{name} 文头", notice, "", [one for one in head_lines(notice) if one.text or empty]
        for list_, title in TITLES.items():
            yield f"{name} {title}", notice, list_, list(list_lines(own, list_))
        yield f"{name} 对调查的要求", None, "", list(reach_lines(notice))
