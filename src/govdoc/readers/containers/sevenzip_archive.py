"""7z archives, by py7zr."""

import io
from collections.abc import Iterator
from typing import Any

from govdoc.errors import ReadError
from govdoc.readers.containers.budget import Budget
from govdoc.readers.containers.member import Member, named, points_outside
from govdoc.readers.containers.refusals import UNPACK, lacking, locked, too_large
from govdoc.readers.package import damaged

_WHOLE = 256 << 20  # bytes; a 7z is unpacked in memory as a whole


def sevenzip_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of a 7z in order of their names; they are unpacked together, as far as the budget goes."""
    try:
        import py7zr
        from py7zr import exceptions
        from py7zr.io import BytesIOFactory
    except ImportError as error:
        raise lacking("7z", "py7zr") from error
    most = min(_WHOLE, budget.total)
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), max_extract_size=most) as archive:
            if archive.needs_password():
                raise locked()
            files = sorted((one for one in archive.list() if one.is_file), key=lambda one: one.filename)
            total = sum(one.uncompressed for one in files)
            if total > most or (total > budget.free and total > budget.ratio * max(len(data), 1)):
                raise too_large(f"压缩包解压后有 {total >> 20} MB，超过上限")
            factory = BytesIOFactory(most)
            targets = {one.filename for one in files if not points_outside(one.filename.replace("\\", "/"))}
            if targets:
                archive.extract(targets=targets, factory=factory)
    except exceptions.PasswordRequired as error:
        raise locked() from error
    except exceptions.DecompressionBombError as error:
        raise too_large("压缩包解压后过大，超过上限") from error
    except ReadError:
        raise
    except exceptions.UnsupportedCompressionMethodError as error:
        raise ReadError("unsupported", "压缩方式不常见，无法解压", UNPACK) from error
    # A broken 7z ends in whatever its header or its decompressor makes of it.
    except Exception as error:
        raise damaged() from error
    return _members(files, factory.products, budget)


def _members(files: list[Any], products: dict[str, Any], budget: Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for one in files:
        budget.enter()

        def load(name: str = one.filename) -> bytes:
            if name not in products:
                raise damaged()
            product = products.pop(name)
            product.seek(0)
            content: bytes = product.read()
            budget.check(len(content), -1)
            budget.total -= len(content)
            return content

        yield named(one.filename, one.uncompressed, load, taken)
