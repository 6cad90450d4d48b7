"""A text in pieces, so that a template can set marks into it without ever seeing markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

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
    """The whole text in pieces; where markings lie over one another, the shortest is seen.

    >>> [piece.text for piece in pieces("组织听证会三次", [Marking(Span(0, 7), "1"), Marking(Span(2, 5), "2")])]
    ['组织', '听证会', '三次']
    """
    seen: list[Marking | None] = [None] * len(text)
    for one in sorted(markings, key=lambda one: one.span.start - one.span.end):
        start, end = max(0, one.span.start), min(one.span.end, len(text))
        seen[start:end] = [one] * max(0, end - start)
    found, at = [], 0
    for marking, run in groupby(seen):
        length = sum(1 for _ in run)
        told = (marking.mark, marking.kind) if marking else ("", "")
        found.append(Piece(text[at : at + length], *told))
        at += length
    return tuple(found)
