"""Tables as WordprocessingML text."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from govdoc.reports.word_xml import HEITI, Type, paragraph, twips

_TALL = 8  # lines; a taller row may break over pages, or it would leave half a page white
_CELL = Type(points=10.5, line=14)  # 五号
_HEAD = Type(HEITI, 10.5, 14)

_WIDEST_MARK = 26.0  # mm

Cell = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row: a cell is a text, several paragraphs, or None where the cell above reaches down.

    A `band` is one cell across the whole width.
    """

    cells: tuple[Cell, ...]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with a head that repeats on every page. `widths` are mm; `centred` counts columns from 0.

    One that is to be `kept` stands on one page.
    """

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    centred: frozenset[int] = field(default_factory=frozenset)
    kept: bool = False


def table(spec: Table) -> str:
    """A table of fixed column widths, ruled, its head repeated on every page.

    A column in which nothing stands is left out, and the widest takes its room; it gives room to a first column
    whose marks would break.
    """
    spec = _fitted(_filled(spec))
    total = sum(twips(width) for width in spec.widths)
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in spec.widths)
    head = _row(
        (
            _cell((name,), twips(width), _HEAD, True, "E7E6E6", keep=spec.kept)
            for name, width in zip(spec.head, spec.widths, strict=True)
        ),
        head=True,
    )
    followed = zip_longest(spec.rows, spec.rows[1:])
    body = "".join(_body_row(spec, row, after, total) for row, after in followed if row)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="68" w:type="dxa"/><w:right w:w="68" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _filled(spec: Table) -> Table:
    rows = [row for row in spec.rows if not row.band]
    kept = [at for at in range(len(spec.widths)) if not rows or any(_says(row.cells[at]) for row in rows)]
    if len(kept) == len(spec.widths):
        return spec
    widths = [spec.widths[at] for at in kept]
    widths[widths.index(max(widths))] += sum(spec.widths) - sum(widths)
    return replace(
        spec,
        widths=tuple(widths),
        head=tuple(spec.head[at] for at in kept),
        rows=tuple(row if row.band else Row(tuple(row.cells[at] for at in kept)) for row in spec.rows),
        centred=frozenset(new for new, at in enumerate(kept) if at in spec.centred),
    )


def _fitted(spec: Table) -> Table:
    marks = (cell for row in spec.rows if not row.band and isinstance(cell := row.cells[0], str))
    longest = max(map(len, marks), default=0) * _CELL.points * 25.4 / 72 + 3
    first, *others = spec.widths
    if longest <= first or not others:
        return spec
    more = min(longest, _WIDEST_MARK) - first
    others[others.index(max(others))] -= max(0.0, more)
    return replace(spec, widths=(first + max(0.0, more), *others))


def _says(cell: Cell) -> bool:
    return any(text not in ("", "—") for text in _texts(cell))


def _body_row(spec: Table, row: Row, after: Row | None, total: int) -> str:
    if row.band:
        # Kept with the row below, so that no heading stands alone at the foot of a page.
        return _row((_cell(_texts(row.cells[0]), total, _HEAD, False, "F2F2F2", span=len(spec.widths), keep=True),))
    tall = max(_lines(_texts(cell), width) for cell, width in zip(row.cells, spec.widths, strict=True)) > _TALL
    drawn = []
    for at, (cell, width) in enumerate(zip(row.cells, spec.widths, strict=True)):
        merge = ""
        if cell is None:
            merge = "<w:vMerge/>"
        elif after is not None and not after.band and after.cells[at] is None:
            merge = '<w:vMerge w:val="restart"/>'
        keep = spec.kept and after is not None
        drawn.append(_cell(_texts(cell), twips(width), _CELL, at in spec.centred, keep=keep, merge=merge))
    return _row(drawn, whole=not tall)


def _lines(texts: Sequence[str], width: float) -> int:
    """How many lines the texts take in a column, near enough."""
    per_line = max(1.0, (width - 2.4) / (_CELL.points * 25.4 / 72))
    return sum(max(1, math.ceil(len(text) / per_line)) for text in texts)


def _texts(cell: Cell) -> Sequence[str]:
    return (cell,) if isinstance(cell, str) else (cell or ("",))


def _row(cells: Iterable[str], *, head: bool = False, whole: bool = True) -> str:
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    texts: Sequence[str],
    width: int,
    kind: Type,
    centred: bool,
    fill: str = "",
    span: int = 1,
    keep: bool = False,
    merge: str = "",
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    margin = '<w:tcMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tcMar>'
    # Left, not justified: a narrow column of justified Chinese with Latin names in it gapes.
    paragraphs = "".join(paragraph(text, kind, align="center" if centred else "left", keep=keep) for text in texts)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{shade}{margin}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
    )
