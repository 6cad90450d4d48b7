import dataclasses
import datetime as dt
import io

import docx
import openpyxl
import pytest

from govdoc.model import Periodic, PeriodicState
from govdoc.reports import Overview, feedback_docx, workbook

POLICE, HEALTH = "云汐县公安局", "云汐县卫生健康委员会"


def turn(period: str, state: PeriodicState, unit: str = POLICE, what: str = "法治建设工作进展情况") -> Periodic:
    year, month = 2021, int(period[-1]) * (3 if "Q" in period else 1)
    return Periodic(unit, "n", what, period, dt.date(year, month, 28), dt.date(year, month, 28), state)


@pytest.fixture(scope="module")
def reporting(county: Overview) -> Overview:
    found = (
        turn("2021-03", "on_time"),
        turn("2021-04", "late"),
        turn("2021-05", "missing"),
        turn("2021-06", "waiting"),
        turn("2021-03", "on_time", HEALTH),
        turn("2021-04", "twice", HEALTH),
        turn("2021-Q1", "missing", what="行政执法统计表"),
    )
    return dataclasses.replace(county, periodic=found)


def test_the_workbook_shows_reports_by_unit_and_period(reporting: Overview, county: Overview) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(reporting)))
    rows = [[cell.value for cell in row] for row in book["定期报送"].iter_rows()]
    assert rows[0][0] == "法治建设工作进展情况（截至2021年6月15日）"
    assert rows[2][:6] == [POLICE, "按时", "迟报", "未报", "未到期", "33%"]
    assert rows[3][:3] == [HEALTH, "按时", "重复报送"]
    assert [row[:2] for row in rows[5:]] == [
        ["行政执法统计表（截至2021年6月15日）", None],
        ["单位", "2021年第1季度"],
        [POLICE, "未报"],
    ]
    assert book["定期报送"].cell(3, 4).fill.fgColor.rgb == "FFF4B6B6"
    assert "定期报送" not in openpyxl.load_workbook(io.BytesIO(workbook(county))).sheetnames


def test_the_letter_tells_what_was_late_and_missing(reporting: Overview, county: Overview) -> None:
    def letter(overview: Overview) -> str:
        return "\n".join(one.text for one in docx.Document(io.BytesIO(feedback_docx(overview, POLICE))).paragraphs)

    assert (
        "定期报送情况：“法治建设工作进展情况”应报3期，按时报送1期，迟报1期（2021年4月），未报1期（2021年5月）；"
        "“行政执法统计表”应报1期，均未报送（2021年第1季度）。"
    ) in letter(reporting)
    assert "定期报送" not in letter(county)


def test_a_year_without_an_official_calendar_is_told_beside_its_table(reporting: Overview) -> None:
    guessed = dataclasses.replace(reporting, periodic=(dataclasses.replace(turn("2021-03", "on_time"), certain=False),))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(guessed)))["定期报送"]
    assert sheet["A1"].value == "法治建设工作进展情况（截至2021年6月15日；放假安排未公布的年份按周末推算）"
