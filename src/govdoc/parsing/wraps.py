"""Paragraphs that a mail or an old text file broke at a fixed width, made whole again."""

import re
from collections.abc import Sequence

from govdoc.text.outline import read_label

Stretch = tuple[int, int]
_MAX_WIDTH = 120  # two for each wide character
_ENDS = re.compile(r"[。;:!?)》”]$")


def unwrap(text: str, flat: str, stretches: Sequence[Stretch]) -> tuple[str, list[Stretch]]:
    """The folded text with meaningless line breaks turned into blanks (same length), and its lines joined accordingly.

    Widths are measured in the `text` as it was.

    A text counts as broken where a good part of its lines are as wide as the widest. A line goes on in the next unless
    a stop ends it or a label or an indent begins the next.
    """
    widths = [_width(text[start:end]) for start, end in stretches]
    lengths = [end - start for start, end in stretches]
    widest, longest = max(widths, default=0), max(lengths, default=0)
    full = [width >= widest - 2 or length == longest for width, length in zip(widths, lengths, strict=True)]
    if widest > _MAX_WIDTH or widest < 30 or sum(full) < max(3, len(stretches) * 0.3):
        return flat, list(stretches)
    joined: list[Stretch] = list(stretches[:1])
    pieces: list[str] = []
    copied = 0
    for at in range(1, len(stretches)):
        end, (start, stop) = stretches[at - 1][1], stretches[at]
        gap = flat[end:start]
        goes_on = full[at - 1] and gap == "\n" and not _ENDS.search(flat[end - 1 : end])
        if goes_on and read_label(flat[start:stop]) is None:
            pieces += (flat[copied:end], " ")
            copied = start
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    return "".join((*pieces, flat[copied:])), joined


def _width(text: str) -> int:
    return sum(1 if ord(char) < 0x2000 else 2 for char in text)
