"""The passage of a file and the passage of an indicator that speak of the same, side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govdoc.matching.words import concepts, pairs

_CLAUSE = re.compile(r"[^。；;！？!?，,：:\n\t]{4,}")
_LONGEST = 40  # characters quoted
_MOST = 60  # clauses of a text that are looked at
_ENOUGH = 0.75  # of a pair no target has, which two passages must share
_CONCEPT = 2.0  # pairs that a shared concept is worth
_LENGTH = 100  # characters of both passages that halve what they share


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a plain text, with its pairs of characters and the concepts it names."""

    text: str
    pairs: frozenset[str]
    concepts: frozenset[str]


def clauses(texts: Iterable[str]) -> tuple[Clause, ...]:
    """The clauses of plain texts, the first sixty."""
    found = (clause for text in texts for clause in _CLAUSE.findall(text))
    return tuple(
        Clause(text, frozenset(pairs(text)), frozenset(name for name, each in concepts(text).items() if each.named))
        for text, _ in zip(found, range(_MOST), strict=False)
    )


def passage(own: Sequence[Clause], asked: Sequence[Clause], rarity: dict[str, float], unseen: float) -> str:
    """A sentence that sets a file's clause beside the indicator's it meets best, "" where none meets.

    `rarity` is that of pairs among the targets. Quoted without marks of quotation, as the texts were compared.
    """
    best, here, there = _ENOUGH * unseen, "", ""
    for clause in own:
        for wanted in asked:
            shared = sum(rarity.get(pair, 0.0) for pair in clause.pairs & wanted.pairs)
            shared += _CONCEPT * unseen / 2 * len(clause.concepts & wanted.concepts)
            shared /= 1 + (len(clause.text) + len(wanted.text)) / _LENGTH
            if shared > best:
                best, here, there = shared, clause.text, wanted.text
    return f"材料写到“{_cut(here)}”，对应指标“{_cut(there)}”" if here else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
