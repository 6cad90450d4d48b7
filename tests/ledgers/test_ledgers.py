import datetime as dt
from collections.abc import Sequence

import pytest

from govdoc.ledgers import Expected, read_ledgers
from govdoc.model import Document
from govdoc.readers import read

CALLBACK = ("序号", "案号", "当事人", "联系电话", "承办人", "回访人", "回访日期", "是否满意")
COMPLAINT = ("序号", "投诉人", "联系电话", "投诉事项", "受理时间", "办结时间", "办理结果", "备注")
MEDIATION = ("编号", "受理日期", "纠纷类型", "当事人", "结果", "备注")
TRAINING = ("序号", "培训时间", "培训内容", "授课人", "参加人数", "学时")
YEAR = Expected(dt.date(2024, 1, 1), dt.date(2024, 3, 31), 0.9, 15)
GOOD = (
    (1, "青公罚决〔2024〕1号", "赵某", "13800000001", "王明", "李华", "2024.1.5", "满意"),
    (2, "青公罚决〔2024〕2号", "钱某", "13800000002", "王明", "李华", "2024年2月7日", "非常满意"),
    (3, "青公罚决〔2024〕3号", "孙某", "13800000003", "李华", "王明", "2024-03-09", "满意"),
)


def document(*rows: Sequence[object], title: str = "") -> Document:
    """A table, as a sheet saved as text holds it."""
    lines = [",".join(str(cell) for cell in row) for row in rows]
    return read("台账.csv", "\n".join([title, *lines] if title else lines).encode("utf-8"))


def found(head: Sequence[object], *rows: Sequence[object], expected: Expected = YEAR) -> list[tuple[str, int | None]]:
    """The findings of the one ledger that these rows are."""
    (ledger,) = read_ledgers(document(head, *rows), expected)
    return [(finding.code, finding.row) for finding in ledger.findings]


def changed(at: int, **cells: object) -> list[Sequence[object]]:
    """The good call-backs with some cells of one row put in other words, by column."""
    rows = [list(row) for row in GOOD]
    for column, value in cells.items():
        rows[at][CALLBACK.index(column)] = value
    return [tuple(row) for row in rows]


def test_a_good_ledger_shows_nothing() -> None:
    (ledger,) = read_ledgers(document(CALLBACK, *GOOD), YEAR)
    assert (ledger.kind, ledger.name, ledger.rows, ledger.findings) == ("callback", "案件回访台账", 3, ())


# A changed cell of the good ledger, and the finding: code and row.
FAULTS = (
    (0, {"回访人": "王明、张强"}, ("same_person", 2)),
    (1, {"回访日期": "2024年2月30日"}, ("bad_date", 3)),
    (1, {"回访日期": "2024年1月30日"}, ("months_missing", None)),
    (0, {"回访日期": "2023.12.5"}, ("outside", 2)),
    (1, {"案号": "青公罚决〔2024〕1号", "当事人": "赵某"}, ("same_number", 3)),
    (2, {"是否满意": "不满意"}, ("low_rate", None)),
    (1, {"承办人": "", "回访人": "", "联系电话": "", "是否满意": ""}, ("blank", 3)),
)


@pytest.mark.parametrize(("at", "cells", "finding"), FAULTS)
def test_faults_are_found_where_they_are(at: int, cells: dict[str, object], finding: tuple[str, int | None]) -> None:
    assert finding in found(CALLBACK, *changed(at, **cells))


def test_the_same_row_and_the_same_telephone_again() -> None:
    rows = (*GOOD, (4, *GOOD[2][1:]))
    assert found(CALLBACK, *rows) == [("repeated", 5)]
    shared = [(*row[:3], "13800000001", *row[4:]) for row in GOOD]
    assert found(CALLBACK, *shared) == [("shared_phone", 2)]


def test_handling_that_ends_before_it_begins_or_takes_too_long() -> None:
    rows = (
        (1, "周某", "", "摊贩占道", "2024.1.3", "2024.1.10", "已劝离", ""),
        (2, "吴某", "", "噪声扰民", "2024.2.3", "2024.3.1", "已整改", ""),
        (3, "郑某", "", "井盖缺失", "2024.3.9", "2024.3.2", "已补装", ""),
    )
    assert found(COMPLAINT, *rows) == [("overlong", 3), ("backwards", 4)]


def test_totals_that_do_not_add_up() -> None:
    rows = (
        ("1", "2024.1.8", "宪法", "李华", "30", "4"),
        ("2", "2024.2.8", "行政处罚法", "李华", "28", "4"),
        ("3", "2024.3.8", "民法典", "王明", "32", "4"),
        ("合计", "", "", "", "92", "12"),
    )
    (ledger,) = read_ledgers(document(TRAINING, *rows), YEAR)
    assert [(finding.row, finding.text) for finding in ledger.findings] == [(5, "“参加人数”合计填92，各行相加为90")]
    assert ledger.rows == 3


def test_short_heads_are_known_and_plain_tables_are_no_ledgers() -> None:
    row = ("1", "2024.1.9", "邻里排水", "赵某与钱某", "达成协议", "")
    (ledger,) = read_ledgers(document(MEDIATION, row, title="2024年调解案件目录"), Expected())
    assert (ledger.kind, ledger.findings) == ("mediation", ())
    for head in (
        ("序号", "事项名称", "实施单位", "备注"),
        ("姓名", "职务", "电话", "备注"),
        ("年份", "人数", "金额", "备注"),
    ):
        assert read_ledgers(document(head, ("1", "甲", "乙", "丙"), ("2", "丁", "戊", "己")), YEAR) == ()


def test_a_case_may_be_called_back_once_for_each_of_its_parties() -> None:
    twice = (4, GOOD[0][1], "周某", "13800000004", "王明", "李华", "2024.1.6", "满意")
    assert found(CALLBACK, *GOOD, twice) == []
    assert found(CALLBACK, *GOOD, twice, (5, *twice[1:6], "2024.1.9", "满意")) == [("same_number", 6)]
    head = ("序号", "案号", "案由", "当事人", "承办人", "回访人", "回访日期")
    cases = ((1, "青公罚决〔2024〕1号", "盗窃", "赵某", "王明", "李华", "2024.1.5"),)
    quarter = Expected(dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    assert found(head, *cases, (2, *cases[0][1:3], "钱某", "王明", "李华", "2024.1.5"), expected=quarter) == []
    other = (2, cases[0][1], "赌博", "钱某", "王明", "李华", "2024.1.5")
    assert found(head, *cases, other, expected=quarter) == [("same_number", 3)]


def test_the_doctor_who_treated_a_patient_may_not_ask_how_it_went() -> None:
    head = ("序号", "患者姓名", "出院日期", "经治医师", "回访时间", "回访人", "满意度")
    rows = [(1, "周某", "2024-01-03", "孙立", "2024-01-12", "孙立", "满意")]
    (ledger,) = read_ledgers(document(head, *rows), Expected())
    assert [one.text for one in ledger.findings] == ["“回访人”与“经治医师”同为孙立，应由他人回访"]


def test_a_telephone_is_told_without_its_middle() -> None:
    rows = [(at, f"王某{at}", "13800001234", "噪声", f"2024-01-0{at}", "2024-01-09", "已答复", "") for at in (1, 2, 3)]
    (ledger,) = read_ledgers(document(COMPLAINT, *rows), Expected())
    assert [one.text for one in ledger.findings] == ["电话138****1234出现在第2、3、4行，请核实是否属实"]
