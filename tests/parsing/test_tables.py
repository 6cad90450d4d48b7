"""Tables of tasks as data: texts and web pages with the readings they must give."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Indicator, Parsed
from govdoc.parsing import parse
from govdoc.readers import read

CASES = tomllib.loads((Path(__file__).parent / "tables.toml").read_text("utf-8"))["case"]


def shown(indicator: Indicator) -> str:
    """A task as the cases print it."""
    text = " > ".join([*indicator.path, indicator.text])
    if indicator.heading:
        text = " > ".join([*indicator.path, f"{indicator.heading} :: {indicator.text}"])
    units = [u.name if u.role == "responsible" else f"{u.role}:{u.name}" for u in indicator.responsible]
    due = [str(d.due_on or ("长期" if d.ongoing else d.text)) for d in indicator.deadlines]
    return " | ".join([indicator.code, text, "、".join(units), "、".join(due)])


def parsed(name: str, data: bytes) -> Parsed:
    return parse(read(name, data), name)


def lines(result: Parsed) -> Iterator[str]:
    for notice in result.notices:
        yield from (shown(indicator) for indicator in notice.indicators)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"].lstrip("\n")
    result = parsed("表.html" if text.startswith("<html>") else "表.txt", text.encode())
    wanted = [line.split(" | ") for line in case["reading"].strip("\n").splitlines()]
    assert [line.split(" | ") for line in lines(result)] == [[*row, ""][:4] for row in wanted]
    evidence = ["；".join(r.text for r in i.tasks[0].requirements) for n in result.notices for i in n.indicators]
    assert [
        (found, row[4]) for found, row in zip(evidence, wanted, strict=True) if len(row) > 4 and found != row[4]
    ] == []
    codes = [remark.code for remark in result.warnings if remark.code.startswith("table")]
    assert codes == case.get("warnings", [])


def test_merged_cells_of_a_word_table() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    table = document.add_table(4, 4)
    rows = (
        ("序号", "工作任务", "责任单位", "配合单位"),
        ("1", "清理河道垃圾", "县水利局", "各乡镇"),
        ("2", "整治排污口", "", ""),
        ("3", "公布举报电话", "县生态环境局", ""),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    data = io.BytesIO()
    document.save(data)
    assert list(lines(parsed("表.docx", data.getvalue()))) == [
        "1 | 清理河道垃圾 | 县水利局、support:各乡镇 | ",
        "2 | 整治排污口 | 县水利局 | ",
        "3 | 公布举报电话 | 县生态环境局 | ",
    ]


def test_merged_cells_of_a_worksheet() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("云汐县重点工作任务清单", None, None, None),
        ("序号", "重点工作", "牵头单位", "完成时限"),
        (1, "建成智慧停车平台", "县大数据局", "2023年6月底"),
        (2, "开放共享车位", None, "2023年9月底"),
        (3, "整治僵尸车", None, "2023年10月底"),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("C3:C4")
    data = io.BytesIO()
    book.save(data)
    assert list(lines(parsed("表.xlsx", data.getvalue()))) == [
        "1 | 建成智慧停车平台 | lead:县大数据局 | 2023-06-30",
        "2 | 开放共享车位 | lead:县大数据局 | 2023-09-30",
        "3 | 整治僵尸车 |  | 2023-10-31",
    ]


def test_merged_cells_of_a_pdf_table() -> None:
    from reportlab.lib import colors
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "清理河道垃圾", "县水利局", "2023年6月底"],
        ["2", "整治排污口", "", "2023年9月底"],
        ["3", "公布举报电话", "", "2023年4月底"],
    ]
    style = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), "STSong-Light", 12)]
    data = io.BytesIO()
    SimpleDocTemplate(data).build([Table(rows, style=[*style, ("SPAN", (2, 1), (2, 2))])])
    assert list(lines(parsed("表.pdf", data.getvalue()))) == [
        "1 | 清理河道垃圾 | 县水利局 | 2023-06-30",
        "2 | 整治排污口 | 县水利局 | 2023-09-30",
        "3 | 公布举报电话 |  | 2023-04-30",
    ]


def test_a_questionnaire_in_a_word_table() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("云汐县第一小学家长满意度调查表")
    rows = (
        ("序号", "内容", "非常\n满意", "满意", "不满意"),
        ("1", "学校管理", "", "", ""),
        ("2", "师德师风", "", "", ""),
    )
    table = document.add_table(3, 5)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("您对学校还有什么建议？")
    data = io.BytesIO()
    document.save(data)
    (questionnaire,) = parsed("表.docx", data.getvalue()).notices[0].questionnaires
    read_back = [
        (q.number, q.kind, q.stem, [o.text for o in q.options]) for s in questionnaire.sections for q in s.questions
    ]
    assert read_back == [
        ("1", "scale", "学校管理", ["非常满意", "满意", "不满意"]),
        ("2", "scale", "师德师风", ["非常满意", "满意", "不满意"]),
        ("", "open", "您对学校还有什么建议？", []),
    ]
