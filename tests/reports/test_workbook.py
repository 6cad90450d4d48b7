import dataclasses
import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from govdoc.model import Evidence, Unit
from govdoc.reports import Overview, workbook
from govdoc.reports.workbook_lists import row_id

POLICE = "云汐县公安局"


def opened(overview: Overview) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(overview)))


def rows(sheet: Worksheet, first: int) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


@pytest.fixture(scope="module")
def book(county: Overview) -> Workbook:
    return opened(county)


def test_sheets_and_print_set_up(book: Workbook) -> None:
    assert book.sheetnames == ["总览", "单位汇总", "指标汇总", "缺项清单", "文件清单", "待确认"]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert sheet.freeze_panes
    for name in book.sheetnames[1:]:
        assert book[name].auto_filter.ref


def test_matrix_counts_and_colours(book: Workbook, county: Overview) -> None:
    sheet = book["总览"]
    assert [cell.value for cell in sheet[4]][7:] == ["1", "12", "37", "58", "加分1", "（一）1"]
    lines = {row[0]: row[1:] for row in rows(sheet, 5) if row[0]}
    assert lines[POLICE] == [12, 1, 2, 2, 7, pytest.approx(1 / 12), "缺", "缺", "缺", "缺", "缺", "缺"]
    assert lines["云汐县石门镇人民政府"][6:] == ["达", None, None, "达", None, None]
    whole = lines["合计（3个单位）、各指标应报"]
    assert whole[:5] == [28, 6, 2, 2, 18]
    assert sum(value for value in whole[6:] if isinstance(value, int)) == 28
    assert lines["各指标缺少"][6:] == [5, 4, 3, 3, 2, 1]
    assert any(isinstance(name, str) and name.endswith("：中共云汐县委党校") for name in lines)
    fills = {
        cell.value: cell.fill.start_color.rgb
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.value in {"缺", "达"}
    }
    assert fills == {"缺": "FFF8CDCD", "达": "FFC6E9CE"}


def test_square_shows_the_worst_method(county: Overview) -> None:
    two = tuple(gap for gap in county.gaps if gap.unit == POLICE and gap.indicator == "12" and gap.status != "missing")
    assert {gap.status for gap in two} == {"partial", "verify"}
    sheet = opened(dataclasses.replace(county, gaps=two))["总览"]
    assert sheet["H5"].value == "核"


def test_all_gap_rows_are_listed(book: Workbook, county: Overview) -> None:
    head, *lines = rows(book["缺项清单"], 3)
    assert head == [
        "编号",
        "单位",
        "指标",
        "指标内容",
        "查验方式",
        "状态",
        "应报材料",
        "已报材料",
        "问题",
        "请补充",
        "通知",
    ]
    assert len(lines) == len(county.gaps) == 28
    assert len({line[0] for line in lines}) == 28
    assert [line[1] for line in lines] == [gap.unit for gap in county.gaps]
    assert {line[5] for line in lines} == {"已达标", "部分达标", "待核实", "缺少"}


def test_row_ids_do_not_depend_on_standing(county: Overview) -> None:
    gap = county.gaps[0]
    assert row_id(gap) == row_id(dataclasses.replace(gap, status="verify", text="另一种说法", items=()))
    assert row_id(gap) != row_id(dataclasses.replace(gap, method="案卷评查"))


def test_every_file_is_listed(book: Workbook, county: Overview) -> None:
    _, *lines = rows(book["文件清单"], 3)
    assert {line[2] for line in lines} == {file.path for file in county.evidence}
    by_path = {line[2]: line for line in lines}
    assert by_path["县公安局/58/台账（副本）.xlsx"][7] == "重复（县公安局/58/出庭应诉台账.xlsx）"
    assert by_path["县公安局/37/成绩单.docx"][6] == "已加密"
    assert by_path["不明单位/材料.docx"][1] == "未能确定"
    assert by_path["县公安局/1.材料查证/调整通知.docx"][8] == "第1项指标·材料查证：自动对应（0.90）"
    assert str(by_path["县公安局/1.材料查证/调整通知.docx"][5]) == "2020-09-08 00:00:00"


def test_doubts_only_where_there_are_any(book: Workbook, county: Overview) -> None:
    assert rows(book["待确认"], 4)[0][:2] == ["县民政服务中心", "单位名称"]
    assert "待确认" not in opened(dataclasses.replace(county, doubts=())).sheetnames


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_formulas_stay_text(county: Overview, start: str) -> None:
    evil = f'{start}HYPERLINK("http://x.example.com")'
    file = Evidence(f"{evil}.docx", "0" * 64, 1, "x", "read", unit=evil, title=evil, doc_number=evil, failure=evil)
    gaps = (dataclasses.replace(county.gaps[0], unit=evil, text=evil, suggestion=evil),)
    book = opened(dataclasses.replace(county, units=(Unit(evil),), gaps=gaps, evidence=(file,), office=evil))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert sum(cell.value.startswith(start) for cell in cells) >= 5
    assert all(cell.data_type == "s" for cell in cells)


def test_a_text_longer_than_a_cell_is_cut_and_says_so(county: Overview) -> None:
    gaps = (dataclasses.replace(county.gaps[0], text="缺" * 40_000),)
    value = rows(opened(dataclasses.replace(county, gaps=gaps))["缺项清单"], 4)[0][8]
    assert isinstance(value, str)
    assert value.endswith("（内容过长，未全部列出）")


def test_same_input_same_bytes_and_another_reader(county: Overview) -> None:
    data = workbook(county)
    assert data == workbook(dataclasses.replace(county, gaps=county.gaps[::-1]))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("缺项清单").to_python()) == 31


def test_a_round_without_anything_still_opens(county: Overview) -> None:
    empty = dataclasses.replace(county, gaps=(), evidence=(), matches=(), doubts=(), notices=(), units=())
    assert opened(empty).sheetnames[0] == "总览"
