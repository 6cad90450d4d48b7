"""What a paragraph inherits from its styles: list, outline level, hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govdoc.readers.docx_xml import W, child, number, switched_on, value
from govdoc.readers.package import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"(?:heading|标题) ?\d?|title|subtitle|副标题", re.IGNORECASE)
_DEEPEST = 20
_END = b"</w:style>"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it sets itself; None where it leaves that to the style it is based on."""

    name: str = ""
    base: str = ""
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """What text of a style has from it and from those it is based on.

    `list_id` is "" where it has no list; `depth` is None where the list's levels name the style `bearer` instead.
    """

    hidden: bool
    heading: bool
    list_id: str
    depth: int | None
    bearer: str


@dataclass(slots=True)
class Part:
    """A styles part, unpacked only as far as it is looked at."""

    chunks: Iterator[bytes]
    content: bytearray = field(default_factory=bytearray)

    def find(self, mark: bytes, start: int = 0) -> int:
        """Where `mark` stands from `start` on, -1 where it does not."""
        while (at := self.content.find(mark, start)) < 0:
            start = max(start, len(self.content) - len(mark) + 1)
            chunk = next(self.chunks, b"")
            if not chunk:
                return -1
            self.content += chunk
        return at

    def whole(self) -> bytes:
        """All of it."""
        for chunk in self.chunks:
            self.content += chunk
        return bytes(self.content)


@dataclass(slots=True)
class Styles:
    """The styles by id as they are asked for; `default` is the paragraph style of paragraphs that name none.

    A styles part is long and a document uses few of its styles: only these are cut out of `part` and parsed.
    """

    by_id: dict[str, Style | None]
    default: str = ""
    part: Part | None = None
    settled: dict[str, Inherited] = field(default_factory=dict)

    def style(self, style_id: str) -> Style | None:
        """One style, None where there is no such."""
        if style_id and style_id not in self.by_id and self.part is not None:
            found = _cut_out(self.part, b'w:styleId="%s"' % style_id.encode("utf-8"))
            self.by_id[style_id] = None if found is None else _style(found)
        return self.by_id.get(style_id)

    def inherited(self, style_id: str) -> Inherited:
        """What a paragraph or run of this style has from it."""
        found = self.settled.get(style_id)
        if found is None:
            found = self.settled[style_id] = self._inherit(style_id)
        return found

    def _inherit(self, style_id: str) -> Inherited:
        chain: list[tuple[str, Style]] = []
        while (style := self.style(style_id)) is not None and len(chain) < _DEEPEST:
            chain.append((style_id, style))
            style_id = style.base
        outline = next((style.outline for _, style in chain if style.outline is not None), 9)
        list_id, depth, bearer = next(
            ((style.list_id, style.depth, at) for at, style in chain if style.list_id is not None), ("", None, "")
        )
        return Inherited(
            hidden=next((style.hidden for _, style in chain if style.hidden is not None), False),
            heading=outline < 9 or bool(chain and is_heading_name(chain[0][1].name)),
            list_id=list_id,
            depth=depth,
            bearer=bearer,
        )


def is_heading_name(name: str) -> bool:
    """Whether a style's name is one of a title's or a heading's.

    >>> is_heading_name("heading 1"), is_heading_name("标题 2"), is_heading_name("Normal")
    (True, True, False)
    """
    return _HEADING_NAME.fullmatch(name) is not None


def read_styles(chunks: Iterator[bytes]) -> Styles:
    """The styles of a styles part. Raises lxml's XMLSyntaxError where one that must be parsed as a whole is broken."""
    part = Part(chunks)
    if _is_plain(part):
        default = next((found for mark in (b"1", b"true", b"on") if (found := _default(part, mark)) is not None), None)
        return Styles({}, "" if default is None else default.get(W + "styleId", ""), part)
    by_id: dict[str, Style | None] = {}
    default_id = ""
    for item in parsed(whole).iterchildren(W + "style") if (whole := part.whole()) else ():
        if item.get(W + "type") not in ("paragraph", "character"):
            continue
        style_id = item.get(W + "styleId", "")
        by_id[style_id] = _style(item)
        if item.get(W + "type") == "paragraph" and item.get(W + "default") in ("1", "true", "on"):
            default_id = style_id
    return Styles(by_id, default_id)


def _is_plain(part: Part) -> bool:
    """Whether the part is written the way programs write it, so that a style can be found by its bytes."""
    first = part.find(b"<w:style ")
    head = part.content[: max(first, 0)]
    return b'xmlns:w="%s"' % W[1:-1].encode() in head and b"<!DOCTYPE" not in head and part.find(b'w:styleId="') >= 0


def _default(part: Part, mark: bytes) -> "_Element | None":
    at = -1
    wanted = b'w:default="%s"' % mark
    while (at := part.find(wanted, at + 1)) >= 0:
        start, end = part.content.rfind(b"<", 0, at), part.find(b">", at)
        if part.content.startswith(b"<w:style ", start) and b'w:type="paragraph"' in part.content[start:end]:
            return _element(part, start)
    return None


def _cut_out(part: Part, mark: bytes) -> "_Element | None":
    """The style that bears this mark, where it is one of paragraphs or characters."""
    at = part.find(mark)
    start = part.content.rfind(b"<", 0, at) if at >= 0 else -1
    if start < 0 or not part.content.startswith(b"<w:style ", start):
        return None
    found = _element(part, start)
    return found if found is not None and found.get(W + "type") in ("paragraph", "character") else None


def _element(part: Part, start: int) -> "_Element | None":
    """The style whose tag begins at `start`; what Word itself could not read is none."""
    from lxml import etree

    opened = part.find(b">", start) + 1
    closed = opened if part.content[opened - 2 : opened] == b"/>" else part.find(_END, start) + len(_END)
    root = part.find(b"<w:styles")
    head = part.content[root : part.find(b">", root) + 1]
    try:
        return parsed(bytes(head + part.content[start:closed]) + b"</w:styles>")[0]
    except (etree.XMLSyntaxError, IndexError):
        return None


def _style(item: "_Element") -> Style:
    paragraph = child(item, "pPr")
    list_item = child(paragraph, "numPr")
    list_id, depth, outline = child(list_item, "numId"), child(list_item, "ilvl"), child(paragraph, "outlineLvl")
    return Style(
        name=value(child(item, "name")),
        base=value(child(item, "basedOn")),
        list_id=None if list_id is None else value(list_id),
        depth=None if depth is None else number(value(depth)),
        outline=None if outline is None else number(value(outline), 9),
        hidden=switched_on(child(item, "rPr"), "vanish"),
    )
