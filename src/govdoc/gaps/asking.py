"""What an indicator asks under a method, worked out once for all units."""

import re
from dataclasses import dataclass

from govdoc.gaps.judge import Asks
from govdoc.gaps.wording import asked_kind, is_general, is_negative, missing_row, subject_of
from govdoc.model import Indicator, Notice, Requirement

_PAPERS = re.compile("汇总|收集|整理|材料|资料|文件|台账|案卷|记录|制度|图片")


@dataclass(frozen=True, slots=True)
class Ask:
    """The items of one cell, whoever owes it, and what is known of each by its words alone.

    `subjects` are the items as they are quoted; `general` says which ask for whatever shows the indicator; `asks` is
    what each is after; `rows` are the rows of the wording where nothing came in.
    """

    notice: Notice
    indicator: Indicator
    requirements: tuple[Requirement, ...]
    subjects: tuple[str, ...]
    general: tuple[bool, ...]
    asks: tuple[Asks, ...]
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
        tuple(_asks(one, indicator, method) for one in requirements),
        rows,
    )


def _asks(requirement: Requirement, indicator: Indicator, method: str | None) -> Asks:
    kind, negative = asked_kind(requirement, method), is_negative(requirement, indicator)
    web = kind == "online" and not negative
    on_site = kind == "site" and is_general(requirement.text) and not _PAPERS.search(requirement.text)
    return Asks(kind, web, on_site, negative, bonus=indicator.kind == "bonus")
