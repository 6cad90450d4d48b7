"""The reviewers' desk: every file under every cell it may serve, what waits for a person first."""

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.gaps import Rulings, content_state, contents_of, decided, find_gaps, place_of, row_id, rule
from govdoc.gaps.templates import Templates
from govdoc.model import Cell, Decision, Evidence, Gap, Inspected, Match, Notice, Place, ReviewRow, Unit, Waits
from govdoc.pipeline.inspected import inspected
from govdoc.pipeline.own_wording import own_templates
from govdoc.pipeline.roster import owed
from govdoc.pipeline.surveys import surveyed
from govdoc.rules.load import load
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_LEAST, _CLOSE = 0.25, 0.5  # scores: worth a reviewer's look, and more likely right than wrong
_READ = ("read", "partial")


@dataclass(frozen=True, slots=True)
class Desk:
    """All there is to review. `rows` are in the order of urgency; `gaps` are with what reviewers decided."""

    rows: tuple[ReviewRow, ...]
    gaps: Mapping[tuple[str, Place], Gap]
    log: tuple[Decision, ...]
    rulings: Rulings
    files: Mapping[str, Evidence]

    def row(self, name: str) -> ReviewRow | None:
        """The row of an id, in any case of letters."""
        return next((row for row in self.rows if row.id == name.upper() and row.sha256), None)

    def cell(self, name: str) -> Gap | None:
        """The cell of an id, in any case of letters."""
        return next((gap for (unit, place), gap in self.gaps.items() if row_id(unit, place) == name.upper()), None)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Part:
    """The rows, in no order, and the cells of some units."""

    rows: tuple[ReviewRow, ...]
    gaps: Mapping[tuple[str, Place], Gap]


def desk(db: "Database") -> Desk:
    """The desk as the workspace stands. The texts of the files are read once, for the cells."""
    matter, log = Matter.of(db), decision_log.decisions(db)
    return assembled(matter, log, part_of(matter, log, rule(log), tuple(queries.ledger(db, text=True))))


def part_of(
    matter: Matter, log: Sequence[Decision], rulings: Rulings, files: Sequence[Evidence], unit: str | None = None
) -> Part:
    """All rows and cells, or those of one unit; `files` are all files, or the unit's own, with their texts."""
    cells = [cell for cell in matter.cells if unit in (None, cell.unit)]
    final = [match for file in files for match in decided(file, matter.proposed[file.path], rulings)]
    gaps = find_gaps(matter.notices, cells, files, final, log, matter.templates, matter.inspected, matter.surveyed)
    by_cell = {(gap.unit, place_of_gap(gap)): gap for gap in gaps}
    rows: dict[str, ReviewRow] = {}
    for file in files:
        if file.unit and file.status != "skipped":
            for row in _rows(replace(file, text=""), matter.proposed[file.path], by_cell, rulings):
                rows.setdefault(row.id, row)
    for row in (*_stale_rows(rulings, files), *_stale_cells(gaps, log)):
        if unit in (None, row.unit):
            rows.setdefault(row.id, row)
    return Part(tuple(rows.values()), by_cell)


def assembled(matter: Matter, log: Sequence[Decision], whole: Part) -> Desk:
    """The desk of all units."""
    files = {file.path: file for file in matter.files}
    return Desk(tuple(sorted(whole.rows, key=_urgency())), whole.gaps, tuple(log), rule(log), files)


def renewed(before: Desk, log: Sequence[Decision], rulings: Rulings, parts: Mapping[str, Part]) -> Desk:
    """The desk with the parts of some units in place of what it held of them."""
    rows, urgency = [row for row in before.rows if row.unit not in parts], _urgency()
    for part in parts.values():
        for row in part.rows:
            insort(rows, row, key=urgency)
    fresh = {cell: gap for part in parts.values() for cell, gap in part.gaps.items()}
    return replace(before, rows=tuple(rows), gaps={**before.gaps, **fresh}, log=tuple(log), rulings=rulings)


def _urgency() -> Callable[[ReviewRow], tuple[int, float, str, str, str]]:
    order = {row["code"]: at for at, row in enumerate(load("review")["waits"])}
    return lambda row: (order.get(row.waits, len(order)), -row.score, row.unit, row.path, row.id)


def place_of_gap(gap: Gap) -> Place:
    """The cell of a gap row."""
    return Place(gap.notice, gap.indicator, gap.method)


def select(
    rows: Sequence[ReviewRow],
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

    def fits(row: ReviewRow) -> bool:
        place = row.place
        return (
            (unit is None or row.unit == unit)
            and (not code or bool(place and place.indicator == code))
            and (not method or bool(place and place.method == method))
            and (not notice or bool(place and place.notice == notice))
            and row.score >= least
            and (not waiting or bool(row.waits))
        )

    return tuple(row for row in rows if fits(row))


def whole_file(on: Desk, path: str) -> ReviewRow | None:
    """A file as a row under no cell, for decisions on all it serves. The path may lack its first folders."""
    wanted = path.replace("\\", "/").strip("/")
    found = [file for name, file in on.files.items() if name == wanted or name.endswith("/" + wanted)]
    if len(found) != 1 or found[0].unit is None:
        return None
    return _row(found[0], None, None, on.rulings, settled=False)


def place_named(on: Desk, unit: str, cell: str, notice: str | None = None) -> Place:
    """The cell of a unit that “12/材料查证”, or “12” where it has one method, means.

    Raises GovdocError where the unit owes no such cell or several.
    """
    code, _, method = cell.strip().partition("/")
    owes = [place for name, place in on.gaps if name == unit and (not notice or place.notice == notice)]
    of_code = [place for place in owes if place.indicator == code]
    found = [place for place in of_code if not method or place.method == method]
    if len(found) == 1:
        return found[0]
    if not of_code:
        near = "、".join(dict.fromkeys(place.indicator for place in owes[:8]))
        raise GovdocError(f"{unit}不承担指标“{code}”", f"该单位承担：{near} 等" if near else "该单位没有应报项")
    choices = "、".join(f"{place.indicator}/{place.method}" if place.method else place.indicator for place in of_code)
    raise GovdocError(f"“{cell}”没有指明是{unit}的哪一个应报项", f"请写明：{choices}")


def _rows(
    file: Evidence, matches: Sequence[Match], cells: Mapping[tuple[str, Place], Gap], rulings: Rulings
) -> list[ReviewRow]:
    """The rows of one file: the cells proposed to it, those a person gave it, or one row under no cell."""
    table = rulings.files.get((file.unit or "", file.sha256), {})
    ruled = [place for place in table if place]
    by_place = {place_of(match): match for match in matches if (file.unit or "", place_of(match)) in cells}
    shown = [place for place, match in by_place.items() if place in ruled or _worth(file, match)]
    shown += [place for place in ruled if place not in by_place]
    settled = any(match.decision == "auto" for match in by_place.values())
    settled = settled or any(one.kind != "reject" for one in table.values())
    rows = [_row(file, place, by_place.get(place), rulings, settled=settled) for place in shown]
    return rows or [_row(file, None, None, rulings, settled=False)]


def _worth(file: Evidence, match: Match) -> bool:
    if match.decision == "none":
        return False
    return match.decision == "auto" or match.score >= _LEAST or file.status not in _READ


def _row(file: Evidence, place: Place | None, match: Match | None, rulings: Rulings, *, settled: bool) -> ReviewRow:
    unit = file.unit or ""
    decision = rulings.on(file, place) if place else rulings.files.get((unit, file.sha256), {}).get(None)
    told = sorted(match.reasons, key=lambda reason: not reason.feature.startswith("flag:")) if match else []
    why = "；".join(reason.text for reason in told[:3]) or file.failure
    return ReviewRow(
        row_id(unit, place, file.sha256),
        unit,
        place,
        file.path,
        file.sha256,
        file.title,
        match.score if match else 0.0,
        match.decision if match else "none",
        "" if decision else _waits(file, match, settled=settled),
        why,
        file.flags,
        match.requirements if match else (),
        decision,
    )


def _waits(file: Evidence, match: Match | None, *, settled: bool) -> Waits:
    if file.status not in _READ:
        return "unread"
    if match is None:
        return "unmatched"
    if match.decision == "auto":
        return ""
    if any(reason.feature.startswith("flag:") for reason in match.reasons):
        return "flagged"
    return "close" if match.score >= _CLOSE and not settled else "weak"


def _stale_rows(rulings: Rulings, files: Sequence[Evidence]) -> list[ReviewRow]:
    """Rows for decisions on contents that others have taken the place of."""
    by_path = {file.path: file for file in files}
    held = contents_of(files)
    rows = []
    for (unit, sha256), table in rulings.files.items():
        for place, one in table.items():
            if content_state(one, by_path, held.get(unit, frozenset())) == "stale":
                name, why = row_id(unit, place, sha256), _stale_sentence(one)
                row = ReviewRow(name, unit, place, one.path, sha256, "", 1.0, "none", "stale", why, decision=one)
                rows.append(row)
    return rows


def _stale_cells(gaps: Sequence[Gap], log: Sequence[Decision]) -> list[ReviewRow]:
    """Rows for statuses set on files that are others now."""
    by_number = {one.number: one for one in log}
    rows = []
    for gap in gaps:
        for one in (by_number[number] for number in gap.stale):
            if one.kind == "status":
                name, why = row_id(gap.unit, one.place), _stale_sentence(one)
                row = ReviewRow(name, gap.unit, one.place, "", "", "", 1.0, "none", "stale", why, decision=one)
                rows.append(row)
    return rows


def _stale_sentence(one: Decision) -> str:
    words = load("review")
    said = words["kind"][one.kind] + (f"“{words['status'][one.status]}”" if one.status else "")
    told = words["stale"]["cell" if one.kind == "status" else "file"]
    return str(told.format(who=one.who, day=f"{one.at:%Y-%m-%d}", said=said))
