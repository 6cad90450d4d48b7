"""The passage of a file and the passage of an indicator that speak of the same, side by side."""

import re
from collections.abc import Iterable

from govdoc.matching.targets import Target, Targets
from govdoc.matching.view import View
from govdoc.matching.words import concepts, pairs

_CLAUSE = re.compile(r"[^。；;！？!?，,：:\n\t]{4,}")
_LONGEST = 40  # characters quoted
_CLAUSES = 80  # of the file's clauses, those looked at
_ENOUGH = 1.5  # rare pairs two passages must share, a shared concept counting as two


def passage(seen: View, targets: Targets, target: Target) -> str:
    """A sentence that sets the file's clause beside the indicator's it meets best, "" where none meets.

    Quoted without their marks of quotation, as the texts were compared.
    """
    own = _weighed([seen.title.plain, *_CLAUSE.findall(seen.body.plain)[:_CLAUSES]])
    asked = _weighed(_CLAUSE.findall(target.plain))
    best, here, there = _ENOUGH * targets.pairs.unseen * 0.5, "", ""
    for clause, terms, names in own:
        for wanted, sought, named in asked:
            shared = sum(_rarity(targets, pair) for pair in terms & sought)
            shared += 2 * targets.pairs.unseen * 0.5 * len(names & named)
            shared /= 1 + 0.01 * (len(clause) + len(wanted))
            if shared > best:
                best, here, there = shared, clause, wanted
    return f"材料写到“{_cut(here)}”，对应指标“{_cut(there)}”" if here else ""


def _weighed(clauses: Iterable[str]) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    return [
        (clause, frozenset(pairs(clause)), frozenset(name for name, each in concepts(clause).items() if each.named))
        for clause in clauses
        if clause
    ]


def _rarity(targets: Targets, pair: str) -> float:
    field = targets.pairs
    return float(field.rarity[field.column[pair]]) if pair in field.column else 0.0


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
