"""The bare text of a Word document whose structure cannot be followed, Word 6 and 95 included."""

import io
import re
import struct
from collections.abc import Iterator

from govdoc.readers.package import damaged

WORD_97, WORD_6, WORD_2 = 0xA5EC, 0xA5DC, 0xA5DB
_TABLE_1, _LOCKED = 0x0200, 0x0100  # marks in the header
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_ENDS = re.compile("[\r\x07\x0c\x0e]")
_SIGNS = {0x0B: "\n", 0x1E: "-", 0x1F: None, 0x01: None, 0x08: None, 0x02: None, 0x05: None}
_MOST_FIELDS = 20  # fields inside fields


def word_lines(data: bytes) -> Iterator[str]:
    """The paragraphs and cells of a Word document, one a line. Raises `ReadError` "damaged"."""
    text = _text(data)
    for _ in range(_MOST_FIELDS):
        shorter = _FIELD.sub(lambda match: match[1] or "", text)
        if shorter == text:
            break
        text = shorter
    for line in _ENDS.split(text):
        yield line.translate(_SIGNS)


def word_version(data: bytes) -> int:
    """The mark at the head of the document's main stream: `WORD_97`, `WORD_6`, `WORD_2`; 0 where there is none."""
    main, _ = _streams(data)
    return int.from_bytes(main[:2], "little")


def _streams(data: bytes) -> tuple[bytes, bytes]:
    """The main stream and the table stream that it names."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            main = file.openstream("WordDocument").read()
            flags = int.from_bytes(main[10:12], "little")
            table = "1Table" if flags & _TABLE_1 else "0Table"
            return main, file.openstream(table).read() if file.exists(table) else b""
    except MemoryError:
        raise
    # A broken file may end in any error of its parsing.
    except Exception as error:
        raise damaged() from error


def _text(data: bytes) -> str:
    main, table = _streams(data)
    try:
        version, flags = struct.unpack_from("<H8xH", main)
        if flags & _LOCKED:
            raise damaged()
        if version in (WORD_6, WORD_2):
            start, end = struct.unpack_from("<II", main, 0x18)
            return main[start:end].decode("gb18030", "replace")
        if version != WORD_97:
            raise damaged()
        length = struct.unpack_from("<I", main, 0x4C)[0]
        place, size = struct.unpack_from("<II", main, 0x1A2)
        return "".join(_pieces(main, table[place : place + size]))[:length]
    except struct.error as error:
        raise damaged() from error


def _pieces(main: bytes, pieces: bytes) -> Iterator[str]:
    """The text's pieces in order, each of one or of two bytes a character."""
    at = 0
    while pieces[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
    if pieces[at : at + 1] != b"\x02":
        return
    size = min(struct.unpack_from("<I", pieces, at + 1)[0], len(pieces) - at - 5)
    count = max((size - 4) // 12, 0)
    ends = struct.unpack_from(f"<{count + 1}I", pieces, at + 5)
    for index in range(count):
        place = struct.unpack_from("<I", pieces, at + 5 + 4 * (count + 1) + 8 * index + 2)[0]
        length = max(ends[index + 1] - ends[index], 0)
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            yield main[start : start + length].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * length].decode("utf-16-le", "replace")
