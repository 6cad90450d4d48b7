"""A page of a file as a picture, drawn by a worker process of its own: the file may be anything."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.pipeline import pool
from govdoc.pipeline.worker import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_LIMITS = Limits(seconds=20.0, memory=1024**3)
_WIDTH, _TALLEST = 1000, 4000  # pixels
_LARGEST = 100_000_000  # pixels of a picture that is opened
_LOADED = ("govdoc.pipeline.pictures", "pypdfium2", "PIL.Image")


@dataclass(frozen=True, slots=True)
class Page:
    """A page asked for, counted from 1."""

    file: str
    number: int


def picture(folder: Path, path: str, number: int) -> bytes:
    """A page of a scanned file as PNG. Raises GovdocError where it lies outside, is gone or cannot be drawn."""
    file = folder.joinpath(*path.split("/"))
    try:
        file = file.resolve(strict=True)
    except (OSError, ValueError) as error:
        raise GovdocError("文件已不在", "请重新扫描") from error
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise GovdocError("文件不在材料文件夹里", "请重新扫描")
    ((_, drawn),) = pool.run(draw, [Page(str(file), number)], workers=1, limits=_LIMITS, preload=_LOADED)
    if not isinstance(drawn, bytes) or not drawn:
        raise GovdocError("这一页画不出来", "请用其他软件打开查看")
    return drawn


def draw(page: Page) -> bytes:
    """The page as PNG, nothing where there is none."""
    data = Path(page.file).read_bytes()
    image = _of_pdf(data, page.number) if data[:1024].lstrip().startswith(b"%PDF") else _of_image(data, page.number)
    if image is None:
        return b""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _of_pdf(data: bytes, number: int) -> "Image | None":
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 1 <= number <= len(document):
        return None
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _TALLEST / max(height, 1))
    drawn: Image = page.render(scale=scale).to_pil()
    return drawn.convert("RGB")


def _of_image(data: bytes, number: int) -> "Image":
    import PIL.Image
    import PIL.ImageOps

    PIL.Image.MAX_IMAGE_PIXELS = _LARGEST
    image: Image = PIL.Image.open(io.BytesIO(data))
    if number > 1:
        image.seek(number - 1)
    upright = PIL.ImageOps.exif_transpose(image.convert("RGB"))
    upright.thumbnail((_WIDTH, _TALLEST))
    return PIL.Image.frombytes("RGB", upright.size, upright.tobytes())  # without what the file said beside its pixels
