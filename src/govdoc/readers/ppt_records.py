"""The records of old presentations: which slides there are, and where (MS-PPT)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_CONTAINER = 0xF
_EDIT, _DIRECTORY, _DOCUMENT = 0x0FF5, 0x1772, 0x03E8
_LOCKED = 0xF3D1C4DF
_DEEPEST = 40
_MOST_EDITS = 1000


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its kind, its instance, and where its content begins and ends in the stream."""

    kind: int
    instance: int
    start: int
    end: int
    container: bool


def record_at(stream: bytes, at: int, limit: int) -> Record | None:
    """The record whose header begins at `at`; its content ends at `limit` at the latest."""
    if not 0 <= at <= limit - 8:
        return None
    head, kind, size = struct.unpack_from("<HHI", stream, at)
    return Record(kind, head >> 4, at + 8, min(at + 8 + size, limit), head & 0xF == _CONTAINER)


def children(stream: bytes, parent: Record) -> Iterator[Record]:
    """The records directly inside a container."""
    at = parent.start
    while (found := record_at(stream, at, parent.end)) is not None:
        yield found
        at = found.end


def inside(stream: bytes, parent: Record, depth: int = 0) -> Iterator[Record]:
    """Every record that is no container, at any depth, in the file's order."""
    for found in children(stream, parent):
        if not found.container:
            yield found
        elif depth < _DEEPEST:
            yield from inside(stream, found, depth + 1)


def is_locked(current_user: bytes) -> bool:
    """Whether the stream “Current User” marks the file as encrypted."""
    return len(current_user) >= 16 and struct.unpack_from("<I", current_user, 12)[0] == _LOCKED


def persisted(stream: bytes, current_user: bytes) -> tuple[dict[int, int], Record | None]:
    """Where each numbered object of the last save stands, and the document record, None where it cannot be found."""
    if len(current_user) < 20:
        return {}, None
    places: dict[int, int] = {}
    document = 0
    edit = struct.unpack_from("<I", current_user, 16)[0]
    seen: set[int] = set()
    while edit not in seen and len(seen) < _MOST_EDITS:
        seen.add(edit)
        record = record_at(stream, edit, len(stream))
        if record is None or record.kind != _EDIT or record.end - record.start < 20:
            break
        before, directory, number = struct.unpack_from("<III", stream, record.start + 8)
        document = document or number
        for key, place in _directory(stream, directory):
            places.setdefault(key, place)
        if not before:
            break
        edit = before
    found = record_at(stream, places.get(document, -1), len(stream))
    return places, found if found is not None and found.kind == _DOCUMENT else None


def _directory(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Object numbers with their places, from one table of a save."""
    record = record_at(stream, at, len(stream))
    if record is None or record.kind != _DIRECTORY:
        return
    place = record.start
    while place + 4 <= record.end:
        entry = struct.unpack_from("<I", stream, place)[0]
        first, count = entry & 0xFFFFF, entry >> 20
        count = min(count, (record.end - place - 4) // 4)
        for offset, where in enumerate(struct.unpack_from(f"<{count}I", stream, place + 4)):
            yield first + offset, where
        place += 4 + 4 * max(count, 0)
