"""Surveys: the questions of a questionnaire by id, answers read from what comes back, and their tally."""

from govdoc.surveys.answers import read_rows
from govdoc.surveys.asked import Asked, asked_of
from govdoc.surveys.editing import HEADS, KINDS, fault_of, question_of, questionnaire_of, rows_of
from govdoc.surveys.questions import Item, items_of, key_of
from govdoc.surveys.tally import DEFINITION, coverage, tally

__all__ = [
    "DEFINITION",
    "HEADS",
    "KINDS",
    "Asked",
    "Item",
    "asked_of",
    "coverage",
    "fault_of",
    "items_of",
    "key_of",
    "question_of",
    "questionnaire_of",
    "read_rows",
    "rows_of",
    "tally",
]
