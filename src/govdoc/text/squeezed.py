"""A stretch of text without the blanks that mean nothing, each character knowing where it stood."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from govdoc.model.span import Span
from govdoc.text.widths import narrow

# A line break inside a date or a length of time is a wrapped line, any other one ends something.
_TIME = "0-9年月日号时点分底末初前后之以内季度半旬周个工作每第至到起止(一二三四五六七八九十"
_WRAPPED = re.compile(rf"(?<=[{_TIME}])\s*\n\s*(?=[{_TIME}])")
_LETTER_SPACED = re.compile(r"(?<!\d)\d(?:\s\d){3}(?=\s?年)|(?<=[年月])\s?\d\s\d(?=\s?[月日号])")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Narrow text without blanks; `at[i]` is the offset in the source of its character `i`."""

    text: str
    at: tuple[int, ...]

    def source(self, left: int, right: int) -> Span:
        """Where a stretch of the squeezed text stands in the source.

        >>> s = "于 ６ 月３０日 前报送"
        >>> squeezed = squeeze(s, 0, len(s))
        >>> squeezed.text, squeezed.source(1, 7).of(s)
        ('于6月30日前报送', '６ 月３０日 前')
        """
        return Span(self.at[left], self.at[right - 1] + 1)

    def find(self, offset: int) -> int:
        """The first squeezed character at or after an offset of the source."""
        return bisect_left(self.at, offset)


def squeeze(text: str, start: int, end: int) -> Squeezed:
    """Fold widths and leave out blanks from `start` to `end`; line breaks and blanks between two numbers stay."""
    flat = narrow(text[start:end])
    spaced = {at for found in _LETTER_SPACED.finditer(flat) for at in range(*found.span())}
    wrapped = {found.start() for found in _WRAPPED.finditer(flat)}
    kept: list[str] = []
    offsets: list[int] = []
    last = 0
    for blank in _BLANKS.finditer(flat):
        left, right = blank.span()
        kept.append(flat[last:left])
        offsets += range(start + last, start + left)
        digits = flat[left - 1 : left].isdigit() and flat[right : right + 1].isdigit()
        if (digits and left not in spaced) or ("\n" in blank[0] and left not in wrapped):
            kept.append("\n" if "\n" in blank[0] else " ")
            offsets.append(start + left)
        last = right
    kept.append(flat[last:])
    offsets += range(start + last, start + len(flat))
    return Squeezed("".join(kept), tuple(offsets))
