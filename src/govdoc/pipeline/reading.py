"""One file's content to one record of evidence, read or not."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from govdoc.errors import ReadError
from govdoc.model import Document, Evidence, Status
from govdoc.pipeline.worker import Lost

LARGEST = 512 * 1024 * 1024  # bytes; a file beyond it is not evidence that anybody reads
MOST_TEXT = 20_000_000  # characters kept of one file
UNKNOWN = "application/octet-stream"
_CHUNK = 1 << 20
# Remarks of readers that say part of the file gave no text, or none to rely on.
_PARTIAL = ("pages_without_text", "pages_unsure", "hidden_sheets", "parts_broken", "cut")
_FLAGS = {
    "empty": "unreadable",
    "damaged": "unreadable",
    "timed_out": "unreadable",
    "encrypted": "encrypted",
    "partial": "partial",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: where it is, its name in the ledger, and the content the ledger knows it by.

    `seconds` is what its reading may take. `done`, `lost` and `tries` say where to take up an archive again: behind
    how many rows, what became of the member there, and how often that has happened. A file that ended a worker read in
    the `quick` way is read once more in the thorough one.
    """

    file: str
    path: str
    size: int
    mtime_ns: int
    known: str = ""
    seconds: float = 120.0
    done: int = 0
    lost: Lost | None = None
    tries: int = 0
    quick: bool = True


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose time or size changed and whose content did not."""

    path: str


def read_data(path: str, data: bytes, sha256: str, media_type: str, seconds: float, *, quick: bool = True) -> Evidence:
    """A file as evidence, understood as far as it goes without notices; one that cannot be read says why.

    The `quick` way of some readers trusts what files claim of themselves.
    """
    from govdoc.matching import understand
    from govdoc.readers import read
    from govdoc.readers.clock import allowed

    evidence = Evidence(path, sha256, len(data), media_type, "read")
    try:
        with allowed(seconds):
            document = read(path, data, text_only=quick)
    except ReadError as error:
        status: Status = cast(Status, error.status) if error.status in get_args(Status) else "damaged"
        return _clean(_flagged(replace(evidence, status=status, failure=str(error))))
    evidence = replace(
        evidence,
        text=document.text,
        pages=document.pages,
        links=document.links,
        created_on=document.created_on,
        modified_on=document.modified_on,
        author=document.author,
        organisation=document.organisation,
        signed=document.signed,
        seals=tuple(seal.text for seal in document.seals),
        page_starts=document.page_starts(),
    )
    return _clean(_flagged(understand(_told(evidence, document))))


def lost_evidence(path: str, size: int, sha256: str, lost: Lost) -> Evidence:
    """The record of a file whose worker died, ran out of time or memory, or raised."""
    if lost.why == "timed_out":
        reason = f"读取超过 {lost.detail} 秒仍未完成，已放弃（请打开检查，另存后重新报送）"
        return failed(path, size, "timed_out", reason, sha256)
    if lost.why == "memory":
        reason = "读取时占用内存过多，已放弃（请拆分或精简后重新报送）"
        return failed(path, size, "too_large", reason, sha256)
    how = "读取程序异常退出" if lost.why == "died" else "读取出错"
    reason = f"{how}（{lost.detail}），文件可能已损坏（请打开检查，另存后重新报送）"
    return failed(path, size, "damaged", reason, sha256)


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


def failed(path: str, size: int, status: Status, failure: str, sha256: str, media_type: str = UNKNOWN) -> Evidence:
    """The record of a file that was not read; `failure` says why and what to do."""
    return _clean(_flagged(Evidence(path, sha256, size, media_type, status, failure=failure)))


def _told(evidence: Evidence, document: Document) -> Evidence:
    """The evidence with what the reader could not read of it."""
    lost = [remark.message for remark in document.warnings if remark.code in _PARTIAL]
    if not document.text.strip():
        return replace(evidence, status="empty", failure="；".join(lost) or "文件中没有文字（请核对是否为空白文件）")
    if len(document.text) > MOST_TEXT:
        lost.append(f"文字过多，只保留前 {MOST_TEXT // 10_000} 万字（请拆分后重新报送）")
        evidence = replace(evidence, text=document.text[:MOST_TEXT])
    return replace(evidence, status="partial", failure="；".join(lost)) if lost else evidence


def _flagged(evidence: Evidence) -> Evidence:
    """The evidence with the flag its status stands for."""
    flag = _FLAGS.get(evidence.status)
    return replace(evidence, flags=(*evidence.flags, flag)) if flag and flag not in evidence.flags else evidence


def _clean(evidence: Evidence) -> Evidence:
    """Lone surrogates, which a broken file may yield, are no text that can be kept."""
    texts = ("path", "failure", "title", "doc_number", "issuer", "genre", "text", "author", "organisation")
    changed: dict[str, Any] = {name: _sound(value) for name in texts if (value := getattr(evidence, name))}
    links, seals = (tuple(map(_sound, values)) for values in (evidence.links, evidence.seals))
    return replace(evidence, links=links, seals=seals, **changed)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
