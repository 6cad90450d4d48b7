"""Rar archives, by rarfile and whichever unpacking program is installed."""

import io
from collections.abc import Iterator
from typing import Any

from govdoc.errors import ReadError
from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import Member, named
from govdoc.readers.containers.refusals import lacking, locked
from govdoc.readers.package import damaged

TOOLS = ("unrar", "unar", "bsdtar", "7z")  # the programs rarfile knows to unpack with
_REMEDY = "请安装 unar 或 unrar（Windows 上安装 WinRAR 或 7-Zip 并加入 PATH）后再次扫描，或解压后将其中的文件放入文件夹"


def rar_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of a rar in order of their names."""
    try:
        import rarfile
    except ImportError as error:
        raise lacking("rar", "rarfile") from error
    try:
        archive = rarfile.RarFile(io.BytesIO(data), charset="gb18030")
        files = sorted((one for one in archive.infolist() if one.is_file()), key=lambda one: one.filename)
        if not files and archive.needs_password():
            raise locked()
    except ReadError:
        raise
    except rarfile.NeedFirstVolume as error:
        raise ReadError("unsupported", "分卷压缩包的一卷，单独无法读取", "请合并解压后将其中的文件报送") from error
    except rarfile.PasswordRequired as error:
        raise locked() from error
    # A broken rar ends in whatever its header makes of it.
    except Exception as error:
        raise damaged() from error
    return _members(archive, files, budget)


def _members(archive: Any, files: list[Any], budget: Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for one in files:
        budget.enter()

        def load(one: Any = one) -> bytes:
            return _load(archive, one, budget)

        yield named(one.filename, one.file_size, load, taken)


def _load(archive: Any, one: Any, budget: Budget) -> bytes:
    import rarfile

    if one.needs_password():
        raise locked()
    budget.check(one.file_size, one.compress_size)
    try:
        with archive.open(one) as stream:
            return budget.read(stream, one.file_size, one.compress_size)
    except ReadError:
        raise
    except (rarfile.RarWrongPassword, rarfile.PasswordRequired) as error:
        raise locked() from error
    except rarfile.RarCannotExec as error:
        raise ReadError("unsupported", "rar 压缩包，没有可用的解压程序", _REMEDY) from error
    except Exception as error:
        raise damaged() from error
