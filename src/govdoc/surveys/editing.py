"""A questionnaire as rows that a person can put right, and back."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from govdoc.errors import GovdocError
from govdoc.model import Option, Question, Questionnaire, Section
from govdoc.surveys.questions import items_of

HEADS = ("部分", "填写对象", "题型", "题目", "选项（一行一个，如 A.满意）", "追问")
_KIND = Literal["single", "multiple", "open", "scale"]
KINDS: dict[str, _KIND] = {"单选": "single", "多选": "multiple", "问答": "open", "评分": "scale"}
_OPTION = re.compile(r"^\s*([A-Za-z]|\d{1,2}|[①-⑳])\s*[.、．:：)）]\s*(.*)$")


def rows_of(questionnaire: Questionnaire) -> tuple[tuple[str, ...], ...]:
    """A row a question, under HEADS."""
    words = {kind: word for word, kind in KINDS.items()}
    return tuple(
        (
            item.heading,
            item.condition or "",
            words[item.question.kind],
            item.question.stem,
            "\n".join(f"{one.label}.{one.text}" if one.label else one.text for one in item.question.options),
            item.question.follow_up,
        )
        for item in items_of(questionnaire)
    )


def questionnaire_of(title: str, rows: Sequence[Sequence[str]]) -> Questionnaire:
    """The questionnaire that rows describe; raises GovdocError naming the row that cannot be read."""
    parts: list[tuple[str, str, Question]] = []
    for at, row in enumerate(rows, 2):
        heading, condition, word, stem, options, follow_up = (str(cell).strip() for cell in (*row, *[""] * 6)[:6])
        if not stem:
            continue
        parts.append((heading, condition, question_of((word, stem, options, follow_up), f"第{at}行")))
    sections = [
        Section(heading, condition or None, tuple(question for _, _, question in group))
        for (heading, condition), group in groupby(parts, key=lambda part: part[:2])
    ]
    if not sections:
        raise GovdocError("表中没有题目", "请核对是否选错了文件")
    return Questionnaire(title, tuple(sections))


def question_of(said: Sequence[str], where: str) -> Question:
    """One question from its kind, stem, options (one a line) and follow-up; a GovdocError begins with `where`."""
    word, stem, options, follow_up = (part.strip() for part in said)
    if word not in KINDS:
        raise GovdocError(f"{where}的题型“{word}”不认得", f"题型写成{'、'.join(KINDS)}之一")
    found = tuple(_option(line) for line in options.splitlines() if line.strip())
    question = Question("", KINDS[word], stem, found, follow_up)
    if fault := fault_of(question):
        raise GovdocError(where + fault[0], fault[1])
    return question


def fault_of(question: Question) -> tuple[str, str] | None:
    """What keeps answers to a question from being counted, and what to do about it.

    >>> fault_of(Question("", "single", "是否满意？", (Option("A", "满意"),)))[0]
    '是选择题，选项不足两个'
    """
    labels = [one.label for one in question.options if one.label]
    if not question.stem.strip():
        return "没有题目", "请填写题目"
    if len(set(labels)) < len(labels):
        return "的选项字母有重复", "请改成不重复的字母"
    if question.kind != "open" and len(question.options) < 2:
        return "是选择题，选项不足两个", "请补上选项，或把题型改为问答"
    return None


def _option(line: str) -> Option:
    marked = _OPTION.match(line)
    return Option(marked[1].upper(), marked[2].strip()) if marked else Option("", line.strip())
