"""Looking for words in the texts of the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.store import queries
from govdoc.store import search as index

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST = 2000
_BATCH = 200


def bring_index_up_to_date(db: "Database", folder: Path) -> int:
    """Index the texts of files that are new or changed, forget those that are gone; returns how many were indexed."""
    there = queries.contents(db)
    with index.open_index(folder) as found:
        held = index.held(found)
        index.drop(found, held.keys() - there.keys())
        todo = [path for path, sha256 in there.items() if held.get(path) != sha256]
        for at in range(0, len(todo), _BATCH):
            batch = todo[at : at + _BATCH]
            index.put(found, [(path, there[path], _whole(db, path)) for path in batch])
    return len(todo)


def search(folder: Path, asked: str) -> tuple[str, ...]:
    """The paths of files whose title or text holds what is asked, the best first."""
    with index.open_index(folder) as found:
        return index.find(found, asked, _MOST)


def _whole(db: "Database", path: str) -> str:
    file = queries.with_text(db, path)
    return "\n".join((file.title, file.doc_number, path, file.text))
