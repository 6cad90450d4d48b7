from govdoc.model.document import Block, Document
from govdoc.model.span import Span


def cell(start: int, end: int, row: int, column: int, table: int = 0) -> Block:
    return Block(Span(start, end), "cell", table=table, row=row, column=column)


DOCUMENT = Document(
    "名册\n序号\t名称\n县局\n乙",
    (Block(Span(0, 2), "heading"), cell(3, 5, 0, 0), cell(6, 8, 0, 2), cell(9, 11, 3, 2), cell(12, 13, 0, 0, table=4)),
    "text/plain",
    "plain",
)


def test_tables_line_up_without_blank_rows_and_columns() -> None:
    assert DOCUMENT.tables() == ((("序号", "名称"), ("", "县局")), (("乙",),))


def test_a_document_without_cells_has_no_tables() -> None:
    assert Document("甲", (Block(Span(0, 1)),), "text/plain", "plain").tables() == ()


def test_block_at_an_offset() -> None:
    assert DOCUMENT.block_at(4) == DOCUMENT.blocks[1]
    assert DOCUMENT.block_at(5) == DOCUMENT.blocks[1]
    assert DOCUMENT.block_at(100) == DOCUMENT.blocks[-1]
