import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.model.notice import Deadline
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines

ROWS = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text("utf-8"))
CALENDAR = Calendar(ROWS["issued"])


def read(text: str, *, labelled: bool = False, calendar: Calendar = CALENDAR) -> list[Deadline]:
    return list(find_deadlines(text, 0, len(text), calendar, labelled=labelled))


KNOWN_GAPS = [pytest.param(row, marks=pytest.mark.xfail(strict=True)) for row in ROWS["gap"]]


@pytest.mark.parametrize("row", [*ROWS["phrase"], *KNOWN_GAPS], ids=lambda row: row["text"])
def test_phrase(row: dict[str, Any]) -> None:
    text = row["text"]
    found = read(text, labelled=row.get("labelled", False))
    assert [deadline.text for deadline in found] == [deadline.span.of(text) for deadline in found]
    if row.get("none"):
        assert found == []
        return
    if "dues" in row:
        assert [str(deadline.due_on) for deadline in found] == row["dues"]
        return
    first, *rest = found
    assert all(deadline.ongoing for deadline in rest)
    assert first.due_on == (date.fromisoformat(row["due"]) if "due" in row else None)
    assert first.starts_on == (date.fromisoformat(row["starts"]) if "starts" in row else None)
    assert first.recurrence == row.get("rrule")
    assert list(first.inferred) == row.get("inferred", [])
    assert any(deadline.ongoing for deadline in found) == row.get("ongoing", False)
    within = [first.within.amount, first.within.unit] if first.within else None
    assert within == row.get("within")
    if "after" in row:
        assert first.within is not None
        assert first.within.after == row["after"]


def meaning(found: list[Deadline]) -> list[tuple[object, ...]]:
    return [
        (each.due_on, each.starts_on, each.recurrence, each.within, each.ongoing, each.inferred, each.rule)
        for each in found
    ]


_FULL_WIDTH = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789"}


@given(st.sampled_from([row["text"] for row in ROWS["phrase"]]))
def test_full_width_digits_read_the_same(text: str) -> None:
    wide = text.translate(_FULL_WIDTH)
    assert meaning(read(wide)) == meaning(read(text))
    assert [each.text for each in read(wide)] == [each.text.translate(_FULL_WIDTH) for each in read(text)]


@given(st.sampled_from([row for row in ROWS["phrase"] if len(row["text"]) > 2]), st.data())
def test_added_blanks_change_nothing(row: dict[str, Any], data: st.DataObject) -> None:
    text = row["text"]
    gaps = [at for at in range(1, len(text)) if not (text[at - 1].isdigit() and text[at].isdigit())]
    spaced = text
    for at in sorted(data.draw(st.sets(st.sampled_from(gaps), max_size=4)), reverse=True):
        spaced = spaced[:at] + data.draw(st.sampled_from([" ", "  ", "\u3000", "\xa0"])) + spaced[at:]
    labelled = row.get("labelled", False)
    found = read(spaced, labelled=labelled)
    assert meaning(found) == meaning(read(text, labelled=labelled))
    assert [each.text for each in found] == [each.span.of(spaced) for each in found]


@given(
    st.sampled_from(["6月30日前", "2023年6月30日之前", "6月底前", "每月25日前", "每季度末前", "2023年底前"]), st.data()
)
def test_a_date_wrapped_over_two_lines_reads_the_same(text: str, data: st.DataObject) -> None:
    gaps = [at for at in range(1, len(text)) if not (text[at - 1].isdigit() and text[at].isdigit())]
    at = data.draw(st.sampled_from(gaps))
    assert meaning(read(text[:at] + "\n" + text[at:])) == meaning(read(text))


@given(
    st.text(
        alphabet="0123456789〇一二十年月日前底末旬季度周每半到至—、，。（）()期内后起自从 \n截止收到开学", max_size=60
    )
)
def test_any_text_is_read_and_quoted(text: str) -> None:
    for labelled in (False, True):
        for deadline in read(text, labelled=labelled):
            assert deadline.text == deadline.span.of(text) != ""


def test_letter_spaced_digits() -> None:
    (deadline,) = read("2 0 2 3 年 6 月 3 0 日前")
    assert deadline.due_on == date(2023, 6, 30)


def test_two_lines_are_two_lines() -> None:
    assert [str(each.due_on) for each in read("覆盖率达到90\n5月底前完成")] == ["2023-05-31"]


def test_without_any_date_of_its_own_a_notice_leaves_the_year_open() -> None:
    (deadline,) = read("6月30日前", calendar=Calendar())
    assert (deadline.due_on, deadline.text) == (None, "6月30日前")


def test_the_year_of_a_notice_without_date_comes_from_its_number_or_title() -> None:
    (deadline,) = read("6月30日前", calendar=Calendar(year=2022))
    assert (deadline.due_on, deadline.inferred) == (date(2022, 6, 30), ("year",))


def test_a_notice_sent_out_late_does_not_mean_next_year() -> None:
    (deadline,) = read("3月10日前")
    assert deadline.due_on == date(2023, 3, 10)


def test_a_time_behind_a_label_that_no_row_knows_stays_readable() -> None:
    (deadline,) = read(" 与机构改革同步完成。", labelled=True)
    assert (deadline.text, deadline.due_on) == ("与机构改革同步完成", None)
    assert read(" / ", labelled=True) == []
