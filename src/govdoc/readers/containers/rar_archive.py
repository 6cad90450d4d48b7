"""Rar archives: listed by rarfile, unpacked by whichever program is installed."""

import io
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govdoc.errors import ReadError
from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import Member, named
from govdoc.readers.containers.refusals import lacking, locked
from govdoc.readers.package import damaged

# The programs rarfile unpacks with, the most able first, and by what name it knows them.
_PROGRAMS = {"unrar": "unrar", "sevenzip": "7z", "sevenzip2": "7zz", "unar": "unar"}
# Windows brings libarchive's tar along, and it reads rar.
_TAR = ("bsdtar", "tar") if os.name == "nt" else ("bsdtar",)
_REMEDY = "请安装 unar 或 unrar（Windows 上安装 WinRAR 或 7-Zip 并加入 PATH）后再次扫描，或解压后将其中的文件放入文件夹"
_WILD = re.compile(r"[\[\]*?\\]")


def rar_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of a rar in order of their names."""
    try:
        import rarfile
    except ImportError as error:
        raise lacking("rar", "rarfile") from error
    try:
        archive = rarfile.RarFile(io.BytesIO(data), charset="gb18030", errors="strict")
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
    return _members(archive, files, data, budget)


def programs() -> tuple[str, ...]:
    """The installed programs that unpack rar."""
    return tuple(name for name in (*_PROGRAMS.values(), *_TAR) if shutil.which(name))


def _members(archive: Any, files: list[Any], data: bytes, budget: Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for one in files:
        budget.enter()

        def load(one: Any = one) -> bytes:
            return _load(archive, one, data, budget)

        yield named(one.filename, one.file_size, load, taken)


def _load(archive: Any, one: Any, data: bytes, budget: Budget) -> bytes:
    """A member by the first program that can unpack it: each of them fails on some archives."""
    import rarfile

    if one.needs_password():
        raise locked()
    budget.check(one.file_size, one.compress_size)
    unable = True
    for name in [name for name, program in _PROGRAMS.items() if shutil.which(program)] or [""]:
        try:
            if name:
                rarfile.tool_setup(**{other: other == name for other in (*_PROGRAMS, "bsdtar")}, force=True)
            with archive.open(one) as stream:
                return budget.read(stream, one.file_size, one.compress_size)
        except ReadError:
            raise
        except (rarfile.RarWrongPassword, rarfile.PasswordRequired) as error:
            raise locked() from error
        except rarfile.RarCannotExec:
            continue
        # A broken member ends in whatever the program or its unpacking makes of it.
        except Exception:
            unable = False
    for name in filter(shutil.which, _TAR):
        unable = False
        if (content := _by_tar(name, one, data, budget)) is not None:
            return content
    raise ReadError("unsupported", "rar 压缩包，没有可用的解压程序", _REMEDY) if unable else damaged()


def _by_tar(program: str, one: Any, data: bytes, budget: Budget) -> bytes | None:
    """A member by libarchive's tar, which rarfile starts in a locale without Chinese names; None where it fails."""
    pattern = _WILD.sub(r"\\\g<0>", one.filename)
    with TemporaryDirectory(prefix="govdoc-rar-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "archive.rar"
        file.write_bytes(data)
        command = [program, "-xOf", str(file), "--", pattern]
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as running:
            try:
                content = budget.read(running.stdout, one.file_size, one.compress_size) if running.stdout else b""
            finally:
                running.kill()
    whole = len(content) == one.file_size and (one.CRC is None or zlib.crc32(content) == one.CRC)
    return content if whole else None
