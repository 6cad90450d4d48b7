"""A look at a file's first bytes and at the names inside it: content decides what it is, not its suffix."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from govdoc.readers import kinds
from govdoc.readers.decoding import decode, looks_like_text
from govdoc.readers.markdown import is_markdown
from govdoc.readers.ole import MAGIC as OLE_MAGIC
from govdoc.readers.ole import stream_names
from govdoc.readers.package import opened

_MAGIC = (
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
)
_STREAMS = (
    ("EncryptedPackage", kinds.OFFICE_LOCKED),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("MatOST", kinds.WORKS),
    ("CONTENTS", kinds.WORKS),
)
_MEMBERS = (
    ("OFD.xml", "application/ofd"),
    ("word/", kinds.DOCX),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    ("xl/", kinds.XLSX),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_WPS = {
    ("wps", "application/msword"): "application/vnd.ms-works",
    ("wpt", "application/msword"): "application/vnd.ms-works",
    ("et", "application/vnd.ms-excel"): "application/vnd.wps-et",
    ("ett", "application/vnd.ms-excel"): "application/vnd.wps-et",
}
_PACKAGES, _OLD_OFFICE = (
    {suffix: kind.media_type for kind in kinds.KINDS if kind.media_type in group for suffix in kind.suffixes}
    for group in (
        (kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.OFD),
        (kinds.DOC, kinds.WPS, kinds.XLS, kinds.ET, kinds.PPT),
    )
)
_XML = (
    ("urn:schemas-microsoft-com:office:spreadsheet", kinds.SHEET_XML),
    ("http://schemas.microsoft.com/office/word/2003/wordml", kinds.WORD_XML),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", kinds.WORD_XML),
)
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body|table|div|p|meta|script)\b", re.IGNORECASE)
_HEADERS = re.compile(
    r"(?:From|To|Date|Subject|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|DKIM-Signature"
    r"|Authentication-Results|Content-Type|X-[\w-]+): .*\n(?:[ \t].*\n)*[A-Za-z][\w-]*: ",
    re.IGNORECASE,
)
_SENT = re.compile(r"^(?:To|Received|Message-ID|Delivered-To): ", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Peek:
    """What is known of a file before it is read: its suffix (lower case, no dot), content and media type.

    With `text_only` a reader may leave out the blocks where they take longer than the text.
    """

    name: str
    suffix: str
    data: bytes
    members: frozenset[str]
    media_type: str
    text_only: bool = False


def peek(name: str, data: bytes) -> Peek:
    """Look at a file. Never raises: what cannot be told is `application/octet-stream`.

    >>> peek("方案.doc", b"%PDF-1.7 ...").media_type
    'application/pdf'
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix[1:].lower()
    members = _zip_members(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else frozenset()
    return Peek(name, suffix, data, members, _media_type(suffix, data, members))


def _media_type(suffix: str, data: bytes, members: frozenset[str]) -> str:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(suffix, data, members)
    if data.startswith(OLE_MAGIC):
        return _ole_type(suffix, data)
    if b"%PDF-" in data[:1024]:
        return kinds.PDF
    if found := next((media_type for magic, media_type in _MAGIC if data.startswith(magic)), None):
        return found
    return _container_type(data) or _text_type(suffix, data)


def _zip_members(data: bytes) -> frozenset[str]:
    try:
        return frozenset(info.filename.replace("\\", "/") for info in opened(data).infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _local_names(data)


def _local_names(data: bytes) -> frozenset[str]:
    """The member names of a zip whose directory is broken, from the headers before each member."""
    names = set()
    for match in _LOCAL_HEADER.finditer(data):
        length = int.from_bytes(match[1], "little")
        names.add(data[match.end() : match.end() + length].decode("utf-8", "replace"))
    return frozenset(names)


def _zip_type(suffix: str, data: bytes, members: frozenset[str]) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument." in data[:200]:
        kind = "text" if b"opendocument.text" in data[:200] else "spreadsheet"
        return f"application/vnd.oasis.opendocument.{kind}"
    for start, media_type in _MEMBERS:
        if any(member == start or (start.endswith("/") and member.startswith(start)) for member in members):
            return media_type
    # A package so broken that no part of it can be told is what its suffix says: its reader calls it damaged.
    return "application/zip" if zipfile.is_zipfile(io.BytesIO(data)) else _PACKAGES.get(suffix, "application/zip")


def _ole_type(suffix: str, data: bytes) -> str:
    names = stream_names(data)
    # A file so broken that no stream can be told is what its suffix says: its reader calls it damaged.
    unknown = kinds.OLE if names else _OLD_OFFICE.get(suffix, kinds.OLE)
    media_type = next((kind for name, kind in _STREAMS if name in names), unknown)
    return _WPS.get((suffix, media_type), media_type)


def _container_type(data: bytes) -> str:
    """Formats whose mark is not at the very start, "" where it is none of them."""
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}.get(data[8:12], kinds.UNKNOWN)
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:12] in (b"heic", b"heix", b"mif1", b"heif") else "video/mp4"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data[:2] == b"MZ" and b"PE\0\0" in data[:4096]:
        return "application/vnd.microsoft.portable-executable"
    return ""


def _text_type(suffix: str, data: bytes) -> str:
    if not looks_like_text(data):
        return kinds.UNKNOWN
    text, _ = decode(data)
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if _HEADERS.match(head.replace("\r\n", "\n")):
        archived = "multipart/related" in head and not _SENT.search(head)
        return kinds.MHT if archived or suffix.startswith("mht") else kinds.EML
    if found := next((media_type for mark, media_type in _XML if mark in head), None):
        return found
    if head.startswith("<?xml") and not _HTML.search(head):
        return "application/xml"
    if (head.startswith("<") and _HTML.search(head)) or (suffix in ("html", "htm", "shtml") and "<" in text):
        return kinds.HTML
    if suffix in ("csv", "tsv") or (suffix.startswith(("xls", "et")) and "\t" in head):
        return kinds.CSV
    return kinds.MARKDOWN if suffix in ("md", "markdown") or is_markdown(text) else kinds.TEXT
