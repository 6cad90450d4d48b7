import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from govdoc.model import Evidence
from govdoc.pipeline.reading import LARGEST, Task, Unchanged, lost_evidence
from govdoc.pipeline.unpacking import read_evidence
from govdoc.pipeline.worker import Lost


@pytest.fixture
def task(tmp_path: Path) -> Task:
    file = tmp_path / "a.txt"
    file.write_text("青河县司法局工作总结\n2024年5月1日\n", encoding="utf-8")
    return Task(str(file), "司法局/a.txt", file.stat().st_size, 1)


def outcome(task: Task) -> Evidence | Unchanged:
    rows = read_evidence(task)
    try:
        next(rows)
    except StopIteration as end:
        found: Evidence | Unchanged = end.value
        return found
    raise AssertionError("a plain file has no rows inside")


def test_a_read_file_carries_its_content(task: Task) -> None:
    evidence = outcome(task)
    assert isinstance(evidence, Evidence)
    assert (evidence.path, evidence.status, evidence.title) == ("司法局/a.txt", "read", "青河县司法局工作总结")
    assert evidence.sha256 == hashlib.sha256(Path(task.file).read_bytes()).hexdigest()
    assert outcome(replace(task, known=evidence.sha256)) == Unchanged("司法局/a.txt")


@pytest.mark.parametrize(
    ("lost", "status", "told"),
    [
        (Lost("timed_out", "120"), "timed_out", "超过 120 秒"),
        (Lost("died", "-6"), "damaged", "异常退出"),
        (Lost("raised", "ValueError: x"), "damaged", "ValueError"),
        (Lost("memory", ""), "too_large", "内存"),
    ],
)
def test_a_lost_file_says_why(lost: Lost, status: str, told: str) -> None:
    evidence = lost_evidence("司法局/a.txt", 3, "00", lost)
    assert evidence.status == status
    assert ("unreadable" in evidence.flags) == (status != "too_large")
    assert told in evidence.failure
    assert (evidence.path, evidence.size, evidence.sha256) == ("司法局/a.txt", 3, "00")


def test_a_file_too_large_is_not_opened(task: Task) -> None:
    evidence = outcome(replace(task, size=LARGEST + 1))
    assert isinstance(evidence, Evidence)
    assert (evidence.status, evidence.text) == ("too_large", "")


def test_a_file_that_is_gone_meanwhile_says_so(task: Task) -> None:
    Path(task.file).unlink()
    evidence = outcome(task)
    assert isinstance(evidence, Evidence)
    assert (evidence.status, evidence.sha256) == ("damaged", "")
    assert "打不开" in evidence.failure
