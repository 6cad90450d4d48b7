"""A file as text in reading order, whatever format it came in."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from govdoc.model.span import Remark, Span

BlockKind = Literal["paragraph", "heading", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table cell.

    `span` covers the block in `Document.text`, a restored list label (“（一）”) included.
    `table`, `row` and `column` count from 0 and are set for cells only; a merged cell stands once,
    at its first row and column. `page` counts from 1 where the format knows pages; `sheet` names
    the worksheet.
    """

    span: Span
    kind: BlockKind = "paragraph"
    label: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text with its block table.

    Blocks are joined by a line break, cells of one row by a tab. `furniture` holds running heads, feet
    and page numbers, kept apart from the text. `links` are web addresses behind the text (hyperlinks),
    not those printed in it.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    reader: str
    pages: int | None = None
    furniture: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """The block that holds character `offset` of the text, or the last one before it."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        return self.blocks[at] if at >= 0 else None
