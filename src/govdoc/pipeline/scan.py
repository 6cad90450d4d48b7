"""Scan a folder into the ledger: every file met is in it, and what is known already is not opened again."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govdoc.errors import GovdocError
from govdoc.model import Doubt, Evidence
from govdoc.pipeline import pool
from govdoc.pipeline.archives import INSIDE, containers
from govdoc.pipeline.folder import Met, top_folder, walk
from govdoc.pipeline.reading import Task, Unchanged, lost_evidence, read_evidence, unopened_evidence
from govdoc.pipeline.roster import place_files
from govdoc.pipeline.version import VERSION
from govdoc.store import queries
from govdoc.store.rows import Entry, Known

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE_LIMIT = 120.0  # seconds for one file
FOLDER = "folder"  # the meta key of the scanned folder
_BATCH = 40
_MOST_WORKERS = 16  # each holds a reader's libraries in memory, and Windows waits on 63 handles at most
_FLUSH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is. `done` of `total` files; `path` is the last one."""

    step: Literal["scan", "match"]
    done: int
    total: int
    path: str = ""


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan met and did.

    `unreadable` are the files there now that gave no text or only part of it; `loose` lie in no unit's folder;
    `doubts` are folders whose unit a person must name.
    """

    met: int
    read: int
    unchanged: int
    gone: tuple[str, ...]
    unreadable: tuple[Evidence, ...]
    loose: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def scanned_folder(db: "Database") -> Path | None:
    """The folder that the ledger is about."""
    found = queries.meta(db, FOLDER)
    return Path(found) if found else None


def scan(
    db: "Database", folder: Path, *, report: Report = silent, workers: int | None = None, limit: float = FILE_LIMIT
) -> Scanned:
    """Bring the ledger up to what the folder holds now.

    A file with the size and time the ledger knows is not opened; one with other size or time is read again only if
    its sha256 changed. Files that crash or outlast (`limit` seconds) their reader end as rows with a reason. Results
    are kept as they come, so a run killed at any moment is taken up by the next one. Raises GovdocError where there is
    no such folder.
    """
    if not folder.is_dir():
        raise GovdocError(f"找不到文件夹：{folder}", "请核对路径；扫描的应是各单位文件夹所在的上一级文件夹")
    queries.put_meta(db, FOLDER, folder.resolve().as_posix())
    met = tuple(walk(folder))
    known = queries.known(db)
    keep = _Keeper(db)
    tasks: list[Task] = []
    for file in met:
        before = known.get(file.path)
        if file.problem or _is_junk(file.path):
            keep.put(_not_opened(file), file.mtime_ns, before)
        elif before is None or not _is_settled(before) or (before.size, before.mtime_ns) != (file.size, file.mtime_ns):
            current = before.sha256 if before and _is_settled(before) else ""
            tasks.append(Task(file.file, file.path, file.size, file.mtime_ns, current))
    skipped = len(met) - len(tasks)
    report(Progress("scan", skipped, len(met)))
    try:
        for done, (task, outcome) in enumerate(
            _read_all(tasks, workers or min(os.cpu_count() or 1, _MOST_WORKERS), limit), skipped + 1
        ):
            keep.outcome(task, outcome)
            report(Progress("scan", done, len(met), task.path))
    finally:
        keep.flush()
    there = {file.path for file in met}
    gone = tuple(path for path, row in sorted(known.items()) if not row.gone and there.isdisjoint(_places(path)))
    queries.mark_gone(db, gone)
    doubts = place_files(db)
    files = tuple(e for e in queries.ledger(db, text=False) if e.status != "skipped")
    unreadable = tuple(e for e in files if e.status != "read")
    loose = tuple(e.path for e in files if top_folder(e.path) is None)
    return Scanned(len(met), keep.read, len(met) - keep.read, gone, unreadable, loose, doubts)


def _places(path: str) -> tuple[str, ...]:
    """Where a file of the ledger would be met: itself, or the archive it lies in."""
    return (path, *containers(path))


def _is_settled(row: Known) -> bool:
    """Whether the ledger has this version's last word on a file.

    One that could not be opened is tried again, and one that had vanished is read again with all that is in it.
    """
    return row.read_by == VERSION and bool(row.sha256) and not row.gone


def _is_junk(path: str) -> bool:
    from govdoc.readers import is_junk

    return is_junk(path)


def _not_opened(file: Met) -> Evidence:
    reason = file.problem or "系统或编辑软件留下的临时文件，不是报送材料"
    return unopened_evidence(file.path, file.size, file.status, reason)


def _read_all(tasks: list[Task], workers: int, limit: float) -> Iterator[tuple[Task, tuple[Evidence, ...] | Unchanged]]:
    for task, outcome in pool.run(read_evidence, tasks, workers=workers, limit=limit):
        yield task, (lost_evidence(task, outcome),) if isinstance(outcome, pool.Lost) else outcome


class _Keeper:
    """Writes results in small transactions: at most half a second's reading is lost to a kill."""

    def __init__(self, db: "Database") -> None:
        self.db = db
        self.read = 0
        self.entries: list[Entry] = []
        self.containers: set[str] = set()
        self.stamps: dict[str, tuple[int, int]] = {}
        self.since = time.monotonic()

    def put(self, evidence: Evidence, mtime_ns: int, before: Known | None) -> None:
        """Enter a file that is not opened, unless the ledger says so already."""
        if before is None or before.gone or (before.status, before.size) != (evidence.status, evidence.size):
            self._enter(mtime_ns, evidence)

    def outcome(self, task: Task, outcome: tuple[Evidence, ...] | Unchanged) -> None:
        if isinstance(outcome, Unchanged):
            self.stamps[task.path] = task.size, task.mtime_ns
        else:
            self.read += 1
            self._enter(task.mtime_ns, *outcome)
        if len(self.entries) >= _BATCH or time.monotonic() - self.since > _FLUSH_SECONDS:
            self.flush()

    def _enter(self, mtime_ns: int, *found: Evidence) -> None:
        """Enter a file, with what lies in it in the same transaction."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.entries += [Entry(evidence, mtime_ns, VERSION, now) for evidence in found]
        self.containers.add(found[0].path)

    def flush(self) -> None:
        queries.put_files(self.db, self.entries, emptied=[path + INSIDE for path in sorted(self.containers)])
        queries.touch_files(self.db, self.stamps)
        self.entries, self.stamps, self.since = [], {}, time.monotonic()
        self.containers = set()
