"""Places of a notice as a page names them: “indicators.0.responsible.1”, “indicators.0.responsible” for the list."""

import re
from collections.abc import Iterator
from typing import Any

from govdoc.corrections.parts import PARTS, items, part_of, step_to
from govdoc.errors import GovdocError
from govdoc.model import Notice, Step

HEAD = "文头"
WORDS = {
    "indicators": "指标",
    "responsible": "单位",
    "deadlines": "时限",
    "deadline": "时限",
    "tasks": "任务",
    "requirements": "材料项",
    "period": "工作期限",
    "stages": "阶段",
    "submissions": "报送",
    "contacts": "联系人",
    "questionnaires": "问卷",
    "sections": "部分",
    "questions": "题",
    "options": "选项",
}


def reached(record: Any, place: str) -> tuple[Any, tuple[Step, ...]]:
    """The record in a place and the path to it; for a list the record that holds it, and the path to the list.

    Raises GovdocError where there is no such place.
    """
    names = place.split(".") if place else []
    path: list[Step] = []
    for list_, at in zip(names[::2], [*names[1::2], ""], strict=False):
        if list_ not in part_of(record).lists or (at and not at.isdecimal()):
            raise GovdocError("没有这一处", "请重新查看后再改")
        if not at:
            return record, (*path, Step(list_))
        if int(at) >= len(items(record, list_)):
            raise GovdocError("这一处已不在", "请重新查看后再改")
        path.append(step_to(record, list_, int(at)))
        record = items(record, list_)[int(at)]
    return record, tuple(path)


def place_said(place: str) -> str:
    """A place as a person writes it, counted from 1.

    >>> place_said("indicators.0.responsible.1"), place_said("stages"), place_said("")
    ('指标1.单位2', '阶段', '文头')
    """
    names = place.split(".") if place else []
    steps = zip(names[::2], [*names[1::2], ""], strict=False)
    return ".".join(WORDS[list_] + (str(int(at) + 1) if at else "") for list_, at in steps) or HEAD


def place_meant(said: str) -> str:
    """The place that a person's words mean. Raises GovdocError where they mean none.

    >>> place_meant("指标1.单位2"), place_meant("文头")
    ('indicators.0.responsible.1', '')
    """
    part, found = PARTS[Notice], []
    for word in [] if said == HEAD else said.split("."):
        step = re.fullmatch(r"(\D+)(\d*)", word)
        list_ = next((name for name in part.lists if step and WORDS[name] == step[1]), None)
        if step is None or list_ is None:
            raise GovdocError(f"“{said}”不是可以更正的位置", "用 govdoc correct places 查看各处的位置")
        part = PARTS[part.lists[list_]]
        found += [list_, str(int(step[2]) - 1)] if step[2] else [list_]
    return ".".join(found)


def held(record: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every record below a record with its place, in reading order."""
    for list_ in part_of(record).lists:
        for at, one in enumerate(items(record, list_)):
            here = f"{place}.{list_}.{at}".lstrip(".")
            yield here, one
            yield from held(one, here)
