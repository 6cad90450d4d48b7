"""One piece of work in a process of its own, which may crash, hang or swell and ends only itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govdoc.errors import GovdocError, ReadError
from govdoc.model import Document
from govdoc.pipeline import pool
from govdoc.pipeline.worker import Limits, Lost

LIMITS = Limits(seconds=240.0, memory=1536 * 1024**2, tasks=1)
_LOADED = ("govdoc.pipeline.unpacking", "govdoc.matching", "govdoc.parsing", "lxml.html", "pypdfium2")
_LOST = {
    "timed_out": "读取时间过长，已放弃",
    "memory": "读取时占用内存过多，已放弃",
    "died": "读取时程序异常退出，文件可能已损坏",
    "raised": "读取出错，文件可能已损坏",
}


def apart(work: Callable[[Any], Any], task: Any) -> Any:
    """What `work(task)` returns; `work` must be importable by name.

    Raises the GovdocError that the work raised, or one that says what became of its process.
    """
    with TemporaryDirectory(prefix="govdoc-", ignore_cleanup_errors=True) as scratch:
        limits = replace(LIMITS, scratch=scratch)
        ((_, outcome),) = pool.run(_told, [(work, task)], workers=1, limits=limits, preload=_LOADED)
    if isinstance(outcome, Lost):
        raise GovdocError(_LOST[outcome.why], "请打开检查，另存或拆分后再试")
    if isinstance(outcome, GovdocError):
        raise outcome
    return outcome


def read_named(file: Path) -> Document:
    """The file as a `Document`. Raises ReadError, naming the file without its folder, where it cannot be read."""
    from govdoc.readers import read

    try:
        return read(file.name, file.read_bytes())
    except ReadError as error:
        raise ReadError(error.status, f"{file.name}：{error.message}", error.remedy) from None


def _told(given: tuple[Callable[[Any], Any], Any]) -> Any:
    work, task = given
    try:
        return work(task)
    except GovdocError as error:
        return error
