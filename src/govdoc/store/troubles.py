"""What keeps a workspace from being read or written, and is no fault of its files: in words."""

import errno
import sqlite3

from govdoc.errors import GovdocError

_BUSY = ("工作区正忙", "请稍候再试")
_FULL = ("磁盘已满，这一步没有存进去", "请腾出空间后再试；先前存的都在")
_SHUT = ("工作区文件夹不能写入", "请核对权限，或把工作区移到能写入的位置")
_DISK = ("读写磁盘出错", "请核对磁盘或网络盘后再试")
_OF_DATABASE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _SHUT,
    sqlite3.SQLITE_CANTOPEN: _SHUT,
    sqlite3.SQLITE_IOERR: _DISK,
}
_OF_SYSTEM = {errno.ENOSPC: _FULL, errno.EROFS: _SHUT, errno.EACCES: _SHUT, errno.EPERM: _SHUT, errno.EIO: _DISK}


def trouble(error: Exception) -> GovdocError | None:
    """The error in words a user can act on, None where it is a bug or a broken file."""
    if isinstance(error, OSError):
        words = _OF_SYSTEM.get(error.errno or 0)
    else:
        words = _OF_DATABASE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return GovdocError(*words) if words else None
