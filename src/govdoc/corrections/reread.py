"""What follows from words that a person put right, read by the same rules as the notice."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from govdoc.corrections.values import written
from govdoc.model import Deadline, Fact, Indicator, Notice, Requirement, Responsible, Span, Task
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.organs import is_group
from govdoc.parsing.requirements import measure_requirements, split_requirements
from govdoc.text.widths import narrow

RULE = "corrected"


def reread(before: Any, record: Any, words: Mapping[str, str], calendar: Calendar) -> Any:
    """The record as a person wrote it (`words`), with what its words say where the person did not say it."""
    if isinstance(record, Notice):
        return replace(record, facts=_facts(record, words))
    if isinstance(record, Indicator) and "text" in words:
        record = replace(record, tasks=tuple(_follows(before, record, task) for task in record.tasks))
    elif isinstance(record, Task) and "text" in words:
        found = split_requirements(narrow(record.text), record.text, 0, len(record.text), "", record.method)
        record = replace(record, requirements=_requirements(record, found))
    elif isinstance(record, Requirement) and "text" in words:
        found = split_requirements(narrow(record.text), record.text, 0, len(record.text), "", None)
        record = _filled(record, found[0], words, "id", "text", "kind") if found else record
    elif isinstance(record, Responsible):
        record = replace(record, group=is_group(narrow(record.name)))
    elif isinstance(record, Deadline) and "text" in words:
        dues = tuple(find_deadlines(record.text, 0, len(record.text), calendar, labelled=True))
        record = _filled(record, dues[0] if dues else Deadline(""), words, "text")
    return replace(record, rule=RULE) if hasattr(record, "rule") else record


def _filled(record: Any, found: Any, words: Mapping[str, str], *kept: str) -> Any:
    names = [one.name for one in fields(record) if one.name not in {*words, *kept, "span", "rule"}]
    return replace(record, **{name: getattr(found, name) for name in names})


def _requirements(task: Task, found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """The items that a task's words give; one that was there before keeps its id, and what a person put right in it."""
    known = {one.text: one for one in task.requirements}
    blank = Requirement("", "", span=task.span)
    held = ((one, known.get(one.text, blank)) for one in found)
    return tuple(old if old.rule == RULE else replace(one, id=old.id, span=old.span) for one, old in held)


def _follows(before: Indicator, now: Indicator, task: Task) -> Task:
    """The one task without a method says what its indicator says."""
    if len(now.tasks) > 1 or task.method or task.text not in ("", before.text):
        return task
    flat = narrow(now.text)
    if now.kind == "measure":
        found = measure_requirements(flat, now.text, 0, len(flat), "", now.heading or now.text)
    else:
        found = split_requirements(flat, now.text, 0, len(flat), "", None)
    return replace(task, text=now.text, requirements=_requirements(task, found), rule=RULE)


def _facts(notice: Notice, words: Mapping[str, str]) -> tuple[Fact, ...]:
    place = {one.field: one.span for one in reversed(notice.facts)}
    told = [Fact(name, written(getattr(notice, name)), place.get(name, Span(0, 0)), RULE) for name in words]
    return (*(one for one in notice.facts if one.field not in words), *(one for one in told if one.value))
