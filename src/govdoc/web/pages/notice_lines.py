"""What was read from a notice, line by line: of what kind, what it is called, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from govdoc.corrections.parts import PARTS, words_of
from govdoc.corrections.places import held
from govdoc.corrections.reread import RULE
from govdoc.corrections.values import said_recurrence, written
from govdoc.model import (
    Contact,
    Deadline,
    Indicator,
    Notice,
    Option,
    Period,
    Question,
    Questionnaire,
    Requirement,
    Responsible,
    Section,
    Span,
    Stage,
    Submission,
    Task,
)
from govdoc.pipeline.correction_words import CHOICES
from govdoc.reports.wording import excerpt, indicator_name

KINDS = {
    "head": "文头",
    "indicator": "指标",
    "task": "任务",
    "unit": "单位",
    "deadline": "时限",
    "submission": "报送",
    "stage": "阶段",
    "contact": "联系",
    "question": "问卷",
    "doubt": "存疑",
}
TITLES = {
    "indicators": "指标和任务",
    "period": "工作期限",
    "stages": "阶段",
    "submissions": "报送",
    "deadlines": "其他时限",
    "contacts": "联系人",
    "questionnaires": "问卷",
}
_KIND_OF: dict[type[Any], str] = {
    Indicator: "indicator",
    Task: "task",
    Requirement: "task",
    Responsible: "unit",
    Deadline: "deadline",
    Period: "deadline",
    Stage: "stage",
    Submission: "submission",
    Contact: "contact",
    Questionnaire: "question",
    Section: "question",
    Question: "question",
    Option: "question",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing read; `at` is its place as corrections name it, `depth` counts from 0."""

    kind: str
    label: str
    text: str
    spans: tuple[Span, ...]
    at: str = ""
    depth: int = 0
    corrected: bool = False


def head_lines(notice: Notice) -> Iterator[Line]:
    """The header's fields, those that were not read with an empty text."""
    words = words_of(notice)
    for name, field in PARTS[Notice].fields.items():
        facts = [one for one in notice.facts if one.field == name]
        fixed = any(one.rule == RULE for one in facts)
        yield Line("head", field.word, words[name], tuple(one.span for one in facts), corrected=fixed)


def list_lines(notice: Notice, list_: str) -> Iterator[Line]:
    """What is in a list of the notice and below, in reading order; a notice set apart."""
    for at, one in held(notice):
        if at.partition(".")[0] == list_:
            label, text = _words(one)
            span, rule = getattr(one, "span", Span(0, 0)), getattr(one, "rule", "")
            depth = at.count(".") // 2
            yield Line(_KIND_OF[type(one)], label, text, (span,), at, depth, rule == RULE)


def _words(one: Any) -> tuple[str, str]:  # noqa: C901 - a line for each kind of record
    match one:
        case Indicator():
            return one.label or one.code, indicator_name(one)
        case Task():
            return one.method or "任务", "" if one.requirements else one.text
        case Requirement():
            told = one.text + (f"（{written(one.threshold)}）" if one.threshold else "")
            return CHOICES[one.kind] if one.kind != "material" else "材料", told
        case Responsible():
            return CHOICES[one.role], one.name
        case Deadline():
            read = [one.due_on and f"{one.due_on}", said_recurrence(one.recurrence), one.ongoing and "长期坚持"]
            return "时限", one.text + "".join(f" · {said}" for said in read if said)
        case Period():
            return "期限", one.text
        case Stage():
            return one.name, excerpt(one.text, 60)
        case Submission():
            return f"报{one.to}" if one.to else "报送", one.what
        case Contact():
            return one.name or "联系", "，".join(filter(None, (one.phone, one.email, one.address)))
        case Questionnaire():
            return "问卷", one.title
        case Section():
            return one.heading or "部分", one.condition or ""
        case Question():
            return f"{one.number} {CHOICES[one.kind]}".strip(), one.stem
        case Option():
            return one.label or "选项", one.text
    raise TypeError(type(one))
