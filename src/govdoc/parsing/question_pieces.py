"""The lines of a questionnaire cut at the marks that number its questions and letter its options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govdoc.parsing.stems import BOX, KIND_MARK
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
    r"|(?P<figure>\d{1,3})\s?(?:、|[.．](?!\d)|\)|(?=\s*[【\[][^】\]]{0,4}[单單多][选選]))"
    r"|\(\s?(?P<bracketed>\d{1,2}|[A-Ha-h])\s?\)"
    r"|(?P<letter>[A-Ia-i])\s?(?:[.、．):：，,](?!\w+@)|(?=\s+[^\s.、．A-Za-z]))"
    r"|^(?P<bare>[A-H])(?=[\u4e00-\u9fff])(?!类|级|座|区|栋|型|股|卷|级别|轮)"
    r")\s*"
    r"|(?<=[\u4e00-\u9fa5%)\d])(?P<glued_letter>[B-I])[.、．]\s*"
    r"|(?P<circled>[①-⑳])\s?[.、．]?\s*"
    r"|(?<=[\u4e00-\u9fa5])(?P<glued>\d{1,2})\.\s?(?=[\u4e00-\u9fa5]{2})"
)
_EMPTY_BRACKET = re.compile(r"(?:^|(?<=[\s\w]))\(\s*\)\s*(?=[\u4e00-\u9fa5A-Z])")


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
    if label.isdigit():
        return "figure", label, int(label)
    return "option", label, ord(label.upper()) - ord("A") + 1


def boxed_answers(flat: str, start: int, end: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Where the words of a stem end, and the answers marked by boxes or empty brackets behind it.

    >>> for s in ("您的性别: □男 □女", "性别: 男□ 女□", "( )肉类 ( )蔬菜", "无框"):
    ...     stop, answers = boxed_answers(s, 0, len(s))
    ...     print(s[:stop].strip(), [s[a:b] for a, b in answers])
    您的性别: ['男', '女']
    性别: ['男', '女']
     ['肉类', '蔬菜']
    无框 []
    """
    text = flat[start:end]
    boxes = list(BOX.finditer(text))
    if not boxes:
        boxes = list(_EMPTY_BRACKET.finditer(text))
        if not boxes or (len(boxes) < 2 and boxes[0].start() > 0):
            return end, ()
        return start + boxes[0].start(), tuple(_between(flat, start, end, boxes))
    before = text[: boxes[0].start()]
    cut = max((found.end() for found in re.finditer(r"[:?？*]\s*|\)\s*", before)), default=0)
    ends_boxed = text.rstrip(" |。;；,，").endswith(boxes[-1][0]) and boxes[0].start() > 0
    if ends_boxed and not cut and len(boxes) == 1 and len(before.strip()) > 16:
        return end, ()
    if not ends_boxed and not (cut and before[cut:].strip() and before[-1:].strip()):
        return start + boxes[0].start(), tuple(_between(flat, start, end, boxes))
    # Boxes stand behind the answers: the first answer follows the stem's colon or question mark.
    edges = [cut, *(box.end() for box in boxes)]
    stops = [*(box.start() for box in boxes), len(text)]
    answers = [_trim(flat, start + left, start + right) for left, right in zip(edges, stops, strict=True)]
    return start + cut, tuple(pair for pair in answers if pair[0] < pair[1])


def _between(flat: str, start: int, end: int, boxes: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for at, box in enumerate(boxes):
        stop = start + boxes[at + 1].start() if at + 1 < len(boxes) else end
        left, right = _trim(flat, start + box.end(), stop)
        if left < right:
            yield left, right


def _trim(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " \t;；,，、。|":
        start += 1
    while end > start and flat[end - 1] in " \t;；,，、。|":
        end -= 1
    return start, end
