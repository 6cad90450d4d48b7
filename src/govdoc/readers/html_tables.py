"""Tables of web pages: which hold data, and where each cell stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SPAN = 1000
_LONG_CELL = 400


def is_layout(table: "HtmlElement") -> bool:
    """Whether a table only lays out the page: it holds tables, has one column, or one cell holds nearly all."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    if max((len(row) for row in rows), default=0) < 2:
        return True
    sizes = [len(cell.text_content()) for row in rows for cell in row]
    longest = max(sizes)
    return longest > _LONG_CELL and longest > sum(sizes) * 0.8 and len(sizes) < 12


def grid(table: "HtmlElement") -> Iterator[tuple[int, int, int, int, "HtmlElement"]]:
    """Each cell with its row, its column and how many of each it spans, merged cells once, where they begin."""
    taken: dict[int, int] = {}  # column → the first row below the cell that hangs into it
    for at, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > at:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            yield at, column, rows, columns, cell
            for under in range(column, column + columns):
                taken[under] = at + rows
            column += columns


def _span(cell: "HtmlElement", name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 9 else 1
