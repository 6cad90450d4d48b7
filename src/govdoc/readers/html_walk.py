"""A walk over a web page's elements that gathers lines, tables, links and the page's furniture."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govdoc.readers.build import Draft, clean
from govdoc.readers.html_tables import grid, is_layout
from govdoc.rules.load import load

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "option",
    "button", "input", "textarea", "head", "audio", "video", "map",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_FURNITURE = frozenset(("nav", "footer", "aside"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WRAP = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]*\r?\n\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_ORNAMENT = re.compile(r"[\s\[\]【】()（）|｜/·•\-—_>＞»<＜«:：+]+")
_OWN_NUMBER = re.compile(r"[\d一二三四五六七八九十①-⑳（(]")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|jpg|png)(?:$|[?#])", re.IGNORECASE)
_SHORT_LINE = 90
_SHORT_ELEMENT = 300


@dataclass(slots=True)
class Page:
    """What has been gathered so far. `walk` it over the root, then read `drafts`, `furniture` and `links`."""

    drafts: list[Draft] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tables: int = 0
    parts: list[str] = field(default_factory=list)
    label: str = ""
    heading: bool = False
    in_cell: bool = False  # a cell keeps all its words: “关闭” may be an answer

    def walk(self, root: "HtmlElement") -> None:
        """Gather everything under `root`."""
        self._element(root)
        self._flush()

    def _element(self, element: "HtmlElement") -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or _HIDDEN.search(element.get("style") or ""):
            return
        if tag == "br":
            self.parts.append("\n")
        elif not self.in_cell and is_furniture(element):
            self._flush()
            self.furniture.append(_lines_of(element))
        elif tag == "table" and not is_layout(element):
            self._flush()
            self._table(element)
        elif tag in _BLOCKS:
            self._block(element, tag)
        else:
            self._inline(element, tag)

    def _block(self, element: "HtmlElement", tag: str) -> None:
        self._flush()
        if tag == "li":
            self.label = _list_number(element)
        self.heading = self.heading or tag in _HEADINGS
        self._children(element, keep_lines=tag == "pre")
        self._flush()
        self.heading = False

    def _inline(self, element: "HtmlElement", tag: str) -> None:
        href = (element.get("href") or "").strip() if tag == "a" else ""
        if href.lower().startswith(("http://", "https://")):
            self.links.append(href)
        self._children(element)

    def _children(self, element: "HtmlElement", *, keep_lines: bool = False) -> None:
        def add(text: str | None) -> None:
            if text:
                self.parts.append(text if keep_lines else _SPACES.sub(" ", _WRAP.sub("", text)))

        add(element.text)
        for inner in element:
            self._element(inner)
            add(inner.tail)

    def _flush(self) -> None:
        text = clean("".join(self.parts))
        self.parts.clear()
        label, self.label = self.label, "" if text else self.label
        for line in text.split("\n"):
            if not self.in_cell and is_furniture_line(line):
                self.furniture.append(line)
            elif line:
                label = "" if _OWN_NUMBER.match(line) else label
                self.drafts.append(Draft(label + line, "heading" if self.heading else "paragraph", label))
                label = ""

    def _table(self, table: "HtmlElement") -> None:
        at = self.tables
        self.tables += 1
        for caption in table.iter("caption"):
            self.drafts.append(Draft(_lines_of(caption)))
        for row, column, rows, columns, cell in grid(table):
            inner = Page(in_cell=True)
            inner.walk(cell)
            self.links += inner.links
            text = "\n".join(draft.text for draft in inner.drafts)
            self.drafts.append(Draft(text, "cell", table=at, row=row, column=column, rows=rows, columns=columns))


def is_furniture(element: "HtmlElement") -> bool:
    """Whether an element is a menu, a share bar or a footer, by its tag, by its class or id, or by being all links."""
    tag = element.tag
    if tag not in _BLOCKS or tag in ("html", "body", "table", "tr", "td", "th"):
        return False
    if tag in _FURNITURE:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    marked = not set(_WORD.findall(names)).isdisjoint(load("page_furniture")["marks"])
    if not marked and tag not in ("ul", "dl"):
        return False
    text = len(_SPACES.sub("", element.text_content()))
    links = list(element.iter("a"))
    linked = sum(len(_SPACES.sub("", link.text_content())) for link in links)
    to_files = any(_FILE.search(link.get("href") or "") for link in links)
    mostly_links = len(links) >= 3 and linked >= text * 0.8 and text / len(links) <= 12 and not to_files
    return mostly_links or (marked and text <= _SHORT_ELEMENT and not any(True for _ in element.iter("h1", "h2")))


def is_furniture_line(line: str) -> bool:
    """Whether a line is a web page's own and not its article's.

    >>> [is_furniture_line(line) for line in ("【打印】【关闭】", "版权所有：某县人民政府", "一、打印要求")]
    [True, True, False]
    """
    if not line or len(line) > _SHORT_LINE:
        return False
    words = load("page_furniture")
    pieces = [piece for piece in _ORNAMENT.split(line) if piece]
    if all(piece in words["whole"] for piece in pieces) or "".join(pieces) in words["whole"]:
        return True
    return line.startswith(tuple(words["begins"])) or any(mark in line for mark in words["holds"])


def _lines_of(element: "HtmlElement") -> str:
    return clean(_SPACES.sub(" ", " ".join(text for text in element.itertext() if isinstance(text, str))))


def _list_number(item: "HtmlElement") -> str:
    """The number that an ordered list shows before an item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or (parent.get("type") or "1") != "1":
        return ""
    start = parent.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    return f"{first + sum(1 for before in item.itersiblings('li', preceding=True) if before is not None)}."
