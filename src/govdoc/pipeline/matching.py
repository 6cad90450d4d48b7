"""Match the files of the ledger to the notices; what is matched already is left alone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.model import Cell, Doubt, Evidence, Match, MatchEntry, Notice, Unit
from govdoc.pipeline.handbook import handbook
from govdoc.pipeline.roster import owed, place_files
from govdoc.pipeline.scan import Progress, Report, silent
from govdoc.pipeline.version import VERSION
from govdoc.store import queries
from govdoc.store.rows import Matching

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH = 50


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching did: files there, files matched anew, and the names and folders a person must decide."""

    files: int
    anew: int
    doubts: tuple[Doubt, ...]


def match(db: "Database", *, report: Report = silent) -> Matched:
    """Match every file that is new, changed, moved to another unit, or matched under another roster or notice.

    Copies are looked for among all files once the ledger has changed.
    """
    from govdoc.matching import Targets, context_flags, match_evidence

    folder_doubts = place_files(db)
    cells, name_doubts = owed(db)
    owes = _by_unit(cells)
    notices, units = queries.notices(db), queries.units(db)
    guides = handbook(db)
    keys = _Keys(_fingerprint(notices, units, guides), owes)
    by_name = {unit.name: unit for unit in units}
    files = tuple(queries.ledger(db, text=False, context=False))
    known = queries.match_keys(db)
    todo = [(file, key) for file in files if known[file.path] != (key := keys.of(file))]
    targets = Targets.of(notices, guides) if todo else Targets.of(())
    found: list[Matching] = []
    for done, (file, key) in enumerate(todo, 1):
        evidence = queries.with_text(db, file.path)
        owned = owes.get(evidence.unit, frozenset()) if evidence.unit else None
        ranked = (
            ()
            if evidence.status == "skipped"
            else match_evidence(evidence, targets, owned, by_name.get(evidence.unit or ""))
        )
        found.append(Matching(file.path, key, ranked, context_flags(evidence, ranked, targets, units)))
        if len(found) >= _BATCH or done == len(todo):
            queries.put_matches(db, found)
            found = []
        report(Progress("match", done, len(todo), file.path))
    _find_copies(db, files, notices, units)
    return Matched(len(files), len(todo), (*folder_doubts, *name_doubts))


def held_matches(db: "Database", files: Iterable[Evidence]) -> dict[str, tuple[Match, ...]]:
    """The matches of each file, best first; what a flag makes doubtful waits for a reviewer."""
    from govdoc.matching import hold_back

    found = queries.matches(db)
    return {file.path: hold_back(found.get(file.path, ()), file.flags) for file in files}


def listing(db: "Database") -> tuple[MatchEntry, ...]:
    """One entry for every file there, read or not, with its matches best first."""
    files = tuple(queries.ledger(db, text=False))
    ranked = held_matches(db, files)
    return tuple(_entry(file, ranked[file.path]) for file in files)


def _entry(e: Evidence, matches: tuple[Match, ...]) -> MatchEntry:
    return MatchEntry(
        e.path, e.unit, e.status, e.failure, e.title, e.doc_number, e.date, e.issuer, e.genre, matches, e.flags
    )


def _find_copies(
    db: "Database", files: Iterable[Evidence], notices: tuple[Notice, ...], units: tuple[Unit, ...]
) -> None:
    from govdoc.matching import copies

    state = _fingerprint(notices, units, *((file.path, file.sha256, file.unit) for file in files))
    if queries.meta(db, queries.COPIES) != state:
        queries.put_copies(db, copies(queries.ledger(db, text=True, context=False), notices, units), state)


class _Keys:
    """Fingerprints of what a file is matched against: notices, roster, its unit's cells, its own content."""

    def __init__(self, base: str, owes: dict[str, frozenset[tuple[str, str, str | None]]]) -> None:
        self.base = base
        self.of_unit = {unit: _fingerprint(base, sorted(map(repr, cells))) for unit, cells in owes.items()}

    def of(self, file: Evidence) -> str:
        against = self.of_unit.get(file.unit or "", self.base)
        return _fingerprint(against, file.unit, file.status, file.sha256)


def _by_unit(cells: Iterable[Cell]) -> dict[str, frozenset[tuple[str, str, str | None]]]:
    found: dict[str, set[tuple[str, str, str | None]]] = {}
    for cell in cells:
        found.setdefault(cell.unit, set()).add((cell.notice, cell.indicator, cell.method))
    return {unit: frozenset(owned) for unit, owned in found.items()}


def _fingerprint(*parts: object) -> str:
    return hashlib.sha256(repr((VERSION, parts)).encode("utf-8")).hexdigest()
