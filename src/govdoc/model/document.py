"""A file as text in reading order, whatever format it came in."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from govdoc.model.span import Remark, Span

BlockKind = Literal["paragraph", "heading", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table cell.

    `span` covers the block in `Document.text`, a restored list label (“（一）”) included.
    `table`, `row` and `column` count from 0 and are set for cells only; a merged cell stands once, at its first row
    and column, over `rows` and `columns` where the format tells. `page` counts from 1 where the format knows pages;
    `sheet` names the worksheet.
    """

    span: Span
    kind: BlockKind = "paragraph"
    label: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Seal:
    """A round red seal (公章) on a page.

    `page` counts from 1; the box (left, top, right, bottom) is in shares of the page's width and height, from its
    upper left corner. `text` is what runs around the rim, empty where it is not legible.
    """

    page: int
    box: tuple[float, float, float, float]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text with its block table.

    Blocks are joined by a line break, cells of one row by a tab; a cell's own lines stay apart inside its
    block, by a line break, and a cell without text is no block. `furniture` holds running heads, feet
    and page numbers, kept apart from the text. `links` are web addresses behind the text (hyperlinks, QR
    codes), not those printed in it. `created_on`, `modified_on`, `author` and `organisation` are what the file's own
    properties say, `signed` whether it carries a digital signature. `seals` are those seen on pages that were looked
    at as pictures.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    reader: str
    pages: int | None = None
    furniture: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()
    created_on: dt.date | None = None
    modified_on: dt.date | None = None
    author: str = ""
    organisation: str = ""
    signed: bool = False
    seals: tuple[Seal, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """The block that holds character `offset` of the text, or the last one before it."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        return self.blocks[at] if at >= 0 else None

    def page_starts(self) -> tuple[int, ...]:
        """Where in the text each page begins, a page without text where the next one does; none without pages."""
        starts: list[int] = []
        for block in self.blocks:
            while block.page is not None and len(starts) < block.page:
                starts.append(block.span.start)
        return tuple(starts)

    def tables(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Each table as rows of cell texts; rows and columns without any text are left out, the rest line up.

        All rows of a table are equally long; the places that a merged cell covers, its first apart, are "".
        """
        found: dict[int, dict[tuple[int, int], str]] = {}
        for block in self.blocks:
            if block.table is not None and block.row is not None and block.column is not None:
                found.setdefault(block.table, {})[block.row, block.column] = block.span.of(self.text)
        return tuple(_grid(cells) for _, cells in sorted(found.items()))


def _grid(cells: dict[tuple[int, int], str]) -> tuple[tuple[str, ...], ...]:
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return tuple(tuple(cells.get((row, column), "") for column in columns) for row in rows)
