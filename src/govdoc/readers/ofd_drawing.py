"""A page of an OFD file drawn anew as PDF: its text, lines and pictures where they stand, without colour or fonts."""

import io
from typing import Any

from govdoc.readers.ofd_parts import Parts, numbers, parts_of
from govdoc.readers.ofd_rules import strokes
from govdoc.readers.package import open_package

_MM = 72 / 25.4  # points
_FONT = "STSong-Light"  # named, not embedded: whoever shows the page has a font for it


def ofd_page(data: bytes, number: int) -> tuple[bytes, int]:
    """One page (counted from 1) as a PDF of its own, and how many there are; no bytes where there is no such page."""
    import ofdkit
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    with ofdkit.open(data) as document, open_package(data) as package:
        pages = list(document.pages)
        if not 1 <= number <= len(pages):
            return b"", len(pages)
        page, parts = pages[number - 1], parts_of(package)
        left, top, width, height = page.box
        out = io.BytesIO()
        canvas = Canvas(out, (width * _MM, height * _MM))
        canvas.translate(-left * _MM, (top + height) * _MM)  # from here on y grows upwards from the page's top
        for root in parts.page_roots(page.location or ""):
            _pictures(canvas, root, parts, page.location or "")
            for path in root.iter("{*}PathObject"):
                for start, end in strokes(path):
                    canvas.line(start[0] * _MM, -start[1] * _MM, end[0] * _MM, -end[1] * _MM)
        for run in page.runs:
            _text(canvas, run)
        canvas.save()
        return out.getvalue(), len(pages)


def _text(canvas: Any, run: Any) -> None:
    size = max(run.size * _MM, 1.0)
    natural = canvas.stringWidth(run.text, _FONT, size)
    drawn = canvas.beginText(run.x * _MM, -run.y * _MM)
    drawn.setFont(_FONT, size)
    if natural > 0:
        drawn.setHorizScale(min(150.0, max(50.0, 100 * run.width * _MM / natural)))
    drawn.textOut(run.text)
    canvas.drawText(drawn)


def _pictures(canvas: Any, root: Any, parts: Parts, place: str) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    files = parts.image_files(place)
    for item in root.iter("{*}ImageObject"):
        box = numbers(item.get("Boundary"))
        found = parts.package.part(files.get(item.get("ResourceID", ""), ""))
        if len(box) != 4 or not found:
            continue
        try:
            picture = Image.open(io.BytesIO(found)).convert("RGB")
        except (OSError, ValueError):  # no kind of picture that is drawn here
            continue
        x, y, width, height = (value * _MM for value in box)
        canvas.drawImage(ImageReader(picture), x, -y - height, width, height)
