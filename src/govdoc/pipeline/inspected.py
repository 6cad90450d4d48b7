"""What visits to addresses and the check of ledgers found, by file, notice and indicator, for the lists of gaps."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from govdoc.model import AddressEntry, Evidence, Inspected
from govdoc.pipeline.addresses import entries
from govdoc.store.ledgers import ledgers
from govdoc.store.visits import any_visit

if TYPE_CHECKING:
    from sqlite_utils import Database


def inspected(db: "Database", files: Iterable[Evidence]) -> dict[tuple[str, str, str], Inspected]:
    """All that `govdoc urls check` and `govdoc ledgers` found so far; a ledger that has changed since tells nothing."""
    seen: dict[tuple[str, str, str], list[AddressEntry]] = {}
    for entry in entries(db) if any_visit(db) else ():
        if entry.notice is not None and entry.indicator is not None and entry.state is not None:
            seen.setdefault((entry.path, entry.notice, entry.indicator), []).append(entry)
    contents = {file.path: file.sha256 for file in files}
    faults = {
        (one.path, one.notice, one.indicator): one.faults for one in ledgers(db) if contents.get(one.path) == one.sha256
    }
    found = {}
    for key in seen.keys() | faults.keys():
        sites = seen.get(key, [])
        counts = Counter(entry.state for entry in sites)
        told = tuple(_told(entry) for entry in sites if entry.state != "alive")
        found[key] = Inspected(counts["alive"], counts["dead"], counts["person"], faults.get(key, ()), told)
    return found


def _told(entry: AddressEntry) -> str:
    """An address with what was found there, as a list quotes it."""
    page = f"页面标题为“{entry.title}”，" if entry.title else ""
    return f"{entry.url}（{page}{entry.reason}）"
