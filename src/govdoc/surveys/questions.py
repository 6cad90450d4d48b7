"""The questions of a questionnaire in order, each with an id that survives a broken numbering."""

from collections.abc import Iterator
from dataclasses import dataclass

from govdoc.model import Option, Question, Questionnaire

MORE = "+"  # behind a question's id: the answer to what it asks further


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its id, the heading it stands under, and who answers it (None for everybody)."""

    id: str
    question: Question
    heading: str
    condition: str | None


def items_of(questionnaire: Questionnaire) -> Iterator[Item]:
    """The questions; an id is “2.3” for the third question of the second section."""
    for at, section in enumerate(questionnaire.sections, 1):
        for place, question in enumerate(section.questions, 1):
            yield Item(f"{at}.{place}", question, section.heading, section.condition)


def key_of(option: Option, place: int) -> str:
    """What an option is chosen by: its label, or its place from 1 where none is printed."""
    return option.label or str(place)


def keys_of(question: Question) -> dict[str, Option]:
    """A question's options by key; a label printed twice gives the second its place."""
    found: dict[str, Option] = {}
    for place, option in enumerate(question.options, 1):
        key = key_of(option, place)
        found[key if key not in found else f"{key}#{place}"] = option
    return found
