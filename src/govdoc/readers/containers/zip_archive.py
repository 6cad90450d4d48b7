"""Zip archives; names as Chinese packers write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from govdoc.errors import ReadError
from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import Member, named
from govdoc.readers.containers.refusals import locked
from govdoc.readers.package import damaged

_UTF8, _LOCKED = 0x800, 0x1
_UNICODE_PATH = 0x7075  # the extra field in which Info-ZIP keeps a name in UTF-8


def zip_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of a zip in order of their names. Raises `ReadError` where it is none or holds too many."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise damaged() from error
    files = [(zip_name(info), info) for info in archive.infolist() if not info.is_dir()]
    return _members(archive, sorted(files, key=lambda file: file[0]), budget)


def _members(archive: zipfile.ZipFile, files: list[tuple[str, zipfile.ZipInfo]], budget: Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for name, info in files:
        budget.enter()

        def load(info: zipfile.ZipInfo = info) -> bytes:
            return _load(archive, info, budget)

        yield named(name, info.file_size, load, taken)


def _load(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & _LOCKED:
        raise locked()
    budget.check(info.file_size, info.compress_size)
    try:
        with archive.open(info) as stream:
            return budget.read(stream, info.file_size, info.compress_size)
    except NotImplementedError as error:
        raise ReadError("unsupported", "压缩方式不常见，无法解压", "请解压后重新打包为普通 .zip 报送") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise damaged() from error


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name as written: packers on Chinese Windows write GB18030, those on other systems UTF-8, and neither says so.

    >>> zip_name(zipfile.ZipInfo("报告.doc".encode("gb18030").decode("cp437")))
    '报告.doc'
    """
    if (told := _unicode_path(info.extra)) is not None:
        return told
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            for encoding in ("utf-8", "gb18030"):
                with suppress(UnicodeDecodeError):
                    return raw.decode(encoding)
    return name


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            with suppress(UnicodeDecodeError):
                return extra[at + 9 : at + 4 + size].decode("utf-8")
        at += 4 + size
    return None
