"""The reviewers' desk: every file under every cell it may serve, what waits for a person first."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from govdoc.errors import GovdocError
from govdoc.gaps import Rulings, decided, find_gaps, row_id, rule
from govdoc.gaps.templates import Templates
from govdoc.model import Cell, Decision, Evidence, Gap, Inspected, Match, Notice, Place, ReviewRow, Unit
from govdoc.pipeline.desk_rows import by_urgency, file_row, file_rows, stale_rows, urgency
from govdoc.pipeline.inspected import inspected
from govdoc.pipeline.own_wording import own_templates
from govdoc.pipeline.roster import owed
from govdoc.pipeline.surveys import surveyed
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_OfUnit = TypeVar("_OfUnit", Cell, Gap, Evidence, Decision)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What there is of one unit, and made of that: how its cells stand, and rows by id in the order of urgency.

    It is only equal to itself, so that what pages make of it can be kept until a decision puts another in its place.
    """

    files: Sequence[Evidence] = ()
    cells: Mapping[Place, Cell] = field(default_factory=dict)
    log: tuple[Decision, ...] = ()
    gaps: Mapping[Place, Gap] = field(default_factory=dict)
    rows: Mapping[str, ReviewRow] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)  # without slots, for what is put together only when asked for
class Desk:
    """All there is to review, by unit. The files are without their texts."""

    parts: Mapping[str, Part]
    log: tuple[Decision, ...]
    files: Mapping[str, Evidence]

    @cached_property
    def rows(self) -> tuple[ReviewRow, ...]:
        """All rows in the order of urgency."""
        return tuple(by_urgency(part.rows.values() for part in self.parts.values()))

    @cached_property
    def gaps(self) -> Mapping[tuple[str, Place], Gap]:
        """All cells with what reviewers decided, units in the order of the roster."""
        return {(unit, place): gap for unit, part in self.parts.items() for place, gap in part.gaps.items()}

    @cached_property
    def rulings(self) -> Rulings:
        """What the log comes to."""
        return rule(self.log)

    def of(self, unit: str) -> Part:
        """What there is of a unit."""
        return self.parts.get(unit) or Part()

    def row(self, name: str) -> ReviewRow | None:
        """The row of an id, in any case of letters."""
        found = (part.rows.get(name.upper()) for part in self.parts.values())
        return next((row for row in found if row and row.sha256), None)

    def cell(self, name: str) -> Gap | None:
        """The cell of an id, in any case of letters."""
        return next((gap for (unit, place), gap in self.gaps.items() if row_id(unit, place) == name.upper()), None)


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """What a desk is made of, apart from what reviewers said. The files are without their texts."""

    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]
    cells: tuple[Cell, ...]
    files: tuple[Evidence, ...]
    proposed: Mapping[str, tuple[Match, ...]]
    templates: Templates
    inspected: Mapping[tuple[str, str, str], Inspected]
    surveyed: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, db: "Database") -> "Matter":
        """The matter of a workspace as it stands."""
        from govdoc.matching import hold_back

        files, found = tuple(queries.ledger(db, text=False)), queries.matches(db)
        proposed = {file.path: hold_back(found.get(file.path, ()), file.flags) for file in files}
        cells, templates = owed(db)[0], own_templates(db)
        looked = inspected(db, files), surveyed(db)
        return cls(queries.notices(db), queries.units(db), cells, files, proposed, templates, *looked)

    def final(self, files: Iterable[Evidence], rulings: Rulings) -> list[Match]:
        """The matches of files with what reviewers decided."""
        return [match for file in files for match in decided(file, self.proposed[file.path], rulings)]

    def gaps(
        self, cells: Iterable[Cell], files: Sequence[Evidence], final: Iterable[Match], log: Sequence[Decision]
    ) -> tuple[Gap, ...]:
        """How cells stand. `files` are all of their units', those that serve them with their texts."""
        return find_gaps(self.notices, cells, files, final, log, self.templates, self.inspected, self.surveyed)


def desk(db: "Database") -> Desk:
    """The desk as the workspace stands."""
    return desk_of(Matter.of(db), db)


def desk_of(matter: Matter, db: "Database") -> Desk:
    """The desk of all units. The texts of the files are read once, for the cells."""
    log, files = decision_log.decisions(db), tuple(queries.ledger(db, text=True))
    found = _by_unit(matter.gaps(matter.cells, files, matter.final(files, rule(log)), log))
    held, cells, logs = _by_unit(matter.files), _by_unit(matter.cells), _by_unit(log)
    parts = {}
    for unit in dict.fromkeys((*cells, *held, *logs)):
        owes = {cell.place: cell for cell in cells.get(unit, ())}
        gaps = {gap.place: gap for gap in found.get(unit, ())}
        parts[unit] = _with_rows(Part(held.get(unit, ()), owes, tuple(logs.get(unit, ())), gaps), matter)
    return Desk(parts, log, {file.path: file for file in matter.files})


def renewed(
    before: Desk, matter: Matter, later: Sequence[Decision], texts: Callable[[Iterable[str]], Mapping[str, str]]
) -> Desk:
    """The desk after later decisions. `texts` gives the texts of paths, and is asked for those that matter."""
    parts = {unit: _renewed(before.of(unit), matter, made, texts) for unit, made in _by_unit(later).items()}
    return replace(before, parts={**before.parts, **parts}, log=(*before.log, *later))


def _renewed(
    part: Part, matter: Matter, later: Sequence[Decision], texts: Callable[[Iterable[str]], Mapping[str, str]]
) -> Part:
    """A unit after later decisions: the contents they are about and all cells these may serve are worked out again."""
    log, contents = (*part.log, *later), {one.sha256 for one in later if one.sha256}
    about = [one for one in part.files if one.sha256 in contents]
    said = [*later, *(one for one in part.log if one.sha256 in contents)]
    places = {place for one in said for place in (one.place, one.origin)}
    places |= {match.place for file in about for match in matter.proposed[file.path]}
    final = [match for match in matter.final(part.files, rule(log)) if match.place in places]
    known = texts({match.evidence for match in final})
    files = [replace(file, text=known[file.path]) if file.path in known else file for file in part.files]
    gaps = matter.gaps([cell for place, cell in part.cells.items() if place in places], files, final, log)
    rows = {name: row for name, row in part.rows.items() if row.waits != "stale" and row.sha256 not in contents}
    found = {**part.gaps, **{gap.place: gap for gap in gaps}}
    return _with_rows(replace(part, log=log, gaps=found, rows=rows), matter, contents)


def _with_rows(part: Part, matter: Matter, contents: Set[str] | None = None) -> Part:
    """A unit with the rows of its files, or of some contents, and of what is stale, besides those it has."""
    rulings, rows = rule(part.log), dict(part.rows)
    for file in part.files:
        if file.status != "skipped" and (contents is None or file.sha256 in contents):
            for row in file_rows(file, matter.proposed[file.path], part.gaps, rulings):
                rows.setdefault(row.id, row)
    for row in stale_rows(rulings, part.files, part.gaps.values(), part.log):
        rows.setdefault(row.id, row)
    return replace(part, rows={row.id: row for row in sorted(rows.values(), key=urgency())})


def _by_unit(found: Iterable[_OfUnit]) -> dict[str, list[_OfUnit]]:
    grouped: dict[str, list[_OfUnit]] = {}
    for one in found:
        if one.unit:
            grouped.setdefault(one.unit, []).append(one)
    return grouped


def select(
    rows: Iterable[ReviewRow],
    *,
    unit: str | None = None,
    indicator: str | None = None,
    method: str | None = None,
    notice: str | None = None,
    least: float = 0.0,
    waiting: bool = False,
) -> tuple[ReviewRow, ...]:
    """The rows of a unit (full name), an indicator (“12” or “12/材料查证”), with at least a score, in their order."""
    code, _, way = (indicator or "").partition("/")
    method = way or method
    found = (row for row in rows if row.score >= least and (not waiting or row.waits) and unit in (None, row.unit))

    def under(place: Place) -> bool:
        wanted = (code, place.indicator), (method, place.method), (notice, place.notice)
        return all(not asked or asked == own for asked, own in wanted)

    return tuple(row for row in found if row.place and under(row.place)) if code or method or notice else tuple(found)


def whole_file(on: Desk, path: str) -> ReviewRow | None:
    """A file as a row under no cell, for decisions on all it serves. The path may lack its first folders."""
    wanted = path.replace("\\", "/").strip("/")
    found = [file for name, file in on.files.items() if name == wanted or name.endswith("/" + wanted)]
    if len(found) != 1 or found[0].unit is None:
        return None
    return file_row(found[0], None, None, on.rulings, settled=False)


def place_named(on: Desk, unit: str, cell: str, notice: str | None = None) -> Place:
    """The cell of a unit that “12/材料查证”, or “12” where it has one method, means.

    Raises GovdocError where the unit owes no such cell or several.
    """
    code, _, method = cell.strip().partition("/")
    owes = [place for place in on.of(unit).gaps if not notice or place.notice == notice]
    of_code = [place for place in owes if place.indicator == code]
    found = [place for place in of_code if not method or place.method == method]
    if len(found) == 1:
        return found[0]
    if not of_code:
        near = "、".join(dict.fromkeys(place.indicator for place in owes[:8]))
        raise GovdocError(f"{unit}不承担指标“{code}”", f"该单位承担：{near} 等" if near else "该单位没有应报项")
    choices = "、".join(place.name for place in of_code)
    raise GovdocError(f"“{cell}”没有指明是{unit}的哪一个应报项", f"请写明：{choices}")
