"""The workspace: one database file in a folder, found from anywhere below it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE = "govdoc.db"
_SERVED = "govdoc-serve.db"


def make_workspace(folder: Path) -> bool:
    """Make the folder a workspace; says whether it was none before. Raises GovdocError where it cannot be written."""
    from govdoc.store.migrations import open_store

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GovdocError(f"建不了文件夹：{folder}（{error.strerror}）", "请换一个有写入权限的位置") from error
    new = not (folder / FILE).exists()
    open_store(folder / FILE).close()
    return new


def find_workspace(start: Path) -> Path:
    """The nearest folder from `start` upwards that is a workspace. Raises GovdocError where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise GovdocError(f"{start} 不在 govdoc 工作区里", "先运行 govdoc init 建立工作区，或用 -w 指明工作区文件夹")


def open_workspace(folder: Path, *, shared: bool = False) -> "Database":
    """The workspace in exactly this folder; `shared` by threads in turn. Raises GovdocError where it is none."""
    from govdoc.store.migrations import open_store

    if not (folder / FILE).is_file():
        raise GovdocError(f"{folder} 不是 govdoc 工作区", "先运行 govdoc init 建立工作区，或核对 -w 后的路径")
    return open_store(folder / FILE, shared=shared)


@contextmanager
def only_workbench(folder: Path) -> Iterator[None]:
    """Work as the only workbench of a workspace. Raises GovdocError where another is at work.

    The lock is SQLite's, on an empty database: every system lets go of it with the process, however that ends.
    """
    with closing(sqlite3.connect(folder / _SERVED, timeout=0)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            told = "这个工作区已有一个工作台在运行"
            raise GovdocError(told, "请在浏览器里用已打开的那个，或先在它的窗口按 Ctrl+C 结束") from error
        yield
