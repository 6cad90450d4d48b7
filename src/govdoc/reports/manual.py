"""The handbook as it is printed: its indicators with their guides, in order."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from govdoc.model import Guide, Indicator, Notice
from govdoc.reports.wording import words


@dataclass(frozen=True, slots=True)
class Page:
    """One indicator with what the handbook says of it, None where it says nothing."""

    notice: Notice
    indicator: Indicator
    guide: Guide | None

    @property
    def heading(self) -> str:
        """What the notice puts it under, else the chapter of the handbook."""
        return self.indicator.path[-1] if self.indicator.path else self.guide.chapter if self.guide else ""


@dataclass(frozen=True, slots=True)
class Manual:
    """A handbook to be printed: for all, or for the one unit named."""

    title: str
    office: str
    date: dt.date
    pages: tuple[Page, ...]
    unit: str = ""


def chapters(pages: Iterable[Page]) -> Iterator[tuple[str, tuple[Page, ...]]]:
    """The pages under their headings.

    Headings of the notice keep its order; chapters of the handbook stand once each, what has none comes last.
    """
    pages = tuple(pages)
    if not any(page.indicator.path for page in pages):
        order = list(dict.fromkeys(page.heading for page in pages if page.heading))
        pages = tuple(sorted(pages, key=lambda page: order.index(page.heading) if page.heading else len(order)))
    for heading, members in groupby(pages, key=lambda page: page.heading):
        yield heading or words()["manual"]["rest"], tuple(members)
