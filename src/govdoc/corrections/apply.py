"""A notice with what persons have put right in it; what they put right is found again by what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from govdoc.corrections.parts import (
    PARTS,
    alike,
    find,
    items,
    part_of,
    placed,
    step_to,
    takes_more,
    with_items,
    words_of,
)
from govdoc.corrections.reread import reread
from govdoc.corrections.values import read
from govdoc.errors import GovdocError
from govdoc.model import (
    Correction,
    CorrectionState,
    Deadline,
    Indicator,
    Notice,
    Question,
    Span,
    Stage,
    Step,
    Submission,
    Task,
)
from govdoc.parsing.deadline_rules import Calendar

Outcome = tuple[Any, CorrectionState]


def corrected(notice: Notice, log: Sequence[Correction]) -> Notice:
    """The notice with all corrections that find what they correct."""
    return applied(notice, log)[0]


def applied(notice: Notice, log: Sequence[Correction]) -> tuple[Notice, dict[int, CorrectionState]]:
    """The notice with the corrections of a log in their order, and what has become of each, by number."""
    own = [one for one in log if one.notice == notice.key]
    back = undone(own)
    states: dict[int, CorrectionState] = dict.fromkeys(back, "undone")
    now = apart(notice)
    for one in own:
        if one.kind != "undo" and one.number not in back:
            now, states[one.number] = put_right(now, one)
    if not set(states.values()) - {"undone", "astray"}:
        return notice, states
    return together(_with_ids(now, notice)), states


def undone(log: Sequence[Correction]) -> frozenset[int]:
    """The numbers taken back."""
    return frozenset(one.undoes for one in log if one.kind == "undo" and one.undoes is not None)


def put_right(notice: Notice, one: Correction) -> tuple[Notice, CorrectionState]:
    """The notice, set `apart`, with one correction more, and what has become of it."""
    calendar = Calendar(notice.issued_on, notice.period.end if notice.period else None)
    try:
        return _edited(notice, one.path, one, calendar)
    except GovdocError:  # words that could be read when they were written, and cannot now
        return notice, "astray"


def apart(notice: Notice) -> Notice:
    """The notice whose `deadlines` are only those that no indicator, stage or report has as its own."""
    own = {(one.span, one.rule, one.text) for one in _own_deadlines(notice)}
    others = tuple(one for one in notice.deadlines if (one.span, one.rule, one.text) not in own)
    return replace(notice, deadlines=others)


def together(notice: Notice) -> Notice:
    """The notice set `apart`, its `deadlines` all there are again."""
    every = dict.fromkeys((*_own_deadlines(notice), *notice.deadlines))
    return replace(notice, deadlines=tuple(sorted(every, key=lambda one: one.span)))


def _own_deadlines(notice: Notice) -> list[Deadline]:
    holders: tuple[Stage | Submission, ...] = (*notice.stages, *notice.submissions)
    own = [due for one in notice.indicators for due in one.deadlines]
    return [*own, *(one.deadline for one in holders if one.deadline)]


def _edited(record: Any, path: Sequence[Step], one: Correction, calendar: Calendar) -> Outcome:
    if not path:
        return _changed(record, one, calendar)
    if len(path) == 1:
        found, state = _in_list(record, path[0], one, calendar)
        twice = path[0].field == "indicators" and len({each.code for each in found.indicators}) < len(found.indicators)
        return (record, "astray") if twice else (found, state)
    at = find(record, path[0])
    if at is None:
        return record, "astray"
    held = list(items(record, path[0].field))
    held[at], state = _edited(held[at], path[1:], one, calendar)
    return with_items(record, path[0].field, tuple(held)), state


def _in_list(record: Any, step: Step, one: Correction, calendar: Calendar) -> Outcome:
    """A list with one item changed, parted, joined with another, put in or taken out."""
    held, at = items(record, step.field), find(record, step)
    if one.kind in ("add", "split") and not takes_more(record, step.field):
        return record, "astray"
    if one.kind == "add":
        return _with_new(record, step.field, one.after[0], calendar)
    if at is None:
        met = not alike(record, step) if one.kind == "delete" else _are_there(record, step, one)
        return record, "met" if met else "astray"
    here = held[at]
    if one.kind == "change":
        new, state = _changed(here, one, calendar)
        return with_items(record, step.field, (*held[:at], new, *held[at + 1 :])), state
    if one.kind == "delete":
        return with_items(record, step.field, (*held[:at], *held[at + 1 :])), "holds"
    second = find(record, one.other) if one.other else None
    if not _as_before(here, one.before) or (one.kind == "merge" and second in (None, at)):
        return record, "met" if _are_there(record, step, one) else "astray"
    if one.kind == "split":
        first, *others = one.after
        parted = (_with(here, first, calendar), *(_with(_beside(here), words, calendar) for words in others))
        return with_items(record, step.field, (*held[:at], *parted, *held[at + 1 :])), "holds"
    joined = _with(_joined(here, held[second or 0]), one.after[0], calendar)
    rest = [joined if place == at else each for place, each in enumerate(held) if place != second]
    return with_items(record, step.field, tuple(rest)), "holds"


def _changed(record: Any, one: Correction, calendar: Calendar) -> Outcome:
    (after,), now = one.after, words_of(record)
    if all(now.get(name) == said for name, said in after.items()):
        return record, "met"
    if any(now.get(name) not in (one.before.get(name), said) for name, said in after.items()):
        return record, "astray"
    return _with(record, after, calendar), "holds"


def _as_before(record: Any, before: Mapping[str, str]) -> bool:
    now = words_of(record)
    return all(now.get(name) == said for name, said in before.items())


def _are_there(record: Any, step: Step, one: Correction) -> bool:
    """Whether the notice has by itself, without the item joined to another, what a person would have there."""
    part = PARTS[part_of(record).lists[step.field]]
    for words in one.after:
        at = find(record, Step(step.field, words.get(part.called, step.name), words.get(part.says, step.text)))
        if at is None or not _as_before(items(record, step.field)[at], words):
            return False
    return not one.other or find(record, one.other) in (None, find(record, step))


def _with_new(record: Any, list_: str, words: Mapping[str, str], calendar: Calendar) -> Outcome:
    blank = PARTS[part_of(record).lists[list_]].blank()
    start = 0 if isinstance(record, Notice) else getattr(record, "span", Span(0, 0)).start
    if isinstance(blank, Indicator) and record.indicators:
        blank = replace(blank, kind=record.indicators[-1].kind)
    new = placed(_with(blank, words, calendar), Span(start, start))
    grown = with_items(record, list_, (*items(record, list_), new))
    wanted = step_to(grown, list_, len(items(grown, list_)) - 1)
    return (record, "met") if wanted.nth else (grown, "holds")


def _with(record: Any, words: Mapping[str, str], calendar: Calendar) -> Any:
    """The record with fields as a person wrote them, and with what follows from them read anew."""
    part = part_of(record)
    blank = part.blank()
    values = {name: read(part.fields[name].kind, said) for name, said in words.items() if name in part.fields}
    values = {name: getattr(blank, name) if value is None else value for name, value in values.items()}
    return reread(record, replace(record, **values), words, calendar)


def _beside(record: Any) -> Any:
    """What an item's second half starts from: all that both have in common."""
    if isinstance(record, Indicator):
        alone = [task for task in record.tasks if task.method is None]
        return replace(record, heading="", tasks=(Task("", None, ""),) if alone and len(record.tasks) == 1 else ())
    if isinstance(record, Task):
        return replace(record, requirements=())
    if isinstance(record, Question):
        return replace(record, options=())
    return replace(record, id="") if hasattr(record, "id") else record


def _joined(first: Any, second: Any) -> Any:
    """The first item with all that both hold, each unit once."""
    lists = part_of(first).lists
    for name in lists:
        known = {step_to(first, name, at).name for at in range(len(items(first, name))) if name == "responsible"}
        more = [each for each in items(second, name) if name != "responsible" or each.name not in known]
        first = with_items(first, name, (*items(first, name), *more))
    return first


def _with_ids(notice: Notice, original: Notice) -> Notice:
    """The notice with the ids of tasks and items that corrections touched; an item keeps its number."""
    before = {id(one) for one in original.indicators}
    return replace(notice, indicators=tuple(one if id(one) in before else _numbered(one) for one in notice.indicators))


def _numbered(one: Indicator) -> Indicator:
    ids = [f"{one.code}/{task.method}" if task.method else one.code for task in one.tasks]
    held = [[_number(asked.id) for asked in task.requirements] for task in one.tasks]
    last = {name: max([0, *(n for own, ns in zip(ids, held, strict=True) if own == name for n in ns)]) for name in ids}
    taken: set[str] = set()
    tasks = []
    for name, task, numbers in zip(ids, one.tasks, held, strict=True):
        named = []
        for asked, number in zip(task.requirements, numbers, strict=True):
            if not number or f"{name}/{number}" in taken:
                number = last[name] = last[name] + 1
            taken.add(f"{name}/{number}")
            named.append(replace(asked, id=f"{name}/{number}"))
        tasks.append(replace(task, id=name, requirements=tuple(named)))
    return replace(one, tasks=tuple(tasks))


def _number(name: str) -> int:
    last = name.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0
