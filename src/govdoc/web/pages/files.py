"""The ledger of files, and one file with all that is known of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govdoc.model import Evidence, Match, ReviewRow
from govdoc.pipeline.live_desk import Now
from govdoc.reports.wording import base_name, flag_words
from govdoc.rules.load import load
from govdoc.web.pages.facts import Picture, about, picture_of
from govdoc.web.pages.found import hits, passage
from govdoc.web.pages.marked import Piece, pieces
from govdoc.web.pages.words import (
    STATUS_FILE,
    Choice,
    Said,
    address,
    cell_address,
    indicator_of,
    indicator_title,
    said,
)

PAGE = 100  # files listed at once
SHOWN = 200_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Sought:
    """Which files are wanted."""

    asked: str = ""
    unit: str = ""
    status: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One file of the ledger."""

    name: str
    path: str
    address: str
    unit: str
    status: str
    word: str
    why: str
    flags: str
    cells: str
    passage: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FilesPage:
    """A page of the ledger."""

    lines: tuple[Line, ...]
    total: int
    sought: Sought
    units: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    page: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Served:
    """A cell that a file may serve."""

    name: str
    address: str
    title: str
    score: str
    word: str
    reasons: tuple[str, ...]
    review: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file."""

    title: str
    path: str
    unit: str
    unit_address: str
    about: tuple[tuple[str, str], ...]
    flags: str
    failure: str
    pieces: tuple[Piece, ...]
    cut: bool
    served: tuple[Served, ...]
    history: tuple[Said, ...]
    picture: Picture
    inside: bool


def files_page(
    now: Now,
    files: Sequence[Evidence],
    sought: Sought,
    found: Sequence[str] | None,
    text_of: Callable[[str], str],
    *,
    inside: bool,
) -> FilesPage:
    """The ledger's files as sought; `files` are those the reader may see, `found` the paths that hold what is asked."""
    wanted = [file for file in files if sought.unit in ("", file.unit or "—") and sought.status in ("", file.status)]
    if found is not None:
        rank = {path: at for at, path in enumerate(found)}
        wanted = sorted((file for file in wanted if file.path in rank), key=lambda file: rank[file.path])
    pages = max(1, -(-len(wanted) // PAGE))
    page = max(1, min(sought.page, pages))
    shown = wanted[(page - 1) * PAGE : page * PAGE]
    cells: dict[str, list[str]] = {}
    for unit in {file.unit for file in shown if file.unit}:
        for row in now.desk.of(unit).rows.values():
            if row.place and (row.proposal == "auto" or row.decision):
                cells.setdefault(row.path, []).append(row.place.name)
    units = Counter(file.unit or "—" for file in files)
    statuses = Counter[str](file.status for file in files)
    return FilesPage(
        tuple(
            _line(
                file,
                cells.get(file.path, ()),
                passage(text_of(file.path), sought.asked) if sought.asked else (),
                inside=inside,
            )
            for file in shown
        ),
        len(wanted),
        sought,
        tuple(
            Choice(unit, f"{'未归到单位' if unit == '—' else unit}（{count}）", unit == sought.unit)
            for unit, count in sorted(units.items())
        ),
        tuple(
            Choice(status, f"{word}（{statuses[status]}）", status == sought.status)
            for status, word in STATUS_FILE.items()
            if statuses[status]
        ),
        page,
        pages,
        _turned(sought, page - 1) if page > 1 else "",
        _turned(sought, page + 1) if page < pages else "",
    )


def file_page(
    now: Now, file: Evidence, matches: Sequence[Match], asked: str, *, inside: bool, decides: bool
) -> FilePage:
    """One file with its text; what was asked for is marked in it.

    `inside` shows what only the office is to see: what the program thinks it serves, and whose copy it is.
    """
    text = file.text[:SHOWN]
    part = now.desk.of(file.unit or "")
    rows = {row.place: row for row in part.rows.values() if row.path == file.path}
    flags = now.desk.files[file.path].flags if file.path in now.desk.files else ()
    return FilePage(
        file.title or base_name(file.path),
        file.path,
        file.unit or "",
        address("/unit", name=file.unit) if file.unit else "",
        about(file),
        flag_words(_told(flags, inside=inside)),
        file.failure,
        pieces(text, hits(text, asked)),
        len(file.text) > SHOWN,
        tuple(_served(now, file, match, rows.get(match.place), decides=decides) for match in matches[: 8 * inside]),
        tuple(said(one) for one in reversed(part.log) if one.sha256 == file.sha256 and one.sha256),
        picture_of(file),
        inside,
    )


def _told(flags: Sequence[str], *, inside: bool) -> tuple[str, ...]:
    """The flags, without the paths of other units' files for those outside."""
    return tuple(flags) if inside else tuple(flag.partition(":")[0] for flag in flags)


def _line(file: Evidence, cells: Sequence[str], around: tuple[Piece, ...], *, inside: bool) -> Line:
    return Line(
        file.title or base_name(file.path),
        file.path,
        address("/file", path=file.path),
        file.unit or "",
        file.status,
        STATUS_FILE[file.status],
        file.failure,
        flag_words(_told(file.flags, inside=inside)),
        "、".join(cells[:4]),
        around,
    )


def _turned(sought: Sought, page: int) -> str:
    return address("/files", asked=sought.asked, unit=sought.unit, status=sought.status, page=page)


def _served(now: Now, file: Evidence, match: Match, row: ReviewRow | None, *, decides: bool) -> Served:
    place = match.place
    owned = place in now.desk.of(file.unit or "").gaps
    return Served(
        place.name,
        cell_address(file.unit or "", place) if owned else "",
        indicator_title(indicator_of(now.matter.notices, place)),
        f"{match.score:.2f}",
        load("review")["proposal"][match.decision] + ("" if owned else "（本单位不承担）"),
        tuple(reason.text for reason in match.reasons[:4]),
        address("/review", row=row.id) if row and decides else "",
    )
