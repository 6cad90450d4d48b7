"""How much may come out of one file that was handed in, over all the archives nested in it."""

from dataclasses import dataclass
from typing import IO

from govdoc.readers.containers.refusals import too_large

_CHUNK = 1 << 20


@dataclass(slots=True)
class Budget:
    """What is left: members (`entries`), bytes unpacked (`total`), archives in archives (`depth`).

    `member` bounds one of them, `ratio` its growth beyond `free` bytes.
    """

    entries: int = 5_000
    total: int = 1 << 30
    member: int = 256 << 20
    ratio: int = 200
    free: int = 16 << 20
    depth: int = 5

    def enter(self) -> None:
        """Count one member. Raises `ReadError` "too_large" where there are too many."""
        if self.entries <= 0:
            raise too_large("压缩包内文件过多，超过上限")
        self.entries -= 1

    def check(self, size: int, packed: int) -> None:
        """Refuse a member by the sizes it claims. Raises `ReadError` "too_large"."""
        if size > self.member:
            raise too_large(f"解压后有 {size >> 20} MB，超过上限")
        if size > self.free and packed >= 0 and size > self.ratio * max(packed, 1):
            raise too_large(f"解压后会增大到 {size // max(packed, 1)} 倍，像是压缩炸弹，未解压")
        if size > self.total:
            raise too_large("压缩包解压后过大，超过上限")

    def read(self, stream: IO[bytes], size: int, packed: int) -> bytes:
        """A member's bytes, whatever its claims: no more than is left. Raises `ReadError` "too_large"."""
        self.check(size, packed)
        parts, had = [], 0
        while chunk := stream.read(_CHUNK):
            parts.append(chunk)
            had += len(chunk)
            self.check(had, packed)
        self.total -= had
        return b"".join(parts)
