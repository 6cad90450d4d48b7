"""The stretches of a file's text that speak of what an indicator asks, for a reviewer to look at first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from govdoc.matching.words import concepts, pairs, plain
from govdoc.model import Span

_CLAUSE = re.compile(r"[^。；;！？!?，,：:\n\t]{4,}")
_LOOKED_AT = 4000  # clauses of a text
_LEAST = 3.0  # pairs that two clauses must share
_CONCEPT = 2.0  # pairs that a shared concept is worth
_COMMON = 0.5  # share of the asked clauses from which on a pair says nothing


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where text and asked text meet: `here` in the text, `there` in the asked one; a higher `weight` says more."""

    here: Span
    there: Span
    weight: float


def meetings(text: str, asked: str, most: int = 12) -> tuple[Meeting, ...]:
    """The clauses that share most, in the order of the text; each clause of the text at most once.

    >>> one, = meetings("会议听取汇报。全年组织重大行政决策听证会三次。", "每年公布目录，组织听证会")
    >>> one.here, one.there
    (Span(start=7, end=22), Span(start=7, end=12))
    """
    wanted = [(span, _pairs(asked, span), _concepts(asked, span)) for span in _spans(asked)]
    telling = _telling([found for _, found, _ in wanted])
    chars = frozenset("".join(telling))
    found = []
    for here in _spans(text)[:_LOOKED_AT]:
        if len(chars.intersection(here.of(text))) < 2:  # most clauses fall here, before they are taken apart
            continue
        own, named = _pairs(text, here) & telling, None
        best = Meeting(here, Span(0, 0), 0.0)
        for there, theirs, asks in wanted:
            shared = float(len(own & theirs))
            if shared and asks:
                named = _concepts(text, here) if named is None else named
                shared += _CONCEPT * len(named & asks)
            if shared > best.weight:
                best = Meeting(here, there, shared)
        if best.weight >= _LEAST:
            found.append(best)
    chosen = sorted(found, key=lambda one: -one.weight)[:most]
    return tuple(sorted(chosen, key=lambda one: one.here))


def _spans(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _CLAUSE.finditer(text)]


def _pairs(text: str, span: Span) -> frozenset[str]:
    return frozenset(pairs(plain(span.of(text))))


def _concepts(text: str, span: Span) -> frozenset[str]:
    return frozenset(name for name, one in concepts(plain(span.of(text))).items() if one.named)


def _telling(clauses: Iterable[frozenset[str]]) -> frozenset[str]:
    """Pairs of the asked clauses, but for those that most of many hold."""
    clauses = tuple(clauses)
    every = frozenset[str]().union(*clauses)
    few = max(3.0, _COMMON * len(clauses))
    return frozenset(pair for pair in every if sum(pair in clause for clause in clauses) <= few)
