"""The desk for as long as a program runs: made once, then only what a decision or another program changed."""

import sqlite3
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.gaps import rule
from govdoc.model import Decision
from govdoc.pipeline.desk import Desk, Matter, assembled, part_of, renewed
from govdoc.pipeline.own_wording import FILE as WORDING
from govdoc.pipeline.workspace import FILE, open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_PATIENCE = 2.0  # seconds within which decisions alone are taken to explain a change


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """The workspace as it stands: what there is, and the desk made of it. Each is only equal to itself."""

    matter: Matter
    desk: Desk

    @property
    def newest(self) -> int:
        """The number of the newest decision, 0 where there is none."""
        return self.desk.log[-1].number if self.desk.log else 0


class LiveDesk:
    """The desk of one workspace, shared by threads. After a decision only its unit is worked out again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        # The version that this connection sees changes whenever any other one has written.
        self._watch = sqlite3.connect(folder / FILE, check_same_thread=False)
        self._version: tuple[int, float] | None = None
        self._state = ""
        self._looked = 0.0  # when the state was last looked at
        self._doubt = False  # whether more than the decisions seen may have changed since
        self._now: Now | None = None

    def current(self) -> Now:
        """The workspace as it stands now; what another program changed besides decisions may come a moment late."""
        with self._lock:
            version = self._seen()
            late = self._doubt and time.monotonic() - self._looked > _PATIENCE
            if self._now is None or version != self._version or late:
                db = open_workspace(self._folder)
                try:
                    self._now = self._renewed(db, self._now, version)
                finally:
                    db.close()
                self._version = version
            return self._now

    def close(self) -> None:
        """Let go of the workspace."""
        self._watch.close()

    def _seen(self) -> tuple[int, float]:
        (number,) = self._watch.execute("pragma data_version").fetchone()
        wording = self._folder / WORDING
        return int(number), wording.stat().st_mtime if wording.is_file() else 0.0

    def _renewed(self, db: "Database", before: Now | None, version: tuple[int, float]) -> Now:
        later = decision_log.decisions_after(db, before.newest) if before else ()
        self._doubt = bool(later) and time.monotonic() - self._looked < _PATIENCE
        if not self._doubt:
            self._looked = time.monotonic()
            state = f"{queries.state(db)} {version[1]}"
            if before is None or state != self._state:
                self._state = state
                return _anew(db)
        return _decided(db, before, later) if before and later else before or _anew(db)


def _anew(db: "Database") -> Now:
    matter, log = Matter.of(db), decision_log.decisions(db)
    whole = part_of(matter, log, rule(log), tuple(queries.ledger(db, text=True)))
    return Now(matter, assembled(matter, log, whole))


def _decided(db: "Database", before: Now, later: tuple[Decision, ...]) -> Now:
    matter, log = before.matter, before.desk.log + later
    rulings = rule(log)
    parts = {}
    for unit in dict.fromkeys(one.unit for one in later):
        texts = queries.texts_of(db, unit)
        files = tuple(replace(file, text=texts.get(file.path, "")) for file in matter.files if file.unit == unit)
        parts[unit] = part_of(matter, log, rulings, files, unit)
    return Now(matter, renewed(before.desk, log, rulings, parts))
