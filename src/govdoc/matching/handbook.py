"""What the handbook knows of the targets: words that speak for one, and words of papers that only look alike."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govdoc.matching.words import plain
from govdoc.model import Guide

Vector = NDArray[np.float32]

_BODY = 0.5  # what a term counts in the body where it counts 1 in the title
_HALF = 3.0  # points that make a half of what the handbook can say
_LONGEST = 6  # characters from which a longer term says no more


@dataclass(frozen=True, slots=True)
class Handbook:
    """The terms of the guides of some targets: what each counts for a target, and against it."""

    speaks: Mapping[str, Mapping[int, float]]
    warns: Mapping[str, Mapping[int, float]]
    targets: int

    @classmethod
    def of(cls, guides: Sequence[tuple[Guide | None, str]]) -> "Handbook":
        """One guide, or none, for each target in order, with the target's own plain text.

        A term of several targets counts less for each; a warning that the indicator's own words contradict is none.
        """
        speaks: defaultdict[str, dict[int, float]] = defaultdict(dict)
        warns: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for at, (guide, text) in enumerate(guides):
            for term in map(plain, guide.terms if guide else ()):
                speaks[term][at] = 1.0
            for term in map(plain, guide.others if guide else ()):
                if term not in text:
                    warns[term][at] = 1.0
        return cls(_weighed(speaks), _weighed(warns), len(guides))

    def said(self, title: str, body: str) -> Vector:
        """How much of what the handbook knows of each target a file says, 0 to 1."""
        return self._sum(self.speaks, title, body)

    def warned(self, title: str, body: str) -> Vector:
        """How much of what only looks like each target a file says, 0 to 1."""
        return self._sum(self.warns, title, body)

    def met(self, target: int, title: str, body: str) -> tuple[str, ...]:
        """The target's terms that a file says, those of the title first."""
        return _found(self.speaks, target, title, body)

    def doubts(self, target: int, title: str, body: str) -> tuple[str, ...]:
        """The warnings of the target that a file gives, those of the title first."""
        return _found(self.warns, target, title, body)

    def _sum(self, terms: Mapping[str, Mapping[int, float]], title: str, body: str) -> Vector:
        sums = np.zeros(self.targets, dtype=np.float32)
        for term, weights in terms.items():
            place = 1.0 if term in title else _BODY if term in body else 0.0
            if place:
                for at, weight in weights.items():
                    sums[at] += place * weight
        return (sums / (sums + np.float32(_HALF))).astype(np.float32)


def _weighed(terms: Mapping[str, Mapping[int, float]]) -> dict[str, dict[int, float]]:
    return {
        term: {at: min(len(term), _LONGEST) / _LONGEST / math.sqrt(len(targets)) for at in targets}
        for term, targets in terms.items()
        if len(term) > 1
    }


def _found(terms: Mapping[str, Mapping[int, float]], target: int, title: str, body: str) -> tuple[str, ...]:
    own = [term for term, targets in terms.items() if target in targets]
    return (
        *(term for term in own if term in title),
        *(term for term in own if term in body and term not in title),
    )
