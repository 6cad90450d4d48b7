import datetime as dt
import io

import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

from govdoc.model import Guide, Indicator, Notice, Responsible, Task
from govdoc.reports import Manual, Page, handbook_docx, handbook_xlsx
from govdoc.reports.manual import chapters

NOTICE = Notice("云法办〔2023〕1号", "main", "云法办〔2023〕1号", ("云汐县创建办公室",), "云汐县创建工作方案")
ONE, TWO = Guide("一、职能", "权责清单"), Guide("二、制度", "备案", "看回执。", ("备案报告",), ("回执", "登记表"))


def page(code: str, guide: Guide | None, *path: str) -> Page:
    responsible = (Responsible("县司法局"), Responsible("县财政局"))
    tasks = (Task(f"{code}/材料查证", "材料查证", "材料"),)
    indicator = Indicator(code, "", "indicator", path, "", f"第{code}条要求", responsible, tasks=tasks)
    return Page(NOTICE, indicator, guide)


def manual(*pages: Page) -> Manual:
    return Manual("云汐县创建工作方案", "云汐县创建办公室", dt.date(2023, 5, 1), pages)


def test_without_headings_of_its_own_a_notice_takes_those_of_the_handbook() -> None:
    found = list(chapters((page("1", ONE), page("2", None), page("3", TWO), page("4", ONE))))
    told = [(heading, [each.indicator.code for each in pages]) for heading, pages in found]
    assert told == [("一、职能", ["1", "4"]), ("二、制度", ["3"]), ("其他指标", ["2"])]


def test_a_notice_keeps_its_own_headings_and_order() -> None:
    found = chapters((page("1", TWO, "（一）清单"), page("2", None, "（一）清单"), page("3", ONE, "（二）备案")))
    told = [(heading, [each.indicator.code for each in pages]) for heading, pages in found]
    assert told == [("（一）清单", ["1", "2"]), ("（二）备案", ["3"])]


def test_the_manual_reads_from_requirement_to_example() -> None:
    document = docx.Document(io.BytesIO(handbook_docx(manual(page("12", TWO)))))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines[:3] == ["《云汐县创建工作方案》", "佐证材料操作手册", "（2023年5月1日）"]
    assert lines[-7:] == [
        "第12项指标　备案",
        "指标要求：第12条要求。",
        "责任单位：县司法局、县财政局。",
        "查验方式：材料查证。",
        "工作要点：看回执。",
        "典型材料：1.回执；2.登记表。",
        "关键词：备案报告。",
    ]
    levels = [
        (paragraph.text, level.get(qn("w:val")))
        for paragraph in document.paragraphs
        for level in paragraph._p.iter(qn("w:outlineLvl"))
    ]
    assert levels == [("二、制度", "0"), ("第12项指标　备案", "1")]


def test_the_manual_depends_on_what_it_says_alone() -> None:
    assert handbook_docx(manual(page("1", ONE))) == handbook_docx(manual(page("1", ONE)))


def test_the_workbook_has_a_row_for_every_indicator() -> None:
    cells = [["一、职能", "=1+1", "", "", "", "", "", ""]]
    sheet = load_workbook(io.BytesIO(handbook_xlsx(manual(page("12", ONE)), cells))).active
    assert [cell.value for cell in sheet[4]][:6] == [
        "云法办〔2023〕1号", "12", "第12条要求", "一、职能", "=1+1", "",
    ]  # fmt: skip
    assert sheet["E4"].data_type == "s"
