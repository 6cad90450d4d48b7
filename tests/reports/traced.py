"""A completion report read back: every figure printed in it, and the rows of the workbook that it counts."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

_TARGET = re.compile(r'HYPERLINK "(?P<file>[^"]+)" \\l "取数!A(?P<row>\d+)"')


@dataclass(frozen=True)
class Printed:
    """A figure as it stands in the Word file: its text, and the row of the sheet it leads to."""

    text: str
    file: str
    row: int


@dataclass(frozen=True)
class Line:
    """A row of the sheet of figures."""

    number: int
    part: str
    value: str | int | float
    formula: str
    listing: str
    rows: str
    places: str


def printed(data: bytes) -> list[Printed]:
    """Every figure of the document, in order."""
    found: list[Printed] = []
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        target, shown = None, False
        for run in paragraph.iter(qn("w:r")):
            code = run.find(qn("w:instrText"))
            mark = run.find(qn("w:fldChar"))
            if code is not None:
                target = _TARGET.search(code.text)
            elif mark is not None:
                shown = mark.get(qn("w:fldCharType")) == "separate"
            elif shown and target:
                found.append(Printed(run.find(qn("w:t")).text, target["file"], int(target["row"])))
    return found


def untraced(data: bytes) -> str:
    """The text of the document without its figures."""
    texts = []
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        shown = False
        for run in paragraph.iter(qn("w:r")):
            mark = run.find(qn("w:fldChar"))
            if mark is not None:
                shown = mark.get(qn("w:fldCharType")) == "separate"
            elif not shown and run.find(qn("w:t")) is not None:
                texts.append(run.find(qn("w:t")).text or "")
        texts.append("\n")
    return "".join(texts)


class Book:
    """The workbook, counted by hand."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def line(self, row: int) -> Line:
        """The figure in a row of the first sheet."""
        return Line(*(cell.value for cell in self.book["取数"][row]))

    def lines(self) -> Iterator[Line]:
        """All figures."""
        return (self.line(row) for row in range(4, self.book["取数"].max_row + 1))

    def rows(self, line: Line) -> list[dict[str, Any]]:
        """The rows of the list that a figure says it counts, found by its words."""
        sheet = self.book[line.listing]
        heads = [cell.value for cell in sheet[3]]
        rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
        told = line.rows.partition("；“")[0]
        wanted = [] if told == "全部" else [part.partition("＝")[::2] for part in told.split("，")]
        return [row for row in rows if all(str(row[column] or "") == value for column, value in wanted)]

    def pointed_at(self, line: Line) -> list[dict[str, Any]]:
        """The rows of the list whose numbers stand beside a figure, as far as they are written out."""
        sheet = self.book[line.listing]
        heads = [cell.value for cell in sheet[3]]
        numbers = [part.split("—") for part in (line.places or "").partition("等")[0].split("、") if part]
        places = [at for ends in numbers for at in range(int(ends[0]), int(ends[-1]) + 1)]
        return [dict(zip(heads, (cell.value for cell in sheet[at]), strict=True)) for at in places]

    def count(self, line: Line) -> int:
        """The figure counted again from those rows."""
        rows = self.rows(line)
        summed = re.search("；“(.+)”一列相加", line.rows)
        return sum(row[summed[1]] for row in rows) if summed else len(rows)
