"""The ledgers among the files of a workspace, read again as tables and checked against what the notice asks."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError, ReadError
from govdoc.ledgers import Expected, looks_like_a_ledger, read_ledgers
from govdoc.model import Evidence, Finding, Indicator, LedgerEntry, Match
from govdoc.parsing.reaches import SATISFIED, reaches
from govdoc.pipeline.against import fingerprint
from govdoc.pipeline.folder import reachable
from govdoc.pipeline.matching import Matched, held_matches, match
from govdoc.pipeline.pool import MODE, run
from govdoc.pipeline.roster import unit_named
from govdoc.pipeline.scan import Progress, Report, scanned_folder, silent
from govdoc.pipeline.worker import Limits
from govdoc.store import queries
from govdoc.store.decisions import last_decision
from govdoc.store.ledgers import Checked, checked_keys, checked_state, drop_ledgers, put_ledgers
from govdoc.text.widths import narrow

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class _Task:
    folder: str
    evidence: Evidence
    notice: str
    indicator: str
    expected: Expected

    @property
    def key(self) -> str:
        """What changes when the ledger must be checked again."""
        return fingerprint(self.evidence.sha256, self.notice, self.indicator, self.expected)


def ledgers(db: "Database", unit: str | None = None, *, report: Report = silent) -> tuple[LedgerEntry, ...]:
    """The ledgers of all units, or of one (full name or alias), with what is wrong with each, by path.

    What is wrong is kept, for the lists of gaps to tell, and from now on `match_and_check` keeps it up to date.

    Raises GovdocError where no folder was scanned or the unit is not in the roster.
    """
    folder = scanned_folder(db)
    if folder is None:
        raise GovdocError("还没有读取材料", "请先运行 govdoc scan 材料文件夹")
    name = unit_named(db, unit).name if unit is not None else None
    state = _state(db) if name is None else ""
    tasks = [task for task in _tasks(db, folder) if name in (None, task.evidence.unit)]
    found = _check(db, tasks, state, report)
    return tuple(sorted(found, key=lambda entry: (entry.path, entry.ledger.sheet)))


def match_and_check(db: "Database", *, report: Report = silent) -> Matched:
    """Match as `match` does; then check the ledgers that are new, or now serve what they were not checked against.

    No ledger is read in a workspace where they were never asked for.
    """
    matched = match(db, report=report)
    folder, before = scanned_folder(db), checked_state(db)
    if folder is not None and before is not None and before != (state := _state(db)):
        keys, tasks = checked_keys(db), _tasks(db, folder)
        drop_ledgers(db, keys.keys() - {task.evidence.path for task in tasks})
        _check(db, [task for task in tasks if keys.get(task.evidence.path) != task.key], state, report)
    return matched


def _state(db: "Database") -> str:
    return fingerprint(queries.matter_state(db), last_decision(db))


def _tasks(db: "Database", folder: Path) -> list[_Task]:
    indicators = {(notice.key, one.code): one for notice in queries.notices(db) for one in notice.indicators}
    files = tuple(file for file in queries.ledger(db, text=True) if looks_like_a_ledger(file.text))
    ranked = held_matches(db, files)
    return [_task(folder, file, ranked[file.path], indicators) for file in files]


def _check(db: "Database", tasks: list[_Task], state: str, report: Report) -> list[LedgerEntry]:
    found: list[LedgerEntry] = []
    checked: list[Checked] = []
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    for done, (task, outcome) in enumerate(run(_read, tasks, workers=workers, limits=Limits(), mode=MODE), 1):
        file = task.evidence
        report(Progress("match", done, len(tasks), file.path))
        if isinstance(outcome, tuple):
            found += outcome
            faults = tuple(_told(one) for entry in outcome for one in entry.ledger.findings)
            checked.append(Checked(file.path, file.sha256, task.notice, task.indicator, faults, task.key))
    drop_ledgers(db, {task.evidence.path for task in tasks} - {one.path for one in checked})
    put_ledgers(db, checked, state)
    return found


def _task(
    folder: Path, file: Evidence, ranked: tuple[Match, ...], indicators: dict[tuple[str, str], Indicator]
) -> _Task:
    cell = (ranked[0].notice, ranked[0].indicator) if ranked else ("", "")
    return _Task(str(folder), file, *cell, _expected(indicators.get(cell)))


def _expected(indicator: Indicator | None) -> Expected:
    """What an indicator's items ask of a ledger: the widest window, the first share of satisfied and limit named."""
    items = [item for task in indicator.tasks for item in task.requirements] if indicator else []
    told = [indicator.text, *(item.text for item in items)] if indicator else []
    rates = [rate for sort, rate in reaches(narrow("\n".join(told))) if sort == SATISFIED]
    limits = [item.within.amount for item in items if item.within and item.within.unit == "day"]
    return Expected(
        min((item.since for item in items if item.since), default=None),
        max((item.until for item in items if item.until), default=None),
        rates[0] / 100 if rates else None,
        limits[0] if limits else None,
    )


def _told(finding: Finding) -> str:
    """A finding as a sentence of a list quotes it: 工作表“1月”第5行…"""
    sheet = f"工作表“{finding.sheet}”" if finding.sheet else ""
    row = f"第{finding.row}行" if finding.row else ""
    return f"{sheet}{row}{finding.text}"


def _read(task: _Task) -> tuple[LedgerEntry, ...]:
    """The ledgers of one file, in a worker."""
    from govdoc.readers import read

    file = task.evidence
    try:
        document = read(file.path, _bytes(Path(task.folder), file.path))
    except (ReadError, OSError):  # it was there and readable when it was scanned; the next scan will say
        return ()
    return tuple(
        LedgerEntry(file.path, file.unit, task.indicator, ledger) for ledger in read_ledgers(document, task.expected)
    )


def _bytes(folder: Path, path: str) -> bytes:
    """The bytes of a file of the ledger, out of its archives where it lies in any. Raises OSError, ReadError."""
    from govdoc.readers import media_type
    from govdoc.readers.containers import INSIDE, Budget, open_container

    outer, *inner = path.split(INSIDE)
    data, budget, at = (reachable(folder) / outer).read_bytes(), Budget(), outer
    for name in inner:
        members: Iterator[bytes] = (
            member.load() for member in open_container(media_type(at, data), data, budget) if member.name == name
        )
        found = next(members, None)
        if found is None:
            raise FileNotFoundError(path)
        data, at = found, name
    return data
