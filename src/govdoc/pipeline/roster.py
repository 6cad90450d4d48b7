"""The roster of units: taken in, asked, and applied to the folders of the ledger."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Cell, Doubt, Unit
from govdoc.pipeline.folder import top_folder
from govdoc.store import queries
from govdoc.units import Answer, Directory, read_roster
from govdoc.units import owed as cells_owed

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What a new roster would change in the one kept, before it is kept."""

    units: tuple[Unit, ...]
    added: tuple[Unit, ...]
    changed: tuple[tuple[Unit, Unit], ...]  # before, after
    removed: tuple[Unit, ...]

    @property
    def loses(self) -> bool:
        """Whether anything kept so far would be overwritten or dropped."""
        return bool(self.changed or self.removed)


def preview_roster(db: "Database", file: Path) -> RosterChange:
    """A roster file against the roster kept. Raises GovdocError where the file holds no roster."""
    from govdoc.pipeline.notices import read_file

    units = _roster_in(file, read_file(file).tables())
    before = {unit.name: unit for unit in queries.units(db)}
    names = {unit.name for unit in units}
    return RosterChange(
        units,
        tuple(unit for unit in units if unit.name not in before),
        tuple((before[unit.name], unit) for unit in units if unit.name in before and before[unit.name] != unit),
        tuple(unit for name, unit in before.items() if name not in names),
    )


def keep_roster(db: "Database", change: RosterChange) -> tuple[Doubt, ...]:
    """Keep a previewed roster and give the ledger's files their units by it; folders in doubt are returned."""
    queries.put_units(db, change.units)
    return place_files(db)


def directory(db: "Database") -> Directory:
    """The roster with all remembered answers."""
    return Directory(queries.units(db), queries.answers(db))


def resolve(db: "Database", name: str) -> tuple[Unit, ...] | Doubt:
    """Whom a name means, be it a unit, a group or a folder of the ledger."""
    units = directory(db)
    found = units.bound(name)
    if not isinstance(found, Doubt):
        return found
    on_folder = units.resolve_folder(name)
    if isinstance(on_folder, Doubt):
        return found
    return (on_folder,) if on_folder else ()


def remember(
    db: "Database", names: tuple[str, ...], units: tuple[str, ...], kinds: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    """Keep one answer for all the names; with units, kinds and tags all empty they mean nobody.

    Raises GovdocError where a unit, kind or tag is not in the roster; then nothing is kept.
    """
    full = tuple(unit_named(db, unit).name for unit in units)
    roster = queries.units(db)
    for said, what, had in (
        (kinds, "类别", [kind for unit in roster for kind in unit.kinds]),
        (tags, "标签", [tag for unit in roster for tag in unit.tags]),
    ):
        if unknown := [value for value in said if value not in had]:
            raise GovdocError(f"名册里没有{what}“{unknown[0]}”", f"现有{what}：{'、'.join(dict.fromkeys(had)) or '无'}")
    for name in names:
        queries.put_answer(db, Answer(name, full, kinds, tags))


def forget(db: "Database", name: str) -> tuple[Doubt, ...]:
    """Take an answer back and give the files their units without it; folders in doubt are returned."""
    queries.drop_answer(db, name)
    return place_files(db)


def doubts_of(db: "Database") -> tuple[Doubt, ...]:
    """Every name and folder that a person must decide, groups first."""
    found = (*owed(db)[1], *place_files(db))
    return tuple(sorted(found, key=lambda doubt: doubt.kind != "group"))


def place_files(db: "Database") -> tuple[Doubt, ...]:
    """Give every file of the ledger the unit of its top folder; folders that a person must decide are returned.

    Without a roster no file has a unit and nothing is in doubt.
    """
    units = directory(db)
    known: dict[str, str | None] = {}
    doubts: list[Doubt] = []
    placed: dict[str, str | None] = {}
    for path in queries.paths(db):
        folder = top_folder(path)
        if folder is not None and folder not in known:
            known[folder] = None
            if units.units:
                found = units.resolve_folder(unicodedata.normalize("NFC", folder))
                if isinstance(found, Doubt):
                    doubts.append(found)
                else:
                    known[folder] = found.name if found else None
        placed[path] = known[folder] if folder is not None else None
    queries.set_unit(db, placed)
    return tuple(doubts)


def owed(db: "Database") -> tuple[tuple[Cell, ...], tuple[Doubt, ...]]:
    """What every unit owes under the notices kept, and the names in them that a person must decide."""
    return cells_owed(queries.notices(db), directory(db))


def unit_named(db: "Database", name: str) -> Unit:
    """The unit a user means. Raises GovdocError naming the nearest where it is not certain."""
    found = directory(db).resolve(name)
    if isinstance(found, Unit):
        return found
    near = "、".join(found.candidates[:3]) if found else ""
    raise GovdocError(f"名册里认不出单位“{name}”", f"是否为：{near}" if near else "用 govdoc units list 查看名册")


def _roster_in(file: Path, tables: tuple[tuple[tuple[str, ...], ...], ...]) -> tuple[Unit, ...]:
    """The first table that reads as a roster."""
    refusal = GovdocError(f"{file.name} 里没有表格", "名册应为 xlsx 或 csv，首行为：单位名称、别名、类别、标签")
    for table in tables:
        try:
            if units := read_roster(table):
                return units
        except GovdocError as error:
            refusal = GovdocError(f"{file.name}：{error.message}", error.remedy)
    raise refusal
