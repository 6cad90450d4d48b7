"""Paragraphs and tables of a Word body, in reading order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.model.document import BlockKind
from govdoc.readers.build import Draft, clean
from govdoc.readers.docx_numbering import Numbering
from govdoc.readers.docx_runs import Inline, span_of
from govdoc.readers.docx_xml import W, child, number, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_PARAGRAPH = W + "p"
_BLOCKS, _ROWS, _CELLS = (_PARAGRAPH, W + "tbl"), (W + "tr",), (W + "tc",)
_ASIDE = frozenset(W + name for name in ("tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "bookmarkStart", "bookmarkEnd"))
_LONGEST_HEADING = 120
_RUNS_ON = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]$")


@dataclass(slots=True)
class _Cell:
    """A table cell and where it stands."""

    row: int
    column: int
    element: "_Element"
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Body:
    """A walk over one document: lists count on, tables are numbered, a deleted paragraph mark joins two."""

    inline: Inline
    numbering: Numbering
    tables: int = 0
    carried: str = ""

    def blocks(self, parent: "_Element") -> Iterator[Draft]:
        """The drafts of everything under `parent`."""
        for item in self._content(parent):
            if item.tag == _PARAGRAPH:
                # An empty paragraph counts in its list, but its bare number says nothing.
                yield from (draft for draft in self._paragraph(item) if draft.text != draft.label)
            else:
                yield from self._table(item)
        if self.carried:
            yield Draft(self._take_carried())

    def _content(self, parent: "_Element", tags: tuple[str, ...] = _BLOCKS) -> Iterator["_Element"]:
        """The children with these tags, through content controls and tracked insertions."""
        for item in parent:
            if item.tag in tags:
                yield item
            elif item.tag in _ASIDE or (item.tag == W + "sdt" and switched_on(child(item, "sdtPr"), "showingPlcHdr")):
                continue
            elif item.tag == W + "sdt" or item.tag in _CONTAINERS:
                yield from self._content(item, tags)
            elif isinstance(item.tag, str) and item.tag.endswith("}AlternateContent"):
                yield from self._content(item[0], tags) if len(item) else ()

    def _take_carried(self) -> str:
        text, self.carried = self.carried, ""
        return text

    def _paragraph(self, paragraph: "_Element") -> Iterator[Draft]:
        """A paragraph, then what its text boxes and diagrams hold."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle")) or self.inline.styles.default
        text = self.inline.paragraph_text(paragraph, style)
        boxes, self.inline.boxes = self.inline.boxes, []
        if "del" not in self.inline.absent and child(child(properties, "rPr"), "del") is not None:
            # Its mark is deleted: what is left of it begins the next paragraph, and it has no number.
            self.inline.changed = True
            self.carried += text
        else:
            label, gap = self._label(properties, style)
            yield Draft(
                label + gap + (self._take_carried() + text).lstrip(), self._kind(properties, style, text), label
            )
        for box in boxes:
            yield from self.blocks(box)

    def _kind(self, properties: "_Element | None", style: str, text: str) -> BlockKind:
        outline = None if "outlineLvl" in self.inline.absent else child(properties, "outlineLvl")
        high = self.inline.styles.inherited(style).heading if outline is None else number(value(outline), 9) < 9
        return "heading" if high and len(text) <= _LONGEST_HEADING else "paragraph"

    def _label(self, properties: "_Element | None", style: str) -> tuple[str, str]:
        """The automatic number of a paragraph, and what parts it from a text that would run into it."""
        own = None if "numPr" in self.inline.absent else child(properties, "numPr")
        inherited = self.inline.styles.inherited(style)
        list_id, depth, bearer = inherited.list_id, inherited.depth, inherited.bearer
        own_list, own_depth = child(own, "numId"), child(own, "ilvl")
        if own_list is not None:
            list_id, depth, bearer = value(own_list), 0, ""
        if own_depth is not None:
            depth = number(value(own_depth))
        if list_id in ("", "0"):
            return "", ""
        if depth is None:
            depth = self.numbering.level_of_style(list_id, bearer)
        label, follow = self.numbering.label(list_id, depth)
        label = clean(label)
        return label, " " if follow != "nothing" and _RUNS_ON.search(label) else ""

    def _table(self, table: "_Element") -> Iterator[Draft]:
        cells = self._cells(table)
        if len(cells) == 1 and self._is_frame(cells[0].element):
            yield from self.blocks(cells[0].element)
            return
        at = self.tables
        self.tables += 1
        for cell in cells:
            text = "\n".join(self._lines(cell.element))
            yield Draft(text, "cell", table=at, row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns)

    def _is_frame(self, cell: "_Element") -> bool:
        """A single cell with several paragraphs is a frame around ordinary text."""
        return len(list(self._content(cell))) > 1

    def _cells(self, table: "_Element") -> list["_Cell"]:
        """The cells of a table; a merged cell once, where it begins; deleted rows and cells not at all."""
        cells: list[_Cell] = []
        open_cells: dict[int, _Cell] = {}
        row_at = 0
        for row in self._content(table, _ROWS):
            properties = child(row, "trPr")
            if child(properties, "del") is not None or switched_on(properties, "hidden"):
                continue
            column = number(value(child(properties, "gridBefore")))
            for cell in self._content(row, _CELLS):
                merge = child(properties := child(cell, "tcPr"), "vMerge")
                above = open_cells.pop(column, None)
                width = span_of(properties)
                if merge is not None and value(merge) != "restart" and above is not None:
                    above.rows = row_at - above.row + 1
                    open_cells[column] = above
                elif not self._merged_away(properties):
                    cells.append(placed := _Cell(row_at, column, cell, columns=width))
                    if merge is not None:
                        open_cells[column] = placed
                column += width
            row_at += 1
        return cells

    def _merged_away(self, properties: "_Element | None") -> bool:
        across = child(properties, "hMerge")
        return child(properties, "cellDel") is not None or (across is not None and value(across) != "restart")

    def _lines(self, cell: "_Element") -> Iterable[str]:
        """A cell's lines; a table inside it gives a line a row."""
        for item in self._content(cell):
            if item.tag == _PARAGRAPH:
                yield from (draft.text for draft in self._paragraph(item) if draft.text.strip())
                continue
            rows: dict[int, list[str]] = {}
            for inner in self._cells(item):
                words = " ".join(line.replace("\n", " ") for line in self._lines(inner.element))
                rows.setdefault(inner.row, []).append(words)
            yield from ("  ".join(text for text in texts if text.strip()) for texts in rows.values())
