"""What a paragraph inherits from its styles: list, outline level, hidden text."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.readers.docx_xml import W, child, number, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"(?:heading|标题) ?\d?|title|subtitle|副标题", re.IGNORECASE)
_DEEPEST = 20


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
class Styles:
    """All styles by id; `default` is the paragraph style of paragraphs that name none."""

    by_id: dict[str, Style]
    default: str = ""

    def chain(self, style_id: str) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        while (style := self.by_id.get(style_id)) is not None and len(found) < _DEEPEST:
            found.append(style)
            style_id = style.base
        return found

    def hidden(self, style_id: str) -> bool:
        """Whether text of this style is hidden."""
        return next((style.hidden for style in self.chain(style_id) if style.hidden is not None), False)

    def list_of(self, style_id: str) -> tuple[str, int | None, str]:
        """The list, the depth if set, and the id-bearing style of a paragraph style; "" where it has no list."""
        at = style_id
        for style in self.chain(style_id):
            if style.list_id is not None:
                return style.list_id, style.depth, at
            at = style.base
        return "", None, ""

    def is_heading(self, style_id: str) -> bool:
        """Whether the style is a title or has an outline level."""
        chain = self.chain(style_id)
        outline = next((style.outline for style in chain if style.outline is not None), 9)
        return outline < 9 or bool(chain and is_heading_name(chain[0].name))


def is_heading_name(name: str) -> bool:
    """Whether a style of this name is one for headings.

    >>> is_heading_name("heading 1"), is_heading_name("标题 2"), is_heading_name("正文")
    (True, True, False)
    """
    return _HEADING_NAME.fullmatch(name) is not None


def read_styles(root: "_Element | None") -> Styles:
    """The styles of a styles part."""
    if root is None:
        return Styles({})
    by_id = {}
    default = ""
    for item in root.iterchildren(W + "style"):
        if item.get(W + "type") not in ("paragraph", "character"):
            continue
        style_id = item.get(W + "styleId", "")
        by_id[style_id] = _style(item)
        if item.get(W + "type") == "paragraph" and item.get(W + "default") in ("1", "true", "on"):
            default = style_id
    return Styles(by_id, default)


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
