"""A look at the records of an old workbook before calamine reads them: is it locked, does it claim the absurd?"""

import io
import re
import struct
from collections.abc import Iterator
from typing import Literal

_LOCK = 0x2F  # the record before everything that a password hides
_END = 0x0A  # of the part that all sheets share
# The record of a sheet's size, in files since Excel 97 and in older ones.
_SIZE = re.compile(rb"(?<=\x00\x02\x0e\x00).{14}|(?<=\x00\x02\x0a\x00).{10}", re.DOTALL)
_SIZE_KIND, _SHEET = 0x0200, 0x85
_MOST_ROWS, _MOST_COLUMNS = 65536, 256


def state(data: bytes) -> Literal["sound", "locked", "broken"]:
    """What calamine would make of an old workbook: one that claims absurd sizes makes it end the whole process."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            sizes = [file.get_size(path) for path in file.listdir()]
            stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
    except MemoryError:
        raise
    # A broken file may end in any error of its parsing.
    except Exception:
        return "broken"
    if any(kind == _LOCK for _, kind, _ in _records(stream, _END)):
        return "locked"
    header = struct.unpack_from("<44xI16xI4xI", data)  # sectors of the tables at the file's head
    if max((*sizes, *(count * 512 for count in header)), default=0) > len(data):
        return "broken"
    # Other bytes may look like a size: only then is it worth going through all records.
    return "sound" if all(map(_is_sane, _SIZE.findall(stream))) or _holds_together(stream) else "broken"


def _records(stream: bytes, end: int = -1) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record, down to one of the kind `end`."""
    at = kind = 0
    while at + 4 <= len(stream) and kind != end:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _holds_together(stream: bytes) -> bool:
    """Whether every size stated is one the format allows, and every sheet begins where a record does."""
    places = set()
    for at, kind, content in _records(stream):
        places.add(at)
        if kind == _SIZE_KIND and not _is_sane(content):
            return False
    sheets = [content for _, kind, content in _records(stream, _END) if kind == _SHEET and len(content) >= 4]
    return all(int.from_bytes(content[:4], "little") in places for content in sheets)


def _is_sane(size: bytes) -> bool:
    """Whether a sheet's size is one that the format allows; one of another length is not read."""
    if len(size) not in (10, 14):
        return True
    rows: int
    last: int
    columns: int
    end: int
    rows, last, columns, end = struct.unpack_from("<HHHH" if len(size) == 10 else "<IIHH", size)
    return rows <= last <= _MOST_ROWS and columns <= end <= _MOST_COLUMNS
