"""Every rule row against the examples it carries."""

import pytest

from govdoc.parsing.deadline_rules import DEADLINES, NO_DEADLINES, DeadlineRule, NoDeadline
from govdoc.parsing.entities import FIXED_FORMS, FixedForm


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


@pytest.mark.parametrize("row", NO_DEADLINES, ids=lambda row: row.id)
def test_rows_that_are_no_deadline(row: NoDeadline) -> None:
    assert row.yes
    assert [text for text in row.yes if not row.pattern.search(text)] == []
    assert [text for text in row.no if row.pattern.search(text)] == []
