"""What an HTML page is made of, and where it sends its visitor on."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from govdoc.model import Shape

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REFRESH = re.compile(r"^\s*([\d.]+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"(?:window\.|top\.|self\.|document\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|location\.(?:replace|assign)\(\s*['\"]([^'\"]+)['\"]"
)
_SOON = 15.0  # seconds; a page that waits longer before it sends on is meant to be read
_FEW = 80  # characters; a page with more text is no mere signpost
_LONG = 40  # characters; a longer paragraph is running text


def shape_of(page: bytes) -> Shape:
    """The shape of an HTML page; of none for bytes that are no page."""
    root = _root(page)
    if root is None:
        return Shape()
    scripts = len(root.findall(".//script"))
    password = root.find(".//input[@type='password']") is not None
    for hidden in [*root.iter("script", "style", "noscript", "template")]:
        hidden.drop_tree()
    anchors = [_size(anchor) for anchor in root.iter("a")]
    running = sum(size for part in root.iter("p", "td", "div") if (size := _own_size(part)) >= _LONG)
    return Shape(_size(root), sum(anchors), running, sum(1 for size in anchors if size), scripts, password)


def next_hop(url: str, page: bytes) -> str | None:
    """Where a page that is a mere signpost leads, by a refresh or a line of script; None for any other."""
    root = _root(page)
    if root is None:
        return None
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(meta.get("content") or "")
            if found and float(found[1].rstrip(".") or 0) <= _SOON:
                return str(urljoin(url, found[2]))
    scripts = "\n".join(script.text or "" for script in root.iter("script"))
    for hidden in [*root.iter("script", "style")]:
        hidden.drop_tree()
    sent = _SCRIPTED.search(scripts) if _size(root) < _FEW and len(scripts) < 2000 else None
    return urljoin(url, sent[1] or sent[2]) if sent else None


def _root(page: bytes) -> "HtmlElement | None":
    from lxml import etree, html

    try:
        return html.document_fromstring(page, parser=html.HTMLParser(recover=True, no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _size(part: "HtmlElement") -> int:
    return len("".join(part.text_content().split()))


def _own_size(part: "HtmlElement") -> int:
    """Characters of text directly in an element and its inline marks, links aside."""
    texts = [part.text or ""]
    for child in part:
        if child.tag in ("span", "b", "strong", "em", "font", "i", "u"):
            texts.append(child.text_content())
        texts.append(child.tail or "")
    return len("".join("".join(texts).split()))
