"""The task sheets of the workspace's notices: what each unit is to do, before the deadline."""

import datetime as dt
from typing import TYPE_CHECKING

from govdoc.pipeline.asking import asking
from govdoc.pipeline.roster import owed

if TYPE_CHECKING:
    from sqlite_utils import Database

KIND = "tasks"  # what the outbox calls these files
SHEETS = "各单位任务分解表"
WHOLE = "任务分解总表"


def make_tasks(db: "Database", today: dt.date) -> dict[str, bytes]:
    """The files by name: for each unit a Word file and a workbook, and both for all units.

    Raises GovdocError where the workspace holds no notice, no roster, or nobody owes anything.
    """
    from govdoc.reports import file_name
    from govdoc.reports.due import all_due
    from govdoc.reports.plan import Plan
    from govdoc.reports.task_docx import all_tasks_docx, unit_tasks_docx
    from govdoc.reports.task_xlsx import all_tasks_xlsx, unit_tasks_xlsx

    cells, _ = owed(db)
    told = asking(db, cells)
    dues = all_due(told.notices, told.units, cells, today)
    plan = Plan(told.title, told.office, today, told.notices, told.units, cells, dues)
    files = {f"{WHOLE}.docx": all_tasks_docx(plan), f"{WHOLE}.xlsx": all_tasks_xlsx(plan)}
    for unit in plan.duties_of:
        files[f"{SHEETS}/{file_name(unit, '任务分解表.docx')}"] = unit_tasks_docx(plan, unit)
        files[f"{SHEETS}/{file_name(unit, '任务分解表.xlsx')}"] = unit_tasks_xlsx(plan, unit)
    return files
