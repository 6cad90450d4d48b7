"""Weights learnt from what was accepted and rejected."""

import numpy as np

from govdoc.matching import FEATURES, Example, learn

NAMES = [feature.name for feature in FEATURES]
BODY, NUMBER = NAMES.index("body"), NAMES.index("path_number")


def example(unit: str, *, misnumbered: bool, seed: int) -> Example:
    """A file whose body speaks for target 0; the number in its path names target 0 or, wrongly, target 1."""
    points = np.random.default_rng(seed).uniform(0, 0.3, (len(NAMES), 6))
    points[BODY, 0] += 4.0
    points[NUMBER, 1 if misnumbered else 0] = 5.0
    return Example(unit, points, np.zeros(6), frozenset({0}), frozenset({1}) if misnumbered else frozenset())


def test_numbers_that_mislead_lose_their_weight() -> None:
    units = ("水利局", "林业局", "司法局", "财政局")
    examples = [example(units[k % 4], misnumbered=k % 3 > 0, seed=k) for k in range(40)]
    lesson = learn(examples)
    assert lesson.better
    assert (lesson.by_default, lesson.of) == (sum(k % 3 == 0 for k in range(40)), 40)
    assert lesson.learnt >= 38
    assert lesson.weights["path_number"] < FEATURES[NUMBER].weight
    assert learn(examples) == lesson


def test_where_the_default_is_right_nothing_is_better() -> None:
    lesson = learn([example("水利局", misnumbered=False, seed=k) for k in range(25)])
    assert lesson.by_default == lesson.learnt == lesson.of == 25
    assert not lesson.better


def test_rejections_alone_teach_but_are_not_counted() -> None:
    judged = [example(f"单位{k % 3}", misnumbered=True, seed=k) for k in range(30)]
    rejected = [Example(e.unit, e.points, e.damped, frozenset(), e.rejected) for e in judged]
    lesson = learn([*rejected, *judged[:3]])
    assert lesson.of == 3
    assert lesson.weights["path_number"] < FEATURES[NUMBER].weight
