"""Match the files of the ledger to the notices; what is matched already is left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.model import Doubt, Evidence, Match, MatchEntry
from govdoc.pipeline.against import Against, fingerprint, keys_of
from govdoc.pipeline.roster import place_files
from govdoc.pipeline.scan import Progress, Report, silent
from govdoc.store import decisions as decision_log
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


def waiting(db: "Database") -> int:
    """How many files are new, changed, or matched under another roster or notice than now."""
    keys = keys_of(db)
    return sum(number for unit, key, number in queries.matched_under(db) if key != keys.of(unit))


def match(db: "Database", *, report: Report = silent) -> Matched:
    """Match every file that is new, changed, moved to another unit, or matched under another roster or notice.

    Copies are looked for among all files once the ledger has changed.
    """
    folder_doubts = place_files(db)
    against = Against.of(db)
    keys = against.keys()
    files = tuple(queries.ledger(db, text=False, context=False))
    known = queries.match_keys(db)
    todo = [(file.path, key) for file in files if known[file.path] != (key := keys.of(file.unit))]
    if todo:
        _match_anew(db, against, todo, report)
    _find_copies(db, files, against)
    return Matched(len(files), len(todo), (*folder_doubts, *against.doubts))


def _match_anew(db: "Database", against: Against, todo: list[tuple[str, str]], report: Report) -> None:
    from govdoc.matching import context_flags

    targets, units = against.targets(), tuple(against.units.values())
    meaning = against.meaning(db, targets)
    found: list[Matching] = []
    for done, (path, key) in enumerate(todo, 1):
        evidence = queries.with_text(db, path)
        ranked = against.match(evidence, targets, meaning)
        found.append(Matching(path, key, ranked, context_flags(evidence, ranked, targets, units)))
        if len(found) >= _BATCH or done == len(todo):
            queries.put_matches(db, found)
            found = []
        report(Progress("match", done, len(todo), path))


def held_matches(db: "Database", files: Iterable[Evidence]) -> dict[str, tuple[Match, ...]]:
    """The matches of each file, best first; what a flag makes doubtful waits, and what a reviewer said counts."""
    from govdoc.gaps import decided, rule
    from govdoc.matching import hold_back

    found, rulings = queries.matches(db), rule(decision_log.decisions(db))
    return {file.path: decided(file, hold_back(found.get(file.path, ()), file.flags), rulings) for file in files}


def listing(db: "Database") -> tuple[MatchEntry, ...]:
    """One entry for every file there, read or not, with its matches best first."""
    files = tuple(queries.ledger(db, text=False))
    ranked = held_matches(db, files)
    return tuple(_entry(file, ranked[file.path]) for file in files)


def _entry(e: Evidence, matches: tuple[Match, ...]) -> MatchEntry:
    return MatchEntry(
        e.path, e.unit, e.status, e.failure, e.title, e.doc_number, e.date, e.issuer, e.genre, matches, e.flags
    )


def _find_copies(db: "Database", files: Iterable[Evidence], against: Against) -> None:
    from govdoc.matching import copies

    notices, units = against.notices, tuple(against.units.values())
    state = fingerprint(notices, units, *((file.path, file.sha256, file.unit) for file in files))
    if queries.meta(db, queries.COPIES) != state:
        queries.put_copies(db, copies(queries.ledger(db, text=True, context=False), notices, units), state)
