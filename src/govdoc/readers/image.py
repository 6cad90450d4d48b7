"""Photos and scans saved as pictures: jpg, png, bmp, gif, tif with several pages, webp."""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers.ocr import need
from govdoc.readers.peek import Peek
from govdoc.readers.scans import Scan, scanned_document

if TYPE_CHECKING:
    from PIL.Image import Image

MEDIA_TYPES = frozenset(
    f"image/{kind}" for kind in ("jpeg", "png", "gif", "bmp", "tiff", "webp", "heic")
)  # as `peek` tells them
_MOST_PIXELS = 150_000_000
_MOST_PAGES = 500
_LARGEST_SIDE = 3400  # recognition sees no more; a JPEG is not even unpacked beyond it
_LONG, _LONG_WIDTH = 3, 1700  # height by width of what is cut into parts, and their greatest width in pixels
_LEAST_WIDTH = 300
_MANY_PAGED = frozenset({"TIFF"})


def read_image(peek: Peek) -> Document:
    """The text on a picture, whichever way up it is; the parts that a very long one is read in count as its pages.

    Raises `ReadError`: "unsupported" without the extra `ocr` or for a kind of picture that Pillow cannot open,
    "too_large", "damaged", "empty" where there is no text on it.
    """
    with picture_file(peek.data, peek.media_type) as image:
        count = _pages(image)
        need("图片")
        if count == 1 and _is_long(image):
            parts = _parts(_frame(image, 0))
            scans = [Scan(at, partial(_same, part)) for at, part in enumerate(parts, 1)]
            return scanned_document(scans, peek.media_type, "image", "段")

        def frame(at: int) -> "Callable[[], Image]":
            return lambda: _frame(image, at)

        return scanned_document((Scan(at + 1, frame(at)) for at in range(count)), peek.media_type, "image")


def open_image(data: bytes) -> "Image":
    """A picture found inside another file: its first page, upright as its own notes say, in RGB. Raises `ReadError`."""
    with picture_file(data, "") as image:
        return _frame(image, 0)


@contextmanager
def picture_file(data: bytes, media_type: str) -> "Iterator[Image]":
    """An open picture within limits; every way in which it can be broken leaves as `ReadError`."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Pillow warns of pictures that are large and of notes that are broken: limits here are our own.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise ReadError(
                        "too_large", f"图片有 {image.width}×{image.height} 像素，超过上限", "请缩小后重新报送"
                    )
                yield image
        except Image.DecompressionBombError as error:
            raise ReadError("too_large", "图片像素过多，超过上限", "请缩小后重新报送") from error
        except UnidentifiedImageError as error:
            if media_type == "image/heic":
                raise ReadError(
                    "unsupported", "手机图片（HEIC），本机不能打开", "请在手机上转存为 JPG 后重新报送"
                ) from error
            raise _broken() from error
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error) as error:
            raise _broken() from error


def _broken() -> ReadError:
    return ReadError("damaged", "图片已损坏，无法打开", "请打开检查，重新拍照或扫描后报送")


def _pages(image: "Image") -> int:
    count = int(getattr(image, "n_frames", 1)) if image.format in _MANY_PAGED else 1
    if count > _MOST_PAGES:
        raise ReadError("too_large", f"图片有 {count} 页，超过上限", "请拆分后重新报送")
    return count


def _frame(image: "Image", at: int) -> "Image":
    """One page as RGB on white, turned as the camera noted, no larger than recognition sees."""
    from PIL import Image, ImageOps

    if at or image.format in _MANY_PAGED:
        image.seek(at)
    if image.width * image.height > _MOST_PIXELS:
        raise ReadError("too_large", f"图片有 {image.width}×{image.height} 像素，超过上限", "请缩小后重新报送")
    long = _is_long(image)
    if not long:
        image.draft("RGB", (_LARGEST_SIDE, _LARGEST_SIDE))
    page = ImageOps.exif_transpose(image)
    if page.mode.startswith("I;16") or page.mode == "I":
        page = page.point(lambda value: value / 256).convert("L")
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        white = Image.new("RGBA", page.size, "white")
        page = Image.alpha_composite(white, page)
    page = page.convert("RGB")
    page.thumbnail((_LONG_WIDTH, page.height) if long else (_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.LANCZOS)
    return page


def _is_long(image: "Image") -> bool:
    """Whether it is a screen scrolled and caught as a whole, whose print would be too small on one page."""
    return image.height > _LARGEST_SIDE and image.height > image.width * _LONG and image.width > _LEAST_WIDTH


def _parts(page: "Image") -> "list[Image]":
    """A long picture cut across, at rows where nothing is printed, into parts shaped like pages."""
    import numpy as np

    rows = np.asarray(page.convert("L"), dtype=np.int16)
    busy = rows.max(axis=1) - rows.min(axis=1)
    step, at = round(page.width * 1.5), 0
    parts = []
    while page.height - at > step * 1.3:
        low = at + round(step * 0.7)
        end = low + int(np.argmin(busy[low : at + round(step * 1.2)])) + 1
        parts.append(page.crop((0, at, page.width, end)))
        at = end
    return [*parts, page.crop((0, at, page.width, page.height))]


def _same(page: "Image") -> "Image":
    return page
