import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.text.dates import day, find_dates, month_end
from govdoc.text.numerals import number
from govdoc.text.outline import read_label
from govdoc.text.sentences import sentences, split_outside_brackets
from govdoc.text.widths import narrow

HAN_DIGITS = "〇一二三四五六七八九"


def han(value: int) -> str:
    """1–99 as offices write them."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN_DIGITS[tens] + "十") + (HAN_DIGITS[ones] if ones else "")


@given(st.integers(1, 99))
def test_han_numerals_read_back(value: int) -> None:
    assert number(han(value)) == value


@given(st.integers(0, 10**9))
def test_arabic_numerals_read_back(value: int) -> None:
    assert number(str(value)) == value


@given(st.text())
def test_narrow_never_moves_an_offset(text: str) -> None:
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_dates_read_back_however_printed(value: date) -> None:
    year = "".join(HAN_DIGITS[int(c)] for c in str(value.year))
    printed = (
        f"{value.year}年{value.month}月{value.day}日",
        f"{year}年{han(value.month)}月{han(value.day)}日",
        f"{value.year} 年 {value.month} 月 {value.day} 日",
        value.isoformat(),
        f"{value.year}.{value.month}.{value.day}",
    )
    assert [[m.value for m in find_dates(text)] for text in printed] == [[value]] * 5


@pytest.mark.parametrize("zero", "〇零○OＯ")
def test_every_zero_in_a_year(zero: str) -> None:
    assert [m.value for m in find_dates(narrow(f"二{zero}二一年六月十日"))] == [date(2021, 6, 10)]


def test_a_day_the_calendar_lacks_keeps_its_place() -> None:
    text = "于2023年2月30日前报送"
    (mention,) = find_dates(text)
    assert mention.value is None
    assert mention.span.of(text) == "2023年2月30日"
    assert day(2023, 2, 30) is None
    assert month_end(2023, 2) == date(2023, 2, 28)


@given(st.text(alphabet="甲乙丙、（）()《》，；", max_size=40))
def test_split_parts_cover_the_text(text: str) -> None:
    parts = list(split_outside_brackets(text, "、，"))
    assert parts[0][0] == 0
    assert parts[-1][1] == len(text)
    assert all(left[1] + 1 == right[0] for left, right in itertools.pairwise(parts))


@given(st.text(alphabet="甲乙。！？（）\n 丙", max_size=60))
def test_sentences_hold_every_character_that_is_not_blank(text: str) -> None:
    kept = "".join(text[a:b] for a, b in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("一、总体要求", "han", 1),
        ("(十二)健全机制", "han_paren", 12),
        ("3.完善制度", "arabic", 3),
        ("14、放宽条件", "arabic", 14),
        ("(2)网络检索:", "arabic_paren", 2),
        ("③其他", "circled", 3),
        ("第七条 取消保证金", "article", 7),
        ("第二章 工作任务", "chapter", 2),
    ],
)
def test_labels(line: str, kind: str, value: int) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.kind, label.number) == (kind, value)


@pytest.mark.parametrize(
    "line", ["2021年4月", "12.4国家宪法日", "3.5%的增长", "一体推进", "第一的位置", "(以下简称平台)"]
)
def test_no_label(line: str) -> None:
    assert read_label(line) is None
