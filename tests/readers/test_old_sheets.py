"""Workbooks that are no xlsx. The xls files in golden/formats were saved from the texts below."""

import datetime as dt
from pathlib import Path

import pytest

from govdoc.errors import ReadError
from govdoc.readers import read
from govdoc.readers.kinds import ET, SHEET_XML

FILES = Path(__file__).parents[1] / "golden" / "formats"
TABLE = (
    ("佐证材料登记表", "", ""),
    ("填报单位：县司法局（2021年4月）", "", ""),
    ("序号", "材料", "日期"),
    ("1", "执法公示制度", "2021-04-09"),
    ("2", "会议记录", "2021-04-12 08:30"),
    ("合计", "2.5", "09:30"),
)


@pytest.mark.parametrize("name", ["sheet.xls", "sheet.ods", "sheet.xlsx"])
def test_every_binary_workbook(name: str) -> None:
    document = read(f"登记表.{name.split('.')[1]}", (FILES / name).read_bytes())
    assert document.tables()[0] == TABLE
    assert document.text.startswith("材料\n佐证材料登记表\n")
    assert [block.sheet for block in document.blocks][-1] == "说明"
    assert [remark.code for remark in document.warnings] == ["hidden_sheets"]


def test_old_workbooks_of_wps() -> None:
    document = read("登记表.et", (FILES / "sheet.xls").read_bytes())
    assert (document.media_type, document.warnings[-1].code) == (ET, "hidden_sheets")


def test_new_workbooks_under_old_suffixes() -> None:
    data = (FILES / "sheet.xlsx").read_bytes()
    assert [remark.code for remark in read("登记表.et", data).warnings] == ["hidden_sheets"]
    assert [remark.code for remark in read("登记表.xls", data).warnings] == ["hidden_sheets", "suffix"]


def test_a_workbook_with_a_password() -> None:
    data = bytearray((FILES / "sheet.xls").read_bytes())
    after_head = data.index(bytes.fromhex("0908100000060500")) + 20
    data[after_head : after_head + 2] = b"\x2f\x00"  # the record that says how the rest is locked
    with pytest.raises(ReadError) as caught:
        read("登记表.xls", bytes(data))
    assert caught.value.status == "encrypted"


def test_a_workbook_of_xml() -> None:
    moment = dt.datetime(2021, 4, 12, 8, 30).isoformat() + ".000"  # noqa: DTZ001
    data = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="材料"><Table>
  <Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">登记表</Data></Cell>
   <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
  <Row><Cell ss:Index="3"><Data ss:Type="Error">#N/A</Data></Cell></Row>
  <Row ss:Index="4"><Cell><Data ss:Type="Number">3.0</Data></Cell>
   <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>执法</B>公示</ss:Data></Cell>
   <Cell><Data ss:Type="DateTime">{moment}</Data></Cell></Row>
  <Row><Cell><Data ss:Type="DateTime">1899-12-31T09:30:00.000</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="参数"><Table><Row><Cell><Data ss:Type="String">内部</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
 </Worksheet>
</Workbook>"""
    document = read("登记表.xls", data.encode())
    assert document.media_type == SHEET_XML
    assert document.tables() == ((("登记表", "", "TRUE"), ("3", "执法公示", "2021-04-12 08:30"), ("09:30", "", "")),)
    assert [remark.code for remark in document.warnings] == ["hidden_sheets"]


def test_a_page_saved_as_a_workbook() -> None:
    page = (
        "<html><meta charset='gb2312'><table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr></table>"
    )
    document = read("导出.xls", page.encode("gbk"))
    assert document.tables() == ((("序号", "名称"), ("1", "甲")),)
    assert [remark.code for remark in document.warnings] == ["suffix"]


def test_a_cut_workbook_is_damaged() -> None:
    data = (FILES / "sheet.xls").read_bytes()
    with pytest.raises(ReadError) as caught:
        read("登记表.xls", data[: len(data) // 3])
    assert caught.value.status == "damaged"
