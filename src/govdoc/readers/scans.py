"""Recognised pages as printed pages, tables, seals, and what a reader should know of how sure their text is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from time import monotonic
from typing import TYPE_CHECKING

from govdoc.errors import ReadError
from govdoc.model.document import Document, Seal
from govdoc.model.span import Remark, Span
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.clock import seconds_left
from govdoc.readers.ocr import OcrLine, OcrPage, OcrTable, ocr_page
from govdoc.readers.pdf_drafts import drafts
from govdoc.readers.pdf_flow import without_furniture
from govdoc.readers.pdf_pages import Line, Page
from govdoc.readers.pdf_quality import uncommon_share
from govdoc.readers.pdf_tables import Table, cell_text

if TYPE_CHECKING:
    from PIL.Image import Image

A4 = 595.0 * 842.0  # square points
_SURE = 0.85  # below it a line is worth a second look
_POOR = 0.5  # share of a page's characters in such lines from which the page as a whole is unsure
_MOST_REMARKS = 20
_UNCOMMON = 0.08  # share of rare characters that no notice has and a bad reading does
_FEW_STEPS = 4
_WIDE_STEP = 1.5  # of the usual distance from line to line
_LARGE = 1.8  # of the usual height
_PICTURE = 0.01  # share of dark pixels from which a page without lines is no blank one


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to recognise: its number (from 1), how to get its picture, and its size in square points."""

    number: int
    load: "Callable[[], Image]"
    area: float = A4


@dataclass(frozen=True, slots=True)
class Scanned:
    """What recognition made of pages: each by its number, with its tables.

    `unread` are those it had no time for, `broken` those that could not be opened, the first of them for the reason
    `failure` gives. `unit` is the word for a page in remarks.
    """

    read: dict[int, OcrPage]
    pages: dict[int, Page]
    tables: dict[int, list[Table]]
    unread: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    failure: ReadError | None = None
    unit: str = "页"

    @property
    def has_text(self) -> bool:
        """Whether any page holds text."""
        return any(page.lines or page.tables for page in self.read.values())

    @property
    def seals(self) -> tuple[Seal, ...]:
        """The seals of all pages."""
        return tuple(seal for number, page in sorted(self.read.items()) for seal in seals_of(page, number))

    @property
    def links(self) -> tuple[str, ...]:
        """The web addresses in the QR codes of all pages."""
        return tuple(link for _, page in sorted(self.read.items()) for link in page.links)


def recognise(scans: Iterable[Scan], unit: str = "页") -> Scanned:
    """Recognise pages one by one, as many as there is time for, at least one."""
    read: dict[int, OcrPage] = {}
    pages: dict[int, Page] = {}
    tables: dict[int, list[Table]] = {}
    unread: list[int] = []
    broken: dict[int, ReadError] = {}
    slowest = 0.0
    for scan in scans:
        if read and seconds_left() < slowest * 2:
            unread.append(scan.number)
            continue
        start = monotonic()
        try:
            picture = scan.load()
        except ReadError as error:
            broken[scan.number] = error
            continue
        found = ocr_page(picture)
        read[scan.number] = found
        pages[scan.number], tables[scan.number] = _printed(found, scan)
        slowest = max(slowest, monotonic() - start)
    failure = next(iter(broken.values()), None)
    return Scanned(read, pages, tables, tuple(unread), tuple(broken), failure, unit)


def _printed(found: OcrPage, scan: Scan) -> tuple[Page, list[Table]]:
    """The page in points, as a page of printed lines and its ruled tables."""
    scale = sqrt(scan.area / max(found.width * found.height, 1))
    fresh = _fresh(found.lines)
    lines = tuple(
        Line(text, line.left * scale, line.top * scale, line.right * scale, line.bottom * scale, line in fresh)
        for line in found.lines
        if (text := clean(line.text).replace("\n", " "))
    )
    tables = [_table(table, scan.number, scale) for table in found.tables]
    return Page(scan.number, found.width * scale, found.height * scale, lines, bool(tables), 1.0), tables


def _fresh(lines: tuple[OcrLine, ...]) -> set[OcrLine]:
    """Lines that begin a paragraph for sure: those after a gap wider than usual, and every line of a letterhead."""
    heights = sorted(line.height for line in lines)
    steps = sorted(below.top - line.top for line, below in pairwise(lines) if below.top > line.bottom)
    if len(steps) < _FEW_STEPS:
        return set()
    usual, step = heights[len(heights) // 2], steps[len(steps) // 4]
    after_gap = {below for line, below in pairwise(lines) if below.top - line.top > step * _WIDE_STEP}
    return after_gap | {line for line in lines if line.height > usual * _LARGE}


def _table(table: OcrTable, number: int, scale: float) -> Table:
    rows = ({at: cell_text("\n".join(line.text for line in cell)) for at, cell in row.items()} for row in table.rows)
    return Table(
        number,
        table.left * scale,
        table.top * scale,
        table.right * scale,
        table.bottom * scale,
        tuple(edge * scale for edge in table.edges),
        tuple(rows),
    )


def seals_of(page: OcrPage, number: int) -> Iterator[Seal]:
    """A page's seals, their boxes in shares of the page."""
    for mark in page.seals:
        box = (mark.left / page.width, mark.top / page.height, mark.right / page.width, mark.bottom / page.height)
        left, top, right, bottom = (round(min(max(side, 0.0), 1.0), 4) for side in box)
        yield Seal(number, (left, top, right, bottom), mark.text)


def scanned_document(scans: Iterable[Scan], media_type: str, reader: str, unit: str = "页") -> Document:
    """A document all of whose pages are pictures; `unit` is the word for one in remarks.

    Where a QR code is all there is, its address is the text.
    Raises `ReadError`: "empty" where none of them holds text, what loading raised where none can be loaded.
    """
    scanned = recognise(scans, unit)
    if not scanned.has_text and not scanned.links:
        raise nothing(scanned)
    pages, furniture = without_furniture([scanned.pages[number] for number in sorted(scanned.pages)])
    count = len(pages) + len(scanned.unread) + len(scanned.broken)
    codes = [] if scanned.has_text else [Draft(f"二维码：{link}") for link in scanned.links]
    found = build([*drafts(pages, scanned.tables), *codes], media_type, reader, pages=count, furniture=furniture)
    return told(found, scanned)


def nothing(scanned: Scanned) -> ReadError:
    """The error for pictures without text."""
    if scanned.failure and not scanned.read:
        return scanned.failure
    if not scanned.read:
        return ReadError("unsupported", "文档里只有图片，没有文字，图片也无法打开", "请报送带文字的文件，或由人工查看")
    if any(page.inked > _PICTURE for page in scanned.read.values()):
        return ReadError("empty", "图片里没有识别出文字（可能是照片或图画）", "请人工查看")
    return ReadError("empty", "扫描件是空白页，没有文字", "请核对后重新扫描报送")


def told(document: Document, scanned: Scanned) -> Document:
    """The document with its seals and QR codes, and with remarks on what was recognised and how surely."""
    remarks = (*document.warnings, *_page_remarks(scanned), *_line_remarks(document, scanned))
    links = tuple(dict.fromkeys((*document.links, *scanned.links)))
    return replace(document, warnings=remarks, seals=(*document.seals, *scanned.seals), links=links)


def _page_remarks(scanned: Scanned) -> Iterator[Remark]:
    numbers = sorted(number for number, page in scanned.read.items() if page.lines or page.tables)
    unsure = [number for number in numbers if _is_poor(scanned.read[number])]
    bare = sorted(n for n, page in scanned.read.items() if n not in numbers and page.inked > _PICTURE)
    for code, places, what in (
        ("recognised", numbers, "的文字由图像识别得到，个别字可能有误"),
        ("pages_unsure", unsure, "字迹不清，识别出的文字没有把握，请对照原件核对"),
        ("pages_of_pictures", bare, "没有识别出文字（可能是照片或图画）"),
        ("pages_without_text", scanned.unread, "在限定时间内未及识别，未读取"),
        ("pages_without_text", scanned.broken, "已损坏或无法打开，未读取"),
    ):
        if places:
            yield Remark(code, f"第 {listed(places)} {scanned.unit}{what}")


def _is_poor(page: OcrPage) -> bool:
    sizes = [(len(line.text), line.confidence) for line in page.all_lines]
    unsure = sum(size for size, sure in sizes if sure < _SURE) > sum(size for size, _ in sizes) * _POOR
    return unsure or uncommon_share("".join(line.text for line in page.all_lines)) > _UNCOMMON


def _line_remarks(document: Document, scanned: Scanned) -> Iterator[Remark]:
    """A remark on each line that was hard to read, where it stands in the text; no more than twenty."""
    text = document.text
    doubtful = [
        content
        for _, page in sorted(scanned.read.items())
        for line in page.all_lines
        if line.confidence < _SURE and (content := clean(line.text)) not in document.furniture
    ]
    at = 0
    for content in doubtful[:_MOST_REMARKS]:
        found = text.find(content, at)
        found = found if found >= 0 else text.find(content)
        span = Span(found, found + len(content)) if found >= 0 else None
        at = span.end if span else at
        yield Remark("unsure", f"识别把握不大，请对照原件核对：“{content}”", span)
    if len(doubtful) > _MOST_REMARKS:
        yield Remark("unsure", f"另有 {len(doubtful) - _MOST_REMARKS} 行识别把握不大，请对照原件核对")


def listed(numbers: Iterable[int]) -> str:
    """Page numbers as in a sentence, the first twenty of them.

    >>> listed([1, 3])
    '1、3'
    """
    every = list(numbers)
    return "、".join(map(str, every[:20])) + ("等" if len(every) > 20 else "")
