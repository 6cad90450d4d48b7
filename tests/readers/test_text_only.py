import datetime as dt
import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.errors import ReadError
from govdoc.readers import read

CELLS = (
    st.text("一二 局\t\n,。⻓[bookmark: a]#\u200b\u3000（）a1", max_size=12)
    | st.integers(-(10**6), 10**6)
    | st.floats(-1e9, 1e9)
    | st.booleans()
    | st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1))
    | st.sampled_from(["#N/A", "第一项", "县公安局"])
)
SHEETS = st.lists(st.lists(st.lists(CELLS, max_size=4), max_size=4), min_size=1, max_size=3)


def workbook(sheets: list[list[list[object]]], merged: bool) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, rows in enumerate(sheets):
        sheet = book.add_worksheet(f"表 {at}")
        if at == 2:
            sheet.hide()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(row + 2, column, cell, day)
                else:
                    sheet.write(row + 2, column, cell)
        if merged:
            sheet.merge_range(2, 0, 3, 1, "合并")
    book.close()
    return out.getvalue()


def told(data: bytes, *, text_only: bool) -> object:
    try:
        document = read("a.xlsx", data, text_only=text_only)
    except ReadError as error:
        return error.status
    return document.text, document.warnings


@given(SHEETS, st.booleans())
@settings(deadline=None, max_examples=60)
@pytest.mark.filterwarnings("ignore")
def test_the_text_of_a_workbook_is_that_of_its_cells(sheets: list[list[list[object]]], merged: bool) -> None:
    data = workbook(sheets, merged)
    assert told(data, text_only=True) == told(data, text_only=False)
