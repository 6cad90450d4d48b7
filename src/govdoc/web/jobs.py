"""Long work in the background: one job at a time, with progress that outlives the page, and a way to stop it."""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from govdoc.errors import GovdocError
from govdoc.pipeline.scan import Progress, Report
from govdoc.store.troubles import trouble
from govdoc.text import clock

JobState = Literal["running", "stopping", "done", "stopped", "failed"]
_STEPS = {"scan": "读取", "match": "匹配", "visit": "核查", "write": "写出"}
_KEPT = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: how far it is, and in the end what came of it (`told`)."""

    number: int
    what: str
    who: str
    started: dt.datetime
    state: JobState = "running"
    step: str = ""
    done: int = 0
    total: int = 0
    path: str = ""
    told: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "stopped", "failed")


class _Stopped(BaseException):
    """Ends a job from within its report; no step takes it for an error of a file."""


class Jobs:
    """The jobs of a running workbench, newest last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: list[Job] = []
        self._thread: threading.Thread | None = None

    def all(self) -> tuple[Job, ...]:
        """The latest jobs, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs))

    def newest(self) -> Job | None:
        """The job that runs, or the last that ran."""
        with self._lock:
            return self._jobs[-1] if self._jobs else None

    def start(self, what: str, who: str, work: Callable[[Report], str]) -> Job:
        """Start work that reports its progress and returns what came of it. Raises GovdocError while another runs."""
        with self._lock:
            if self._jobs and not self._jobs[-1].over:
                raise GovdocError("已有一项工作在进行", "请等它完成，或先停下它")
            number = self._jobs[-1].number + 1 if self._jobs else 1
            job = Job(number, what, who, clock.now())
            self._jobs = [*self._jobs[-_KEPT + 1 :], job]
            self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
            self._thread.start()
            return job

    def stop(self) -> None:
        """Ask the running job to stop; it does at its next report, and what it has kept stays."""
        with self._lock:
            if self._jobs and self._jobs[-1].state == "running":
                self._jobs[-1] = replace(self._jobs[-1], state="stopping")

    def finish(self, seconds: float) -> None:
        """Stop what runs and wait for it."""
        self.stop()
        self.join(seconds)

    def join(self, seconds: float) -> None:
        """Wait for the running job."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, work: Callable[[Report], str]) -> None:
        from govdoc.web.screen import told  # which needs the jobs

        try:
            done = work(self._report)
        except _Stopped:
            self._change(state="stopped", told="已停下。读完的文件都已保存，可以再做一次。")
        except GovdocError as error:
            self._change(state="failed", told=told(error))
        except Exception as error:  # the page must say so whatever it was
            known = trouble(error) or f"出错：{type(error).__name__}（请在命令行再运行一次，查看详情）"
            self._change(state="failed", told=str(known))
        else:
            self._change(state="done", told=done)

    def _report(self, progress: Progress) -> None:
        step = _STEPS[progress.step]
        with self._lock:
            job = self._jobs[-1]
            if job.state == "stopping":
                raise _Stopped
            self._jobs[-1] = replace(job, step=step, done=progress.done, total=progress.total, path=progress.path)

    def _change(self, state: JobState, told: str) -> None:
        with self._lock:
            self._jobs[-1] = replace(self._jobs[-1], state=state, told=told)
