"""What an indicator asks under a method, worked out once for all units."""

from dataclasses import dataclass

from govdoc.gaps.wording import asked_kind, is_general, is_negative, missing_row, subject_of
from govdoc.model import Indicator, Notice, Requirement


@dataclass(frozen=True, slots=True)
class Ask:
    """The items of one cell, whoever owes it, and what is known of each by its words alone.

    `subjects` are the items as they are quoted; `general` asks for whatever shows the indicator, `web` only for what
    shows on the web; `kinds` is the kind of thing asked for; `negative` is about what must not have happened; `rows`
    are the rows of the wording where nothing came in.
    """

    notice: Notice
    indicator: Indicator
    requirements: tuple[Requirement, ...]
    subjects: tuple[str, ...]
    general: tuple[bool, ...]
    web: tuple[bool, ...]
    kinds: tuple[str, ...]
    negative: tuple[bool, ...]
    rows: tuple[str, ...]


def asked(notice: Notice, indicator: Indicator, method: str | None) -> Ask:
    """What an indicator asks under a method; its own words where it names no items."""
    tasks = [task for task in indicator.tasks if task.method == method]
    requirements = tuple(requirement for task in tasks for requirement in task.requirements)
    if not requirements:
        text = "；".join(task.text for task in tasks) or indicator.text or indicator.label
        requirements = (Requirement(tasks[0].id if tasks else indicator.code, text),)
    subjects = tuple(subject_of(requirement, indicator) for requirement in requirements)
    rows = tuple(missing_row(requirement, indicator, method) for requirement in requirements)
    return Ask(
        notice,
        indicator,
        requirements,
        subjects,
        tuple(is_general(one.text) for one in requirements),
        tuple(
            asked_kind(requirement, method) == "online" and not is_negative(requirement, indicator)
            for requirement in requirements
        ),
        tuple(asked_kind(requirement, method) for requirement in requirements),
        tuple(is_negative(requirement, indicator) for requirement in requirements),
        rows,
    )
