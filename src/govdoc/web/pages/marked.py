"""A text in pieces, so that a template can set marks into it without ever seeing markup."""

from collections.abc import Iterable
from dataclasses import dataclass

from govdoc.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mark` names what is marked there ("" for nothing), `kind` how."""

    text: str
    mark: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """A stretch to be marked."""

    span: Span
    mark: str
    kind: str = ""


def pieces(text: str, markings: Iterable[Marking]) -> tuple[Piece, ...]:
    """The whole text in pieces; of markings that overlap the one that begins first, then the longer one, is kept.

    >>> [piece.text for piece in pieces("组织听证会三次", [Marking(Span(2, 5), "1"), Marking(Span(3, 6), "2")])]
    ['组织', '听证会', '三次']
    """
    found, at = [], 0
    for one in sorted(markings, key=lambda one: (one.span.start, -one.span.end)):
        start, end = one.span.start, min(one.span.end, len(text))
        if start < at or start >= end:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], one.mark, one.kind))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return tuple(found)
