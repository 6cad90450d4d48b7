"""Pictures inside documents: what they say, where the document itself says next to nothing."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from govdoc.errors import ReadError
from govdoc.readers.build import Draft
from govdoc.readers.image import open_image, picture_file
from govdoc.readers.package import Link, Package
from govdoc.readers.pdf_drafts import drafts
from govdoc.readers.scans import Scan, Scanned, recognise

if TYPE_CHECKING:
    from lxml.etree import _Element
    from PIL.Image import Image

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_PICTURES = 500
_MOST_SQUARES = 50
_SMALLEST, _LARGEST, _SQUARE = 60, 3000, 1.15  # pixels, and the greatest share of one side by the other


def recognise_pictures(package: Package, roots: Iterable["_Element"], links: dict[str, Link]) -> Scanned:
    """The pictures of an Office part as recognised pages, in the order in which they are shown."""
    names = dict.fromkeys(name for root in roots for name in _names(root, links) if name in package.names)

    def scan(number: int, name: str) -> Scan:
        def load() -> "Image":
            return open_image(package.part(name) or b"")

        return Scan(number, load)

    return recognise((scan(at, name) for at, name in enumerate(list(names)[:_MOST_PICTURES], 1)), unit="张图片")


def codes_in_pictures(package: Package, root: "_Element", links: dict[str, Link]) -> list[str]:
    """The web addresses in the pictures of an Office part that are square, as QR codes are."""
    from govdoc.readers.ocr.codes import web_codes
    from govdoc.readers.ocr.seals import picture_of

    found: list[str] = []
    for name in list(dict.fromkeys(_names(root, links)))[:_MOST_SQUARES]:
        with suppress(ReadError):
            data = package.part(name) or b""
            if _may_be_a_code(data):
                found += web_codes(picture_of(open_image(data)))
    return found


def _may_be_a_code(data: bytes) -> bool:
    with picture_file(data, "") as image:
        small, large = sorted(image.size)
    return small > _SMALLEST and large < min(small * _SQUARE, _LARGEST)


def picture_drafts(scanned: Scanned) -> Iterator[Draft]:
    """The text of recognised pictures; where they stand among the pages of their document is not known."""
    pages = [scanned.pages[number] for number in sorted(scanned.pages)]
    return (replace(draft, page=None) for draft in drafts(pages, scanned.tables))


def _names(root: "_Element", links: dict[str, Link]) -> Iterator[str]:
    for item in root.iter(_BLIP, _VML):
        link = links.get(item.get(_R + "embed") or item.get(_R + "id") or "")
        if link is not None and not link.external:
            yield link.target
