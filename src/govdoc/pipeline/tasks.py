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
CALENDAR = "时限日历"


def make_tasks(db: "Database", today: dt.date) -> dict[str, bytes]:
    """The files by name: for each unit a Word file, a workbook and a calendar, and the same for all units.

    There is no calendar where no day is known. Raises GovdocError where the workspace holds no notice, no roster, or
    nobody owes anything.
    """
    from govdoc.reports import file_name
    from govdoc.reports.calendar_ics import calendar_ics
    from govdoc.reports.due import all_due, of_unit
    from govdoc.reports.plan import Plan
    from govdoc.reports.task_docx import all_tasks_docx, unit_tasks_docx
    from govdoc.reports.task_xlsx import all_tasks_xlsx, unit_tasks_xlsx

    cells, _ = owed(db)
    told = asking(db, cells)
    dues = all_due(told.notices, told.units, cells, today)
    plan = Plan(told.title, told.office, today, told.notices, told.units, cells, dues)
    files = {
        f"{WHOLE}.docx": all_tasks_docx(plan),
        f"{WHOLE}.xlsx": all_tasks_xlsx(plan),
    }
    calendars = {f"{CALENDAR}.ics": calendar_ics(dues, CALENDAR, today)}
    for unit in plan.duties_of:
        own = calendar_ics(of_unit(dues, unit), f"{unit}{CALENDAR}", today)
        calendars[f"{SHEETS}/{file_name(unit, f'{CALENDAR}.ics')}"] = own
        files[f"{SHEETS}/{file_name(unit, '任务分解表.docx')}"] = unit_tasks_docx(plan, unit)
        files[f"{SHEETS}/{file_name(unit, '任务分解表.xlsx')}"] = unit_tasks_xlsx(plan, unit)
    return files | {name: data for name, data in calendars.items() if data}
