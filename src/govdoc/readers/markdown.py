"""Markdown, lightly: headings, emphasis, rules, links and pipe tables; every other line as it stands."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govdoc.model.document import Document
from govdoc.readers.build import Draft, build
from govdoc.readers.decoding import decode

if TYPE_CHECKING:
    from govdoc.readers.peek import Peek

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(?P<text>.*?)(?:\s+#+)?\s*$")
_HEADING_LINES = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1")
_STARS = re.compile(r"\*\*(?=\S)[^*\n]+\*\*")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![*\w])")
_RULE = re.compile(r"^ {0,3}([-*_=])(?: ?\1){2,} *$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BULLET = re.compile(r"^\s*(?:>\s?)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?P<url>[^)\s]+)[^)\n]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(?:```|~~~)")


def is_markdown(text: str) -> bool:
    r"""Whether a plain text is evidently Markdown: several headings, or a heading with emphasis or a rule.

    >>> is_markdown("# 关于开展自查的通知\n\n## 一、时间\n"), is_markdown("一、时间\n#7 楼会议室")
    (True, False)
    """
    headings = len(_HEADING_LINES.findall(text))
    strong = len(_STARS.findall(text))
    rules = sum(1 for line in text.splitlines() if line.strip() in ("---", "***"))
    return headings >= 2 or (headings == 1 and strong + rules >= 1) or strong >= 3


def read_markdown(peek: "Peek") -> Document:
    """A Markdown file without its marks; pipe tables become cells."""
    text, _ = decode(peek.data)
    links = [match["url"] for match in _LINK.finditer(text) if match["url"].startswith("http")]
    return build(_drafts(text.splitlines()), peek.media_type, "markdown", links=links)


def _drafts(lines: list[str]) -> Iterator[Draft]:
    table = -1
    row = -1
    for at, line in enumerate(lines):
        ahead = lines[at + 1] if at + 1 < len(lines) else ""
        if row < 0 and "|" in line and "|" in ahead and _TABLE_RULE.match(ahead):
            table, row = table + 1, 0
        elif row >= 0 and "|" in line:
            row += 1
        else:
            row = -1
        if row >= 0 and _TABLE_RULE.match(line):
            continue
        if row >= 0:
            yield from _cells(line, table, row)
        elif not (_RULE.match(line) or _FENCE.match(line)):
            yield _paragraph(line)


def _cells(line: str, table: int, row: int) -> Iterator[Draft]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    for column, cell in enumerate(re.split(r"(?<!\\)\|", inner)):
        yield Draft(_inline(cell), "cell", table=table, row=row, column=column)


def _paragraph(line: str) -> Draft:
    if heading := _HEADING.match(line):
        return Draft(_inline(heading["text"]), "heading")
    return Draft(_inline(_BULLET.sub("", line, count=1)))


def _inline(text: str) -> str:
    r"""Text without its marks.

    >>> _inline("**（一）目标**见[附件](http://a.cn/1)，填\\_\\_\\_")
    '（一）目标见附件，填___'
    """
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    return html.unescape(_BREAK.sub("\n", _ESCAPE.sub(r"\1", text)))
