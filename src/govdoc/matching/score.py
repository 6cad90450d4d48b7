"""How well a file fits each indicator, and how sure that is."""

import math
from dataclasses import dataclass

import numpy as np

from govdoc.matching.features import FEATURES, Pair
from govdoc.matching.targets import Item, Target, Targets, Vector
from govdoc.matching.view import View

# How sure a match is, as log-odds: what the content says, by how much it leads the next one (or lags behind the best),
# and whether the path names it. Fitted, like the weights of the features, over files of several kinds of notices, each
# kind counting the same, with and without path hints and synonyms, and over files under notices they have no part in.
_BIAS, _PER_CONTENT, _PER_LEAD, _PER_LAG, _NAMED = -3.4, 1.15, 1.9, 0.4, 1.8
_SERVES = 0.45  # of the best item's share, from which another item counts as served too


@dataclass(frozen=True, slots=True)
class Scores:
    """One file against all targets: `values[f, i]` per feature and target (weighted), their sums over targets."""

    values: Vector
    sums: Vector
    content: Vector


def score(pair: Pair, targets: Targets) -> Scores:
    """Every feature against every target, by the weights learnt where there are any."""
    weights = [np.float32(targets.weights.get(feature.name, feature.weight)) for feature in FEATURES]
    values = np.stack([f.values(pair, targets) * weight for f, weight in zip(FEATURES, weights, strict=True)])
    speaking = [at for at, feature in enumerate(FEATURES) if feature.content]
    return Scores(values, values.sum(axis=0), values[speaking].sum(axis=0))


def certainty(content: float, lead: float, named: bool) -> float:
    """The share of matches with this content and lead that are right, 0 to 1; `named`: the path names it too.

    >>> certainty(16.0, 8.0, named=False) > 0.9 > certainty(4.0, 0.0, named=False)
    True
    """
    ahead = _PER_LEAD * math.log1p(lead) if lead > 0 else _PER_LAG * lead
    odds = _BIAS + _PER_CONTENT * math.log1p(max(content, 0.0)) + ahead + _NAMED * named
    return 1 / (1 + math.exp(-odds))


def served(seen: View, targets: Targets, target: Target, method: str | None) -> tuple[Item, ...]:
    """The required items of one method that the file speaks of, best first."""
    items = [item for item in target.items if item.method == method]
    shares = {item.requirement.id: _covered(item, seen, targets) for item in items}
    best = max(shares.values(), default=0.0)
    if best < 0.12:
        return ()
    ranked = sorted(items, key=lambda item: -shares[item.requirement.id])
    return tuple(item for item in ranked if shares[item.requirement.id] >= max(0.12, _SERVES * best))


def answered(seen: View, targets: Targets, target: Target, method: str | None) -> float:
    """How much of the best of a method's items the file speaks of, 0 to 1."""
    return max((_covered(item, seen, targets) for item in target.items if item.method == method), default=0.0)


def _covered(item: Item, seen: View, targets: Targets) -> float:
    field = targets.pairs
    said = seen.title.pairs.keys() | seen.body.pairs.keys()
    # Sorted, so that the sums do not depend on the order of a set.
    mass = [(pair, float(field.rarity[field.column[pair]])) for pair in sorted(item.pairs) if pair in field.column]
    total = sum(weight for _, weight in mass)
    lexical = sum(weight for pair, weight in mass if pair in said) / total if total else 0.0
    if not item.concepts:
        return lexical
    met = [max(_strength(part.concepts, name) for part in (seen.title, seen.body)) for name in sorted(item.concepts)]
    return 0.5 * lexical + 0.5 * sum(met) / len(met)


def _strength(concepts: object, name: str) -> float:
    spotted = concepts.get(name) if isinstance(concepts, dict) else None
    return spotted.strength if spotted else 0.0
