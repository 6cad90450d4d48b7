"""One file of a folder to one record of evidence, read or not: the work of a pool's worker."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from govdoc.errors import ReadError
from govdoc.model import Document, Evidence, Status
from govdoc.pipeline.archives import INSIDE, members
from govdoc.pipeline.pool import Lost

LARGEST = 512 * 1024 * 1024  # bytes; a file beyond it is not evidence that anybody reads
UNKNOWN, ZIP = "application/octet-stream", "application/zip"
MEMBER = "压缩包内的文件，本版本暂不能读取（请解压后放入文件夹重新报送）"
_CHUNK = 1 << 20
_PARTIAL = ("pages_without_text", "hidden_sheets")  # remarks of readers that say part of the file gave no text
_FLAGS = {
    "empty": "unreadable",
    "damaged": "unreadable",
    "timed_out": "unreadable",
    "encrypted": "encrypted",
    "partial": "partial",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: where it is, its name in the ledger, and the content the ledger knows it by."""

    file: str
    path: str
    size: int
    mtime_ns: int
    known: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose time or size changed and whose content did not."""

    path: str


def read_evidence(task: Task) -> tuple[Evidence, ...] | Unchanged:
    """The file as evidence, understood as far as it goes without notices; a file that cannot be read says why.

    An archive is followed by its members.
    """
    from govdoc.readers import media_type

    if task.size > LARGEST:
        reason = f"文件过大（{task.size // 1_000_000} MB），请拆分或压缩后重新报送"
        return (_failed(task, "too_large", reason, digest(task.file)),)
    try:
        data = Path(task.file).read_bytes()
    except OSError as error:
        reason = f"文件打不开：{error.strerror}（请关闭正在使用它的程序，或核对权限，再扫描一次）"
        return (_failed(task, "damaged", reason, ""),)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == task.known:
        return Unchanged(task.path)
    evidence = Evidence(task.path, sha256, len(data), media_type(task.path, data), "read")
    found = _clean(_flagged(_read(evidence, data)))
    return (found, *_inside(found, data)) if found.media_type == ZIP else (found,)


def lost_evidence(task: Task, lost: Lost) -> Evidence:
    """The record of a file whose worker died, ran out of time or raised."""
    if lost.why == "timed_out":
        reason = f"读取超过 {lost.detail} 秒仍未完成，已放弃（请打开检查，另存后重新报送）"
        return _failed(task, "timed_out", reason, digest(task.file))
    how = "读取程序异常退出" if lost.why == "died" else "读取出错"
    reason = f"{how}（{lost.detail}），文件可能已损坏（请打开检查，另存后重新报送）"
    return _failed(task, "damaged", reason, digest(task.file))


def unopened_evidence(path: str, size: int, status: Status, reason: str) -> Evidence:
    """The record of something met in the folder that was not opened."""
    return Evidence(path, "", size, UNKNOWN, status, failure=reason)


def digest(file: str) -> str:
    """The file's sha256, or nothing where it cannot be opened."""
    digest = hashlib.sha256()
    try:
        with Path(file).open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def _read(evidence: Evidence, data: bytes) -> Evidence:
    from govdoc.matching import understand
    from govdoc.readers import read

    try:
        document = read(evidence.path, data)
    except ReadError as error:
        status: Status = cast(Status, error.status) if error.status in get_args(Status) else "damaged"
        return replace(evidence, status=status, failure=str(error))
    evidence = replace(evidence, text=document.text, pages=document.pages, links=document.links)
    return understand(_told(evidence, document))


def _inside(archive: Evidence, data: bytes) -> Iterator[Evidence]:
    """The members of an archive as rows that say why they are not read."""
    from govdoc.readers import is_junk

    for member in members(data):
        path = archive.path + INSIDE + member.name
        status: Status = "skipped" if is_junk(member.name) else "unsupported"
        failure = "系统或编辑软件留下的临时文件" if status == "skipped" else MEMBER
        yield _clean(Evidence(path, archive.sha256, member.size, UNKNOWN, status, failure=failure))


def _told(evidence: Evidence, document: Document) -> Evidence:
    """The evidence with what the reader could not read of it."""
    lost = [remark.message for remark in document.warnings if remark.code in _PARTIAL]
    if not document.text.strip():
        return replace(evidence, status="empty", failure="；".join(lost) or "文件中没有文字（请核对是否为空白文件）")
    return replace(evidence, status="partial", failure="；".join(lost)) if lost else evidence


def _failed(task: Task, status: Status, failure: str, sha256: str) -> Evidence:
    return _flagged(Evidence(task.path, sha256, task.size, UNKNOWN, status, failure=failure))


def _flagged(evidence: Evidence) -> Evidence:
    """The evidence with the flag its status stands for."""
    flag = _FLAGS.get(evidence.status)
    return replace(evidence, flags=(*evidence.flags, flag)) if flag and flag not in evidence.flags else evidence


def _clean(evidence: Evidence) -> Evidence:
    """Lone surrogates, which a broken file may yield, are no text that can be kept."""
    texts = ("path", "failure", "title", "doc_number", "issuer", "genre", "text")
    changed = {
        name: value.encode("utf-8", "replace").decode("utf-8") for name in texts if (value := getattr(evidence, name))
    }
    links = tuple(link.encode("utf-8", "replace").decode("utf-8") for link in evidence.links)
    return replace(evidence, links=links, **changed)
