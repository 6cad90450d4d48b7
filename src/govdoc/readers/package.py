"""Office files are zips of XML parts: open them with limits, parse them without entities or network."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govdoc.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PART_BYTES = 64 * 1024 * 1024
_CHUNK = 1 << 15
_LOCAL = b"PK\x03\x04"
_MOST_MEMBERS = 20_000
_STRICT_HOME = b"http://purl.oclc.org/ooxml/"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


_last: tuple[bytes, zipfile.ZipFile] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: what kind, where to, and whether that is outside the file."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An open Office file. Part names have no leading slash."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    data: bytes
    broken: list[str] = field(default_factory=list)

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None where there is no such part. Raises `ReadError` where it is too large or locked."""
        return self._unpacked(self._checked(name)) if name in self.names else None

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes piece by piece, for a long part of which only a little is needed."""
        if name in self.names:
            with self.archive.open(self._checked(name)) as member:
                while chunk := member.read(_CHUNK):
                    yield chunk

    def _checked(self, name: str) -> zipfile.ZipInfo:
        info = self.archive.getinfo(name)
        if info.header_offset < 0:
            raise zipfile.BadZipFile(name)
        if info.flag_bits & 0x1:
            raise ReadError("encrypted", "文件设有打开密码", "请取消密码后重新报送")
        if info.file_size > MOST_PART_BYTES:
            raise ReadError(
                "too_large",
                f"文件内部一个部分解压后有 {info.file_size // 1024 // 1024} MB，超过上限",
                "请拆分或精简后重新报送",
            )
        return info

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """A part's bytes; zipfile's own stream, made for large members, takes three times as long for small ones."""
        at = info.header_offset
        if info.compress_type != zipfile.ZIP_DEFLATED or self.data[at : at + 4] != _LOCAL or info.flag_bits & 0x60:
            # The size in the directory may lie: read no further than the limit.
            with self.archive.open(info) as member:
                return member.read(MOST_PART_BYTES)
        start = at + 30 + sum(struct.unpack_from("<HH", self.data, at + 26))
        packed = memoryview(self.data)[start : start + info.compress_size]
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise zipfile.BadZipFile(info.filename)
        return content

    def xml(self, name: str) -> "_Element | None":
        """A part's root element, None where there is no such part."""
        data = self.part(name)
        return None if data is None else parsed(data)

    def side(self, name: str) -> "_Element | None":
        """The root of a part that the rest can do without: a broken one is None, and its name goes into `broken`."""
        from lxml import etree

        try:
            return self.xml(name)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError):
            self.broken.append(name)
            return None

    def links(self, name: str) -> dict[str, Link]:
        """The relationships of a part (“” for the package itself) by id, targets as part names."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {link.get("Id", ""): _link(link, folder) for link in root if isinstance(link.tag, str)}

    def main_part(self, default: str) -> str:
        """The name of the part that the package opens with."""
        links = self.links("").values()
        return next(
            (link.target for link in links if link.kind == "officeDocument" and link.target in self.names), default
        )


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """Open an Office file; every way in which its zip or XML can be broken leaves as `ReadError` "damaged"."""
    from lxml import etree

    try:
        archive = opened(data)
        names = archive.namelist()
        if len(names) > _MOST_MEMBERS:
            raise ReadError("too_large", f"文件内部有 {len(names)} 个部分，超过上限", "请核对文件后重新报送")
        yield Package(archive, frozenset(names), data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RecursionError,
        struct.error,
        etree.XMLSyntaxError,
    ) as error:
        raise damaged() from error


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip in `data`; several look into one file in turn, and its directory is read once."""
    global _last
    if _last is None or _last[0] is not data:
        try:
            _last = data, zipfile.ZipFile(io.BytesIO(data))
        except ValueError as error:  # a name or a place that cannot be
            raise zipfile.BadZipFile from error
    return _last[1]


def parsed(data: bytes) -> "_Element":
    """The root of an XML part: no entities, no network, nothing but elements; strict names as the usual ones.

    Raises lxml's XMLSyntaxError where it is broken or nested too deep.
    """
    from lxml import etree

    if _STRICT_HOME in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def damaged() -> ReadError:
    """The error for a file that is broken."""
    return ReadError("damaged", "文件已损坏，无法打开", "请用 WPS 或 Office 打开检查，另存后重新报送")


def _link(link: "_Element", folder: str) -> Link:
    target = link.get("Target", "")
    external = link.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Link(posixpath.basename(link.get("Type", "")), target, external)
