"""Excel workbooks: every visible sheet, row by row, values as an office writes them."""

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build
from govdoc.readers.package import Package, damaged, open_package
from govdoc.readers.peek import Peek

# calamine lays a sheet out as a full grid and believes the counts it reads: a single value at XFD1048576, or
# a count of billions, makes it end the whole process. Only such places and counts can do so, and they are rare:
# any of them sends the file to the slower reader.
_FAR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["'](?:[A-Za-z]{3,}\d+|[A-Za-z]{1,2}\d{6,})["']"""
    rb"""|<(?:\w+:)?row\s[^>]*?\br=["']\d{6,}["']|[cC]ount=["']\d{8,}["']"""
)
_MOST_ROWS = 1_048_576
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name and its cells that hold text, as row, column (both from 0) and text."""

    name: str
    cells: list[tuple[int, int, str]]


def read_xlsx(peek: Peek) -> Document:
    """A workbook; each sheet that holds anything is one table, headed by its name if there are several."""
    with open_package(peek.data) as package:
        far = _check(package)
    sheets, hidden = (None, []) if far else _with_calamine(peek.data)
    if sheets is None:
        sheets, hidden = _with_openpyxl(peek.data)
    filled = [sheet for sheet in sheets if sheet.cells]
    remarks = [Remark("hidden_sheets", f"隐藏的工作表未读取：{'、'.join(hidden)}")] if hidden else []
    return build(_drafts(filled), peek.media_type, "xlsx", warnings=remarks)


def _check(package: Package) -> bool:
    """Whether a part speaks of far cells or huge counts. Raises `ReadError` for one that is too large or locked."""
    far = False
    for name in sorted(package.names):
        if name.startswith("xl/") and name.endswith(".xml"):
            far = _FAR.search(package.part(name) or b"") is not None or far
    return far


def _drafts(sheets: list[Sheet]) -> Iterator[Draft]:
    for table, sheet in enumerate(sheets):
        if len(sheets) > 1:
            yield Draft(sheet.name, "heading", sheet=sheet.name)
        for row, column, text in sheet.cells:
            yield Draft(text, "cell", table=table, row=row, column=column, sheet=sheet.name)


def _with_calamine(data: bytes) -> tuple[list[Sheet] | None, list[str]]:
    """The sheets and the names of hidden ones; None where calamine cannot read the file."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, hidden = [], []
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            sheet = book.get_sheet_by_name(meta.name)
            covered = _covered(sheet.merged_cell_ranges or [])
            grid = enumerate(sheet.to_python(skip_empty_area=False))
            cells = [
                (row, column, text)
                for row, values in grid
                for column, value in enumerate(values)
                if value != "" and (row, column) not in covered and (text := shown(value)).strip()
            ]
            sheets.append(Sheet(meta.name, cells))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A broken file may end in any error of the library, its panics included, which are no Exception.
    except BaseException:
        return None, []
    return sheets, hidden


def _covered(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> set[tuple[int, int]]:
    """The cells under merged ranges, their first cells apart; a range of absurd size covers nothing."""
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in ranges:
        if (bottom - top + 1) * (right - left + 1) <= 100_000:
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            covered.discard((top, left))
    return covered


def _with_openpyxl(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The same from openpyxl, which reads row by row and forgives other faults than calamine does."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets, hidden = [], []
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    hidden.append(sheet.title)
                    continue
                # The size a sheet states may be absurd or wrong; without it only the rows that exist are read.
                sheet.reset_dimensions()
                # openpyxl would count up to an absurd row number one by one: no sheet has more rows than these.
                rows = enumerate(islice(sheet.iter_rows(values_only=True), _MOST_ROWS))
                cells = [
                    (row, column, text)
                    for row, values in rows
                    for column, value in enumerate(values)
                    if value is not None and (text := shown(value)).strip()
                ]
                sheets.append(Sheet(sheet.title, cells))
            book.close()
    # openpyxl raises whatever its XML, zip and number parsing raise.
    except Exception as error:
        raise damaged() from error
    return sheets, hidden


def shown(value: object) -> str:
    """A cell's value as text: whole numbers without “.0”, dates in ISO form, errors as nothing.

    >>> [shown(value) for value in (3.0, 0.1 + 0.2, dt.datetime(2021, 4, 9), True, "#N/A")]
    ['3', '0.3', '2021-04-09', 'TRUE', '']
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e20 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    text = str(value)
    return "" if text in _ERRORS else text
