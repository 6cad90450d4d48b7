"""What lies in an archive, by name: its members are entered in the ledger, though not read."""

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass

INSIDE = "!/"  # between an archive's path and its member's
MOST = 5_000
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its name there with “/” between parts, and its size unpacked as it claims."""

    name: str
    size: int


def members(data: bytes) -> tuple[Member, ...]:
    """The files of a zip in order of their names, at most MOST; none where it is no zip that can be listed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = [Member(_name(one), one.file_size) for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()
    return tuple({one.name: one for one in sorted(listed, key=lambda one: one.name)[:MOST]}.values())


def containers(path: str) -> tuple[str, ...]:
    """The archives a path may lie in.

    >>> containers("卫健委/a.zip!/b.docx"), containers("卫健委/b.docx")
    (('卫健委/a.zip',), ())
    """
    parts = path.split(INSIDE)
    return tuple(INSIDE.join(parts[:at]) for at in range(1, len(parts)))


def _name(one: zipfile.ZipInfo) -> str:
    """The name as written: packers on Chinese Windows write GB18030 and do not say so."""
    name = one.filename
    if not one.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/").lstrip("/")
