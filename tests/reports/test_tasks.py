import dataclasses
import datetime as dt
import io

import docx
import openpyxl
import pytest

from govdoc.model import Cell, Deadline, Requirement, Responsible, Role, Task
from govdoc.reports import Overview
from govdoc.reports.due import all_due
from govdoc.reports.plan import Plan
from govdoc.reports.task_docx import all_tasks_docx, unit_tasks_docx
from govdoc.reports.task_xlsx import all_tasks_xlsx, unit_tasks_xlsx

POLICE = "云汐县公安局"
HEALTH = "云汐县卫生健康委员会"


@pytest.fixture
def plan(county: Overview) -> Plan:
    roles: dict[str, Role] = {"1": "lead", "58": "support"}
    cells = tuple(
        Cell(gap.unit, gap.notice, gap.indicator, gap.method, roles.get(gap.indicator, "responsible"))
        for gap in county.gaps
    )
    main, other = county.notices
    first = dataclasses.replace(
        main.indicators[0],
        responsible=(Responsible("县公安局", "lead"), Responsible("县直各单位", group=True)),
        deadlines=(Deadline("2021年6月底前", dt.date(2021, 6, 30), ongoing=True),),
    )
    notices = (dataclasses.replace(main, indicators=(first, *main.indicators[1:])), other)
    dues = all_due(notices, county.units, cells, county.date)
    return Plan(county.title, county.office, county.date, notices, county.units, cells, dues)


def rows(data: bytes, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[number].rows]


def test_a_units_sheet_names_all_it_owes(plan: Plan) -> None:
    data = unit_tasks_docx(plan, POLICE)
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    assert "本单位承担6项指标（牵头1项，责任4项，配合1项），共12项任务" in text
    found = rows(data)
    assert found[0] == ["指标", "指标内容", "查验方式", "工作任务和应报材料", "责任", "完成时限"]
    tasks = [row for row in found[1:] if len(set(row)) > 1]
    assert len(tasks) == len(plan.duties_of[POLICE]) == 12
    assert tasks[0][2:] == [
        "网络检索",
        "①行政审批事项清单在政府网站公开，能够体现目录化、编码化管理\n②清单动态调整的公告\n③办理时限压缩情况在网上公示",
        "牵头",
        "2021年6月底前，并长期坚持",
    ]
    assert tasks[-1][5] == "—"


def test_the_whole_names_units_as_the_notice_does(plan: Plan) -> None:
    found = [row for row in rows(all_tasks_docx(plan)) if len(set(row)) > 1]
    assert len(found) == 1 + len(plan.columns)
    assert found[1][2:] == ["网络检索\n材料查证\n随机访谈", "县公安局", "县直各单位", "2021年6月底前，并长期坚持"]


def test_an_item_that_repeats_the_heading_gives_way_to_the_task(plan: Plan) -> None:
    measure = plan.notices[1].indicators[0]
    task = Task("（一）1", None, "推行首问负责。各单位办事窗口落实首问负责。", (Requirement("x", "推行首问负责"),))
    notice = dataclasses.replace(plan.notices[1], indicators=(dataclasses.replace(measure, tasks=(task,)),))
    alone = dataclasses.replace(plan, notices=(notice,), dues=())
    found = rows(unit_tasks_docx(alone, POLICE))
    assert found[0] == ["措施", "措施内容", "工作任务和应报材料", "责任"]
    assert found[1][2] == "各单位办事窗口落实首问负责。"[:-1]


def test_a_unit_fills_in_its_own_workbook(plan: Plan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(unit_tasks_xlsx(plan, POLICE)))
    assert book.sheetnames == ["任务清单", "时限"]
    sheet = book["任务清单"]
    head = [cell.value for cell in sheet[3]]
    assert head[-3:] == ["责任人", "进展", "备注"]
    assert sheet.max_row == 3 + 12
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"未开始,推进中,已完成"'
    assert str(rule.sqref) == "I4:I16"
    assert {sheet.cell(row, 9).value for row in range(4, 16)} == {"未开始"}


def test_matrix_of_all_units(plan: Plan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(all_tasks_xlsx(plan)))
    assert book.sheetnames == ["任务矩阵", "任务清单", "时限"]
    sheet = book["任务矩阵"]
    lines = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=4)}
    assert [cell.value for cell in sheet[3]][5:] == ["1", "12", "37", "58", "加分1", "（一）1"]
    assert lines[POLICE] == [6, 12, 1, 1, "牵", "责", "责", "配", "责", "责"]
    assert lines[HEALTH][4:] == ["牵", "责", "责", "配", "责", None]
    assert sheet.freeze_panes == "F4"
    assert book["任务清单"].max_row == 3 + 28
