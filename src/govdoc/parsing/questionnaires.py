"""Questionnaires (调查问卷): sections, questions and options, read from the text where the numbering is broken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from govdoc.model.notice import Option, Question, Questionnaire, Section
from govdoc.model.span import Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.titles import squeeze

_TITLE = re.compile(r"[^。;:,]{0,40}(?:问卷|调查表|测评表|访谈提纲)(?:\(.{1,12}\))?(?:调查)?")
_SECTION = re.compile(r"^(?:(?P<n>[一二三四五六七八九十]{1,2})\s?[、.]\s*|第[一二三四五六七八九十]部分\s*[:：]?\s*)")
_SECTION_WORDS = re.compile(r"^(?:必答|选答|问答|单选|多选|开放|基本情况|个人信息|主观|客观)[\u4e00-\u9fa5]{0,6}$")
_CONDITION = re.compile(
    r"如果?(?:您|你)?(?:所在)?(?:的)?(?:单位|企业|家庭)?(?:是|为|属于)(?P<who>[\u4e00-\u9fa5、]{2,20}?)[,，]|(?P<who2>[\u4e00-\u9fa5]{2,12})(?:请)?(?:填写|回答|作答)"
)
# A token is a number or letter that opens a question or an option. A digit glued to the words before it (“您认为6.”) counts too.
_TOKEN = re.compile(
    r"(?:(?<=^)|(?<=[\s?)；;。:：_]))(?P<mark>[A-Za-z]\d{1,2}|\d{1,2}|[A-Ha-h]|[①-⑳])\s?(?:[.、．)]|(?<=[A-Ha-h①-⑳])\s?[:：])\s*(?!\d)|(?<=[\u4e00-\u9fa5])(?P<glued>\d{1,2})\.(?=[\u4e00-\u9fa5]{4})"
)
_ASKS = re.compile(r"[?？]|\(\s*\)|\(\s{2,}\)|请问|您|你|是否|如何|怎样|怎么样|哪些|什么|多少|简要说明|\[(?:单|多)选")
_BOX = re.compile(r"[□○☐◯]\s*")
_FOLLOW_UP = re.compile(
    r"^(?:如有|如果有|如选|若有|若选|请说明|其他|具体)[^?？]{0,40}?(?:_{2,}|:|：|是)\s*_*$|_{3,}\s*$"
)
_FOOT = re.compile(r"印\s*发\s*$|^抄\s*送\s*:")
_MULTIPLE = re.compile(r"多选|可选多项|不定项|最多选|可多选")
_SCALE = re.compile(r"\d\s?[-—~至]\s?\d+\s?分|打分|评分(?:为|:)")


@dataclass(slots=True)
class _Open:
    """A question under way."""

    number: str
    start: int
    stem: str
    end: int
    options: list[Option] = field(default_factory=list)
    follow_up: str = ""

    def close(self) -> Question:
        stem = self.stem.strip()
        span = Span(self.start, self.end)
        return Question(self.number, self._kind(stem), stem, tuple(self.options), self.follow_up, span, "question")

    def _kind(self, stem: str) -> Literal["single", "multiple", "open", "scale"]:
        if _MULTIPLE.search(stem):
            return "multiple"
        if _SCALE.search(stem):
            return "scale"
        return "single" if self.options else "open"


def find_questionnaire(lines: Sequence[Line]) -> int | None:
    """The index of the title line of a questionnaire: words of the kind on a line of their own, questions below."""
    for at, line in enumerate(lines):
        text = squeeze(line.text)
        if (
            line.label
            or line.cell
            or len(text) > 45
            or not _TITLE.fullmatch(text)
            or text.startswith(("附件", "(附件"))
        ):
            continue
        below = [each for each in lines[at + 1 : at + 14] if _ASKS.search(each.text)]
        if len(below) >= 2:
            return at
    return None


def read_questionnaire(source: Source, lines: Sequence[Line]) -> Questionnaire:
    """The questionnaire whose title is the first of the lines."""
    title = squeeze(source.text[lines[0].start : lines[0].end])
    sections: list[tuple[str, str | None, list[Question]]] = []
    current: _Open | None = None
    for start, text in _physical(source, lines[1:]):
        if _FOOT.search(text):
            break
        rest_start, rest = start, text
        section = _section(text)
        if section is not None:
            if current:
                _into(sections).append(current.close())
                current = None
            heading, condition, used = section
            sections.append((heading, condition, []))
            rest_start, rest = start + used, text[used:]
        for token_start, mark, body_start, body in _tokens(rest_start, rest):
            if _is_question(mark, body, current):
                if current and not (len(current.stem) <= 6 and not current.options):
                    _into(sections).append(current.close())
                    current = None
                prefix = current.stem if current else ""
                current = _Open(_digits(mark), token_start, prefix + body, body_start + len(body))
            elif current is not None:
                _extend(source, current, mark, body_start, body)
    if current:
        _into(sections).append(current.close())
    kept = tuple(
        Section(heading, condition, tuple(questions)) for heading, condition, questions in sections if questions
    )
    return Questionnaire(title, kept, Span(lines[0].start, lines[-1].end), "questionnaire")


def _into(sections: list[tuple[str, str | None, list[Question]]]) -> list[Question]:
    if not sections:
        sections.append(("", None, []))
    return sections[-1][2]


def _physical(source: Source, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The printed lines: what was cut at inner labels is joined again."""
    at = 0
    while at < len(lines):
        last = at
        while last + 1 < len(lines) and "\n" not in source.flat[lines[last].end : lines[last + 1].start]:
            last += 1
        yield lines[at].start, source.flat[lines[at].start : lines[last].end]
        at = last + 1


def _section(text: str) -> tuple[str, str | None, int] | None:
    """A section's heading, its condition and how many characters it takes; None where the line opens none."""
    found = _SECTION.match(text)
    if found:
        rest = text[found.end() :]
        if re.match(r"\d{1,2}\s?[.、]", rest):
            return found[0].strip(), None, found.end()
        if _ASKS.search(rest) and not _CONDITION.search(rest):
            return None  # a question numbered 一、
        who = _CONDITION.search(rest)
        return text.strip(), (who["who"] or who["who2"]) if who else None, len(text)
    if _SECTION_WORDS.match(text.strip()):
        return text.strip(), None, len(text)
    return None


def _tokens(start: int, text: str) -> Iterator[tuple[int, str, int, str]]:
    """Marks of one line with the words behind each; words before the first mark come with an empty mark."""
    marks = list(_TOKEN.finditer(text))
    head = text[: marks[0].start()] if marks else text
    if head.strip():
        yield start, "", start + len(head) - len(head.lstrip()), head.strip()
    for at, found in enumerate(marks):
        stop = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        body = text[found.end() : stop]
        yield start + found.start(), found["mark"] or found["glued"], start + found.end(), body.strip()


def _digits(mark: str) -> str:
    return re.sub(r"\D", "", mark) or mark


def _is_question(mark: str, body: str, current: _Open | None) -> bool:
    """A number opens a question where its words ask; short words under an open question are an option."""
    if not mark:
        return False
    if re.fullmatch(r"[A-Za-z]\d{1,2}", mark):
        return True
    if not mark.isdigit():
        return False
    asks = bool(_ASKS.search(body))
    if current is None:
        return asks or len(body) > 12
    if asks:
        return True
    follows = current.number.isdigit() and int(mark) == int(current.number) + 1
    if follows and int(mark) > 2 and len(current.options) >= 2 and int(mark) != len(current.options) + 1:
        return True
    return len(body) > 24 and follows


def _extend(source: Source, current: _Open, mark: str, start: int, body: str) -> None:
    """Take words into an open question: an option, its follow-up, or more of the stem."""
    end = start + len(body)
    current.end = max(current.end, end)
    if not mark and _FOLLOW_UP.search(body):
        current.follow_up = body
        return
    if mark:
        if body:
            current.options.append(Option(mark, source.text[start:end], Span(start, end)))
        return
    if any(option.label for option in current.options):
        return  # options carry marks here: words without one are page furniture
    boxes = [piece for piece in _BOX.split(body) if piece.strip()]
    if _BOX.search(body):
        for piece in boxes:
            at = start + body.index(piece)
            current.options.append(Option("", piece.strip(), Span(at, at + len(piece.rstrip()))))
    elif (
        len(body) <= 24
        and not _ASKS.search(body)
        and not re.search(r"[。:]$|_{2,}", body)
        and (current.stem.rstrip()[-1:] in "?？])" or current.options)
    ):
        current.options.append(Option("", source.text[start:end], Span(start, end)))
    elif not current.options:
        current.stem += body
