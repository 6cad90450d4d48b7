"""What became of the codes and methods that decisions were made under."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from govdoc.corrections.apply import undone
from govdoc.model import Correction, Decision, Gap, Place


@dataclass(frozen=True, slots=True)
class _Rename:
    """Cells called otherwise: those of a code, or of one method of it. Not `alone` where two became one."""

    notice: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    alone: bool = True

    def place(self, place: Place | None) -> Place | None:
        """The place under its new name."""
        if place is None or place.notice != self.notice:
            return place
        named = (place.indicator, place.method or "")[: len(self.old)]
        if named != self.old:
            return place
        code, method = (*self.new, place.method or "")[:2]
        return Place(place.notice, code, method or None)

    def item(self, name: str) -> str:
        """The id of a required item under its new name."""
        old, new = ("/".join(filter(None, each)) + "/" for each in (self.old, self.new))
        return new + name.removeprefix(old) if self.alone and name.startswith(old) else name


def renaming(log: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections by which cells are called otherwise, and what takes them back."""
    found = {one.number for one in log if _rename(one)}
    return tuple(one for one in log if (one.undoes if one.kind == "undo" else one.number) in found)


def follow(decision: Decision, log: Sequence[Correction]) -> Decision:
    """The decision under the codes and methods that its cells have now; of two cells made one it is about the one.

    `log` are the corrections that are `renaming`, as for all that follows.
    """
    number = decision.number
    for one in _since(log, lambda one: one.decisions < number):
        if any(place and place.notice == one.notice for place in (decision.place, decision.origin)):
            decision = replace(
                decision,
                place=one.place(decision.place),
                origin=one.place(decision.origin),
                requirements=tuple(map(one.item, decision.requirements)),
            )
    return decision


def follow_gap(gap: Gap, log: Sequence[Correction], at: dt.datetime) -> Gap:
    """The row of a cell as it stood at a time, under the code and method that the cell has now."""
    for one in _since(log, lambda one: one.at <= at):
        place = one.place(gap.place)
        if place and gap.notice == one.notice:
            items = tuple(replace(item, requirement=one.item(item.requirement)) for item in gap.items)
            gap = replace(gap, indicator=place.indicator, method=place.method, items=items)
    return gap


def follow_code(notice: str, code: str, log: Sequence[Correction]) -> str:
    """The code that an indicator has now, which the notice called so as it was read."""
    place: Place | None = Place(notice, code)
    for one in _since(log, lambda _: False):
        place = one.place(place) if len(one.old) == 1 else place
    return place.indicator if place else code


def _since(log: Sequence[Correction], known: Callable[[Correction], bool]) -> Iterator[_Rename]:
    """What was called otherwise, or called so again, by corrections not yet known to who speaks."""
    back, made = undone(log), {one.number: one for one in log}
    for one in log:
        if known(one):
            continue
        if one.kind == "undo":
            taken = made[one.undoes or 0]
            found = _rename(taken) if known(taken) else None
            if found and found.alone:
                yield replace(found, old=found.new, new=found.old)
        elif one.number not in back and (found := _rename(one)):
            yield found


def _rename(one: Correction) -> _Rename | None:
    lists, names = tuple(step.field for step in one.path), tuple(step.name for step in one.path)
    if lists not in (("indicators",), ("indicators", "tasks")):
        return None
    if one.kind == "undo":
        return None
    if one.kind == "merge" and one.other:
        return _Rename(one.notice, (*names[:-1], one.other.name), names, alone=False)
    field = "code" if len(lists) == 1 else "method"
    if one.kind != "change" or field not in one.before:
        return None
    return _Rename(one.notice, (*names[:-1], one.before[field]), (*names[:-1], one.after[0][field]))
