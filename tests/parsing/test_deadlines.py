import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.text.widths import narrow

ROWS = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text("utf-8"))
CALENDAR = Calendar(ROWS["issued"])


@pytest.mark.parametrize("row", ROWS["phrase"], ids=lambda row: row["text"])
def test_phrase(row: dict[str, Any]) -> None:
    text = narrow(row["text"])
    found = list(find_deadlines(text, 0, len(text), CALENDAR))
    if row.get("none"):
        assert found == []
        return
    (deadline,) = found
    assert deadline.span.of(text) == deadline.text or deadline.rule == "goal-year"
    assert deadline.due_on == (date.fromisoformat(row["due"]) if "due" in row else None)
    assert deadline.starts_on == (date.fromisoformat(row["starts"]) if "starts" in row else None)
    assert deadline.recurrence == row.get("rrule")
    assert list(deadline.inferred) == row.get("inferred", [])
    within = [deadline.within.amount, deadline.within.unit] if deadline.within else None
    assert within == row.get("within")


def test_labelled_times_need_no_before() -> None:
    text = narrow("2023年8月30日前，并长期坚持")
    (deadline,) = find_deadlines(text, 0, len(text), CALENDAR, labelled=True)
    assert (deadline.due_on, deadline.ongoing) == (date(2023, 8, 30), True)


def test_a_range_across_the_year() -> None:
    text = narrow("2023年11月—2024年3月")
    (deadline,) = find_deadlines(text, 0, len(text), CALENDAR, labelled=True)
    assert (deadline.starts_on, deadline.due_on) == (date(2023, 11, 1), date(2024, 3, 31))


def test_without_any_date_of_its_own_a_notice_leaves_the_year_open() -> None:
    text = "6月30日前"
    (deadline,) = find_deadlines(text, 0, len(text), Calendar())
    assert (deadline.due_on, deadline.text) == (None, "6月30日前")
