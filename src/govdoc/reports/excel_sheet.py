"""Sheets that Excel, WPS Office and LibreOffice open alike: faces, lists with filters, pages to print."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from govdoc.reports.wording import clean

A3, A4 = 8, 9
HEADLINE, NOTE = 0, 1  # rows, counted from 0
LIST_HEAD = 2

_HIGHEST = 409  # points; no row may be higher
_CELL_LIMIT = 32_000  # a cell holds 32,767 characters
FORMULA_SIGNS = (*"=+-@＝＋－＠", "\t", "\r")  # wide signs as well: East Asian editions take them for the narrow
_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#A6A6A6"}


@dataclass(frozen=True, slots=True)
class Faces:
    """The cell formats of one workbook, each made once."""

    book: Any
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def get(self, **properties: object) -> Any:
        """The format with these properties over the ruled, middle-set house face."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(_BASE | properties)
        return self.made[key]

    def head(self, **more: object) -> Any:
        """The format of a column's name."""
        return self.get(**({"bold": True, "bg_color": "#DDE3EA", "align": "center", "text_wrap": True} | more))


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a list: its name and width in characters; `properties` go to the cells."""

    name: str
    width: float
    properties: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Tinted:
    """A text on a coloured ground (RRGGBB)."""

    text: str
    fill: str


def write(sheet: Any, faces: Faces, row: int, column: int, value: object, **properties: object) -> None:
    """Write a value in a face. Text stays text: what looks like a formula does so even after editing."""
    if isinstance(value, Tinted):
        properties |= {"bg_color": f"#{value.fill}", "align": "center"}
        value = value.text
    if value is None:
        sheet.write_blank(row, column, None, faces.get(**properties))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, faces.get(**properties))
    elif isinstance(value, str):
        text = clean(value)
        if len(text) > _CELL_LIMIT:
            text = text[:_CELL_LIMIT] + "…（内容过长，未全部列出）"
        if text.startswith(FORMULA_SIGNS):
            properties |= {"quote_prefix": True}
        sheet.write_string(row, column, text, faces.get(**properties))
    else:
        sheet.write_datetime(row, column, value, faces.get(**(properties | {"num_format": "yyyy-mm-dd"})))


def headline(sheet: Any, faces: Faces, title: str, note: str) -> None:
    """The title and the line under it, over as many columns as they need."""
    sheet.write_string(HEADLINE, 0, clean(title), faces.get(font_name="黑体", font_size=16, border=0))
    sheet.write_string(NOTE, 0, clean(note), faces.get(font_color="#595959", border=0))
    sheet.set_row(HEADLINE, 28)
    sheet.set_row(NOTE, 18)


def printable(sheet: Any, head: tuple[int, int], paper: int = A4, wide: int = 1) -> None:
    """Landscape, `wide` pages across, the rows `head` on top of each page, page numbers in the foot."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(wide, 0)
    sheet.repeat_rows(*head)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(row: Sequence[object], fields: Sequence[Field]) -> float:
    """The height in points that shows all wrapped text, set because not every program finds it by itself."""
    lines = 1
    for value, spec in zip(row, fields, strict=True):
        text = value.text if isinstance(value, Tinted) else value
        if isinstance(text, str):
            # One unit of a column's width is a digit; a wide character takes two, and some room is lost at the end.
            room = max(spec.width - 1, 1)
            needed = (sum(1.95 if char > "\u2e80" else 1 for char in line) for line in text[:_CELL_LIMIT].split("\n"))
            lines = max(lines, sum(max(1, math.ceil(units / room)) for units in needed))
    return min(_HIGHEST, lines * 13.5 + 4)


def list_sheet(
    book: Any,
    faces: Faces,
    name: str,
    note: str,
    fields: Sequence[Field],
    rows: Iterable[Sequence[object]],
    fixed: int = 0,
) -> Any:
    """A sheet of rows under named columns with filters; the first `fixed` columns stay in sight."""
    sheet = book.add_worksheet(name)
    headline(sheet, faces, name, note)
    for column, spec in enumerate(fields):
        sheet.set_column(column, column, spec.width)
        sheet.write_string(LIST_HEAD, column, spec.name, faces.head())
    sheet.set_row(LIST_HEAD, 24)
    last = LIST_HEAD
    for last, row in enumerate(rows, start=LIST_HEAD + 1):
        sheet.set_row(last, _height(row, fields))
        for column, (value, spec) in enumerate(zip(row, fields, strict=True)):
            write(sheet, faces, last, column, value, text_wrap=True, **dict(spec.properties))
    sheet.autofilter(LIST_HEAD, 0, max(last, LIST_HEAD + 1), len(fields) - 1)
    sheet.freeze_panes(LIST_HEAD + 1, fixed)
    printable(sheet, (LIST_HEAD, LIST_HEAD))
    return sheet
