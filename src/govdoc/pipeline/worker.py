"""A worker's side of the pool: take a task, send what it gives, within what the system can be told to allow."""

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Literal

READY = "ready"
_SLACK = 2 * 1024**3  # address space beyond the memory allowed: libraries and threads reserve more than they use


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take; a task given in parts has its time anew for each part.

    `seconds` by the clock, `memory` in bytes resident with all child processes, `written` in bytes of any one file.
    `tasks` is how many a worker does before it is replaced, `scratch` a folder for what is written meanwhile.
    """

    seconds: float = 120.0
    memory: int = 2 * 1024**3
    written: int = 1024**3
    tasks: int = 400
    scratch: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things a task gives before its outcome."""

    value: Any


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of a task without outcome: its worker died, ran out of time or memory, or the work raised.

    `parts` counts what the task gave before that.
    """

    why: Literal["died", "timed_out", "memory", "raised"]
    detail: str
    parts: int = 0


def serve(pipe: Connection, work: Callable[[Any], Any], limits: Limits, bounded: bool) -> None:
    """Serve until the other end closes; `bounded` has the system itself hold the process to its limits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the supervisor's to handle
    if limits.scratch:
        tempfile.tempdir = limits.scratch
        os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), limits.scratch)
    if bounded:
        _bound(limits)
    _end_with_parent(bounded)
    _be_silent()
    pipe.send(READY)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        with suppress(OSError):
            _do(pipe, work, task, limits if bounded else None)


def _do(pipe: Connection, work: Callable[[Any], Any], task: Any, limits: Limits | None) -> None:
    """Send what the work gives: the parts of a generator as they come, then its outcome."""
    parts = 0
    try:
        _allow_time(limits)
        outcome = work(task)
        if isinstance(outcome, Generator):
            steps, outcome = outcome, None
            while True:
                try:
                    part = next(steps)
                except StopIteration as end:
                    outcome = end.value
                    break
                pipe.send(Part(part))
                parts += 1
                _allow_time(limits)
    except MemoryError:
        outcome = Lost("memory", "", parts)
    except BaseException as error:  # PyO3's PanicException is no Exception; whatever comes ends this task only
        outcome = Lost("raised", f"{type(error).__name__}: {error}", parts)
    pipe.send(outcome)


def _bound(limits: Limits) -> None:
    """Limits that the system keeps even where the supervisor looks away; a process group to be ended as one."""
    if sys.platform == "win32":
        return
    import resource

    os.setpgid(0, 0)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory + _SLACK),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _allow_time(limits: Limits | None) -> None:
    """Processor time for the next step: what was used, and the limit on each core."""
    if limits is None or sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + limits.seconds * (os.cpu_count() or 1)) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _end_with_parent(bounded: bool) -> None:
    """A worker whose supervisor was killed must not read on, nor what it started."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        if bounded and sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _be_silent() -> None:
    """What native libraries print when they fall over is not for the user's screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
