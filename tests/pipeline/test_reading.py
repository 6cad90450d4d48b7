import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from govdoc.pipeline.pool import Lost
from govdoc.pipeline.reading import LARGEST, Task, Unchanged, lost_evidence, read_evidence


@pytest.fixture
def task(tmp_path: Path) -> Task:
    file = tmp_path / "a.txt"
    file.write_text("青河县司法局工作总结\n2024年5月1日\n", encoding="utf-8")
    return Task(str(file), "司法局/a.txt", file.stat().st_size, 1)


def test_a_read_file_carries_its_content(task: Task) -> None:
    (evidence,) = read_evidence(task)  # type: ignore[misc]
    assert (evidence.path, evidence.status, evidence.title) == ("司法局/a.txt", "read", "青河县司法局工作总结")
    assert evidence.sha256 == hashlib.sha256(Path(task.file).read_bytes()).hexdigest()
    assert read_evidence(replace(task, known=evidence.sha256)) == Unchanged("司法局/a.txt")


@pytest.mark.parametrize(
    ("lost", "status", "told"),
    [
        (Lost("timed_out", "120"), "timed_out", "超过 120 秒"),
        (Lost("died", "-6"), "damaged", "异常退出"),
        (Lost("raised", "ValueError: x"), "damaged", "ValueError"),
    ],
)
def test_a_lost_file_says_why(task: Task, lost: Lost, status: str, told: str) -> None:
    evidence = lost_evidence(task, lost)
    assert (evidence.status, evidence.flags) == (status, ("unreadable",))
    assert told in evidence.failure
    assert evidence.sha256


def test_a_file_too_large_is_not_opened(task: Task) -> None:
    (evidence,) = read_evidence(replace(task, size=LARGEST + 1))  # type: ignore[misc]
    assert (evidence.status, evidence.text) == ("too_large", "")


def test_a_file_that_is_gone_meanwhile_says_so(task: Task) -> None:
    Path(task.file).unlink()
    (evidence,) = read_evidence(task)  # type: ignore[misc]
    assert (evidence.status, evidence.sha256) == ("damaged", "")
    assert "打不开" in evidence.failure
