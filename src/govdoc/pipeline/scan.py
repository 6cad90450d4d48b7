"""Scan a folder into the ledger: every file met is in it, and what is known already is not opened again."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from govdoc.errors import GovdocError
from govdoc.model import Doubt, Evidence
from govdoc.pipeline import pool
from govdoc.pipeline.folder import Met, walk
from govdoc.pipeline.reading import Task, Unchanged, digest, lost_evidence, unopened_evidence
from govdoc.pipeline.roster import place_files
from govdoc.pipeline.unpacking import go_on, read_evidence
from govdoc.pipeline.version import VERSION
from govdoc.pipeline.worker import Limits, Lost, Part
from govdoc.readers.containers import INSIDE, containers
from govdoc.store import queries
from govdoc.store.rows import Entry, Known

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER = "folder"  # the meta key of the scanned folder
LIMITS = Limits()
_BATCH = 40
_MOST_WORKERS = 16  # each holds a reader's libraries in memory, and Windows waits on 63 handles at most
_FLUSH_SECONDS = 0.5
_LOADED = ("govdoc.pipeline.unpacking", "govdoc.matching", "lxml.html", "pypdfium2", "python_calamine")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is. `done` of `total` files; `path` is the last one."""

    step: Literal["scan", "match", "visit", "write"]
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
    db: "Database",
    folder: Path,
    *,
    report: Report = silent,
    workers: int | None = None,
    limits: Limits = LIMITS,
    mode: pool.Mode = pool.MODE,
) -> Scanned:
    """Bring the ledger up to what the folder holds now.

    A file with the size and time the ledger knows is not opened; one with other size or time is read again only if
    its sha256 changed. Files that crash their reader or pass its `limits` end as rows with a reason, and what lies in
    archives has rows of its own. Results are kept as they come, so a run killed at any moment is taken up by the next
    one. Raises GovdocError where there is no such folder.
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
        if before and _is_settled(before) and (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
            continue
        if file.problem or _is_junk(file.path):
            keep.put(_not_opened(file), file.mtime_ns, before)
        else:
            current = before.sha256 if before and _is_settled(before) else ""
            tasks.append(Task(file.file, file.path, file.size, file.mtime_ns, current, limits.seconds))
    skipped = len(met) - len(tasks)
    report(Progress("scan", skipped, len(met)))
    done = skipped
    try:
        for task, outcome in _read_all(tasks, workers or min(os.cpu_count() or 1, _MOST_WORKERS), limits, mode):
            if isinstance(outcome, Part):
                keep.part(task, outcome.value)
                continue
            done += 1
            keep.outcome(task, outcome)
            report(Progress("scan", done, len(met), task.path))
    finally:
        keep.flush()
    there = {file.path for file in met}
    lacking = (path for path, row in known.items() if path not in there and not row.gone)
    gone = tuple(sorted(path for path in lacking if there.isdisjoint(containers(path))))
    queries.mark_gone(db, gone)
    doubts = place_files(db)
    unreadable, loose = queries.unread(db), queries.loose(db)
    return Scanned(len(met), keep.read, len(met) - keep.read, gone, unreadable, loose, doubts)


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


def _read_all(
    tasks: list[Task], workers: int, limits: Limits, mode: pool.Mode
) -> Iterator[tuple[Task, Evidence | Unchanged | Part]]:
    with TemporaryDirectory(prefix="govdoc-", ignore_cleanup_errors=True) as scratch:
        limits = replace(limits, scratch=scratch)
        outcomes = pool.run(
            read_evidence, tasks, workers=workers, limits=limits, mode=mode, preload=_LOADED, again=go_on
        )
        for task, outcome in outcomes:
            if isinstance(outcome, Lost):
                outcome = lost_evidence(task.path, task.size, digest(task.file), outcome)
            yield task, outcome


class _Keeper:
    """Writes results in small transactions: at most half a second's reading is lost to a kill."""

    def __init__(self, db: "Database") -> None:
        self.db = db
        self.read = 0
        self.entries: list[Entry] = []
        self.members: dict[str, set[str]] = {}  # the rows from inside each file that is being read
        self.emptied: dict[str, set[str]] = {}
        self.stamps: dict[str, tuple[int, int]] = {}
        self.since = time.monotonic()

    def put(self, evidence: Evidence, mtime_ns: int, before: Known | None) -> None:
        """Enter a file that is not opened, unless the ledger says so already."""
        if before is None or before.gone or (before.status, before.size) != (evidence.status, evidence.size):
            self.emptied[evidence.path + INSIDE] = set()
            self._enter(mtime_ns, evidence)

    def part(self, task: Task, member: Evidence) -> None:
        """Enter a row from inside a file, or the file's own until it is read to its end."""
        if member.path != task.path:
            self.members.setdefault(task.path, set()).add(member.path)
        self._enter(task.mtime_ns, member)
        self._flush_in_time()

    def outcome(self, task: Task, outcome: Evidence | Unchanged) -> None:
        """Enter a file's own row; what lay in it before and does not now is marked gone with it."""
        if isinstance(outcome, Unchanged):
            self.stamps[task.path] = task.size, task.mtime_ns
        else:
            self.read += 1
            self.emptied[task.path + INSIDE] = self.members.pop(task.path, set())
            self._enter(task.mtime_ns, outcome)
        self._flush_in_time()

    def _enter(self, mtime_ns: int, evidence: Evidence) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.entries.append(Entry(evidence, mtime_ns, VERSION, now))

    def _flush_in_time(self) -> None:
        if len(self.entries) >= _BATCH or time.monotonic() - self.since > _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        queries.put_files(self.db, self.entries, emptied=self.emptied)
        queries.touch_files(self.db, self.stamps)
        self.entries, self.emptied, self.stamps, self.since = [], {}, {}, time.monotonic()
