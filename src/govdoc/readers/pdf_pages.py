"""The printed lines of a PDF page with their places, from pdfium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from govdoc.readers.build import clean

_MOST_OBJECTS = 4000
_LONG_FRAGMENT = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. Places are in points from the page's upper left corner, as the page is shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the line's characters, nearly the type size."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines from top to bottom, whether it is ruled as for a table, and how much of it pictures cover."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    ruled: bool
    pictured: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places of a page's own space into places as shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as shown."""
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def read_page(page: Any, number: int) -> Page:
    """Read one pdfium page; `number` counts from 1."""
    frame = _Frame(*page.get_mediabox(), page.get_rotation())
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        lines = _in_order(list(_lines(text_page, frame)))
    finally:
        text_page.close()
    ruled, pictured = _drawn(page, width * height)
    return Page(number, width, height, tuple(lines), ruled, pictured)


def _lines(text_page: Any, frame: _Frame) -> Iterator[Line]:
    """Lines as pdfium breaks them, placed by their first and last characters."""
    from pypdfium2 import raw

    text = _characters(text_page)
    box = raw.FS_RECTF()
    start = 0
    for piece in text.split("\n"):
        end = start + len(piece)
        first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()) - 1
        start = end + 1
        content = clean(piece).replace("\n", " ")
        if not content:
            continue
        corners = []
        for at in (first, last):
            if raw.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(box)):
                corners.append(frame.shown(box.left, box.bottom, box.right, box.top))
        if corners:
            lefts, tops, rights, bottoms = zip(*corners, strict=True)
            yield Line(content, min(lefts), min(tops), max(rights), max(bottoms))


def _characters(text_page: Any) -> str:
    """The page's characters, one for each of pdfium's, so that places can be asked for by index."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    text = str(text_page.get_text_range()) if count else ""
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(text_page, at) for at in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _in_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, pieces of one printed line joined; a page set in columns keeps the file's order."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        if rows and any(piece.top < middle < piece.bottom for piece in rows[-1]) and not _overlaps(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    columned = [row for row in rows if sum(len(piece.text) >= _LONG_FRAGMENT for piece in row) > 1]
    if len(columned) >= 4 and len(columned) > len(rows) * 0.3:
        return lines
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _overlaps(row: list[Line], line: Line) -> bool:
    return any(min(piece.right, line.right) - max(piece.left, line.left) > line.height * 0.5 for piece in row)


def _joined(row: list[Line]) -> Line:
    joined = row[0]
    for piece in row[1:]:
        gap = piece.left - joined.right
        space = "" if gap < piece.height * 0.3 else " " if gap < piece.height * 1.5 else "  "
        joined = replace(
            joined,
            text=joined.text + space + piece.text,
            right=max(joined.right, piece.right),
            top=min(joined.top, piece.top),
            bottom=max(joined.bottom, piece.bottom),
        )
    return joined


def _drawn(page: Any, area: float) -> tuple[bool, float]:
    """Whether lines are drawn as for a table, and the share of the page under pictures."""
    from pypdfium2 import raw

    across = down = boxes = 0
    pictured = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    for at, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3)):
        if at > _MOST_OBJECTS:
            break
        if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        width, height = right - left, top - bottom
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += width * height / max(area, 1.0)
            continue
        across += width > 20 and height < 3
        down += height > 8 and width < 3
        boxes += width > 20 and height > 8 and (raw.FPDFPath_CountSegments(item) > 8 or 2)
    return (across >= 2 and down >= 2) or boxes >= 4, min(pictured, 1.0)
