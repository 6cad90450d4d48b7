"""Outline labels (结构层次序数): 一、 （一） 1. （1） ① 第一条 1.1 一要.

GB/T 9704-2012 7.3.3 gives 一、 （一） 1. （1） as the four levels of a document's body; the rest is use.
"""

import re
from dataclasses import dataclass
from typing import Literal

from govdoc.text.numerals import HAN, number

LabelKind = Literal[
    "chapter", "han", "article", "han_paren", "arabic", "arabic_paren", "circled", "decimal", "lead", "named"
]

# Rank in the outline: a smaller rank encloses a larger one.
RANK: dict[LabelKind, int] = {
    "chapter": 0,
    "han": 1,
    "article": 1,
    "han_paren": 2,
    "arabic": 3,
    "arabic_paren": 4,
    "circled": 5,
    "decimal": 1,
    "lead": 6,
    "named": 2,
}

_LABEL = re.compile(
    rf"\s*(?:"
    rf"(?P<chapter>第\s?[{HAN}\d]{{1,4}}\s?(?:章|部分|篇|节))(?=[\s　、:：]|$|[^的])"
    rf"|(?P<article>第\s?[{HAN}\d]{{1,4}}\s?条)(?=[\s　、:：]|[^的第、之])"
    rf"|(?P<han>[{HAN}]{{1,4}})\s?(?:、|\.(?!\d)|．)"
    rf"|[（(]\s?(?P<han_paren>[{HAN}]{{1,4}})\s?[)）]"
    r"|(?P<arabic>\d{1,3})\s?(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d(?:年|[—–\-~]\d)))"
    r"|[（(]\s?(?P<arabic_paren>\d{1,3})\s?[)）]|(?P<arabic_half>\d{1,2})[)）]"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<han_paren_sign>[㈠-㈩])|(?P<arabic_sign>[⒈-⒛])|(?P<arabic_paren_sign>[⑴-⒇])"
    rf"|(?P<named>(?:任务|措施|举措|行动|事项)\s?(?:[{HAN}]{{1,3}}|\d{{1,2}}))\s?[:：、.．]"
    rf"|(?P<lead>[{HAN}]{{1,2}})(?:(?=要(?!求))|是(?!否))"
    r")\s*"
)


@dataclass(frozen=True, slots=True)
class Label:
    """An outline label. `text` is as printed without its stop (“一”, “（一）”, “1”); `end` is where the body starts."""

    kind: LabelKind
    number: int
    text: str
    end: int

    @property
    def rank(self) -> int:
        """Depth in the outline, 0 outermost; a decimal number is as deep as it has parts."""
        return RANK[self.kind] + (self.text.count(".") if self.kind == "decimal" else 0)


def read_label(text: str) -> Label | None:
    """The label a line begins with. Expects text folded by `widths.narrow` (brackets may be either width).

    >>> found = map(read_label, ("一、总则", "（三）督查", "12.落实", "3．放宽"))
    >>> [(label.kind, label.number, label.text) for label in found if label]
    [('han', 1, '一'), ('han_paren', 3, '（三）'), ('arabic', 12, '12'), ('arabic', 3, '3')]
    >>> found = map(read_label, ("4.2025年底前完工", "5.2023-2025年规划"))
    >>> [(label.text, label.end) for label in found if label]
    [('4', 2), ('5', 2)]
    >>> found = map(read_label, ("㈡清查", "⒊整改", "⑷验收", "任务一：摸底", "一要整改"))
    >>> [(label.kind, label.text) for label in found if label]
    [('han_paren', '（二）'), ('arabic', '3'), ('arabic_paren', '（4）'), ('named', '任务一'), ('lead', '一')]
    >>> [read_label(s) for s in ("12.4国家宪法日", "2021年4月", "一体推进", "一是否强化")]
    [None, None, None, None]
    """
    found = _LABEL.match(text)
    if found is None:
        return None
    group = found.lastgroup or ""
    body = found[group]
    kind: LabelKind = "arabic_paren" if group == "arabic_half" else group.removesuffix("_sign")  # type: ignore[assignment]
    value = _SIGNS.get(body) or number(body.strip("第章节篇条部分任务措施举行动事项 "))
    if not value:
        return None
    if group.endswith("_sign"):
        body = _HAN_ORDER[value - 1] if kind == "han_paren" else str(value)
    shown = f"（{body}）" if kind in ("han_paren", "arabic_paren") else body
    return Label(kind, value, shown, found.end())


# Labels of one character: ① ㈠ ⒈ ⑴.
_HAN_ORDER = "一二三四五六七八九十"
_SIGNS = {
    chr(ord(first) + at): at + 1
    for first, count in (("①", 20), ("㈠", 10), ("⒈", 20), ("⑴", 20))
    for at in range(count)
}


_DECIMAL = re.compile(r"\s*(?P<text>\d{1,2}(?:\.\d{1,2}){0,3})(?![.\d])(?:[、．]\s*|\s+|(?=[\u4e00-\u9fa5]))")


def read_decimal(text: str) -> Label | None:
    """A number such as “1” or “1.2.3” that a line begins with; whether it is a label its neighbours must tell.

    >>> [label and label.text for label in map(read_decimal, ("1.1 总则", "2.3.1落实责任", "3.5%", "2021年"))]
    ['1.1', '2.3.1', None, None]
    """
    found = _DECIMAL.match(text)
    if found is None:
        return None
    return Label("decimal", int(found["text"].rsplit(".", 1)[-1]) or 1, found["text"], found.end())
