"""Workbooks made here with xlsxwriter and by hand."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from govdoc.errors import ReadError
from govdoc.readers import read


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def roster(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("名册")
    sheet.merge_range("B2:D2", "单位名册", book.add_format({"bold": True}))
    sheet.write_row("B4", ["序号", "名称", "日期"])
    sheet.write_row("B5", [1, "县公安局"])
    sheet.write_datetime("D5", dt.date(2021, 4, 9), book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_row("B6", [2.5, "县司法局\n（法制办）"])
    sheet.write_boolean("D6", True)


def test_values_as_an_office_writes_them() -> None:
    document = read("名册.xlsx", workbook(roster))
    assert document.text == "单位名册\n序号\t名称\t日期\n1\t县公安局\t2021-04-09\n2.5\t县司法局\n（法制办）\tTRUE"
    assert document.tables()[0][1:3] == (("序号", "名称", "日期"), ("1", "县公安局", "2021-04-09"))
    first = document.blocks[1]
    assert (first.table, first.row, first.column, first.sheet) == (0, 3, 1, "名册")


def test_sheets_are_headed_by_name_where_there_are_several() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("甲").write(0, 0, "一")
        book.add_worksheet("空")
        book.add_worksheet("乙").write(0, 0, "二")
        hidden = book.add_worksheet("参数")
        hidden.write(0, 0, "内部")
        hidden.hide()

    document = read("表.xlsx", workbook(fill))
    assert document.text == "甲\n一\n乙\n二"
    assert [block.kind for block in document.blocks] == ["heading", "cell", "heading", "cell"]
    assert [(remark.code, "参数" in remark.message) for remark in document.warnings] == [("hidden_sheets", True)]


def rewritten(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, change(old.read(item)) if item == name else old.read(item))
    return out.getvalue()


def test_a_cell_at_the_far_corner_does_no_harm() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "近")
        sheet.write("XFD1048576", "远")

    document = read("表.xlsx", workbook(fill))
    assert document.tables() == ((("近", ""), ("", "远")),)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/sharedStrings.xml", b'count="', b'count="99999999'),
        ("xl/worksheets/sheet1.xml", b'<row r="6"', b'<row r="99999999999"'),
        ("xl/worksheets/sheet1.xml", b'r="B6"', b'r="ZZZ9"'),
    ],
)
def test_absurd_counts_and_places_do_no_harm(part: str, old: bytes, new: bytes) -> None:
    data = rewritten(workbook(roster), part, lambda xml: xml.replace(old, new))
    try:
        ended = read("名册.xlsx", data).text
    except ReadError as error:
        ended = error.status
    assert "县公安局" in ended or ended == "damaged"


def test_damaged_styles_fall_back() -> None:
    data = rewritten(workbook(roster), "xl/styles.xml", lambda _: b"<styleSheet/>")
    assert "县公安局" in read("名册.xlsx", data).text


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read("表.xlsx", workbook(lambda book: book.add_worksheet() and None))
    assert caught.value.status == "empty"


def test_broken_sheets_are_damaged() -> None:
    data = rewritten(workbook(roster), "xl/workbook.xml", lambda part: part[: len(part) // 2])
    with pytest.raises(ReadError) as caught:
        read("名册.xlsx", data)
    assert caught.value.status == "damaged"


def test_comma_separated_under_an_excel_suffix() -> None:
    document = read("名册.xls", "名称\t别名\n县公安局\t公安局\n".encode("gb18030"))
    assert document.tables() == ((("名称", "别名"), ("县公安局", "公安局")),)
    assert [remark.code for remark in document.warnings] == ["suffix"]
