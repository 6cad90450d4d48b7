import datetime as dt
import io

import docx
from docx.oxml.ns import qn
from docx.table import Table as Drawn

from govdoc.reports.official_page import page_bytes
from govdoc.reports.word_table import Row, Table, table


def drawn(spec: Table) -> Drawn:
    data = page_bytes(table(spec) + "<w:p/>", title="表", author="办公室", date=dt.date(2023, 5, 1))
    return docx.Document(io.BytesIO(data)).tables[0]


def texts(found: Drawn) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    spec = Table(
        (10.0, 20.0, 60.0, 30.0),
        ("序号", "方式", "材料", "备注"),
        (Row(("一组",), band=True), Row(("1", "—", "清单", "")), Row((None, ("—",), "台账", "缺"))),
        frozenset({0, 3}),
    )
    found = drawn(spec)
    assert texts(found) == [["序号", "材料", "备注"], ["一组"] * 3, ["1", "清单", ""], ["1", "台账", "缺"]]
    assert [round(column.width.mm) for column in found.columns] == [10, 80, 30]
    aligned = [cell.paragraphs[0].alignment for cell in found.rows[3].cells]
    assert aligned[2] == aligned[0] != aligned[1]


def test_marks_do_not_break() -> None:
    spec = Table((10.0, 90.0), ("措施", "内容"), (Row(("（二十一）", "办好")), Row(("（二十二）", "办好"))))
    first, second = (column.width.mm for column in drawn(spec).columns)
    assert first > 20
    assert round(first + second) == 100
    plain = Table((10.0, 90.0), ("序号", "内容"), (Row(("1", "办好")),))
    assert [round(column.width.mm) for column in drawn(plain).columns] == [10, 90]


def test_a_row_that_would_fill_half_a_page_may_break() -> None:
    found = drawn(Table((10.0, 20.0), ("序号", "内容"), (Row(("1", "长" * 200)), Row(("2", "短")))))
    split = [row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None for row in found.rows]
    assert split == [False, True, False]


def test_an_empty_table_keeps_its_head() -> None:
    assert texts(drawn(Table((10.0, 20.0), ("序号", "内容"), ()))) == [["序号", "内容"]]
