"""The XML parts of an OFD file: each page's, its templates', and the image files its resources name."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.readers.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an open OFD file. Names are matched whatever their case, for writers mix it."""

    package: Package
    names: dict[str, str]

    def xml(self, name: str) -> "_Element | None":
        """A part's root element, None where there is no such part."""
        return self.package.xml(self.names.get(name.lower(), ""))

    def page_roots(self, place: str) -> list["_Element"]:
        """The root of a page's part and those of its templates; `place` is the name of the page's part."""
        root = self.xml(place)
        if root is None:
            return []
        templates = self._templates(_folder(place))
        used = (templates.get(item.get("TemplateID", ""), "") for item in root.iter("{*}Template"))
        found = (self.xml(name) for name in used)
        return [root, *(template for template in found if template is not None)]

    def image_files(self, place: str) -> dict[str, str]:
        """The names of image files by resource id, for the document that a page's part belongs to."""
        found: dict[str, str] = {}
        for low, name in self.names.items():
            root = self.xml(name) if low.endswith("res.xml") and _folder(low) == _folder(place) else None
            for media in () if root is None else root.iter("{*}MultiMedia"):
                file = next((item.text or "" for item in media.iter("{*}MediaFile")), "").strip()
                base = "" if root is None else root.get("BaseLoc", "")
                found[media.get("ID", "")] = self._resolved(posixpath.dirname(name), base, file)
        return found

    def _templates(self, folder: str) -> dict[str, str]:
        """The names of template parts by id."""
        root = self.xml(f"{folder}/Document.xml")
        if root is None:
            return {}
        return {
            item.get("ID", ""): self._resolved(folder, "", item.get("BaseLoc", ""))
            for item in root.iter("{*}TemplatePage")
        }

    def _resolved(self, folder: str, base: str, location: str) -> str:
        """The part a location means: from the folder of its base, from the folder, or from the file's own root."""
        for place in ((folder, base, location), (folder, location), (location,)):
            path = posixpath.normpath(posixpath.join("/", *place)).lstrip("/").lower()
            if path in self.names:
                return self.names[path]
        return ""


def parts_of(package: Package) -> Parts:
    """The parts of an open file."""
    return Parts(package, {name.lower(): name for name in package.names})


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute, none where it holds anything else.

    >>> numbers("0 0 210 297"), numbers("a")
    ([0.0, 0.0, 210.0, 297.0], [])
    """
    try:
        return [float(part) for part in (text or "").split()]
    except ValueError:
        return []


def image_shares(root: "_Element", width: float, height: float) -> Iterator[tuple[str, float]]:
    """The resource id of each picture on a page, and the share of the page it covers; sizes in millimetres."""
    for item in root.iter("{*}ImageObject"):
        place = numbers(item.get("Boundary"))
        if len(place) == 4:
            yield item.get("ResourceID", ""), abs(place[2] * place[3]) / max(width * height, 1.0)


def _folder(place: str) -> str:
    return place.split("/")[0].lower()
