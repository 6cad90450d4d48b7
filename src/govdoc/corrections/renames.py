"""What became of the codes and methods that decisions were made under."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govdoc.corrections.apply import undone
from govdoc.model import Correction, Decision, Place


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


def follow(decision: Decision, log: Sequence[Correction]) -> Decision:
    """The decision under the codes and methods that its cells have now; of two cells made one it is about the one."""
    back, made = undone(log), {one.number: one for one in log}
    for one in log:
        if one.decisions < decision.number:  # the decision knew of it
            continue
        if one.kind == "undo":
            taken = made[one.undoes or 0]
            found = _rename(taken) if taken.decisions < decision.number else None
            rename = replace(found, old=found.new, new=found.old) if found and found.alone else None
        else:
            rename = None if one.number in back else _rename(one)
        if rename and any(place and place.notice == one.notice for place in (decision.place, decision.origin)):
            decision = replace(
                decision,
                place=rename.place(decision.place),
                origin=rename.place(decision.origin),
                requirements=tuple(map(rename.item, decision.requirements)),
            )
    return decision


def _rename(one: Correction) -> _Rename | None:
    lists, names = tuple(step.field for step in one.path), tuple(step.name for step in one.path)
    if lists not in (("indicators",), ("indicators", "tasks")):
        return None
    if one.kind == "merge" and one.other:
        return _Rename(one.notice, (*names[:-1], one.other.name), names, alone=False)
    field = "code" if len(lists) == 1 else "method"
    if one.kind != "change" or field not in one.before:
        return None
    return _Rename(one.notice, (*names[:-1], one.before[field]), (*names[:-1], one.after[0][field]))
