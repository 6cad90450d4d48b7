"""The lines of a questionnaire cut at the marks that number its questions and letter its options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govdoc.parsing.stems import KIND_MARK
from govdoc.text.numerals import number

PieceKind = Literal["question", "figure", "option", "words", "heading"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark and the words behind it, as offsets.

    `kind`: a mark that only questions bear (Q1, 第1题), a figure (of a question or an option), an option's letter,
    none, or a Chinese number at the head of a line (of a section or a question). `value` is the mark's place in
    its order, counted from 1. `begins`: the piece stands first on its printed line.
    """

    kind: PieceKind
    label: str
    value: int
    start: int
    body: int
    end: int
    begins: bool = False

    def words(self, flat: str) -> str:
        """The words behind the mark."""
        return flat[self.body : self.end]


_HAN = "一二三四五六七八九十"
_HEADING = re.compile(
    rf"(?:#+\s*)?(?:(?P<han>[{_HAN}]{{1,3}})\s?[、.．]\s*|\((?P<paren>[{_HAN}]{{1,3}})\)\s*[、.]?\s*"
    rf"|(?P<part>第\s?[{_HAN}\d]\s?(?:部分|大题|大題)|[Pp]art\s?\d)\s*[:、.]?\s*)"
)
_MARK = re.compile(
    r"(?:(?<=^)|(?<=[\s?)；;,。:：_\]】|□○☐◯√]))(?:"
    r"第\s?(?P<nth>\d{1,3})\s?[题題]\s*[:、.．]?"
    r"|[Q题題问問]\s?(?P<q>\d{1,3})\s*[:、.．](?!\d)"
    r"|(?P<coded>[A-Za-z]\d{1,2})\s?[.、．:](?!\d)"
    r"|(?P<figure>\d{1,3})\s?(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|\)|(?=\s*[【\[][^】\]]{0,4}[单單多][选選]))"
    r"|\(\s?(?P<bracketed>\d{1,2}|[A-Ha-h])\s?\)"
    r"|(?P<letter>[A-Ia-i])\s?(?:[.、．):：，,](?!\w+@)|(?=\s+[^\s.、．A-Za-z]))"
    r"|^(?P<bare>[A-H])(?=[\u4e00-\u9fff])(?!类|级|座|区|栋|型|股|卷|级别|轮)"
    r")\s*"
    r"|(?<=[\u4e00-\u9fa5%)\d])(?P<glued_letter>[B-I])[.、．]\s*"
    r"|(?P<circled>[①-⑳])\s?[.、．]?\s*"
    r"|(?<=[\u4e00-\u9fa5])(?P<glued>\d{1,2})\.\s?(?=[\u4e00-\u9fa5]{2})"
)


def pieces_of(flat: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of one printed line of narrow text."""
    while start < end and flat[start] in " \t#|":
        start += 1
    heading = _HEADING.match(flat, start, end)
    if heading is None:
        yield from _marked(flat, start, end, begins=True)
        return
    label = (heading["han"] or heading["paren"] or heading["part"]).replace(" ", "")
    inner = _MARK.search(flat[heading.end() : end])
    stop = heading.end() + inner.start() if inner else end
    yield Piece("heading", label, _han_value(label), start, heading.end(), stop, begins=True)
    if stop < end:
        yield from _marked(flat, stop, end, begins=False)


def _han_value(label: str) -> int:
    return number(re.sub(rf"[^{_HAN}]", "", label)) or 0


def _marked(flat: str, start: int, end: int, *, begins: bool) -> Iterator[Piece]:
    text = flat[start:end]
    marks = list(_MARK.finditer(text))
    head = text[: marks[0].start()] if marks else text
    # The kind may stand before the number (“(单选)1.”): it belongs to the question's words.
    kind_first = bool(marks and head.strip() and not KIND_MARK.sub("", head).strip())
    if head.strip() and not kind_first:
        yield Piece("words", "", 0, start, start, start + len(head), begins)
        begins = False
    for at, found in enumerate(marks):
        kind, label, value = _read(found)
        stop = start + (marks[at + 1].start() if at + 1 < len(marks) else len(text))
        if at == 0 and kind_first:
            kind = "question"
        mark_at = start if at == 0 and kind_first else start + found.start()
        yield Piece(kind, label, value, mark_at, start + found.end(), stop, begins and at == 0)


def _read(found: re.Match[str]) -> tuple[PieceKind, str, int]:
    for group in ("nth", "q"):
        if found[group]:
            return "question", found[group], int(found[group])
    if found["coded"]:
        digits = re.sub(r"\D", "", found["coded"])
        return "question", digits, int(digits)
    figure = found["figure"] or found["glued"]
    if figure:
        return "figure", figure, int(figure)
    if found["circled"]:
        return "option", found["circled"], ord(found["circled"]) - ord("①") + 1
    label = found["bracketed"] or found["letter"] or found["bare"] or found["glued_letter"]
    if label.isdecimal():
        return "figure", label, int(label)
    return "option", label, ord(label.upper()) - ord("A") + 1
