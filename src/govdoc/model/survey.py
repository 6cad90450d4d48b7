"""Answers to a questionnaire, and what they come to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """One answered questionnaire. `answers` are by question id (“2.3”: section and place, both from 1).

    A choice is a tuple of option keys (the printed label, or the option's place where none is printed); an open
    question's answer is a tuple of its text, and so, under “2.3+”, is that to what a question asks further. `month` is
    “2024-03”, "" where it is not known. `source` says where the response was read.
    """

    id: str
    unit: str
    month: str
    answers: dict[str, tuple[str, ...]]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A response, or one answer of it, that does not count. `question` is "" for the whole response."""

    response: str
    question: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often an option was chosen, and its share of the valid answers to the question."""

    key: str
    text: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question: valid answers, those without, and the options. `satisfied` is None where it does not ask that.

    `asked` counts those to whom the question applies; `texts` are the answers to an open question, or to what
    a question asks further.
    """

    id: str
    stem: str
    asked: int
    answered: int
    options: tuple[OptionCount, ...] = ()
    satisfied: float | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What the counted responses of one unit and month, or of all, come to.

    `satisfied` is the share of satisfied among all valid answers to the questions that ask for satisfaction.
    """

    unit: str
    month: str
    responses: int
    questions: tuple[QuestionTally, ...]
    satisfied: float | None
    refusals: tuple[Refusal, ...] = ()
