"""A survey's figures as a workbook with charts that redraw themselves when a figure is put right."""

import io
from collections.abc import Sequence
from typing import Any

from govdoc.model import Tally
from govdoc.reports.excel_sheet import Faces, printable, write
from govdoc.reports.survey_summary import Line
from govdoc.surveys import DEFINITION

_ROWS = 16  # that a chart covers
_PERCENT = "0.0%"


def survey_charts(title: str, whole: Tally, units: Sequence[Line], months: Sequence[Tally]) -> bytes:
    """Sheets of units, months and questions, each with its charts."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        rows: list[tuple[object, ...]] = [
            (one.tally.unit, one.tally.responses, one.served, one.coverage, one.tally.satisfied) for one in units
        ]
        sheet = _sheet(book, faces, "各单位", ("单位", "有效答卷", "服务对象", "覆盖率", "满意率"), rows)
        write(sheet, faces, len(rows) + 2, 0, DEFINITION, border=0)
        _chart(book, sheet, "column", f"{title}：各单位覆盖率和满意率", len(rows), (3, 4), "G2")
        if months:
            rows = [(one.month, one.responses, one.satisfied) for one in months]
            sheet = _sheet(book, faces, "各月", ("月份", "有效答卷", "满意率"), rows)
            _chart(book, sheet, "line", f"{title}：各月满意率", len(rows), (2,), "E2")
        sheet = _sheet(book, faces, "各题", ("题目和选项", "份数", "占比"), ())
        at = 1
        for question in whole.questions:
            if question.options:
                write(sheet, faces, at, 0, f"{question.id} {question.stem}", bold=True)
                for row, one in enumerate(question.options, at + 1):
                    for column, value in enumerate((f"{one.key}.{one.text}", one.count, one.share)):
                        write(sheet, faces, row, column, value, **({"num_format": _PERCENT} if column == 2 else {}))
                _chart(book, sheet, "bar", question.stem, len(question.options), (1,), f"E{at + 1}", at + 1)
                at += max(len(question.options) + 2, _ROWS)
    return out.getvalue()


def _sheet(book: Any, faces: Faces, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Any:
    sheet = book.add_worksheet(name)
    printable(sheet, (0, 0))
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(heads) - 1, 11)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, faces.head())
        for at, row in enumerate(rows, 1):
            percent = {"num_format": _PERCENT} if head.endswith("率") else {}
            write(sheet, faces, at, column, "" if row[column] is None else row[column], **percent)
    return sheet


def _chart(
    book: Any, sheet: Any, kind: str, title: str, rows: int, columns: Sequence[int], place: str, first: int = 1
) -> None:
    """A chart of some columns over the first one."""
    if not rows:
        return
    chart = book.add_chart({"type": kind})
    for column in columns:
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, first, 0, first + rows - 1, 0],
                "values": [sheet.name, first, column, first + rows - 1, column],
                "data_labels": {"value": True},
            }
        )
    # What looks like the name of a cell would be one, even in another file.
    chart.set_title({"name": title.replace("!", "！"), "name_font": {"size": 11}})
    if len(columns) == 1:
        chart.set_legend({"none": True})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
    else:
        chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    sheet.insert_chart(place, chart)
