"""Files that several tests are made of."""

import struct
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def compound() -> Callable[[dict[str, bytes]], bytes]:
    """Makes an OLE file of named streams."""
    return _compound


def _compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams at its root, each as long as four sectors at least."""
    sector = 512
    bodies = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    bodies = {name: data + b"\0" * (-len(data) % sector) for name, data in bodies.items()}
    directory_sectors = -(-(len(bodies) + 1) * 128 // sector)
    count = 1 + directory_sectors + sum(len(data) // sector for data in bodies.values())
    assert count <= 128
    chain = [0xFFFFFFFD, *range(2, directory_sectors + 1), 0xFFFFFFFE]
    starts = {}
    for name, data in bodies.items():
        starts[name] = len(chain)
        chain += [*range(len(chain) + 1, len(chain) + len(data) // sector), 0xFFFFFFFE]
    entries = b""
    names = list(bodies)
    for at, name in enumerate(["Root Entry", *names]):
        raw = (name + "\0").encode("utf-16-le")
        right = at + 1 if 0 < at < len(names) else 0xFFFFFFFF
        child = 1 if at == 0 else 0xFFFFFFFF
        start, size = (0xFFFFFFFE, 0) if at == 0 else (starts[name], max(len(streams[name]), 4096))
        head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), 5 if at == 0 else 2, 1, 0xFFFFFFFF, right, child)
        entries += head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + bytes.fromhex("3e000300feff09000600") + b"\0" * 10
    header += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = header.ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(sector, b"\xff")
    return header + table + entries.ljust(directory_sectors * sector, b"\0") + b"".join(bodies.values())
