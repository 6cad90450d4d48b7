"""What visits to addresses and the check of ledgers found, by file, notice and indicator, for the lists of gaps."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from govdoc.model import Evidence, Inspected
from govdoc.pipeline.addresses import entries
from govdoc.store.ledgers import ledgers
from govdoc.store.visits import any_visit

if TYPE_CHECKING:
    from sqlite_utils import Database


def inspected(db: "Database", files: Iterable[Evidence]) -> dict[tuple[str, str, str], Inspected]:
    """All that `govdoc urls check` and `govdoc ledgers` found so far; a ledger that has changed since tells nothing."""
    states: dict[tuple[str, str, str], Counter[str]] = {}
    for entry in entries(db) if any_visit(db) else ():
        if entry.notice is not None and entry.indicator is not None and entry.state is not None:
            states.setdefault((entry.path, entry.notice, entry.indicator), Counter())[entry.state] += 1
    contents = {file.path: file.sha256 for file in files}
    faults = {
        (one.path, one.notice, one.indicator): one.faults for one in ledgers(db) if contents.get(one.path) == one.sha256
    }
    found = {}
    for key in states.keys() | faults.keys():
        counts = states.get(key, Counter())
        found[key] = Inspected(counts["alive"], counts["dead"], counts["person"], faults.get(key, ()))
    return found
