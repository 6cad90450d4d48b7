"""A supervisor of worker processes in which a task may crash or hang and ends only itself.

concurrent.futures gives up its whole pool when one worker dies; here a worker holds one task at a time, has a
deadline for it, and is replaced when it dies. Workers are spawned, so it is the same on Windows and Linux.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Literal

START_LIMIT = 120.0  # seconds a worker may take to come up, imports included
_START_TRIES = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of a task without result: its worker died, ran out of time, or the work raised."""

    why: Literal["died", "timed_out", "raised"]
    detail: str


def run(
    work: Callable[[Any], Any], tasks: Iterable[Any], *, workers: int, limit: float
) -> Iterator[tuple[Any, Any | Lost]]:
    """Each task with what `work(task)` returned, or with Lost, in the order of completion.

    `work` must be importable by name; `limit` is in seconds per task. Closing the iterator ends the workers.
    """
    waiting = deque(tasks)
    crew: list[_Worker] = []
    failed_starts = 0
    try:
        crew += [_Worker(work, limit) for _ in range(min(workers, len(waiting)))]
        while waiting or any(worker.busy for worker in crew):
            soonest = min(worker.deadline for worker in crew)
            wait([worker.pipe for worker in crew], timeout=max(0.0, min(soonest - time.monotonic(), 1.0)))
            for worker in tuple(crew):
                task, outcome = worker.poll()
                if task is not _NONE:
                    yield task, outcome
                if worker.over:
                    failed_starts = 0 if worker.came_up else failed_starts + 1
                    if failed_starts >= _START_TRIES:
                        raise RuntimeError("worker processes do not start")
                    worker.end()
                    crew.remove(worker)
                    if waiting:
                        crew.append(_Worker(work, limit))
                elif worker.idle and waiting:
                    worker.give(waiting.popleft())
    finally:
        for worker in crew:
            worker.end()


_NONE = object()


class _Worker:
    """One spawned process, its pipe, the task it holds and until when."""

    def __init__(self, work: Callable[[Any], Any], limit: float) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.limit = limit
        self.task: Any = _NONE
        self.came_up = self.over = False
        self.deadline = time.monotonic() + START_LIMIT

    @property
    def busy(self) -> bool:
        return self.task is not _NONE

    @property
    def idle(self) -> bool:
        return self.came_up and not self.busy and not self.over

    def give(self, task: Any) -> None:
        self.task, self.deadline = task, time.monotonic() + self.limit
        with suppress(ConnectionError):  # dead already: the next poll finds the pipe at its end
            self.pipe.send(task)

    def poll(self) -> tuple[Any, Any | Lost]:
        """The task just finished with its outcome, or nothing yet."""
        try:
            if self.pipe.poll():
                message = self.pipe.recv()
                if not self.came_up:
                    self.came_up, self.deadline = True, float("inf")
                    return _NONE, None
                return self._done(message)
        except (EOFError, OSError):
            self.over = True
            self.process.join(5)
            return self._done(Lost("died", str(self.process.exitcode)))
        if time.monotonic() >= self.deadline:
            self.over = True
            return self._done(Lost("timed_out", f"{self.limit:g}"))
        return _NONE, None

    def _done(self, outcome: Any) -> tuple[Any, Any]:
        task, self.task, self.deadline = self.task, _NONE, float("inf")
        return task, outcome

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """A worker's life: take a task, send what it gave, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the supervisor's to handle
    _end_with_parent()
    _be_silent()
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = work(task)
        except BaseException as error:  # PyO3's PanicException is no Exception; whatever comes ends this task only
            outcome = Lost("raised", f"{type(error).__name__}: {error}")
        try:
            pipe.send(outcome)
        except OSError:
            return


def _end_with_parent() -> None:
    """A worker whose supervisor was killed must not read on."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _be_silent() -> None:
    """What native libraries print when they fall over is not for the user's screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
