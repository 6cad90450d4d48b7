"""Recurring reports: a coloured table, unit by period, and a sentence on each unit's."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from govdoc.model import Periodic, PeriodicState
from govdoc.reports.excel_sheet import Faces, Tinted, write
from govdoc.reports.wording import words

SHEET = "定期报送"
_SHOWN = 6  # periods in a sentence
WORDS: dict[PeriodicState, str] = {
    "on_time": "按时",
    "late": "迟报",
    "undated": "无日期",
    "copied": "雷同往期",
    "twice": "重复报送",
    "missing": "未报",
    "waiting": "未到期",
}
_FILLS: dict[PeriodicState, str] = {
    "on_time": "C6E7C8",
    "late": "FFE699",
    "undated": "FFE699",
    "copied": "FFE699",
    "twice": "FFE699",
    "missing": "F4B6B6",
    "waiting": "FFFFFF",
}


def periodic_sheet(found: Sequence[Periodic], day: dt.date) -> bytes:
    """The workbook: a sheet with each report as rows of units and columns of periods, and one that lists all."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        matrices(book, faces, found, day)
        _list(book.add_worksheet("明细"), faces, found)
    return out.getvalue()


def matrices(book: Any, faces: Faces, found: Sequence[Periodic], day: dt.date) -> None:
    """A sheet with every report, one below the other, unit by period in the colours of a traffic light."""
    sheet = book.add_worksheet(SHEET)
    row = widest = 0
    for notice, what in dict.fromkeys((one.notice, one.what) for one in found):
        those = [one for one in found if (one.notice, one.what) == (notice, what)]
        widest = max(widest, len({one.period for one in those}))
        guessed = "" if all(one.certain for one in those) else "；放假安排未公布的年份按周末推算"
        title = f"{what}（截至{day.year}年{day.month}月{day.day}日{guessed}）"
        row = _matrix(sheet, faces, row, those, title) + 1
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, widest + 1, 12)
    sheet.freeze_panes(0, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def told(found: Sequence[Periodic]) -> str:
    """One unit's recurring reports in a sentence, "" where none was due yet."""
    say = words()["periodic"]
    parts = []
    for what in dict.fromkeys(one.what for one in found):
        due = [one for one in found if one.what == what and one.state != "waiting"]
        if not due:
            continue
        if all(one.state == "missing" for one in due):
            parts.append(say["none"].format(what=what.strip("《》“”"), due=len(due), periods=_periods(due)))
            continue
        counted = [
            say[state].format(count=len(those), periods=_periods(those))
            for state in ("late", "undated", "copied", "twice", "missing")
            if (those := [one for one in due if one.state == state])
        ]
        on_time = sum(one.state == "on_time" for one in due)
        parts.append(say["report"].format(what=what.strip("《》“”"), due=len(due), on_time=on_time) + "".join(counted))
    return say["sentence"].format(told="；".join(parts)) if parts else ""


def _periods(those: Sequence[Periodic]) -> str:
    """The periods by name, the latest few where there are many."""
    names = "、".join(period_name(one.period) for one in those[-_SHOWN:])
    return names + ("等" if len(those) > _SHOWN else "")


def period_name(period: str) -> str:
    """A period as a letter names it.

    >>> period_name("2024-03"), period_name("2024-Q1"), period_name("2024-H2"), period_name("2024-07-05")
    ('2024年3月', '2024年第1季度', '2024年下半年', '2024年7月5日')
    """
    year, *rest = period.split("-")
    if rest and rest[0].startswith("Q"):
        return f"{year}年第{rest[0][1:]}季度"
    if rest and rest[0].startswith("H"):
        return f"{year}年{'上下'[int(rest[0][1]) - 1]}半年"
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))


def _matrix(sheet: Any, faces: Faces, top: int, those: Sequence[Periodic], title: str) -> int:
    """One report from row `top` on; returns the row after it."""
    periods = list(dict.fromkeys(one.period for one in those))
    units = list(dict.fromkeys(one.unit for one in those))
    write(sheet, faces, top, 0, title, bold=True, border=0, text_wrap=False)
    for column, head in enumerate(("单位", *map(period_name, periods), "按时率")):
        write(sheet, faces, top + 1, column, head, bold=True, align="center", bg_color="#DDE3EA")
    by_place = {(one.unit, one.period): one for one in those}
    for row, unit in enumerate(units, top + 2):
        write(sheet, faces, row, 0, unit)
        states = [by_place[unit, period].state for period in periods if (unit, period) in by_place]
        for column, period in enumerate(periods, 1):
            one = by_place.get((unit, period))
            write(sheet, faces, row, column, Tinted(WORDS[one.state], _FILLS[one.state]) if one else "")
        past = [state for state in states if state != "waiting"]
        share = f"{past.count('on_time') / len(past):.0%}" if past else "—"
        write(sheet, faces, row, len(periods) + 1, share, align="center")
    return top + 2 + len(units)


def _list(sheet: Any, faces: Faces, found: Sequence[Periodic]) -> None:
    heads = ("单位", "报送内容", "期次", "应报日期", "情况", "报送日期", "文件")
    for column, head in enumerate(heads):
        write(sheet, faces, 0, column, head, bold=True, align="center", bg_color="#DDE3EA")
    for row, one in enumerate(found, 1):
        note = "" if one.certain else "（放假安排未公布，按周末推算）"
        cells = (
            one.unit,
            one.what,
            period_name(one.period),
            f"{one.until}{note}",
            Tinted(WORDS[one.state], _FILLS[one.state]),
        )
        for column, cell in enumerate((*cells, str(one.handed_on or ""), "；".join(one.files))):
            write(sheet, faces, row, column, cell)
    for column, width in enumerate((28, 30, 14, 14, 10, 12, 50)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(found)), len(heads) - 1)
