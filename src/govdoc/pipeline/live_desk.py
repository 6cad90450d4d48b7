"""The desk for as long as a program runs: decisions are on it at once, other changes when it was made anew."""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from govdoc.model import Account, Decision
from govdoc.pipeline.decisions import Pen, keep, take_back
from govdoc.pipeline.desk import Desk, Matter, desk_of, renewed
from govdoc.pipeline.own_wording import FILE as WORDING
from govdoc.pipeline.workspace import open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import queries
from govdoc.store.accounts import accounts

_BUSY = 30.0  # seconds that a decision waits for another program to finish writing
_PAUSE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """The workspace as it stands: what there is, and the desk made of it. Each is only equal to itself."""

    state: str
    matter: Matter
    desk: Desk

    @property
    def newest(self) -> int:
        """The number of the newest decision, 0 where there is none."""
        return self.desk.log[-1].number if self.desk.log else 0


class LiveDesk:
    """The desk of one workspace, shared by threads.

    After a decision, whoever made it, only what it touches is worked out again. After any other change the desk is
    made anew beside the one in use, which readers go on with where that takes longer than their patience (seconds).
    """

    def __init__(self, folder: Path, patience: float = 0.25) -> None:
        self._folder, self._patience = folder, patience
        self._lock = threading.Lock()
        # The version that this connection sees changes whenever any other one has written. It never waits for them.
        self._db = open_workspace(folder, shared=True)
        self._db.execute("pragma busy_timeout = 0")
        self._version: tuple[int, int] | None = None
        self._now: Now | None = None
        self._maker = ThreadPoolExecutor(1)
        self._making: Future[None] | None = None
        self._begun = self._rests = 0.0  # when the latest making began, and until when the next is put off
        self._closed = threading.Event()

    def current(self) -> Now:
        """The workspace as it stands. Raises GovdocError where no desk can be made of it."""
        asked = time.monotonic()
        while True:
            with self._lock:
                making, now = self._watched(), self._caught_up()
            left = min(asked, self._begun) + self._patience - time.monotonic()
            if now and (making is None or left <= 0):
                return now
            if making:
                with suppress(TimeoutError):
                    making.result(left if now else None)

    def settle(self) -> None:
        """Wait until the desk is of the workspace as it stands, however long its making takes."""
        while True:
            with self._lock:
                making = self._watched()
            if making is None:
                return
            making.result()

    def account(self, name: str) -> Account | None:
        """An account as it stands."""
        with self._lock:
            return next((one for one in accounts(self._db) if one.name == name), None)

    def keep(self, made: Sequence[Decision], seen: int) -> tuple[Decision, ...]:
        """Add decisions to the log as `decisions.keep` does; they are on the desk when this returns."""
        return self._written(lambda: keep(self._db, made, seen))

    def take_back(self, pen: Pen) -> tuple[Decision, ...]:
        """Undo the pen's own last go as `decisions.take_back` does."""

        def back() -> tuple[Decision, ...]:
            now = self._caught_up()
            return take_back(self._db, pen, by=pen.who, log=now.desk.log if now else None)

        return self._written(back)

    def close(self) -> None:
        """Let go of the workspace."""
        self._closed.set()
        self._maker.shutdown()
        self._db.close()

    def _written(self, write: Callable[[], tuple[Decision, ...]]) -> tuple[Decision, ...]:
        """What a write gives, tried again while another program writes; readers go on between."""
        until = time.monotonic() + _BUSY
        while True:
            with self._lock:
                try:
                    done = write()
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                else:
                    self._caught_up()
                    return done
            time.sleep(_PAUSE)

    def _watched(self) -> Future[None] | None:
        """The making of a new desk that is under way; one is begun where another has written since the last."""
        if self._making is None or self._making.done():
            version = self._seen()
            if version == self._version:
                return None
            self._version, self._begun = version, time.monotonic()
            self._making = self._maker.submit(self._make)
        return self._making

    def _seen(self) -> tuple[int, int]:
        (number,) = self._db.execute("pragma data_version").fetchone()
        return int(number), self._wording()

    def _wording(self) -> int:
        file = self._folder / WORDING
        return file.stat().st_mtime_ns if file.is_file() else 0

    def _caught_up(self) -> Now | None:
        """The workspace with the decisions made since."""
        if self._now:
            later = decision_log.decisions_after(self._db, self._now.newest)
            if later:
                texts = partial(queries.texts_of, self._db)
                self._now = replace(self._now, desk=renewed(self._now.desk, self._now.matter, later, texts))
        return self._now

    def _make(self) -> None:
        """Make the desk anew if more than decisions changed; no more than half of the time goes into it."""
        if self._closed.wait(max(0.0, self._rests - time.monotonic())):
            return
        begun = time.monotonic()
        try:
            fresh = self._anew()
            with self._lock:
                self._now = fresh or self._now
        except BaseException:
            self._version = None  # so that it is tried again
            raise
        finally:
            self._rests = 2 * time.monotonic() - begun

    def _anew(self) -> Now | None:
        db = open_workspace(self._folder)
        try:
            db.execute("begin")  # all that follows is read from one state of the workspace
            state = f"{queries.state(db)} {self._wording()}"
            if self._now and self._now.state == state:
                return None
            matter = Matter.of(db)
            return Now(state, matter, desk_of(matter, db))
        finally:
            db.close()
