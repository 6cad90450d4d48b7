"""Places of a notice as a page names them: “indicators.0.responsible.1”, “indicators.0.responsible” for the list."""

from collections.abc import Iterator
from typing import Any

from govdoc.corrections.parts import items, part_of, step_to
from govdoc.errors import GovdocError
from govdoc.model import Step


def reached(record: Any, place: str) -> tuple[Any, tuple[Step, ...]]:
    """The record in a place and the path to it; for a list the record that holds it, and the path to the list.

    Raises GovdocError where there is no such place.
    """
    names = place.split(".") if place else []
    path: list[Step] = []
    for list_, at in zip(names[::2], [*names[1::2], ""], strict=False):
        if list_ not in part_of(record).lists or (at and not at.isdecimal()):
            raise GovdocError("没有这一处", "请刷新后再改")
        if not at:
            return record, (*path, Step(list_))
        if int(at) >= len(items(record, list_)):
            raise GovdocError("这一处已不在", "请刷新后再改")
        path.append(step_to(record, list_, int(at)))
        record = items(record, list_)[int(at)]
    return record, tuple(path)


def held(record: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every record below a record with its place, in reading order."""
    for list_ in part_of(record).lists:
        for at, one in enumerate(items(record, list_)):
            here = f"{place}.{list_}.{at}".lstrip(".")
            yield here, one
            yield from held(one, here)
