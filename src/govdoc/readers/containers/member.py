"""A member of an archive and what it is called in the ledger."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from govdoc.errors import ReadError

INSIDE = "!/"  # between an archive's path and its member's
_DRIVE = re.compile(r"[A-Za-z]:")
# What stands for “..” in a member's name, so that no path built from it leads outside.
_UP = "．．"
# Signs that steer a screen or turn the reading around, and what stands for each.
_STEERING = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}
_STEERING |= dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its name there with “/” between parts, and its size unpacked as it claims.

    `load` gives its bytes or raises `ReadError`.
    """

    name: str
    size: int
    load: Callable[[], bytes]


def containers(path: str) -> tuple[str, ...]:
    """The archives a path may lie in.

    >>> containers("卫健委/a.zip!/b.docx"), containers("卫健委/b.docx")
    (('卫健委/a.zip',), ())
    """
    parts = path.split(INSIDE)
    return tuple(INSIDE.join(parts[:at]) for at in range(1, len(parts)))


def points_outside(name: str) -> bool:
    """Whether a member's name would lead out of the folder it is unpacked in.

    >>> [points_outside(name) for name in ("../a.txt", "/etc/a", "C:/a.doc", "一/../../a", "一/..二.txt")]
    [True, True, True, True, False]
    """
    return name.startswith("/") or _DRIVE.match(name) is not None or ".." in name.split("/")


def visible(name: str) -> str:
    r"""A name that shows whole what it is, on a page or a terminal.

    >>> visible("a\x1b[2Jb.txt"), visible("总结\u202etxt.exe")
    ('a␛[2Jb.txt', '总结�txt.exe')
    """
    return name.translate(_STEERING)


def plain_name(raw: str) -> str:
    r"""A member's name as one that stays inside: “/” between parts, none of them empty or “..”.

    >>> plain_name(r"..\\材料\.\报告.doc"), plain_name("/a.txt")
    ('．．/材料/报告.doc', 'a.txt')
    """
    parts = (part for part in visible(raw).replace("\\", "/").split("/") if part not in ("", "."))
    return "/".join(_UP if part == ".." else part for part in parts).replace(INSIDE, "！/") or "无名文件"


def named(raw: str, size: int, load: Callable[[], bytes], taken: set[str]) -> Member:
    """A member under its plain name, told apart from those of the same name before it; refused if it points outside."""
    name = plain_name(raw)
    stem, dot, suffix = name.rpartition(".")
    count = 1
    while name in taken:
        count += 1
        name = f"{stem}（{count}）.{suffix}" if dot and "/" not in suffix else f"{plain_name(raw)}（{count}）"
    taken.add(name)
    return Member(name, size, _refused if points_outside(raw.replace("\\", "/")) else load)


def _refused() -> bytes:
    raise ReadError(
        "unsupported", "压缩包内的路径指向包外（含“..”或绝对路径），未解压", "请核对压缩包来源，重新打包后报送"
    )
