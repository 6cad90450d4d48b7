"""Ruled tables of PDF pages, from pdfplumber; a table broken over pages becomes one again."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from govdoc.readers.build import clean
from govdoc.readers.pdf_pages import Page

_ENDED = re.compile(r"[。；：！？.;]$")
_ITEM = re.compile(r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])(?!\d)")
_ASCII_EDGE = re.compile(r"[A-Za-z0-9]$")
_SAME_EDGE = 4.0  # points


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box on its first page, the left edges of its columns, and its rows of column → text.

    `heights` gives for each row how many rows its merged cells span, by column.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[dict[int, str], ...] = field(default=())
    heights: tuple[dict[int, int], ...] = field(default=())


def find_tables(data: bytes, pages: list[Page]) -> dict[int, list[Table]]:
    """The tables of these pages, by page number. A page that pdfplumber cannot read has none."""
    if not pages:
        return {}
    import pdfplumber

    # pdfminer logs each oddity of a page; the user is told what became of the file instead.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    found: dict[int, list[Table]] = {}
    # pdfminer raises whatever a broken file makes its parsing raise; the page's text is then read without cells.
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page.number for page in pages]) as document:
            for page in document.pages:
                tables = [table for raw in page.find_tables() if (table := _table(page.page_number, raw))]
                found[page.page_number] = sorted(tables, key=lambda table: table.top)
                page.close()
    except Exception:
        return found
    return found


def _table(number: int, raw: Any) -> Table | None:
    """A table with at least two columns and rows that hold text; a mere frame is none."""
    texts = raw.extract(x_tolerance=2, y_tolerance=3)
    rows = tuple({at: cell_text(text) for at, text in enumerate(row) if text and text.strip()} for row in texts)
    if len([row for row in rows if row]) < 2 or len({at for row in rows for at in row}) < 2:
        return None
    lefts: dict[int, float] = {}
    for row in raw.rows:
        for at, cell in enumerate(row.cells):
            if cell is not None:
                lefts[at] = min(lefts.get(at, cell[0]), cell[0])
    left, top, right, bottom = raw.bbox
    edges = tuple(lefts.get(at, left) for at in range(max(lefts) + 1))
    kept = [at for at, row in enumerate(rows) if row]
    tops = [raw.rows[at].bbox[1] for at in kept]
    heights = tuple(
        {
            column: max(1, sum(top < cell[3] - 1 for top in tops[place:]))
            for column, cell in enumerate(raw.rows[at].cells)
            if cell is not None
        }
        for place, at in enumerate(kept)
    )
    return Table(number, left, top, right, bottom, edges, tuple(rows[at] for at in kept), heights)


def cell_text(text: str) -> str:
    r"""A cell's text with the breaks that only its width made taken out.

    >>> cell_text("县司法局牵头，各行政执\n法单位配合；\n2.定期通报")
    '县司法局牵头，各行政执法单位配合；\n2.定期通报'
    """
    joined = ""
    for line in clean(text).split("\n"):
        if joined and (_ITEM.match(line) or _ENDED.search(joined)):
            joined += "\n"
        elif _ASCII_EDGE.search(joined) and line[:1].isascii() and line[:1].isalpha():
            joined += " "
        joined += line
    return joined


def continues(table: Table, after: Table) -> bool:
    """Whether a table at the top of a page goes on with one at the foot of the page before."""
    same_sides = abs(table.left - after.left) < _SAME_EDGE and abs(table.right - after.right) < _SAME_EDGE
    return len(table.edges) == len(after.edges) or same_sides


def append(table: Table, more: Table) -> Table:
    """One table of two: a repeated head once, a row cut by the page break whole again."""
    rows = [_moved(row, more.edges, table.edges) for row in more.rows]
    heights = list(more.heights) if len(more.edges) == len(table.edges) else [{} for _ in rows]
    if rows and rows[0] == table.rows[0]:
        rows, heights = rows[1:], heights[1:]
    kept = list(table.rows)
    if rows and 0 not in rows[0] and kept and _cut(kept[-1], rows[0]):
        cut, rest = kept.pop(), rows.pop(0)
        heights = heights[1:]
        kept.append({at: cell_text(cut.get(at, "") + "\n" + rest.get(at, "")) for at in sorted(cut | rest)})
    return replace(table, rows=(*kept, *rows), heights=(*table.heights, *heights))


def _cut(row: dict[int, str], rest: dict[int, str]) -> bool:
    return all(at in row for at in rest) and any(not _ENDED.search(row[at]) for at in rest)


def _moved(row: dict[int, str], edges: tuple[float, ...], onto: tuple[float, ...]) -> dict[int, str]:
    """A row's cells under the columns of another table, each under the nearest left edge."""
    if len(edges) == len(onto):
        return row
    moved: dict[int, str] = {}
    for at, text in row.items():
        column = min(range(len(onto)), key=lambda place: abs(onto[place] - edges[at]))
        moved[column] = f"{moved[column]}\n{text}" if column in moved else text
    return moved


def cells(table: Table) -> Iterator[tuple[int, int, int, str]]:
    """Row, column, rows spanned and text of each cell."""
    heights = dict(enumerate(table.heights))  # none where the lines of a page were not followed so far
    for row, texts in enumerate(table.rows):
        for column in sorted(texts):
            yield row, column, heights.get(row, {}).get(column, 1), texts[column]
