"""The printed lines of a PDF page from pdfium's own text: places for the ends of a line instead of each character."""

import ctypes
import re
from itertools import pairwise
from typing import Any

from govdoc.readers.build import clean
from govdoc.readers.pdf_pages import CLOSE_UP, WIDE_GAP, WORD_GAP, Frame, Line, frame_of, lines_of, signs_of

_LINE = re.compile(r"[^\r\n]+")
_SPACE = re.compile(r" +")
_OVERLAP = 0.5  # of the lower of two lines; more than that and they stand side by side

Box = tuple[float, float, float, float]


def text_lines(page: Any) -> list[Line] | None:
    """The lines of a page from top to bottom; None where they must be found by their characters.

    That is so where lines stand side by side, and where pdfium's text is not one character for each on the page.
    """
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range(errors="replace")
        if len(text) != text_page.count_chars() or "\0" in text:
            return None
        places = _Places(text_page, frame_of(page))
        lines = [line for match in _LINE.finditer(text) for line in _printed(places, text, *match.span())]
    finally:
        text_page.close()
    lines.sort(key=lambda line: line.top + line.bottom)
    beside = any(one.bottom - two.top > min(one.height, two.height) * _OVERLAP for one, two in pairwise(lines))
    return None if beside else lines


class _Places:
    """Where characters of a page stand, as shown: left, top, right, bottom."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        from pypdfium2 import raw

        self.text_page, self.frame = text_page, frame
        self._raw, self._box = raw, raw.FS_RECTF()
        self._place = ctypes.byref(self._box)

    def of(self, at: int) -> Box | None:
        box = self._box
        if not self._raw.FPDFText_GetLooseCharBox(self.text_page.raw, at, self._place):
            return None
        return self.frame.shown(box.left, box.bottom, box.right, box.top)

    def made_up(self, at: int) -> bool:
        """Whether pdfium made up this space."""
        return bool(self._raw.FPDFText_IsGenerated(self.text_page.raw, at))


def _printed(places: _Places, text: str, start: int, end: int) -> list[Line]:
    """What pdfium calls a line as a printed one; by its characters where it leaps."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        return []
    first, last = places.of(start), places.of(end - 1)
    content = _spaced(places, text, start, end)
    if first is None or last is None or content is None or not _level(first, last):
        return lines_of(signs_of(places.text_page, places.frame, start, end))
    content = CLOSE_UP.sub("", clean(content).replace("\n", " "))
    return [Line(content, first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))] if content else []


def _level(first: Box, last: Box) -> bool:
    """Whether a line that begins and ends so runs level to the right."""
    high = max(first[3], last[3]) - min(first[1], last[1])
    return last[2] >= first[0] and high <= 1.5 * max(first[3] - first[1], last[3] - last[1], 1.0)


def _spaced(places: _Places, text: str, start: int, end: int) -> str | None:
    """A line's text with made-up spaces only where there is a gap; None where it leaps back or far ahead."""
    parts, done = [], start
    for match in _SPACE.finditer(text, start, end):
        left, right = match.span()
        if not places.made_up(left):
            continue
        before, after = places.of(left - 1), places.of(right)
        if before is None or after is None:
            return None
        size = min(before[3] - before[1], after[3] - after[1])
        gap = after[0] - before[2]
        if gap > size * WIDE_GAP or gap < -size * WORD_GAP:
            return None
        parts.append(text[done:left])
        if gap > size * WORD_GAP:
            parts.append(" ")
        done = right
    parts.append(text[done:end])
    return "".join(parts)
