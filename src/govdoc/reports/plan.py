"""What every unit is to do (任务分解): the notices' tasks by unit and by indicator, before anything is handed in."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from govdoc.model import Cell, Due, Indicator, Notice, Task, Unit
from govdoc.reports.overview import Column
from govdoc.reports.wording import noun, numbered, trimmed, words

_ROLES = ("lead", "responsible", "support", "implied")


@dataclass(frozen=True, slots=True)
class Duty:
    """One cell of a unit with what the notice asks for there."""

    cell: Cell
    notice: Notice
    indicator: Indicator
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to do what by when. `title` is the title of the campaign's notice, `office` who gives out the sheets.

    `duties_of` and `columns` are derived: a unit's duties in the order of the notices, and the indicators in theirs.
    """

    title: str
    office: str
    date: dt.date
    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]
    cells: tuple[Cell, ...]
    dues: tuple[Due, ...]
    columns: tuple[Column, ...] = field(init=False, repr=False, compare=False)
    duties_of: Mapping[str, tuple[Duty, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Bring cells and indicators together once."""
        columns = tuple(Column(notice, indicator) for notice in self.notices for indicator in notice.indicators)
        rank = {column.key: at for at, column in enumerate(columns)}
        duties: dict[str, list[Duty]] = {unit.name: [] for unit in self.units}
        for cell in sorted(self.cells, key=lambda cell: rank.get((cell.notice, cell.indicator), len(rank))):
            if (cell.notice, cell.indicator) in rank:
                column = columns[rank[cell.notice, cell.indicator]]
                tasks = tuple(task for task in column.indicator.tasks if task.method == cell.method)
                duties.setdefault(cell.unit, []).append(Duty(cell, column.notice, column.indicator, tasks))
        derive = object.__setattr__
        derive(self, "columns", columns)
        derive(self, "duties_of", {name: tuple(found) for name, found in duties.items() if found})

    @property
    def noun(self) -> str:
        """What the notices' indicators are called: 指标 or 措施."""
        return noun(column.indicator for column in self.columns)


def asked(duty: Duty) -> tuple[str, ...]:
    """What is to be done: the required items, else the task, else the indicator as printed.

    An item that repeats the heading says nothing; the task says it all.
    """
    heading = trimmed(duty.indicator.heading)
    items = [requirement.text for task in duty.tasks for requirement in task.requirements]
    if items and [trimmed(item) for item in items] == [heading]:
        items = [re.sub(rf"^{re.escape(heading)}[。：:\s]*(?=\S)", "", task.text) for task in duty.tasks]
    texts = items or [task.text for task in duty.tasks if task.text] or [duty.indicator.text or duty.indicator.label]
    lines = [trimmed(text) for text in texts]
    return tuple(numbered(at) + line for at, line in enumerate(lines)) if len(lines) > 1 else tuple(lines)


def by_when(indicator: Indicator, notice: Notice) -> str:
    """The indicator's own deadlines as printed; without one the stages of the notice hold, if it has any."""
    told = [deadline.text + ("，并长期坚持" if deadline.ongoing else "") for deadline in indicator.deadlines]
    staged = any(stage.deadline for stage in notice.stages) or any(one.deadline for one in notice.submissions)
    return "；".join(dict.fromkeys(told)) or (str(words()["task"]["stages"]) if staged else "—")


def role_word(role: str) -> str:
    """What a unit is in a task.

    >>> role_word("lead")
    '牵头'
    """
    return str(words()["role"][role])


def role_counts(duties: tuple[Duty, ...]) -> dict[str, int]:
    """How many indicators a unit leads, answers for, supports; roles it does not have are left out."""
    best: dict[tuple[str, str], str] = {}
    for duty in duties:
        key = (duty.notice.key, duty.indicator.code)
        known = best.setdefault(key, duty.cell.role)
        if _ROLES.index(duty.cell.role) < _ROLES.index(known):
            best[key] = duty.cell.role
    counts = {role: sum(value == role for value in best.values()) for role in _ROLES}
    return {role: count for role, count in counts.items() if count}
