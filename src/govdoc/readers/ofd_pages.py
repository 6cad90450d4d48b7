"""The printed lines and ruled tables of OFD pages with their places: text by ofdkit, rules by our own walk."""

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.readers.ofd_parts import Parts, image_shares, parts_of
from govdoc.readers.ofd_rules import tables_of
from govdoc.readers.package import open_package
from govdoc.readers.pdf_pages import Page, Sign, lines_of
from govdoc.readers.pdf_tables import Table

if TYPE_CHECKING:
    import ofdkit

_POINTS = 72 / 25.4  # places in OFD are in millimetres
_ABOVE, _BELOW = 0.88, 0.12  # shares of the type size over and under the baseline
_OUTSIDE = 2.0  # millimetres that text may stand out of the page


@dataclass(frozen=True, slots=True)
class Pages:
    """A file's pages, their tables by page number, and the numbers of pages that are missing or broken."""

    pages: list[Page]
    tables: dict[int, list[Table]]
    broken: list[int]


def read_pages(data: bytes) -> Pages:
    """The pages of an OFD file, none where the file as a whole cannot be followed."""
    import ofdkit

    found = Pages([], {}, [])
    try:
        with ofdkit.open(data) as document, open_package(data) as package:
            parts = parts_of(package)
            for number, page in enumerate(document.pages, 1):
                try:
                    if page.location is None:
                        raise ofdkit.OFDError
                    lines, found.tables[number] = _page(page, number, parts)
                    found.pages.append(lines)
                except ofdkit.OFDError:
                    found.broken.append(number)
                    found.pages.append(Page(number, 595.0, 842.0, (), ruled=False, pictured=0.0))
    except MemoryError:
        raise
    # A broken file may end in any error of its parsing.
    except Exception:
        return Pages([], {}, [])
    return found


def _page(page: "ofdkit.Page", number: int, parts: Parts) -> tuple[Page, list[Table]]:
    left, top, width, height = page.box
    signs: list[Sign] = []
    for run in page.runs:
        x, y = run.x - left, run.y - top
        if -_OUTSIDE <= x <= width + _OUTSIDE and -_OUTSIDE <= y <= height + _OUTSIDE:
            signs += _signs(run, x * _POINTS, y * _POINTS, len(signs))
    roots = parts.page_roots(page.location or "")
    tables = tables_of(roots, (left, top), number, signs)
    pictured = sum(share for root in roots[:1] for _, share in image_shares(root, width, height))
    lines = tuple(lines_of(signs))
    return Page(number, width * _POINTS, height * _POINTS, lines, bool(tables), min(pictured, 1.0)), tables


def _signs(run: "ofdkit.TextRun", x: float, y: float, at: int) -> list[Sign]:
    """The characters of a run, each with its share of the run's width: letters half of what Han characters have."""
    shares = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in run.text]
    unit = run.width * _POINTS / max(sum(shares), 1)
    size = max(run.size, 0.1) * _POINTS
    signs = []
    for place, (char, share) in enumerate(zip(run.text, shares, strict=True)):
        # A run is one text: what sets its characters apart is no space that was typed.
        signs.append(Sign(char, x, y - size * _ABOVE, x + share * unit, y + size * _BELOW, at + place))
        x += share * unit
    return signs
