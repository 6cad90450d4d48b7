"""A folder of evidence as the files met in it, in an order that does not depend on the file system."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govdoc.model import Status
from govdoc.readers.containers import visible

MARKER = ".govdoc-reports"  # stands in folders govdoc wrote, which are nobody's evidence
_OWN = tuple(
    f"govdoc{name}.db{end}"
    for name in ("", "-search", "-pictures", "-serve")
    for end in ("", "-wal", "-shm", "-journal")
)


class Met(NamedTuple):
    """A file met: `path` is its name in the ledger, `file` where it is.

    `problem` says why it is not opened, and `status` is then the ledger's word for it.
    """

    path: str
    file: str
    size: int = 0
    mtime_ns: int = 0
    problem: str = ""
    status: Status = "skipped"


def walk(folder: Path) -> Iterator[Met]:
    """Every file below the folder, folder by folder in the order of their names; links are not followed.

    govdoc's own database and the folders of its reports are passed over.
    """
    yield from _walk(reachable(folder), "")


def reachable(folder: Path) -> Path:
    """The folder in a form under which everything in it can be opened, however long its path."""
    return Path(unlimited(str(folder.resolve()))) if os.name == "nt" else folder


def unlimited(path: str) -> str:
    r"""A full Windows path in the form that may be longer than 260 characters, as folders of evidence easily are.

    >>> print(unlimited(r"D:\材料"), unlimited(r"\\服务器\共享"))
    \\?\D:\材料 \\?\UNC\服务器\共享
    """
    if path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC\\" + path[2:] if path.startswith("\\\\") else "\\\\?\\" + path


def top_folder(path: str) -> str | None:
    """The folder directly below the scanned one that holds a file: it names the unit.

    >>> top_folder("县司法局/12/总结.docx"), top_folder("总结.docx")
    ('县司法局', None)
    """
    first, slash, _ = path.partition("/")
    return first if slash else None


def _walk(folder: Path, prefix: str) -> Iterator[Met]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=_order)
    except OSError as error:
        yield Met(
            prefix, str(folder), problem=f"文件夹打不开：{error.strerror}（请核对权限后再扫描一次）", status="damaged"
        )
        return
    if any(entry.name == MARKER for entry in entries):
        return
    for entry in entries:
        path = prefix + _printable(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path + "/")
        elif entry.name not in _OWN:
            yield _met(entry, path)


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    name = entry.name
    return (name if name.isascii() else unicodedata.normalize("NFC", name)), name


def _met(entry: os.DirEntry[str], path: str) -> Met:
    try:
        found = entry.stat()
    except OSError as error:
        return Met(path, entry.path, problem=f"文件打不开：{error.strerror}（可能是失效的链接）", status="damaged")
    if stat.S_ISDIR(found.st_mode):
        return Met(path, entry.path, problem="指向另一个文件夹的链接，未进入（请把材料复制到本文件夹内）")
    if entry.is_symlink():
        return Met(path, entry.path, problem="指向另一份文件的链接，未打开（请把文件本身复制到本文件夹内）")
    if stat.S_ISREG(found.st_mode):
        return Met(path, entry.path, found.st_size, found.st_mtime_ns)
    return Met(path, entry.path, problem="不是普通文件，未打开")


def _printable(name: str) -> str:
    """A name as text that can be shown: bytes that are no UTF-8, as old archives leave them, are read as GB18030."""
    if name.isascii():
        return visible(name)
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return visible(os.fsencode(name).decode("gb18030", "replace"))
    return visible(name)
