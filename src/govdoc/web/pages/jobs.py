"""The jobs on a page."""

from dataclasses import dataclass

from govdoc.web.jobs import Job

_STATES = {"running": "进行中", "stopping": "正在停下", "done": "已完成", "stopped": "已停下", "failed": "没有办成"}


@dataclass(frozen=True, slots=True)
class Line:
    """One job."""

    number: int
    what: str
    who: str
    when: str
    state: str
    word: str
    progress: str
    share: int
    told: str
    over: bool


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The jobs. `starts` says whether the reader may start one, and bring evidence of the `units`.

    `waiting` files are to be matched again; `sent` have just come in.
    """

    newest: Line | None
    before: tuple[Line, ...]
    folder: str
    waiting: int
    sent: int
    units: tuple[str, ...]
    starts: bool


def lines(jobs: tuple[Job, ...]) -> tuple[Line | None, tuple[Line, ...]]:
    """The newest job of this run of the workbench, and those before."""
    found = tuple(_line(job) for job in jobs)
    return (found[0] if found else None), found[1:]


def _line(job: Job) -> Line:
    progress = f"{job.step} {job.done}/{job.total}" if job.total else ""
    if progress and job.path and not job.over:
        progress += f"　{job.path}"
    share = 100 * job.done // job.total if job.total else 0
    when = f"{job.started:%m-%d %H:%M}"
    return Line(job.number, job.what, job.who, when, job.state, _STATES[job.state], progress, share, job.told, job.over)
