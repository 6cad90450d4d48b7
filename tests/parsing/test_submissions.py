import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Document
from govdoc.model.notice import Submission
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.lines import read_source
from govdoc.parsing.submissions import read_submissions

ROWS = tomllib.loads((Path(__file__).parent / "submissions.toml").read_text("utf-8"))


def due(submission: Submission) -> str:
    deadline = submission.deadline
    assert deadline is not None
    within = f"{deadline.within.amount} {deadline.within.unit}" if deadline.within else ""
    return str(deadline.due_on or deadline.recurrence or within)


@pytest.mark.parametrize("row", ROWS["sentence"], ids=lambda row: row["text"])
def test_sentence(row: dict[str, Any]) -> None:
    source = read_source(Document(row["text"], (), "text/plain", "test"))
    found = read_submissions(source, 0, len(row["text"]), (), Calendar(ROWS["issued"]), ROWS["recipients"])
    if row.get("none"):
        assert found == ()
        return
    assert [due(each) for each in found] == row["due"]
    assert [each.what for each in found] == row["what"]
    assert {each.by for each in found} == {tuple(row.get("by", ROWS["recipients"]))}
    if "to" in row:
        assert {each.to for each in found} == {row["to"]}
