"""Pages of a PDF that have to be looked at: scans, rubbish text layers, and those that may bear a seal."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from govdoc.model.document import Seal
from govdoc.readers.ocr import available
from govdoc.readers.pdf_pages import Box, Page
from govdoc.readers.pdf_quality import is_garbled
from govdoc.readers.scans import Scan, Scanned, recognise, seals_of

if TYPE_CHECKING:
    from PIL.Image import Image

_SCARCE = 15  # characters of a page that is as good as without text
_PICTURED = 0.3
_WHOLLY_PICTURED = 0.8
_DPI = 200
_SEAL_DPI = 150
_LARGEST_SIDE = 3400  # pixels
_MOST_MARKED = 20
_RIM = 12  # points
_KEPT = 0.7  # share of an old text layer's characters that a new reading must reach
_MOST_OBJECTS = 4000


def garbled(pages: list[Page]) -> list[Page]:
    """The pages whose text layer is rubbish; where that of the whole file is, all that have one."""
    if is_garbled("\n".join(_text(page) for page in pages)):
        return [page for page in pages if page.lines]
    return [page for page in pages if is_garbled(_text(page))]


def pictured(pages: list[Page]) -> list[Page]:
    """The pages that are pictures, with no text to speak of."""
    return [page for page in pages if page.pictured > _PICTURED and len(_text(page)) < _SCARCE]


def read_scans(document: Any, pages: list[Page]) -> Scanned:
    """Recognise those pages of an open pdfium document that need it; without the extra `ocr` there are none.

    A text layer laid over a scan by another program is read anew; it stays where the new reading finds far less.
    """
    if not (any(page.pictured > _PICTURED for page in pages) or garbled(pages)) or not available():
        return Scanned({}, {}, {})
    numbers = {page.number for page in (*pictured(pages), *garbled(pages))}
    hidden = {page.number for page in pages if page.number not in numbers and _has_hidden_text(document, page)}
    scans = [
        Scan(page.number, _loader(document, page.number, _DPI), page.width * page.height)
        for page in pages
        if page.number in numbers | hidden
    ]
    scanned = recognise(scans) if scans else Scanned({}, {}, {})
    poorer = {
        page.number
        for page in pages
        if page.number in hidden & set(scanned.read)
        and sum(len(line.text) for line in scanned.read[page.number].all_lines) < len(_text(page)) * _KEPT
    }
    kept = {number: page for number, page in scanned.pages.items() if number not in poorer}
    return replace(
        scanned,
        pages=kept,
        tables={number: tables for number, tables in scanned.tables.items() if number in kept},
        read={number: page for number, page in scanned.read.items() if number in kept},
        unread=tuple(number for number in scanned.unread if number not in hidden),
    )


def marks(document: Any, pages: list[Page]) -> tuple[tuple[Seal, ...], tuple[str, ...]]:
    """The seals, and the addresses in QR codes, on pages that have text and a picture that may be either.

    None without the extra `ocr`.
    """
    marked = [page for page in pages if page.stamped or page.squares]
    if not marked or not available():
        return (), ()
    from govdoc.readers.ocr.codes import web_codes
    from govdoc.readers.ocr.page import OcrPage
    from govdoc.readers.ocr.seals import find_seals, picture_of

    seals: list[Seal] = []
    links: list[str] = []
    for page in marked[-_MOST_MARKED:]:
        picture = picture_of(_loader(document, page.number, _SEAL_DPI)())
        if page.stamped:
            found = OcrPage(picture.shape[1], picture.shape[0], (), seals=find_seals(picture))
            seals += seals_of(found, page.number)
        scale = max(picture.shape) / max(page.width, page.height)
        for box in page.squares:
            left, top, right, bottom = (max(0, round(side * scale)) for side in _widened(box))
            links += web_codes(picture[top:bottom, left:right])
    return tuple(seals), tuple(links)


def _widened(box: Box) -> Box:
    """With the white rim that a code needs to be told."""
    left, top, right, bottom = box
    return left - _RIM, top - _RIM, right + _RIM, bottom + _RIM


def _text(page: Page) -> str:
    return "".join("".join(line.text.split()) for line in page.lines)


def _loader(document: Any, number: int, dpi: int) -> "Callable[[], Image]":
    def load() -> "Image":
        page = document[number - 1]
        try:
            scale = min(dpi / 72, _LARGEST_SIDE / max(*page.get_size(), 1.0))
            image: Image = page.render(scale=scale).to_pil()
            return image.convert("RGB")
        finally:
            page.close()

    return load


def _has_hidden_text(document: Any, page: Page) -> bool:
    """Whether a page is one picture with text behind it or unseen above it: what recognition elsewhere made of it."""
    if page.pictured < _WHOLLY_PICTURED or not page.lines:
        return False
    from pypdfium2 import raw

    handle = document[page.number - 1]
    try:
        unseen = seen = 0
        items = handle.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3)
        for item in islice(items, _MOST_OBJECTS):
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                if (right - left) * (top - bottom) > page.width * page.height * _WHOLLY_PICTURED:
                    unseen, seen = unseen + seen, 0  # what was drawn before lies under the picture
            elif raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                unseen += 1
            else:
                seen += 1
        return unseen > seen
    finally:
        handle.close()
