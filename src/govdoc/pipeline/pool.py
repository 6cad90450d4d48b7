"""A supervisor of worker processes in which a task may crash, hang or swell and ends only itself.

concurrent.futures gives up its whole pool when one worker dies; here a worker holds one task at a time, has a
deadline for it, and is replaced when it dies. Memory and time are watched from outside on every system. On Linux
workers are forked from a server that has loaded the readers and never any file, and the system holds them to the same
limits; elsewhere they are spawned.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, Literal

from govdoc.pipeline.worker import Limits, Lost, Part, serve

Mode = Literal["prefork", "spawn"]
MODE: Mode = "prefork" if sys.platform == "linux" else "spawn"
START_LIMIT = 120.0  # seconds a worker may take to come up, imports included
_START_TRIES = 3
_LOOK = 0.2  # seconds between looks at the memory of busy workers
_WORN = 4  # a worker whose memory stays above one part in so many of its limit is replaced


def run(
    work: Callable[[Any], Any],
    tasks: Iterable[Any],
    *,
    workers: int,
    limits: Limits,
    mode: Mode = MODE,
    preload: Sequence[str] = (),
    again: Callable[[Any, Lost], Any | None] | None = None,
) -> Iterator[tuple[Any, Any | Lost | Part]]:
    """Each task with what `work(task)` returned, or with Lost, in the order of completion.

    `work` must be importable by name. Where it is a generator function, what it yields comes as Part as soon as it is
    there, and what it returns comes last. `again` may give a task to do in place of a lost one, which then is not
    told. `preload` names modules that forked workers find loaded. Closing the iterator ends the workers.
    """
    waiting = deque(tasks)
    crew: list[_Worker] = []
    failed_starts = 0
    try:
        crew += [_Worker(work, limits, mode, preload) for _ in range(min(workers, len(waiting)))]
        while waiting or any(worker.busy for worker in crew):
            soonest = min(worker.deadline for worker in crew) - time.monotonic()
            wait([worker.pipe for worker in crew], timeout=max(0.0, min(soonest, _LOOK)))
            for worker in tuple(crew):
                task, outcome = worker.poll()
                if again and isinstance(outcome, Lost) and (instead := again(task, outcome)) is not None:
                    waiting.appendleft(instead)
                    task = _NONE
                if worker.over:
                    failed_starts = 0 if worker.came_up else failed_starts + 1
                    if failed_starts >= _START_TRIES:
                        raise RuntimeError("worker processes do not start")
                    worker.end()
                    crew.remove(worker)
                elif worker.idle and waiting:
                    worker.give(waiting.popleft())
                if task is not _NONE:  # told only now, so that the worker is not kept waiting meanwhile
                    yield task, outcome
            lacking = min(workers, len(waiting) + sum(worker.busy for worker in crew)) - len(crew)
            crew += [_Worker(work, limits, mode, preload) for _ in range(lacking)]
    finally:
        for worker in crew:
            worker.end()


_NONE = object()


class _Worker:
    """One process, its pipe, the task it holds and until when."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits, mode: Mode, preload: Sequence[str]) -> None:
        forked = mode == "prefork"
        context = _context(mode)
        if forked:
            context.set_forkserver_preload(list(preload))
        self.pipe, theirs = context.Pipe()
        # Forked workers have a process group of their own, so that what they start ends with them.
        self.process = context.Process(target=serve, args=(theirs, work, limits, forked), daemon=True)
        self.process.start()
        theirs.close()
        self.grouped = forked
        self.limits = limits
        self.task: Any = _NONE
        self.parts = self.done = 0
        self.came_up = self.over = False
        self.deadline = time.monotonic() + START_LIMIT
        self.next_look = 0.0

    @property
    def busy(self) -> bool:
        return self.task is not _NONE

    @property
    def idle(self) -> bool:
        return self.came_up and not self.busy and not self.over

    def give(self, task: Any) -> None:
        now = time.monotonic()
        self.task, self.parts, self.deadline, self.next_look = task, 0, now + self.limits.seconds, now + _LOOK
        with suppress(ConnectionError):  # dead already: the next poll finds the pipe at its end
            self.pipe.send(task)

    def poll(self) -> tuple[Any, Any | Lost | Part]:
        """The task with its outcome or a part of it, or nothing yet."""
        try:
            if self.pipe.poll():
                return self._take(self.pipe.recv())
        except (EOFError, OSError):
            self.process.join(5)
            return self._lose(self._death())
        now = time.monotonic()
        if now >= self.deadline:
            return self._lose(Lost("timed_out", f"{self.limits.seconds:g}", self.parts))
        if self.busy and now >= self.next_look:
            self.next_look = now + _LOOK
            if self._memory() > self.limits.memory:
                return self._lose(Lost("memory", f"{self.limits.memory // 1024**2} MB", self.parts))
        return _NONE, None

    def _take(self, message: Any) -> tuple[Any, Any]:
        if not self.came_up:
            self.came_up, self.deadline = True, float("inf")
            return _NONE, None
        if isinstance(message, Part):
            self.parts += 1
            self.deadline = time.monotonic() + self.limits.seconds
            return self.task, message
        self.done += 1
        if isinstance(message, Lost) and message.why == "memory":
            return self._lose(message)
        # A worker that is out of memory once, or worn, is not trusted with a further task.
        worn = self.done >= self.limits.tasks or (
            time.monotonic() >= self.next_look and self._memory() > self.limits.memory // _WORN
        )
        self.over = self.over or worn
        return self._done(message)

    def _memory(self) -> int:
        """Resident bytes of the process and what it started."""
        import psutil

        total = 0
        with suppress(psutil.Error):
            process = psutil.Process(self.process.pid)
            total = process.memory_info().rss
            for child in process.children(recursive=True):
                with suppress(psutil.Error):
                    total += child.memory_info().rss
        return total

    def _death(self) -> Lost:
        """Why the worker died; the system ends one that has used up its processor time by a signal."""
        if sys.platform != "win32" and self.process.exitcode == -signal.SIGXCPU:
            return Lost("timed_out", f"{self.limits.seconds:g}", self.parts)
        return Lost("died", str(self.process.exitcode), self.parts)

    def _lose(self, lost: Lost) -> tuple[Any, Any]:
        self.over = True
        return self._done(lost)

    def _done(self, outcome: Any) -> tuple[Any, Any]:
        task, self.task, self.deadline = self.task, _NONE, float("inf")
        return (task, outcome) if task is not _NONE else (_NONE, None)

    def end(self) -> None:
        """End the process with all that it started."""
        self.pipe.close()
        if self.grouped and sys.platform != "win32":
            # Not yet a group of its own, or over already: the process itself is ended below.
            with suppress(OSError):
                os.killpg(self.process.pid or 0, signal.SIGKILL)
        else:
            _end_children(self.process.pid)
        self.process.kill()
        self.process.join()
        self.process.close()


def _context(mode: Mode) -> Any:
    return multiprocessing.get_context("forkserver" if mode == "prefork" else "spawn")


def _end_children(pid: int | None) -> None:
    import psutil

    with suppress(psutil.Error):
        for child in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
