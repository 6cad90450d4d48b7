"""What each unit owes (应报项): the cells that a notice's responsible units make."""

from collections.abc import Iterable
from dataclasses import replace

from govdoc.model import Cell, Doubt, Indicator, Notice, Responsible, Unit
from govdoc.units.directory import Directory
from govdoc.units.groups import is_open

_RANK = {"lead": 0, "responsible": 1, "support": 2, "implied": 3}


def owed(notices: Iterable[Notice], directory: Directory) -> tuple[tuple[Cell, ...], tuple[Doubt, ...]]:
    """The cells, by unit in roster order and then as printed, each once; and the names that need a person.

    A cell is a unit, an indicator and a method, whatever the role. Where several names bind a unit, a lead
    comes first, then its own name before a group's, then the stronger role. A Doubt's `where` lists the
    codes of the indicators that print the name.
    """
    cells: dict[str, list[Cell]] = {unit.name: [] for unit in directory.units}
    doubts: dict[tuple[str, str], Doubt] = {}
    for notice in notices:
        for indicator in notice.indicators:
            claims, open_names = _claims(indicator, directory)
            for doubt in open_names:
                known = doubts.setdefault((doubt.name, doubt.kind), doubt)
                if indicator.code not in known.where:
                    doubts[doubt.name, doubt.kind] = replace(known, where=(*known.where, indicator.code))
            methods = dict.fromkeys(task.method for task in indicator.tasks) or {None: None}
            for unit, who in claims.items():
                cells[unit] += [
                    Cell(unit, notice.key, indicator.code, method, who.role, who.name) for method in methods
                ]
    return tuple(cell for unit in cells.values() for cell in unit), tuple(doubts.values())


def _claims(indicator: Indicator, directory: Directory) -> tuple[dict[str, Responsible], list[Doubt]]:
    """The unit names an indicator binds, each with the entry that binds it best, and the open names."""
    best: dict[str, tuple[tuple[bool, bool, int], Responsible]] = {}
    doubts = []
    for who in indicator.responsible:
        units = directory.bound(who.name, who.group)
        if isinstance(units, Doubt):
            doubts.append(units)
            units = _certain_part(who.name, directory)
        for unit in units:
            named = len(units) == 1 and not who.group
            rank = (who.role != "lead", not named, _RANK[who.role])
            if unit.name not in best or rank < best[unit.name][0]:
                best[unit.name] = (rank, who)
    return {name: who for name, (_, who) in best.items()}, doubts


def _certain_part(name: str, directory: Directory) -> tuple[Unit, ...]:
    """市商务局等 leaves the others open, but binds 市商务局."""
    head, sign, _ = name.rpartition("等")
    if not (sign and is_open(name)):
        return ()
    unit = directory.resolve(head)
    return (unit,) if isinstance(unit, Unit) else ()
