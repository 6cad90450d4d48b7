"""The workbook of a round: the matrix of units and indicators, and the lists behind it."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from govdoc.model import Gap
from govdoc.reports.excel_sheet import A3, A4, Faces, Tinted, headline, printable, write
from govdoc.reports.overview import STATUSES, Column, Overview, Tally, tally
from govdoc.reports.wording import notice_name, words
from govdoc.reports.workbook_lists import LISTS, signed

_WORST_FIRST = ("missing", "verify", "partial", "met")
_GROUP_ROW, _HEAD_ROW = 2, 3
_FIRST_INDICATOR = 7  # the columns before it name the unit and count
_ONE_PAGE = 45  # so many indicators can still be read on one A3 page
_CENTRED = (("align", "center"),)


def workbook(overview: Overview) -> bytes:
    """The round as an xlsx: the matrix, and the lists behind it.

    Changes, decisions and names in doubt have a sheet where there are any. The bytes depend on the overview alone.
    """
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(overview.date.year, overview.date.month, overview.date.day)  # noqa: DTZ001 - a file date
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": _title(overview), "author": overview.office, "created": midnight})
        faces = Faces(book)
        _matrix(book, faces, overview)
        for draw in LISTS:
            draw(book, faces, overview)
    return stream.getvalue()


def _title(overview: Overview) -> str:
    return f"{overview.round_label}佐证材料审核汇总"


def _matrix(book: Any, faces: Faces, overview: Overview) -> None:
    """Units down, indicators across: a square shows the worst of its methods."""
    by_square: dict[tuple[str, tuple[str, str]], list[Gap]] = {}
    by_column: dict[tuple[str, str], list[Gap]] = {}
    for gap in overview.gaps:
        key = (gap.notice, gap.indicator)
        by_square.setdefault((gap.unit, key), []).append(gap)
        by_column.setdefault(key, []).append(gap)
    columns = [column for column in overview.columns if column.key in by_column]

    sheet = book.add_worksheet("总览")
    status = words()["status"]
    legend = "，".join(f"{status[name]['mark']}＝{status[name]['word']}" for name in STATUSES)
    note = f"{signed(overview)}    格内为该指标各查验方式中最差的状态：{legend}，空白＝不承担"
    headline(sheet, faces, _title(overview), note)
    _matrix_head(sheet, faces, columns)

    row = _HEAD_ROW
    for row, unit in enumerate(overview.owing, start=_HEAD_ROW + 1):
        write(sheet, faces, row, 0, unit.name)
        _counts(sheet, faces, row, tally(overview.gaps_of[unit.name]))
        for at, column in enumerate(columns, start=_FIRST_INDICATOR):
            square = by_square.get((unit.name, column.key))
            write(sheet, faces, row, at, _mark(square) if square else None)
    row = _totals(sheet, faces, row + 1, overview, [tally(by_column[column.key]) for column in columns])
    if overview.idle:
        names = "、".join(unit.name for unit in overview.idle)
        sheet.write_string(row + 1, 0, f"本批次无应报项的单位（{len(overview.idle)}个）：{names}", faces.get(border=0))

    sheet.set_column(0, 0, 32)
    sheet.set_column(1, _FIRST_INDICATOR - 1, 6.5)
    sheet.set_column(_FIRST_INDICATOR, _FIRST_INDICATOR + max(len(columns), 1) - 1, 4.3)
    sheet.freeze_panes(_HEAD_ROW + 1, _FIRST_INDICATOR)
    printable(sheet, (_GROUP_ROW, _HEAD_ROW), A3 if len(columns) > 20 else A4, 1 if len(columns) <= _ONE_PAGE else 2)
    sheet.repeat_columns(0, _FIRST_INDICATOR - 1)


def _matrix_head(sheet: Any, faces: Faces, columns: Sequence[Column]) -> None:
    status = words()["status"]
    fixed = ["单位", "应报", *(status[name]["word"] for name in STATUSES), "达标率"]
    fills = ["DDE3EA", "DDE3EA", *(status[name]["fill"] for name in STATUSES), "DDE3EA"]
    for at, (name, fill) in enumerate(zip(fixed, fills, strict=True)):
        sheet.merge_range(_GROUP_ROW, at, _HEAD_ROW, at, name, faces.head(bg_color=f"#{fill}"))
    start = _FIRST_INDICATOR
    while start - _FIRST_INDICATOR < len(columns):
        notice = columns[start - _FIRST_INDICATOR].notice
        width = sum(column.notice is notice for column in columns)
        # To the left, where it shows also when the columns are scrolled or broken over pages.
        face = faces.head(align="left", text_wrap=False)
        if width > 1:
            sheet.merge_range(_GROUP_ROW, start, _GROUP_ROW, start + width - 1, notice_name(notice), face)
        else:
            # One narrow column cannot show a name; the list of indicators does.
            sheet.write_string(_GROUP_ROW, start, "", face)
        start += width
    long = max((len(column.indicator.code) for column in columns), default=0)
    for at, column in enumerate(columns, start=_FIRST_INDICATOR):
        code = column.indicator.code
        turned = {"rotation": 90} if len(code) > 3 else {}
        sheet.write_string(_HEAD_ROW, at, code, faces.head(font_size=9, text_wrap=False, **turned))
    sheet.set_row(_GROUP_ROW, 18)
    sheet.set_row(_HEAD_ROW, 24 if long <= 3 else 12 + 10 * long)


def _mark(square: Sequence[Gap]) -> Tinted:
    standing = {gap.status for gap in square}
    row = words()["status"][next(status for status in _WORST_FIRST if status in standing)]
    return Tinted(row["mark"], row["fill"])


def _counts(sheet: Any, faces: Faces, row: int, counts: Tally, **properties: object) -> None:
    for at, value in enumerate((counts.owed, counts.met, counts.partial, counts.verify, counts.missing), start=1):
        write(sheet, faces, row, at, value, align="center", **properties)
    _rate(sheet, faces, row, 6, counts, "0.0%", **properties)


def _rate(sheet: Any, faces: Faces, row: int, column: int, counts: Tally, form: str, **properties: object) -> None:
    share = counts.met / counts.owed if counts.owed else "—"
    write(sheet, faces, row, column, share, align="center", num_format=form, **properties)


def _totals(sheet: Any, faces: Faces, row: int, overview: Overview, per_column: Sequence[Tally]) -> int:
    """The counts of each indicator under its column; the first free row below them."""
    bold: dict[str, object] = {"bold": True, "bg_color": "#F2F2F2"}
    whole = tally(overview.gaps)
    write(sheet, faces, row, 0, f"合计（{len(overview.owing)}个单位）、各指标应报", **bold)
    _counts(sheet, faces, row, whole, **bold)
    status = words()["status"]
    names = ("应报项数", *(status[name]["word"] for name in STATUSES), "达标率")
    for line, name in enumerate(names):
        if line:
            write(sheet, faces, row + line, 0, f"各指标{name}", **bold)
            for at in range(1, _FIRST_INDICATOR):
                write(sheet, faces, row + line, at, None, **bold)
        for at, counts in enumerate(per_column, start=_FIRST_INDICATOR):
            values = (counts.owed, counts.met, counts.partial, counts.verify, counts.missing)
            if line < len(values):
                write(sheet, faces, row + line, at, values[line], align="center", font_size=8, **bold)
            else:
                _rate(sheet, faces, row + line, at, counts, "0%", font_size=8, **bold)
    return row + len(names)
