"""The pictures on OFD pages: what recognition reads where a page holds no text."""

from collections.abc import Iterator
from dataclasses import dataclass

from govdoc.readers.ofd_parts import image_shares, parts_of
from govdoc.readers.package import damaged, open_package


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page (counted from 1): the image file's name and bytes, and the share of the page it covers."""

    page: int
    share: float
    name: str
    data: bytes


def page_images(data: bytes) -> Iterator[Picture]:
    """The pictures of an OFD file, page by page in the order in which they are drawn.

    Bytes are as in the file: JPEG, PNG, BMP, TIFF, or JBIG2 (`name` ends in .jb2). Raises `ReadError` "damaged".
    """
    import ofdkit

    try:
        with ofdkit.open(data) as document:
            pages = [(page.location or "", page.width, page.height) for page in document.pages]
    except MemoryError:
        raise
    # A broken file may end in any error of its parsing.
    except Exception as error:
        raise damaged() from error
    with open_package(data) as package:
        parts = parts_of(package)
        for number, (place, width, height) in enumerate(pages, 1):
            root = parts.xml(place)
            files = parts.image_files(place) if root is not None else {}
            for resource, share in () if root is None else image_shares(root, width, height):
                name = files.get(resource, "")
                if found := package.part(name):
                    yield Picture(number, share, name, found)
