"""The printed lines of a PDF page with their places, from pdfium."""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from govdoc.readers.build import clean

_MOST_OBJECTS = 4000
_DEEPEST = 2  # forms in forms that are looked into
_MOST_ANNOTATIONS = 50
_SMALLEST_SEAL, _LARGEST_SEAL = 50, 220  # points
_SMALLEST_CODE, _LARGEST_CODE, _SQUARE = 28, 300, 1.15  # points, and the greatest share of one side by the other
_LONG_PIECE = 8
_FEW_STEPS = 12
# Gaps in shares of the type size. Word sets a quarter between Han and Latin characters, which is no space.
Box = tuple[float, float, float, float]
WORD_GAP = 0.35
WIDE_GAP = 2.5
# Full-width punctuation holds its own white space: none that follows or precedes it was typed.
CLOSE_UP = re.compile(r"(?<=[，。、；：！？“（〔《]) +(?=\S)|(?<=\S) +(?=[，。、；：！？”）〕》])")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. Places are in points from the page's upper left corner, as the page is shown.

    `fresh` where it is known to begin a paragraph.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    fresh: bool = False

    @property
    def height(self) -> float:
        """The height of the line's characters, nearly the type size."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines from top to bottom, whether it is ruled as for a table, and how much of it pictures cover.

    `stamped` where something lies on it that may be a seal: a stamp or a picture as large and square as one. `squares`
    are the places (left, top, right, bottom) of pictures that may be a QR code.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    ruled: bool
    pictured: float
    stamped: bool = False
    squares: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns places of a page's own space into places as shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Left, top, right, bottom as shown."""
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def frame_of(page: Any) -> Frame:
    """The frame of a pdfium page."""
    left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, page.get_rotation())


def read_page(page: Any, number: int, lines: list[Line] | None = None) -> Page:
    """Read one pdfium page; `number` counts from 1. Its `lines` may be known already."""
    frame = frame_of(page)
    width, height = page.get_size()
    if lines is not None:
        return Page(number, width, height, tuple(lines), *_drawn(page, frame, width * height))
    text_page = page.get_textpage()
    try:
        signs = signs_of(text_page, frame, 0, text_page.count_chars())
    finally:
        text_page.close()
    ruled, pictured, stamped, squares = _drawn(page, frame, width * height)
    if turn := _turn(signs):
        # What lies on its side is read upright, but its rules would still be found lying.
        signs, ruled = [_turned(sign, turn, width, height) for sign in signs], False
        width, height = (width, height) if turn == 180 else (height, width)
    lines = lines_of(signs)
    return Page(number, width, height, tuple(lines), ruled, pictured, stamped, squares)


@dataclass(frozen=True, slots=True)
class Sign:
    """One character where it stands; `at` is its place in the file's own order."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    at: int


def signs_of(text_page: Any, frame: Frame, start: int, end: int) -> list[Sign]:
    """The characters of a stretch of the page's text but for the spaces and line breaks that pdfium makes up."""
    from pypdfium2 import raw

    handle, box = text_page.raw, raw.FS_RECTF()
    place = ctypes.byref(box)
    signs = []
    for at in range(start, end):
        code = raw.FPDFText_GetUnicode(handle, at)
        if code in (10, 13) or (code == 32 and raw.FPDFText_IsGenerated(handle, at)):
            continue
        if raw.FPDFText_GetLooseCharBox(handle, at, place):
            char = chr(code) if 0 < code < 0x110000 else "\ufffd"
            signs.append(Sign(char, *frame.shown(box.left, box.bottom, box.right, box.top), at))
    return signs


def _rows(signs: list[Sign]) -> list[list[Sign]]:
    """Characters of one height on the page, each row from left to right, rows from top to bottom.

    Small signs join the row they stand in: in the text layer of a scan a comma is only as high as its ink.
    """
    if not signs:
        return []
    heights = sorted(sign.bottom - sign.top for sign in signs)
    usual = heights[len(heights) // 2]
    rows: list[list[Sign]] = []
    bands: list[tuple[float, float]] = []
    small = []
    for sign in sorted(signs, key=lambda sign: sign.top + sign.bottom):
        height = sign.bottom - sign.top
        if height < usual * 0.6:
            small.append(sign)
            continue
        low, high = bands[-1] if bands else (0.0, 0.0)
        if rows and abs(sign.top + sign.bottom - low - high) < min(height, high - low) * 0.9:
            rows[-1].append(sign)
        else:
            rows.append([sign])
            bands.append((sign.top, sign.bottom))
    for sign in small:
        _settle(sign, rows, bands)
    order = sorted(range(len(rows)), key=lambda at: sum(bands[at]))
    return [sorted(rows[at], key=lambda sign: sign.left) for at in order]


def _settle(sign: Sign, rows: list[list[Sign]], bands: list[tuple[float, float]]) -> None:
    """Put a small sign into the row whose band holds its middle, or into a row of its own."""
    middle = (sign.top + sign.bottom) / 2
    for row, (low, high) in zip(rows, bands, strict=True):
        if low - 1 <= middle <= high + 1:
            row.append(sign)
            return
    rows.append([sign])
    bands.append((sign.top, sign.bottom))


def _pieces(row: list[Sign]) -> list[tuple[Line, int]]:
    """A row cut at wide gaps, each piece with the place of its first character in the file's own order."""
    pieces: list[tuple[Line, int]] = []
    text: list[str] = []
    part: list[Sign] = []
    for sign in row:
        before = part[-1] if part else None
        gap = sign.left - before.right if before else 0.0
        size = min(sign.bottom - sign.top, before.bottom - before.top) if before else 1.0
        if before and sign.char == before.char and abs(sign.left - before.left) < size * 0.15:
            continue  # bold made by printing twice
        if before and gap > size * WIDE_GAP:
            pieces += _piece(text, part)
            text, part = [], []
        elif gap > size * WORD_GAP and not sign.char.isspace() and before and not before.char.isspace():
            text.append(" ")
        text.append(sign.char)
        part.append(sign)
    return pieces + _piece(text, part)


def _piece(text: list[str], part: list[Sign]) -> list[tuple[Line, int]]:
    content = CLOSE_UP.sub("", clean("".join(text)).replace("\n", " "))
    shown = [sign for sign in part if not sign.char.isspace()]
    if not content or not shown:
        return []
    tops, bottoms = [sign.top for sign in shown], [sign.bottom for sign in shown]
    line = Line(content, shown[0].left, min(tops), max(sign.right for sign in shown), max(bottoms))
    return [(line, min(sign.at for sign in shown))]


def _turn(signs: list[Sign]) -> int:
    """The turn, in degrees, that makes most characters run to the right: 0, 90, 180 or 270."""
    steps = [(after.left - sign.left, after.top - sign.top) for sign, after in pairwise(signs)]
    if len(steps) < _FEW_STEPS:
        return 0
    counts = {
        90: sum(1 for across, along in steps if -along > abs(across) * 2),
        180: sum(1 for across, along in steps if -across > abs(along) * 2),
        270: sum(1 for across, along in steps if along > abs(across) * 2),
    }
    turn = max(counts, key=lambda angle: counts[angle])
    return turn if counts[turn] > len(steps) * 0.5 else 0


def _turned(sign: Sign, turn: int, width: float, height: float) -> Sign:
    if turn == 90:
        return Sign(sign.char, height - sign.bottom, sign.left, height - sign.top, sign.right, sign.at)
    if turn == 180:
        return Sign(sign.char, width - sign.right, height - sign.bottom, width - sign.left, height - sign.top, sign.at)
    return Sign(sign.char, sign.top, width - sign.right, sign.bottom, width - sign.left, sign.at)


def lines_of(signs: list[Sign]) -> list[Line]:
    """Printed lines from top to bottom; a page set in columns keeps the file's own order."""
    rows = [pieces for row in _rows(signs) if (pieces := _pieces(row))]
    columned = [row for row in rows if sum(len(line.text) >= _LONG_PIECE for line, _ in row) > 1]
    if len(columned) >= 4 and len(columned) > len(rows) * 0.3:
        return [line for line, _ in sorted((piece for row in rows for piece in row), key=lambda piece: piece[1])]
    return [_joined([line for line, _ in row]) for row in rows]


def _joined(pieces: list[Line]) -> Line:
    return Line(
        "  ".join(piece.text for piece in pieces),
        pieces[0].left,
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def _drawn(page: Any, frame: Frame, area: float) -> tuple[bool, float, bool, tuple[Box, ...]]:
    """Whether lines are drawn as for a table, the share under pictures, whether there may be a seal, where codes.

    A table has at least three upright and three level edges; a red rule, a box around a text or a row of
    shaded paragraphs has fewer. Characters drawn as outlines are no boxes: they have many corners.
    """
    from pypdfium2 import raw

    upright: set[int] = set()
    level: set[int] = set()
    pictured = 0.0
    stamped = _has_stamps(page)
    squares: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    drawn = _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _DEEPEST)
    for kind, item in islice(drawn, _MOST_OBJECTS):
        if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        width, height = right - left, top - bottom
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += width * height / max(area, 1.0)
            small, large = sorted((width, height))
            stamped |= small > _SMALLEST_SEAL and large < _LARGEST_SEAL
            if _SMALLEST_CODE < large < min(small * _SQUARE, _LARGEST_CODE):
                squares.append(frame.shown(left, bottom, right, top))
            continue
        corners = raw.FPDFPath_CountSegments(item)
        box = width > 15 and height > 8 and corners <= 6
        if (box or (height < 3 and width > 15)) and corners <= 6:
            level |= {round(bottom / 4), round(top / 4)}
        if (box or (width < 3 and height > 8)) and corners <= 6:
            upright |= {round(left / 4), round(right / 4)}
        if corners > 6 and width > 100 and height > 30 and _straight(item):
            return True, min(pictured, 1.0), stamped, tuple(squares)
    return len(upright) >= 3 and len(level) >= 3, min(pictured, 1.0), stamped, tuple(squares)


def _objects(holder: Any, count: Callable[..., int], get: Callable[..., Any], depth: int) -> Iterator[tuple[int, Any]]:
    """The paths and pictures on a page or in a form, each with its kind; text is passed over, and there is much."""
    from pypdfium2 import raw

    for at in range(count(holder)):
        item = get(holder, at)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, item
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth - 1)


def _has_stamps(page: Any) -> bool:
    """Whether stamps or signature fields lie over the page."""
    from pypdfium2 import raw

    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET):
            return True
    return False


def _straight(path: Any) -> bool:
    """Whether a path begins with straight lines only, as a whole grid drawn at once does."""
    from pypdfium2 import raw

    count = min(raw.FPDFPath_CountSegments(path), 40)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, at)) for at in range(count))
    return raw.FPDF_SEGMENT_BEZIERTO not in kinds
