"""Task sheets as workbooks: a unit's own to fill in, and the matrix of all units and indicators."""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from govdoc.model import Due
from govdoc.reports.due import of_unit
from govdoc.reports.excel_sheet import A3, A4, Faces, Field, Tinted, headline, list_sheet, printable, write
from govdoc.reports.plan import Duty, Plan, asked, by_when, role_counts, role_word
from govdoc.reports.wording import day, indicator_label, notice_name, words

_CENTRED = (("align", "center"),)
_HEAD_ROW = 2
_FIRST = 5  # the columns before it name the unit and count
_ONE_PAGE = 45


def unit_tasks_xlsx(plan: Plan, unit: str) -> bytes:
    """What one unit is to do, with columns to fill in: who, how far, remarks."""

    def draw(book: Any, faces: Faces) -> None:
        progress = tuple(words()["task"]["progress"])
        fields = (*_FIELDS, Field("责任人", 10), Field("进展", 10, _CENTRED), Field("备注", 18))
        duties = plan.duties_of.get(unit, ())
        rows = ((*_cells(duty), "", progress[0], "") for duty in duties)
        note = f"{plan.office}  {day(plan.date)}    “进展”可选：{'、'.join(progress)}"
        sheet = list_sheet(book, faces, "任务清单", note, fields, rows, fixed=2)
        at = len(fields) - 2
        sheet.data_validation(3, at, 3 + max(len(duties), 1), at, {"validate": "list", "source": list(progress)})
        _dates(book, faces, plan, of_unit(plan.dues, unit))

    return _book(plan, f"{unit}{words()['task']['title']}", draw)


def all_tasks_xlsx(plan: Plan) -> bytes:
    """The matrix of units and indicators, all tasks as a list, and all days."""

    def draw(book: Any, faces: Faces) -> None:
        _matrix(book, faces, plan)

        def rows() -> Iterator[Sequence[object]]:
            for name, duties in plan.duties_of.items():
                for duty in duties:
                    yield (name, *_cells(duty))

        fields = (Field("单位", 22), *_FIELDS)
        list_sheet(book, faces, "任务清单", f"{plan.office}  {day(plan.date)}", fields, rows(), fixed=3)
        _dates(book, faces, plan, plan.dues)

    return _book(plan, str(words()["task"]["title"]), draw)


def _book(plan: Plan, title: str, draw: Callable[[Any, Faces], None]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(plan.date.year, plan.date.month, plan.date.day)  # noqa: DTZ001 - a file date
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": plan.office, "created": midnight})
        draw(book, Faces(book))
    return stream.getvalue()


_FIELDS = (
    Field("指标", 13),
    Field("指标内容", 42),
    Field("查验方式", 10, _CENTRED),
    Field("工作任务和应报材料", 58),
    Field("责任", 7, _CENTRED),
    Field("完成时限", 18),
    Field("通知", 18),
)


def _cells(duty: Duty) -> tuple[object, ...]:
    indicator = duty.indicator
    return (
        indicator_label(indicator),
        indicator.heading or indicator.text,
        duty.cell.method or "—",
        "\n".join(asked(duty)),
        role_word(duty.cell.role),
        by_when(indicator, duty.notice),
        notice_name(duty.notice),
    )


def _dates(book: Any, faces: Faces, plan: Plan, dues: Sequence[Due]) -> None:
    rows = (
        (due.deadline.due_on or "", due.deadline.text, due.what, len(due.units), due.source)
        for due in sorted(dues, key=lambda due: due.deadline.due_on or dt.date.max)
    )
    fields = (Field("日期", 13, _CENTRED), Field("通知原文", 26), Field("事项", 62), Field("涉及单位数", 12, _CENTRED),
              Field("依据", 24))  # fmt: skip
    list_sheet(book, faces, "时限", f"{plan.office}  {day(plan.date)}", fields, rows, fixed=1)


def _matrix(book: Any, faces: Faces, plan: Plan) -> None:
    """Units down, indicators across; a square says what the unit is to it."""
    columns = plan.columns
    sheet = book.add_worksheet("任务矩阵")
    roles = words()["role"]
    marks = words()["role_mark"]
    legend = "，".join(f"{row['mark']}＝{roles[role]}" for role, row in marks.items())
    headline(sheet, faces, words()["task"]["title"], f"{plan.office}  {day(plan.date)}    {legend}，空白＝不承担")
    for at, name in enumerate(("单位", f"{plan.noun}数", "任务数", "牵头", "配合")):
        sheet.write_string(_HEAD_ROW, at, name, faces.head())
    for at, column in enumerate(columns, start=_FIRST):
        code = column.indicator.code
        turned = {"rotation": 90} if len(code) > 3 else {}
        sheet.write_string(_HEAD_ROW, at, code, faces.head(font_size=9, text_wrap=False, **turned))
    long = max((len(column.indicator.code) for column in columns), default=0)
    sheet.set_row(_HEAD_ROW, 24 if long <= 3 else 12 + 10 * long)
    for row, (name, duties) in enumerate(plan.duties_of.items(), start=_HEAD_ROW + 1):
        held = {(duty.notice.key, duty.indicator.code): duty.cell.role for duty in reversed(duties)}
        counts = role_counts(duties)
        write(sheet, faces, row, 0, name)
        for at, value in enumerate((len(held), len(duties), counts.get("lead", 0), counts.get("support", 0)), start=1):
            write(sheet, faces, row, at, value, align="center")
        for at, column in enumerate(columns, start=_FIRST):
            role = held.get(column.key)
            write(sheet, faces, row, at, Tinted(marks[role]["mark"], marks[role]["fill"]) if role else None)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, _FIRST - 1, 7)
    sheet.set_column(_FIRST, _FIRST + max(len(columns), 1) - 1, 4.3)
    sheet.freeze_panes(_HEAD_ROW + 1, _FIRST)
    printable(sheet, (_HEAD_ROW, _HEAD_ROW), A3 if len(columns) > 20 else A4, 1 if len(columns) <= _ONE_PAGE else 2)
    sheet.repeat_columns(0, _FIRST - 1)
