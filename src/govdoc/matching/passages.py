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
_INNER = str.maketrans("“”", "‘’")  # marks of quotation inside a quotation
_LENGTH = 100  # characters of both passages that halve what they share


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a plain text, with its pairs of characters and the concepts it names."""

    text: str
    pairs: frozenset[str]
    concepts: frozenset[str]


def clauses(texts: Iterable[str], *, traces: bool) -> tuple[Clause, ...]:
    """The clauses of plain texts, the first sixty, with the concepts they name, or of which they bear `traces`."""
    found = (clause for text in texts for clause in _CLAUSE.findall(text))
    return tuple(
        Clause(
            text,
            frozenset(pairs(text)),
            frozenset(name for name, each in concepts(text).items() if traces or each.named),
        )
        for text, _ in zip(found, range(_MOST), strict=False)
    )


def passage(
    own: Sequence[Clause], asked: Sequence[Clause], rarity: dict[str, float], unseen: float
) -> tuple[str, str] | None:
    """A file's clause and the indicator's it meets best, None where none meets. `rarity` is that of pairs."""
    best, here, there = _ENOUGH * unseen, "", ""
    for clause in own:
        for wanted in asked:
            shared = sum(rarity.get(pair, 0.0) for pair in clause.pairs & wanted.pairs)
            shared += _CONCEPT * unseen / 2 * len(clause.concepts & wanted.concepts)
            shared /= 1 + (len(clause.text) + len(wanted.text)) / _LENGTH
            if shared > best:
                best, here, there = shared, clause.text, wanted.text
    return (here, there) if here else None


def side_by_side(here: str, there: str) -> str:
    """The sentence that sets the two passages side by side."""
    return f"材料写到“{_cut(here)}”，对应指标“{_cut(there)}”"


def _cut(text: str) -> str:
    text = text.translate(_INNER)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
