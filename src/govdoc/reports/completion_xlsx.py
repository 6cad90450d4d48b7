"""The workbook beside a completion report: what every figure of it counts, and the lists it is counted from."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from govdoc.reports.excel_sheet import FORMULA_SIGNS, LIST_HEAD, Faces, Field, headline, list_sheet, printable, write
from govdoc.reports.figures import FIRST_ROW, INDEX, Figure, Listing, Lists, Share, Trace, Traced, Worked
from govdoc.reports.overview import Overview
from govdoc.reports.wording import clean, day

_CENTRED = (("align", "center"),)
_FIELDS = (
    Field("编号", 7, _CENTRED),
    Field("所在部分", 20),
    Field("数字", 10, _CENTRED),
    Field("按公式复算", 12, _CENTRED),
    Field("数自哪张表", 12, _CENTRED),
    Field("所计的是（在该表按列筛选即可看到）", 60),
    Field("所计的行在该表中的行号", 50),
)
_PRINTED, _FORMULA = "C", 3
_LONGEST = 250  # characters: of a condition that a formula takes, of the numbers of rows
_WIDE = {"内容": 40, "文件": 50, "已报文件": 50, "题名": 40, "网址": 50, "问题": 30, "单位": 32}


def completion_xlsx(overview: Overview, lists: Lists, trace: Trace) -> bytes:
    """A sheet with every figure printed, each counted anew by a formula, and a sheet for each list."""
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(overview.date.year, overview.date.month, overview.date.day)  # noqa: DTZ001 - a file date
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "完成情况取数表", "author": overview.office, "created": midnight})
        faces, signed = Faces(book), f"{overview.office}  {day(overview.date)}"
        note = f"{signed}    按在报告中出现的先后排列；同一口径的数字只编一个号"
        rows = [(number, part, *_line(figure, lists, trace)) for figure, (number, part) in trace.printed.items()]
        sheet = list_sheet(book, faces, INDEX, note, _FIELDS, rows)
        for row, figure in enumerate(trace.printed, start=FIRST_ROW - 1):
            _formula(sheet, faces, row, figure, lists, trace)
        for listing in lists.listings.values():
            _sheet(book, faces, listing, f"{signed}    共{len(listing.rows)}行")
    return stream.getvalue()


def _line(figure: Traced, lists: Lists, trace: Trace) -> tuple[object, ...]:
    """What stands beside a figure's number: the figure, room for its formula, its list, the rows counted."""
    if isinstance(figure, Worked):
        return figure.text, "", "—", figure.how, ""
    if isinstance(figure, Share):
        part, whole = (trace.printed[one][0] for one in (figure.part, figure.whole))
        return str(figure), "", "—", f"编号{part}的数字÷编号{whole}的数字", ""
    return figure.value, "", figure.listing, figure.told, _stretches(lists.rows(figure))


def _stretches(rows: Sequence[int]) -> str:
    """Rows as the sheet numbers them, those that follow one another drawn together; the first of very many.

    >>> _stretches((0, 1, 2, 5))
    '4—6、9'
    """
    told, start = "", 0
    for at, row in enumerate(rows, start=1):
        if at == len(rows) or rows[at] != row + 1:
            first, last = (LIST_HEAD + 2 + one for one in (rows[start], row))
            told += ("、" if told else "") + (f"{first}—{last}" if last > first else str(first))
            start = at
        if len(told) > _LONGEST:
            return f"{told}等，共{len(rows)}行"
    return told


def _formula(sheet: Any, faces: Faces, row: int, figure: Traced, lists: Lists, trace: Trace) -> None:
    if isinstance(figure, Share):
        part, whole = (f"{_PRINTED}{FIRST_ROW - 1 + trace.printed[one][0]}" for one in (figure.part, figure.whole))
        face = faces.get(align="center", num_format="0.0%")
        value = figure.value if figure.whole.value else "—"
        sheet.write_formula(row, _FORMULA, f'=IF({whole}=0,"—",{part}/{whole})', face, value)
    elif isinstance(figure, Figure) and all(len(value) <= _LONGEST for _, value in figure.where):
        formula = _counting(figure, lists.listings.get(figure.listing))
        sheet.write_formula(row, _FORMULA, formula, faces.get(align="center"), figure.value)
        link = faces.get(align="center", font_color="#1F4E9E", underline=1)
        if figure.listing in lists:
            sheet.write_url(row, _FORMULA + 1, f"internal:'{figure.listing}'!A1", link, figure.listing)


def _counting(figure: Figure, listing: Listing | None) -> str:
    """The formula that counts the rows anew.

    >>> _counting(Figure("单位", (("类别", "镇"),), "", 1), Listing("单位", ("名称", "类别"), (("石门镇", "镇"),)))
    '=COUNTIFS(单位!$B$4:$B$4,"=镇")'
    """
    if listing is None:
        return "=0"

    def column(name: str) -> str:
        letter = _letter(listing.heads.index(name))
        return f"{listing.name}!${letter}${LIST_HEAD + 2}:${letter}${LIST_HEAD + 1 + len(listing.rows)}"

    wanted = [f'{column(name)},"={_literal(value)}"' for name, value in figure.where]
    if figure.total:
        summed = column(figure.total)
        return f"=SUMIFS({','.join((summed, *wanted))})" if wanted else f"=SUM({summed})"
    return f"=COUNTIFS({','.join(wanted)})" if wanted else f"=ROWS({column(listing.heads[0])})"


def _literal(value: str) -> str:
    """A condition that means the value itself, whatever signs stand in it.

    >>> _literal('落实“*”'), _literal('a"b')
    ('落实“~*”', 'a""b')
    """
    return "".join("~" + char if char in "~*?" else char for char in clean(value)).replace('"', '""')


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _sheet(book: Any, faces: Faces, listing: Listing, note: str) -> None:
    """A list without the fitting of rows that shorter sheets have: it may hold tens of thousands."""
    sheet = book.add_worksheet(listing.name)
    headline(sheet, faces, listing.name, note)
    for column, name in enumerate(listing.heads):
        sheet.set_column(column, column, _WIDE.get(name, 14))
        sheet.write_string(LIST_HEAD, column, name, faces.head())
    face = faces.get(border=0)
    for row, values in enumerate(listing.rows, start=LIST_HEAD + 1):
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, column, value, face)
            elif value.startswith(FORMULA_SIGNS):
                write(sheet, faces, row, column, value, border=0)
            elif value:
                sheet.write_string(row, column, clean(value), face)
    sheet.autofilter(LIST_HEAD, 0, LIST_HEAD + len(listing.rows), len(listing.heads) - 1)
    sheet.freeze_panes(LIST_HEAD + 1, 1)
    printable(sheet, (LIST_HEAD, LIST_HEAD))
