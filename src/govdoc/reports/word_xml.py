"""Paragraphs and tables as WordprocessingML text.

Written out as text and parsed once: a table of a thousand cells takes milliseconds, where asking python-docx for
its cells one by one takes minutes.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from govdoc.reports.wording import clean

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LATIN = "Times New Roman"
FANGSONG = "仿宋_GB2312"
HEITI = "黑体"
KAITI = "楷体_GB2312"
SONGTI = "宋体"
TITLE = "方正小标宋简体"

_TWIPS_PER_MM = 1440 / 25.4
_TALL = 18  # lines; a taller row may break over pages, or it would leave half a page white


@dataclass(frozen=True, slots=True)
class Type:
    """A typeface in a size: `points` as printed, `line` the exact line height in points."""

    face: str = FANGSONG
    points: float = 16  # 三号
    line: float = 28  # 22 lines stand on the 225 mm of a page


BODY = Type()


@dataclass(frozen=True, slots=True)
class Row:
    """One table row: a cell is a text or several paragraphs. A `band` is one cell across the whole width."""

    cells: tuple[str | tuple[str, ...], ...]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with a head that repeats on every page. `widths` are mm; `centred` counts columns from 0."""

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    centred: frozenset[int] = field(default_factory=frozenset)


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point.

    >>> twips(25.4)
    1440
    """
    return round(mm * _TWIPS_PER_MM)


def run(text: str, kind: Type = BODY) -> str:
    """A run with its East Asian face set, so that “ ” — and digits fall to the right fonts."""
    size = round(kind.points * 2)
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia={quoteattr(kind.face)} w:hint="eastAsia"'
    return (
        f'<w:r><w:rPr><w:rFonts {fonts}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
    )


def paragraph(
    text: str,
    kind: Type = BODY,
    *,
    align: Literal["both", "center", "left", "right"] = "both",
    first: int = 0,
    left: float = 0,
    hanging: float = 0,
    right: float = 0,
    keep: bool = False,
    breaks: bool = False,
    lead: str = "",
    outline: int | None = None,
) -> str:
    """A paragraph. `first` is its first-line indent in characters, the other indents are points.

    `keep` holds it on the page of the next one; `breaks` begins a new page. `lead` stands before the text in 黑体;
    `outline` is the level, from 1, under which Word lists it for finding one's way.
    """
    indent = f' w:left="{round(left * 20)}" w:right="{round(right * 20)}"'
    if hanging:
        indent += f' w:hanging="{round(hanging * 20)}"'
    else:
        indent += f' w:firstLineChars="{first * 100}" w:firstLine="{round(first * kind.points * 20)}"'
    properties = (
        ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if breaks else "")
        + f'<w:spacing w:before="0" w:after="0" w:line="{round(kind.line * 20)}" w:lineRule="exact"/>'
        + f'<w:ind{indent}/><w:jc w:val="{align}"/>'
        + (f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else "")
    )
    runs = (run(lead, Type(HEITI, kind.points, kind.line)) if lead else "") + (run(text, kind) if text else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(spec: Table, kind: Type, head_kind: Type) -> str:
    """A table of fixed column widths, ruled, its head repeated on every page."""
    total = sum(twips(width) for width in spec.widths)
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in spec.widths)
    head = _row(
        (
            _cell((name,), twips(width), head_kind, True, "D9D9D9")
            for name, width in zip(spec.head, spec.widths, strict=True)
        ),
        head=True,
    )
    body = "".join(_body_row(spec, row, kind, head_kind, total) for row in spec.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="68" w:type="dxa"/><w:right w:w="68" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _body_row(spec: Table, row: Row, kind: Type, head_kind: Type, total: int) -> str:
    if row.band:
        # Kept with the row below, so that no heading stands alone at the foot of a page.
        cell = _cell(_texts(row.cells[0]), total, head_kind, False, "F2F2F2", span=len(spec.widths), keep=True)
        return _row((cell,))
    cells = [(_texts(texts), width) for texts, width in zip(row.cells, spec.widths, strict=True)]
    tall = max(_lines(texts, width, kind) for texts, width in cells) > _TALL
    drawn = (_cell(texts, twips(width), kind, at in spec.centred) for at, (texts, width) in enumerate(cells))
    return _row(drawn, whole=not tall)


def _lines(texts: Sequence[str], width: float, kind: Type) -> int:
    """How many lines the texts take in a column, near enough."""
    per_line = max(1.0, (width - 2.4) / (kind.points * 25.4 / 72))
    return sum(max(1, math.ceil(len(text) / per_line)) for text in texts)


def _texts(cell: str | tuple[str, ...]) -> Sequence[str]:
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
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    margin = '<w:tcMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tcMar>'
    # Left, not justified: a narrow column of justified Chinese with Latin names in it gapes.
    paragraphs = "".join(paragraph(text, kind, align="center" if centred else "left", keep=keep) for text in texts)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}{margin}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
