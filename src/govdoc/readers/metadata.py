"""What a file says of itself beside its text: when and by whom it was made, and whether it is digitally signed."""

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from govdoc.model.document import Document
from govdoc.readers import kinds
from govdoc.readers.ole import MAGIC as OLE_MAGIC
from govdoc.readers.package import open_package
from govdoc.readers.peek import Peek

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAY = re.compile(r"(?:D:)?(\d{4})[-/:]?(\d\d)[-/:]?(\d\d)")
_EARLIEST = 1985  # before it programs write zeros, not dates
_SIGNED = re.compile(r"_xmlsignatures/.+\.xml", re.IGNORECASE)
_EXIF, _TAKEN, _CHANGED = 0x8769, 36867, 306
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Metadata:
    """The dates in a file, its author and organisation as the program that wrote it had them, its digital signature."""

    created_on: dt.date | None = None
    modified_on: dt.date | None = None
    author: str = ""
    organisation: str = ""
    signed: bool = False
    pages: int | None = None


def described(document: Document, seen: Peek) -> Document:
    """The document with its file's metadata; a page count that a reader found stands."""
    return document if seen.media_type == kinds.PDF else with_metadata(document, metadata(seen))


def with_metadata(document: Document, found: Metadata) -> Document:
    """The document with this metadata."""
    return replace(
        document,
        created_on=found.created_on,
        modified_on=found.modified_on,
        author=found.author,
        organisation=found.organisation,
        signed=found.signed,
        pages=document.pages if document.pages is not None else found.pages,
    )


def metadata(seen: Peek) -> Metadata:
    """A file's metadata; what is broken or missing is left open, for no text depends on it."""
    read = _source(seen)
    if read is None:
        return Metadata()
    # The libraries raise whatever broken metadata makes them raise.
    try:
        return read(seen)
    except Exception:
        return Metadata()


def _source(seen: Peek) -> Callable[[Peek], Metadata] | None:
    if "docProps/core.xml" in seen.members or "docProps/app.xml" in seen.members:
        return _of_office
    if "OFD.xml" in seen.members:
        return _of_ofd
    if seen.data.startswith(OLE_MAGIC):
        return _of_ole
    return _of_picture if seen.media_type in ("image/jpeg", "image/tiff") else None


def day(text: str) -> dt.date | None:
    """The day at the head of a date as formats write it, None where it is none or plainly a default.

    >>> day("D:20240305101500+08'00'"), day("2024-03-05T02:15:00Z"), day("1601-01-01T00:00:00Z"), day("2024:13:05")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None, None)
    """
    match = _DAY.match(text.strip())
    if match is None or int(match[1]) < _EARLIEST:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _of_office(seen: Peek) -> Metadata:
    with open_package(seen.data) as package:
        core, app = package.xml("docProps/core.xml"), package.xml("docProps/app.xml")
    pages = _text(app, "Pages")
    return Metadata(
        day(_text(core, "created")),
        day(_text(core, "modified")),
        _text(core, "creator") or _text(core, "lastModifiedBy"),
        _text(app, "Company"),
        any(_SIGNED.match(member) for member in seen.members),
        int(pages) if pages.isdigit() and len(pages) < 6 and int(pages) else None,
    )


def _of_ofd(seen: Peek) -> Metadata:
    with open_package(seen.data) as package:
        root = package.xml("OFD.xml")
        place = _text(root, "Signatures").lstrip("/")
        listed = package.xml(place) if place else None
    signed = listed is not None and next(listed.iter("{*}Signature"), None) is not None
    return Metadata(day(_text(root, "CreationDate")), day(_text(root, "ModDate")), _text(root, "Author"), "", signed)


def pdf_metadata(document: Any) -> Metadata:
    """The metadata of an open pdfium document, whose own reader takes it along: to open it again takes too long."""
    from pypdfium2 import raw

    told = {key: document.get_metadata_value(key) for key in ("CreationDate", "ModDate", "Author")}
    signed = raw.FPDF_GetSignatureCount(document.raw) > 0
    return Metadata(day(told["CreationDate"]), day(told["ModDate"]), _short(told["Author"]), "", signed)


def _of_ole(seen: Peek) -> Metadata:
    import olefile

    with olefile.OleFileIO(io.BytesIO(seen.data)) as ole:
        told = ole.get_metadata()
        signed = any("signatures" in part.lower() for entry in ole.listdir(storages=True) for part in entry[:1])
    # Chinese programs write these strings in the system's code page, whatever the file says.
    author, company = (_short(_decoded(value)) for value in (told.author, told.company))
    created, modified = (day(str(value)) if value else None for value in (told.create_time, told.last_saved_time))
    return Metadata(created, modified, author, company, signed)


def _of_picture(seen: Peek) -> Metadata:
    """The day a photo was taken, and the day the file was last changed."""
    from PIL import Image

    with Image.open(io.BytesIO(seen.data)) as image:
        told = image.getexif()
        taken = told.get_ifd(_EXIF).get(_TAKEN, "")
    return Metadata(day(str(taken)), day(str(told.get(_CHANGED, ""))))


def _decoded(value: bytes | str | None) -> str:
    if not isinstance(value, bytes):
        return value or ""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("gb18030", "replace")


def _text(root: "_Element | None", name: str) -> str:
    found = None if root is None else next(root.iter("{*}" + name), None)
    return "" if found is None else _short(found.text or "")


def _short(text: str) -> str:
    return "".join(char for char in text.strip() if char.isprintable())[:_LONGEST]
