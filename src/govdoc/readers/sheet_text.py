"""The text of a workbook without its cells: a record for each cell takes ten times as long as calamine's reading.

The text is the one that the cells would give, joined row by row.
"""

import io
import re
from typing import Any

from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import SIGN, clean
from govdoc.readers.peek import Peek
from govdoc.readers.sheets import covered_cells, shown

# A row whose cells are as they should be: no blanks at their ends, no breaks, controls, stand-ins or marks in them.
_CLEAN = re.compile(rf"[{SIGN}]+(?:[ \t][{SIGN}]+)*")


def read_sheet_text(peek: Peek, reader: str) -> Document | None:
    """The workbook's visible sheets as text, None where there is any doubt: its cells are then to be read singly."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # Whatever is wrong with the file, the thorough reader says what.
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(peek.data))
        metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        visible = [meta.name for meta in metas if meta.visible == SheetVisibleEnum.Visible]
        sheets = [(name, _text(book.get_sheet_by_name(name))) for name in visible]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        return None
    filled = [(name, text) for name, text in sheets if text]
    if not filled:
        return None
    parts = [f"{clean(name)}\n{text}" for name, text in filled] if len(filled) > 1 else [filled[0][1]]
    hidden = [meta.name for meta in metas if meta.visible != SheetVisibleEnum.Visible]
    remarks = (Remark("hidden_sheets", f"隐藏的工作表未读取：{'、'.join(hidden)}"),) if hidden else ()
    return Document("\n".join(parts), (), peek.media_type, reader, warnings=remarks)


def _text(sheet: Any) -> str:
    """A sheet's rows as lines, cells parted by tabs, empty ones left out."""
    merged = covered_cells(sheet.merged_cell_ranges or ())
    lines = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=not merged)):
        if merged:
            values = [value for column, value in enumerate(values) if (row, column) not in merged]
        cells = [value if type(value) is str else shown(value) for value in values if value != ""]
        line = "\t".join(cells)
        if not _CLEAN.fullmatch(line) or "#" in line or line.count("\t") >= len(cells):
            line = "\t".join(text for cell in cells if (text := clean(shown(cell))))
        if line:
            lines.append(line)
    return "\n".join(lines)
