"""The names at the top of an OLE compound file (old Word, Excel, WPS): enough to tell what it is."""

import struct

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_MOST_SECTORS = 4096


def stream_names(data: bytes) -> frozenset[str]:
    """The names of the streams and storages at the root, empty where the directory cannot be followed."""
    try:
        return _root_names(_directory(data))
    except (struct.error, IndexError):
        return frozenset()


def _directory(data: bytes) -> list[bytes]:
    """The 128-byte entries of the directory, found through the allocation table."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        return []
    table_sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
    sector: int = struct.unpack_from("<I", data, 48)[0]
    entries: list[bytes] = []
    for _ in range(_MOST_SECTORS):
        if sector >= _END:
            break
        start = (sector + 1) * size
        entries += [data[at : at + 128] for at in range(start, start + size, 128)]
        block, place = divmod(sector, size // 4)
        sector = struct.unpack_from("<I", data, (table_sectors[block] + 1) * size + place * 4)[0]
    return entries


def _root_names(entries: list[bytes]) -> frozenset[str]:
    """Walk the root's children only: an embedded object's streams say nothing of the file itself."""
    if not entries:
        return frozenset()
    todo: list[int] = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    names = set()
    while todo:
        at = todo.pop()
        if at in seen or at >= len(entries):
            continue
        seen.add(at)
        length, left, right = struct.unpack_from("<64xH2x2I", entries[at])
        names.add(entries[at][: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        todo += [left, right]
    return frozenset(names)
