"""Workbooks that are no xlsx: xls and et of BIFF, xlsb, ods, and Excel 2003 XML."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from govdoc.model.document import Document
from govdoc.readers.biff import state
from govdoc.readers.build import clean
from govdoc.readers.decoding import decode
from govdoc.readers.docx_xml import number
from govdoc.readers.package import damaged, open_package
from govdoc.readers.peek import Peek
from govdoc.readers.sheet_text import read_sheet_text
from govdoc.readers.sheets import Sheet, Workbook, document_of, locked, shown, with_calamine

if TYPE_CHECKING:
    from lxml.etree import _Element

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_FIRST_YEAR = 1900  # an hour of the day is written as one of the day before the first
_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_xls(peek: Peek) -> Document:
    """An old workbook, sheet by sheet. Raises `ReadError` "encrypted", "empty" or "damaged"."""
    known = _package_state(peek.data) if peek.members else state(peek.data)
    if known == "locked":
        raise locked()
    if known == "broken":
        raise damaged()
    if peek.text_only and (document := read_sheet_text(peek, "xls")) is not None:
        return document
    book = with_calamine(peek.data)
    if book is None:
        raise damaged()
    return document_of(book, peek, "xls")


def _package_state(data: bytes) -> Literal["sound", "locked"]:
    """Whether a workbook of XML parts has a password; raises `ReadError` where its package is broken."""
    with open_package(data) as package:
        return "locked" if b"encryption-data" in (package.part("META-INF/manifest.xml") or b"") else "sound"


def read_sheet_xml(peek: Peek) -> Document:
    """A workbook saved as Excel 2003 XML. Raises `ReadError` "empty" or "damaged"."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    text = _HEAD.sub("", decode(peek.data)[0])
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise damaged()
    shown_sheets, hidden = [], []
    for sheet in root.iter(_SS + "Worksheet"):
        name = sheet.get(_SS + "Name", "")
        if any((item.text or "").startswith("SheetHidden") for item in sheet.iter("{*}Visible")):
            hidden.append(name)
        else:
            shown_sheets.append(Sheet(name, list(_cells(sheet))))
    return document_of(Workbook(shown_sheets, hidden), peek, "xls")


def _cells(sheet: "_Element") -> Iterator[tuple[int, int, str]]:
    """Row, column and text of each cell that holds any; merged cells once, as the format writes them."""
    row = -1
    for row_element in sheet.iter(_SS + "Row"):
        row = _place(row_element, row)
        column = -1
        for cell in row_element.iterchildren(_SS + "Cell"):
            column = _place(cell, column)
            data = next(cell.iterchildren(_SS + "Data"), None)
            text = (
                ""
                if data is None
                else clean(shown(_value("".join(map(str, data.itertext())), data.get(_SS + "Type", ""))))
            )
            if text:
                yield row, column, text
            column += number(cell.get(_SS + "MergeAcross"))


def _place(element: "_Element", before: int) -> int:
    """Where a row or cell stands: at its index, which counts from 1, or after the one before it."""
    index = number(element.get(_SS + "Index"))
    return index - 1 if index > 0 else before + 1


def _value(text: str, kind: str) -> object:
    """A cell's value by its type as stated.

    >>> _value("3.0", "Number"), _value("2021-04-09T00:00:00.000", "DateTime")
    (3.0, datetime.datetime(2021, 4, 9, 0, 0))
    """
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text)
            return moment.time() if moment.year < _FIRST_YEAR else moment
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
