"""Runs and paragraphs as WordprocessingML text.

Written out as text and parsed once: a table of a thousand cells takes milliseconds, where asking python-docx for
its cells one by one takes minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

_LONGEST_TIP = 120  # a field's code holds 255 characters
_TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Type:
    """A typeface in a size: `points` as printed, `line` the exact line height in points."""

    face: str = FANGSONG
    points: float = 16  # 三号
    line: float = 28  # 22 lines stand on the 225 mm of a page


BODY = Type()


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point.

    >>> twips(25.4)
    1440
    """
    return round(mm * _TWIPS_PER_MM)


class Link(str):
    """A text that leads somewhere: `target` is “file#place”, `tip` what is shown beside it. It looks like any text."""

    __slots__ = ("target", "tip")
    target: str
    tip: str

    def __new__(cls, text: str, target: str, tip: str = "") -> "Link":
        """A text with where it leads."""
        link = super().__new__(cls, text)
        link.target, link.tip = target, tip
        return link


def run(text: str, kind: Type = BODY) -> str:
    """A run with its East Asian face set, so that “ ” — and digits fall to the right fonts."""
    return _linked(text, _run(text, kind)) if isinstance(text, Link) else _run(text, kind)


def _linked(link: Link, shown: str) -> str:
    """The run inside a HYPERLINK field, which needs no entry among the package's relations."""
    file, _, place = link.target.partition("#")
    tip = clean(link.tip).replace('"', "”")[:_LONGEST_TIP]
    told = escape(f' HYPERLINK "{file}" \\l "{place}" \\o "{tip}" ')
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = f'<w:r><w:instrText xml:space="preserve">{told}</w:instrText></w:r>'
    return mark.format("begin") + field + mark.format("separate") + shown + mark.format("end")


def _run(text: str, kind: Type) -> str:
    size = round(kind.points * 2)
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia={quoteattr(kind.face)} w:hint="eastAsia"'
    return (
        f'<w:r><w:rPr><w:rFonts {fonts}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
    )


def paragraph(
    text: str | Sequence[str],
    kind: Type = BODY,
    *,
    align: Literal["both", "center", "left", "right"] = "both",
    first: int = 0,
    left: float = 0,
    right: float = 0,
    keep: bool = False,
    breaks: bool = False,
    lead: str = "",
    lead_face: str = HEITI,
    outline: int | None = None,
) -> str:
    """A paragraph of a text, or of pieces. `first` is its first-line indent in characters, other indents are points.

    `keep` holds it on the page of the next one; `breaks` begins a new page. `lead` stands before the text in its
    own face; `outline` is the level, from 1, under which Word lists it for finding one's way.
    """
    indent = f' w:left="{round(left * 20)}" w:right="{round(right * 20)}"'
    indent += f' w:firstLineChars="{first * 100}" w:firstLine="{round(first * kind.points * 20)}"'
    properties = (
        ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if breaks else "")
        + f'<w:spacing w:before="0" w:after="0" w:line="{round(kind.line * 20)}" w:lineRule="exact"/>'
        + f'<w:ind{indent}/><w:jc w:val="{align}"/>'
        + (f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else "")
    )
    runs = (run(lead, replace(kind, face=lead_face)) if lead else "") + "".join(
        run(piece, kind) for piece in ((text,) if isinstance(text, str) else text) if piece
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
