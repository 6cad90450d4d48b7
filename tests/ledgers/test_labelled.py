from typing import Any

import pytest
from tests.ledgers.labelled import CASES, read_case, scores, wanted

LEAST = 0.9


def test_every_kind_of_finding_is_found_and_nothing_else_is_claimed() -> None:
    counts = list(scores())
    assert len(CASES) >= 40
    assert all(right >= LEAST * want for _, want, right, _ in counts), counts
    assert all(right >= LEAST * (right + wrong) for _, _, right, wrong in counts), counts


@pytest.mark.parametrize("case", [case for case in CASES if not any(case["kind"])], ids=lambda case: case["name"])
def test_nothing_is_claimed_about_a_table_that_is_no_ledger(case: dict[str, Any]) -> None:
    assert read_case(case) == ([""], set())
    assert wanted(case) == set()
