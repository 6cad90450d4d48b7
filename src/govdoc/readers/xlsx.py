"""Excel workbooks of XML parts (xlsx, xlsm, and et of newer WPS): every visible sheet, row by row."""

import io
import re
import warnings

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers.build import clean
from govdoc.readers.package import MOST_PART_BYTES, Package, damaged, open_package
from govdoc.readers.peek import Peek
from govdoc.readers.sheet_text import read_sheet_text
from govdoc.readers.sheets import Sheet, Workbook, document_of, shown, with_calamine

# calamine lays a sheet out as a full grid, and a single value at XFD1048576 makes it end the whole process.
# Only cells that far out can do so, and they are rare: any of them sends the file to the slower reader.
_FAR_CELL = re.compile(rb'<c [^>]*?r="(?:[A-Z]{3}\d+|[A-Z]{1,2}\d{6,})"')


def read_xlsx(peek: Peek) -> Document:
    """A workbook; each sheet that holds anything is one table, headed by its name if there are several."""
    if peek.text_only and (document := read_sheet_text(peek, "xlsx")) is not None:
        return document
    with open_package(peek.data) as package:
        far = _check(package)
    book = None if far else with_calamine(peek.data)
    return document_of(book or _with_openpyxl(peek.data), peek, "xlsx")


def _check(package: Package) -> bool:
    """Whether a sheet has cells far out. Raises `ReadError` for a part that is too large or locked."""
    far = False
    for name in sorted(package.names):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            far = far or _FAR_CELL.search(package.part(name) or b"") is not None
        elif name.endswith(".xml") and package.archive.getinfo(name).file_size > MOST_PART_BYTES:
            raise ReadError("too_large", "工作簿内容过大，超过上限", "请拆分后重新报送")
    return far


def _with_openpyxl(data: bytes) -> Workbook:
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
                rows = enumerate(sheet.iter_rows(values_only=True))
                cells = [
                    (row, column, text)
                    for row, values in rows
                    for column, value in enumerate(values)
                    if value is not None and (text := clean(shown(value)))
                ]
                sheets.append(Sheet(sheet.title, cells))
            book.close()
    # openpyxl raises whatever its XML, zip and number parsing raise.
    except Exception as error:
        raise damaged() from error
    return Workbook(sheets, hidden)
