"""Features weighed anew from what reviewers accepted and rejected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govdoc.matching.features import FEATURES

Matrix = NDArray[np.float64]

LEAST = 20  # accepted files below which nothing is learnt
_RIVALS = 5  # of the best other targets, those an accepted one is compared with
_FOLDS = 5
_HOLD = 20.0  # how tightly a weight is held to its default
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Example:
    """A file judged: the points of every feature for every target, by default weights, and what was said of targets.

    `damped` is what each target loses because the unit does not owe it; `unit` keeps a unit's files in one fold.
    """

    unit: str
    points: Matrix
    damped: Matrix
    accepted: frozenset[int]
    rejected: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Weights by feature, and of how many files not learnt from the best target was right: by default, and learnt."""

    weights: Mapping[str, float]
    by_default: int
    learnt: int
    of: int

    @property
    def better(self) -> bool:
        """Whether the learnt weights are worth keeping: never where they are not above the default."""
        return self.learnt > self.by_default


def learn(examples: Sequence[Example]) -> Lesson:
    """Weights fitted to the examples, and what they are worth on files of units they were not learnt from.

    Where fewer than three units were judged, on every fifth file.
    """
    telling = [example for example in examples if example.accepted]
    units = sorted({example.unit for example in telling})
    groups = [units.index(each.unit) if len(units) > 2 else at % _FOLDS for at, each in enumerate(telling)]
    plain = np.ones(len(FEATURES))
    by_default = learnt = 0
    for fold in sorted(set(groups)):
        own = [each for each, group in zip(telling, groups, strict=True) if group == fold]
        held = {id(each) for each in own}
        factors = _factors([each for each in examples if id(each) not in held])
        by_default += sum(_right(each, plain) for each in own)
        learnt += sum(_right(each, factors) for each in own)
    factors = _factors(examples)
    weights = {row.name: round(row.weight * float(factor), 3) for row, factor in zip(FEATURES, factors, strict=True)}
    return Lesson(weights, by_default, learnt, len(telling))


def _right(example: Example, factors: Matrix) -> bool:
    return int(np.argmax(factors @ example.points - example.damped)) in example.accepted


def _factors(examples: Sequence[Example]) -> Matrix:
    """What to multiply each feature's default weight with.

    A logistic regression of which of two targets is right on the difference of their points, whose prior is that
    every default weight is right: the points are log-odds to begin with.
    """
    factors = np.ones(len(FEATURES))
    rows = [(difference, weight) for example in examples for difference, weight in _differences(example)]
    if not rows:
        return factors
    differences = np.stack([difference for difference, _ in rows])
    weights = np.asarray([weight for _, weight in rows])
    for _ in range(_STEPS):
        right = 1 / (1 + np.exp(-np.clip(differences @ factors, -30, 30)))
        slope = differences.T @ (weights * (1 - right)) - _HOLD * (factors - 1)
        curve = (differences.T * (weights * right * (1 - right))) @ differences + _HOLD * np.eye(len(factors))
        factors = np.clip(factors + np.linalg.solve(curve, slope), 0.0, 3.0)
    return factors


def _differences(example: Example) -> Iterator[tuple[Matrix, float]]:
    """The points of a better target less those of a worse one, and how much the pair counts.

    Of a file that was only rejected, the next best is better than what was rejected, though nobody said it is right.
    """
    order = [int(at) for at in np.argsort(-(example.points.sum(axis=0) - example.damped), kind="stable")]
    for better in sorted(example.accepted):
        worse = [at for at in order if at not in example.accepted][:_RIVALS]
        for at in dict.fromkeys((*sorted(example.rejected - example.accepted), *worse)):
            yield example.points[:, better] - example.points[:, at], 1.0 / len(example.accepted)
    if not example.accepted and example.rejected:
        following = next((at for at in order if at not in example.rejected), None)
        if following is not None:
            for at in sorted(example.rejected):
                yield example.points[:, following] - example.points[:, at], 0.5
