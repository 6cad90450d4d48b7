"""The desk for as long as a program runs: made once, then only what a decision or another program changed."""

import sqlite3
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.gaps import rule
from govdoc.model import Decision, Gap, Place, ReviewRow
from govdoc.pipeline.desk import Desk, Matter, Part, assembled, part_of
from govdoc.pipeline.own_wording import FILE as WORDING
from govdoc.pipeline.workspace import FILE, open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Now:
    """The workspace as it stands: what there is, and the desk made of it."""

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
        self._log: tuple[Decision, ...] = ()
        self._parts: dict[str, Part] = {}
        self._now: Now | None = None

    def current(self) -> Now:
        """The workspace as it stands now."""
        with self._lock:
            version = self._seen()
            if self._now is None or version != self._version:
                db = open_workspace(self._folder)
                try:
                    self._now = self._renewed(db, self._now)
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

    def _renewed(self, db: "Database", before: Now | None) -> Now:
        state = f"{queries.state(db)} {self._seen()[1]}"
        if before is None or state != self._state:
            matter, self._log = Matter.of(db), decision_log.decisions(db)
            files = tuple(queries.ledger(db, text=True))
            self._parts = _by_unit(matter, part_of(matter, self._log, rule(self._log), files))
            self._state = state
            return Now(matter, assembled(matter, self._log, self._parts.values()))
        later = decision_log.decisions_after(db, before.newest)
        if not later:
            return before
        matter, self._log = before.matter, self._log + later
        rulings = rule(self._log)
        for unit in dict.fromkeys(one.unit for one in later):
            texts = queries.texts_of(db, unit)
            files = tuple(replace(file, text=texts[file.path]) if file.path in texts else file for file in matter.files)
            self._parts[unit] = part_of(matter, self._log, rulings, files, unit)
        return Now(matter, assembled(matter, self._log, self._parts.values()))


def _by_unit(matter: Matter, whole: Part) -> dict[str, Part]:
    rows: dict[str, list[ReviewRow]] = {unit: [] for unit in matter.units}
    gaps: dict[str, dict[tuple[str, Place], Gap]] = {}
    for row in whole.rows:
        rows.setdefault(row.unit, []).append(row)
    for (unit, place), gap in whole.gaps.items():
        gaps.setdefault(unit, {})[unit, place] = gap
    return {unit: Part(tuple(held), gaps.get(unit, {})) for unit, held in rows.items()}
