"""Worksheets as tables: what workbooks of every kind share, read by calamine."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.peek import Peek

_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name and its cells that hold text, as row, column (both from 0) and text.

    `merged` gives the rows and columns that a merged cell spans, by its place.
    """

    name: str
    cells: list[tuple[int, int, str]]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets, and the names of the hidden ones, which are not read."""

    sheets: list[Sheet]
    hidden: list[str]


def locked() -> ReadError:
    """The error for a workbook with a password."""
    return ReadError("encrypted", "工作簿设有打开密码", "请取消密码后重新报送")


def document_of(book: Workbook, peek: Peek, reader: str) -> Document:
    """A workbook; each sheet that holds anything is one table, headed by its name if there are several."""
    filled = [sheet for sheet in book.sheets if sheet.cells]
    remarks = [Remark("hidden_sheets", f"隐藏的工作表未读取：{'、'.join(book.hidden)}")] if book.hidden else []
    return build(_drafts(filled), peek.media_type, reader, warnings=remarks)


def _drafts(sheets: list[Sheet]) -> Iterator[Draft]:
    for table, sheet in enumerate(sheets):
        if len(sheets) > 1:
            yield Draft(sheet.name, "heading", sheet=sheet.name)
        for row, column, text in sheet.cells:
            rows, columns = sheet.merged.get((row, column), (1, 1))
            yield Draft(text, "cell", table=table, row=row, column=column, sheet=sheet.name, rows=rows, columns=columns)


def with_calamine(data: bytes) -> Workbook | None:
    """The workbook, None where calamine cannot read the file. Raises `ReadError` "encrypted"."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

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
            ranges = sheet.merged_cell_ranges or []
            covered = covered_cells(ranges)
            grid = enumerate(sheet.to_python(skip_empty_area=False))
            cells = [
                (row, column, text)
                for row, values in grid
                for column, value in enumerate(values)
                if value != "" and (row, column) not in covered and (text := clean(shown(value)))
            ]
            spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in ranges}
            sheets.append(Sheet(meta.name, cells, spans))
    except PasswordError as error:
        raise locked() from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A broken file may end in any error of the library, its panics included, which are no Exception.
    except BaseException:
        return None
    return Workbook(sheets, hidden)


def covered_cells(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> set[tuple[int, int]]:
    """The cells under merged ranges, their first cells apart; a range of absurd size covers nothing."""
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in ranges:
        if (bottom - top + 1) * (right - left + 1) <= 100_000:
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            covered.discard((top, left))
    return covered


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
