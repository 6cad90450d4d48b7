"""OFD pages that are pictures: recognised where the extra `ocr` is installed."""

from typing import TYPE_CHECKING

from govdoc.errors import ReadError
from govdoc.readers.image import open_image
from govdoc.readers.ocr import available
from govdoc.readers.ofd_pictures import Picture, page_images
from govdoc.readers.pdf_pages import Page
from govdoc.readers.scans import Scan, Scanned, recognise

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_SHARE = 0.02  # of the page; smaller ones are codes and ornaments


def read_pictures(data: bytes, pages: list[Page]) -> Scanned:
    """Recognise the pages that hold pictures and no text; without the extra none."""
    bare = {page.number: page for page in pages if not page.lines and page.pictured > 0}
    if not bare or not available():
        return Scanned({}, {}, {})
    pictures: dict[int, list[Picture]] = {}
    for picture in page_images(data):
        if picture.page in bare and picture.share >= _LEAST_SHARE:
            pictures.setdefault(picture.page, []).append(picture)
    return recognise(_scan(bare[number], found) for number, found in sorted(pictures.items()))


def _scan(page: Page, pictures: list[Picture]) -> Scan:
    return Scan(page.number, lambda: _stacked(pictures), page.width * page.height)


def _stacked(pictures: list[Picture]) -> "Image":
    """A page's pictures one below the other, in the order in which they are drawn, each as wide as the widest."""
    from PIL import Image

    images = [_opened(picture) for picture in pictures]
    if len(images) == 1:
        return images[0]
    width = max(image.width for image in images)
    images = [image.resize((width, max(1, round(image.height * width / image.width)))) for image in images]
    whole = Image.new("RGB", (width, sum(image.height for image in images)), "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return whole


def _opened(picture: Picture) -> "Image":
    if picture.name.lower().endswith((".jb2", ".jbig2")):
        raise ReadError("unsupported", "OFD 页面是 JBIG2 图片，暂不能读取", "请转存为 PDF 后重新报送")
    return open_image(picture.data)
