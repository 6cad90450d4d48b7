"""Every rule row against the examples it carries."""

from datetime import date

import pytest

from govdoc.parsing.deadline_rules import DEADLINES, NO_DEADLINES, Calendar, DeadlineRule, NoDeadline
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.entities import FIXED_FORMS, FixedForm

CALENDAR = Calendar(date(2007, 1, 1))


@pytest.mark.parametrize("row", FIXED_FORMS, ids=lambda row: row.kind)
def test_fixed_forms(row: FixedForm) -> None:
    assert row.yes
    assert [text for text in row.yes if not row.pattern.fullmatch(text)] == []
    assert [text for text in row.no if row.pattern.search(text)] == []


@pytest.mark.parametrize("row", DEADLINES, ids=lambda row: row.id)
def test_deadline_rows(row: DeadlineRule) -> None:
    assert row.yes
    assert [text for text in row.yes if not row.pattern.search(text)] == []
    assert [text for text in row.no if row.pattern.search(text)] == []
    assert [text for text in row.yes if not list(find_deadlines(text, 0, len(text), CALENDAR, labelled=row.bare))] == []


@pytest.mark.parametrize("row", NO_DEADLINES, ids=lambda row: row.id)
def test_rows_that_are_no_deadline(row: NoDeadline) -> None:
    assert row.yes
    assert [text for text in row.yes if not row.pattern.search(text)] == []
    assert [text for text in row.no if row.pattern.search(text)] == []
