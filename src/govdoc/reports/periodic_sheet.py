"""Recurring reports as a coloured table, unit by period."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from govdoc.model import Periodic, PeriodicState
from govdoc.reports.excel_sheet import Faces, Tinted, write

WORDS: dict[PeriodicState, str] = {
    "on_time": "按时",
    "late": "迟报",
    "undated": "无日期",
    "twice": "重复报送",
    "missing": "未报",
    "waiting": "未到期",
}
_FILLS: dict[PeriodicState, str] = {
    "on_time": "C6E7C8",
    "late": "FFE699",
    "undated": "FFE699",
    "twice": "FFE699",
    "missing": "F4B6B6",
    "waiting": "FFFFFF",
}


def periodic_sheet(found: Sequence[Periodic], day: dt.date) -> bytes:
    """The workbook: a sheet for each report, with a row a unit and a column a period, and one that lists all."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        reports = list(dict.fromkeys((one.notice, one.what) for one in found))
        for at, (notice, what) in enumerate(reports, 1):
            those = [one for one in found if (one.notice, one.what) == (notice, what)]
            _matrix(
                book.add_worksheet(f"报送{at}"), faces, those, f"{what}（截至{day.year}年{day.month}月{day.day}日）"
            )
        _list(book.add_worksheet("明细"), faces, found)
    return out.getvalue()


def _matrix(sheet: Any, faces: Faces, those: Sequence[Periodic], title: str) -> None:
    periods = list(dict.fromkeys(one.period for one in those))
    units = list(dict.fromkeys(one.unit for one in those))
    write(sheet, faces, 0, 0, title, bold=True, border=0)
    for column, head in enumerate(("单位", *periods, "按时率")):
        write(sheet, faces, 1, column, head, bold=True, align="center", bg_color="#DDE3EA")
    by_place = {(one.unit, one.period): one for one in those}
    for row, unit in enumerate(units, 2):
        write(sheet, faces, row, 0, unit)
        states = [by_place[unit, period].state for period in periods if (unit, period) in by_place]
        for column, period in enumerate(periods, 1):
            one = by_place.get((unit, period))
            write(sheet, faces, row, column, Tinted(WORDS[one.state], _FILLS[one.state]) if one else "")
        past = [state for state in states if state != "waiting"]
        share = f"{past.count('on_time') / len(past):.0%}" if past else "—"
        write(sheet, faces, row, len(periods) + 1, share, align="center")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(periods) + 1, 10)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _list(sheet: Any, faces: Faces, found: Sequence[Periodic]) -> None:
    heads = ("单位", "报送内容", "期次", "应报日期", "情况", "报送日期", "文件")
    for column, head in enumerate(heads):
        write(sheet, faces, 0, column, head, bold=True, align="center", bg_color="#DDE3EA")
    for row, one in enumerate(found, 1):
        note = "" if one.certain else "（放假安排未公布，按周末推算）"
        cells = (one.unit, one.what, one.period, f"{one.until}{note}", Tinted(WORDS[one.state], _FILLS[one.state]))
        for column, cell in enumerate((*cells, str(one.handed_on or ""), "；".join(one.files))):
            write(sheet, faces, row, column, cell)
    for column, width in enumerate((28, 30, 10, 14, 10, 12, 50)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(found)), len(heads) - 1)
