"""A question while it is being read: its stem and answers as stretches of the text."""

import re
from dataclasses import dataclass, field

from govdoc.model.notice import Option, Question
from govdoc.model.span import Span
from govdoc.parsing.lines import Source
from govdoc.parsing.stems import bare, kind_of

_FREE = re.compile(r"[?？]|(?:意[见見]|什[么麼]|有何|哪些|您的?)[^,。]{0,6}建[议議]|(?:建[议議]|意[见見])\W*$")


@dataclass(slots=True)
class Answer:
    """An answer with its mark, the mark's place in its order, and the stretches that hold its words."""

    label: str
    value: int
    stretches: list[tuple[int, int]]


@dataclass(slots=True)
class OpenQuestion:
    """A question under way: its stem as stretches of the text, one for each printed line."""

    number: str
    start: int
    end: int
    stem: list[tuple[int, int]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    follow_up: str = ""
    boxed: bool = False

    def words(self, flat: str) -> str:
        """The stem as printed, its lines closed up."""
        return "".join(flat[start:end] for start, end in self.stem)

    @property
    def labelled(self) -> bool:
        """Its answers bear letters or figures."""
        return any(answer.label for answer in self.answers)

    @property
    def numbered(self) -> bool:
        """Its answers bear figures."""
        return bool(self.answers) and all(answer.label.isdecimal() for answer in self.answers)


def close_question(source: Source, current: OpenQuestion, *, points: bool) -> Question:
    """The question as it was read. `points`: the questionnaire asks for points where a question offers no answers."""
    flat, text = source.flat, source.text
    words = flat[current.start : current.stem[0][0]] + current.words(flat)
    stem = "".join(text[left:right] for start, end in current.stem for left, right in bare(flat, start, end))
    kind = kind_of(words, len(current.answers))
    if points and kind == "open" and not _FREE.search(words):
        kind = "scale"
    follow_up = current.follow_up
    options = tuple(_quoted(source, answer) for answer in current.answers)
    return Question(current.number, kind, stem, options, follow_up, Span(current.start, current.end), "question")


def _quoted(source: Source, answer: Answer) -> Option:
    text = "".join(source.text[start:end].strip() for start, end in answer.stretches)
    return Option(answer.label, text, Span(answer.stretches[0][0], answer.stretches[-1][1]))
