"""How well a file fits each indicator, and how sure that is."""

import math
from dataclasses import dataclass

import numpy as np

from govdoc.matching.features import FEATURES, Pair
from govdoc.matching.targets import Item, Target, Targets, Vector
from govdoc.matching.view import View

# Logistic curve from a file's sum and its lead over the next best to the share of right matches,
# fitted on texts matched with and without path hints.
_BIAS, _PER_POINT, _PER_LEAD = -2.4, 2.15, 1.8
_SERVES = 0.45  # of the best item's share, from which another item counts as served too


@dataclass(frozen=True, slots=True)
class Scores:
    """One file against all targets: `values[f, i]` per feature and target (weighted), their sums over targets."""

    values: Vector
    sums: Vector
    content: Vector


def score(pair: Pair, targets: Targets) -> Scores:
    """Every feature against every target."""
    values = np.stack([feature.values(pair, targets) * np.float32(feature.weight) for feature in FEATURES])
    speaking = [at for at, feature in enumerate(FEATURES) if feature.content]
    return Scores(values, values.sum(axis=0), values[speaking].sum(axis=0))


def certainty(total: float, lead: float) -> float:
    """The share of matches with this sum and lead that are right, 0 to 1.

    >>> certainty(6.0, 4.0) > 0.9 > certainty(2.0, 0.0)
    True
    """
    return 1 / (1 + math.exp(-(_BIAS + _PER_POINT * total + _PER_LEAD * lead)))


def served(seen: View, targets: Targets, target: Target, method: str | None) -> tuple[Item, ...]:
    """The required items of one method that the file speaks of, best first."""
    items = [item for item in target.items if item.method == method]
    shares = {item.requirement.id: _covered(item, seen, targets) for item in items}
    best = max(shares.values(), default=0.0)
    if best < 0.12:
        return ()
    ranked = sorted(items, key=lambda item: -shares[item.requirement.id])
    return tuple(item for item in ranked if shares[item.requirement.id] >= max(0.12, _SERVES * best))


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
