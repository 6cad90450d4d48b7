import dataclasses
import datetime as dt
import io

import openpyxl
import pytest

from govdoc.model import Change, Decision, Place, Ruled
from govdoc.reports import Overview, workbook
from govdoc.reports.workbook_lists import runs

POLICE = "云汐县公安局"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ((), ""),
        (("1",), "1"),
        (("1", "2"), "1、2"),
        (("9", "10", "11", "13"), "9—11、13"),
        (("（一）1", "（一）2", "（一）3"), "（一）1、（一）2、（一）3"),
    ],
)
def test_numbers_that_follow_one_another_are_drawn_together(codes: tuple[str, ...], told: str) -> None:
    assert runs(codes) == told


def test_changes_and_decisions_have_a_sheet_where_there_are_any(county: Overview) -> None:
    key = "云法办〔2021〕1号"
    place = Place(key, "1", "材料查证")
    at = dt.datetime(2021, 6, 14, 9, 30)  # noqa: DTZ001 - the office's own clock
    decisions = (
        Ruled(
            Decision("何澄", at, "reject", POLICE, place, "a" * 64, "县公安局/a.docx", comment="空表", number=1),
            "holds",
        ),
        Ruled(Decision("何澄", at, "status", POLICE, place, status="met", number=2), "undone"),
    )
    changes = (Change("fixed", POLICE, key, "1", "材料查证", "missing", "met"),)
    gaps = (dataclasses.replace(county.gaps[0], reviewer="何澄", comments=("窗口已公示",)), *county.gaps[1:])
    overview = dataclasses.replace(county, decisions=decisions, changes=changes, previous="第一批", gaps=gaps)
    book = openpyxl.load_workbook(io.BytesIO(workbook(overview)))
    assert book.sheetnames[-3:] == ["批次变化", "审核意见", "待确认"]
    lines = [[cell.value for cell in row] for row in book["审核意见"].iter_rows(min_row=4)]
    assert lines[0] == [
        1,
        "2021-06-14 09:30",
        "何澄",
        POLICE,
        "第1项指标材料查证",
        "县公安局/a.docx",
        "不认可",
        "空表",
        "有效",
    ]
    assert [line[6:9] for line in lines[1:]] == [["定为达标", "", "已撤销"]]
    assert [cell.value for cell in book["批次变化"][4]] == [POLICE, "已解决", "第1项指标", "材料查证", "缺少 → 已达标"]
    remarks = {row[-1].value for row in book["缺项清单"].iter_rows(min_row=4)}
    assert remarks == {"", "何澄审定\n窗口已公示"}


def test_units_are_ranked_with_what_they_lack(county: Overview) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(county)))
    lines = [[cell.value for cell in row] for row in book["单位汇总"].iter_rows(min_row=4)]
    assert lines[0] == [
        1,
        POLICE,
        "部门单位",
        12,
        1,
        2,
        2,
        7,
        pytest.approx(1 / 12),
        17,
        10,
        "1、12、37、58、加分1、（一）1",
    ]
    assert [line[1] for line in lines][1:] == ["云汐县卫生健康委员会", "云汐县石门镇人民政府"]
