"""A page as a picture: the work of a worker process, for the file may be anything."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.readers.containers import INSIDE, Budget, is_container, open_container
from govdoc.readers.kinds import DOC, DOCX, ET, ODS, ODT, OFD, PPT, PPTX, RTF, WORKS, WPS, XLS, XLSB, XLSX

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = frozenset({"image/png", "image/jpeg", "image/bmp", "image/tiff", "image/gif", "image/webp"})
# What LibreOffice makes a PDF of, by the suffix that tells it what a content is. Web pages are none of these: what
# they name would be fetched.
OFFICE = {
    DOCX: "docx", DOC: "doc", WPS: "doc", WORKS: "wps", RTF: "rtf", ODT: "odt",
    XLSX: "xlsx", XLS: "xls", ET: "xls", XLSB: "xlsb", ODS: "ods", PPT: "ppt", PPTX: "pptx",
}  # fmt: skip
_WIDTH, _TALLEST = 1200, 4800  # pixels
_LARGEST = 200_000_000  # pixels of a picture that is opened
_HEAVY = 400_000  # bytes beyond which a photo is kept as a photo is


@dataclass(frozen=True, slots=True)
class Page:
    """A page asked for, counted from 1: of the file, or of what lies `inside` it, whose content has this sha256.

    `pdf` is the whole as PDF where it was made before; `seconds` is what making it may take.
    """

    file: str
    inside: str
    sha256: str
    media_type: str
    number: int
    pdf: bytes = b""
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as PNG or JPEG, and how many there are; `pdf` is the whole where it was made for this."""

    body: bytes
    pages: int
    pdf: bytes = b""


def draw(page: Page) -> Drawn | str:
    """The page, or why it cannot be drawn (Chinese)."""
    data = page.pdf or _content(page)
    if data is None:
        return "文件已改动或移走，请重新扫描"
    pdf = b""
    if page.media_type in OFFICE and not page.pdf:
        pdf = data = _office(data, page)
        if not data:
            return "LibreOffice 打不开这份文件，请用 Office 软件查看"
    if page.media_type in PICTURES:
        image, pages = _of_image(data, page.number)
    elif page.media_type == OFD:
        from govdoc.readers.ofd_drawing import ofd_page

        data, pages = ofd_page(data, page.number)
        image = _of_pdf(data, 1)[0] if data else None
    else:
        image, pages = _of_pdf(data, page.number)
    return Drawn(_packed(image), pages, pdf) if image else "没有这一页"


def _content(page: Page) -> bytes | None:
    """The content that was asked for, None where something else lies there by now."""
    data = Path(page.file).read_bytes()
    if page.inside:
        return _within(page.file, data, page.inside, page.sha256, Budget(), 0)
    return data if hashlib.sha256(data).hexdigest() == page.sha256 else None


def _within(name: str, data: bytes, inside: str, sha256: str, budget: Budget, depth: int) -> bytes | None:
    from govdoc.readers import media_type

    kind = media_type(name, data)
    if not is_container(kind) or depth >= budget.depth:
        return None
    for member in open_container(kind, data, budget):
        if member.name == inside:
            found = member.load()
            if hashlib.sha256(found).hexdigest() == sha256:
                return found
        elif inside.startswith(member.name + INSIDE):
            rest = inside[len(member.name + INSIDE) :]
            return _within(member.name, member.load(), rest, sha256, budget, depth + 1)
    return None


def _office(data: bytes, page: Page) -> bytes:
    from govdoc.readers.clock import allowed
    from govdoc.readers.libreoffice import converted

    with allowed(page.seconds):
        return converted(data, OFFICE[page.media_type], "pdf") or b""


def _of_pdf(data: bytes, number: int) -> "tuple[Image | None, int]":
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 1 <= number <= len(document):
        return None, len(document)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _TALLEST / max(height, 1))
    drawn: Image = page.render(scale=scale).to_pil()
    return drawn.convert("RGB"), len(document)


def _of_image(data: bytes, number: int) -> "tuple[Image | None, int]":
    import PIL.Image
    import PIL.ImageOps

    PIL.Image.MAX_IMAGE_PIXELS = _LARGEST
    image: Image = PIL.Image.open(io.BytesIO(data))
    pages = getattr(image, "n_frames", 1)
    if not 1 <= number <= pages:
        return None, pages
    if number > 1:
        image.seek(number - 1)
    image.draft("RGB", (_WIDTH, _WIDTH))  # a large JPEG is not unpacked whole
    upright = PIL.ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((_WIDTH, _TALLEST))
    # Without what the file said beside its pixels.
    return PIL.Image.frombytes("RGB", upright.size, upright.tobytes()), pages


def _packed(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    if out.tell() > _HEAVY:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=85)
    return out.getvalue()
