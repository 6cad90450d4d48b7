"""Web pages: the article with its tables; menus, share bars and footers kept apart."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govdoc.model.document import Document
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.decoding import decode
from govdoc.readers.html_walk import Page
from govdoc.readers.package import damaged
from govdoc.readers.peek import Peek

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|\s*--+\s*")
_TITLE_META = re.compile(r"article\W?tit(?:l?e)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def read_html(peek: Peek) -> Document:
    """A web page. Its title heads the text where the page itself does not show it."""
    page = page_of(_decoded(peek.data))
    return build(page.drafts, peek.media_type, "html", furniture=page.furniture, links=page.links)


def page_of(text: str) -> Page:
    """What a page's source holds, its title first. Raises `ReadError` "damaged"."""
    from lxml import etree, html

    source = _XML_HEAD.sub("", text).replace("\0", "")
    if not source.strip():
        return Page()
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise damaged() from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise damaged()  # the rest of the page was left out
    page = Page()
    try:
        page.walk(root)
    except RecursionError:
        # Tags that are opened hundreds of times and never closed: the bare text is better than nothing.
        etree.strip_elements(root, "script", "style", with_tail=False)
        page = Page(drafts=[Draft(piece) for piece in root.itertext() if isinstance(piece, str)])
    page.drafts[:0] = list(_title(root, page.drafts))
    return page


def _decoded(data: bytes) -> str:
    """The page in the encoding it declares where that holds, else in the one its bytes suggest."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)[0]


def _title(root: "HtmlElement", drafts: list[Draft]) -> Iterator[Draft]:
    """The page's title without the site's name, unless the text has it already."""
    metas = [meta.get("content") or "" for meta in root.iter("meta") if _TITLE_META.fullmatch(meta.get("name") or "")]
    full = next((title.text_content() for title in root.iter("title")), "")
    title = clean(next(filter(None, metas), "") or _SITE_NAME.split(full.strip())[0]).replace("\n", " ")
    seen = _SPACE.sub("", "".join(draft.text for draft in drafts))
    if title and _SPACE.sub("", title) not in seen:
        yield Draft(title, "heading")
