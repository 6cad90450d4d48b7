from tests.gaps.labelled import UNITS, scores

LEAST = 0.9


def test_every_way_a_turn_may_stand_is_seen_and_nothing_else_is_claimed() -> None:
    counts = list(scores())
    assert sum(len(unit["files"]) for unit in UNITS) >= 60
    assert all(right >= LEAST * want for _, want, right, _ in counts), counts
    assert all(right >= LEAST * (right + wrong) for _, _, right, wrong in counts), counts
