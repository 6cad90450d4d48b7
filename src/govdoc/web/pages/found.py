"""Where a text holds what was looked for."""

import re

from govdoc.model import Span
from govdoc.text.widths import narrow
from govdoc.web.pages.marked import Marking, Piece, pieces

_MOST = 200
_BEFORE, _AFTER = 20, 60  # characters shown around the first place found
_APART = re.compile(r"[\s“”‘’\"'，。、；：,;]+")


def hits(text: str, asked: str) -> list[Marking]:
    """Every place of every word that was asked for, whatever its case and width.

    >>> [(one.span.start, one.span.end) for one in hits("第１２号 ABC", "12 abc")]
    [(1, 3), (5, 8)]
    """
    plain = _plain(text)
    words = {_plain(word) for word in _APART.split(asked) if word}
    if not words or len(plain) != len(text):
        return []
    places = re.finditer("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), plain)
    return [Marking(Span(*place.span()), "hit") for place, _ in zip(places, range(_MOST), strict=False)]


def passage(text: str, asked: str) -> tuple[Piece, ...]:
    r"""The text around the first place found, in one line; nothing where the words are not in it.

    >>> [piece.text for piece in passage("一、会议\n听证会于十月举行", "听证")]
    ['一、会议 ', '听证', '会于十月举行']
    """
    first = next(iter(hits(text, asked)), None)
    if first is None:
        return ()
    start = max(0, first.span.start - _BEFORE)
    part = re.sub(r"\s", " ", text[start : first.span.end + _AFTER])
    return pieces(part, hits(part, asked))


def _plain(text: str) -> str:
    return narrow(text).lower()
