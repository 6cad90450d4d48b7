"""The deadlines with their lights."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Due
from govdoc.reports.due import standing
from govdoc.reports.wording import words

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline."""

    light: str
    word: str
    on: str
    standing: str
    what: str
    printed: str
    open: str
    source: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's sheet; a day of another month has no number."""

    number: int
    light: str
    told: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month in weeks of seven days, Monday first."""

    title: str
    weeks: tuple[tuple[Day, ...], ...]


@dataclass(frozen=True, slots=True)
class DeadlinesPage:
    """All deadlines as of a day."""

    today: str
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, int], ...]
    months: tuple[Month, ...]


def deadlines_page(dues: Sequence[Due], today: dt.date) -> DeadlinesPage:
    """The deadlines in their order, and the months from this one on that hold any, three at most."""
    lights = words()["light"]
    lines = tuple(
        Line(
            due.light,
            lights[due.light],
            f"{due.on:%Y-%m-%d}" if due.on else "",
            standing(due, today),
            due.what,
            due.deadline.text,
            "、".join(due.open[:_NAMED]) + (f"等{len(due.open)}个" if len(due.open) > _NAMED else ""),
            due.source,
        )
        for due in dues
    )
    counts = tuple((light, word, sum(due.light == light for due in dues)) for light, word in lights.items())
    ahead = sorted({(due.on.year, due.on.month) for due in dues if due.on and due.on >= today.replace(day=1)})
    return DeadlinesPage(f"{today:%Y-%m-%d}", lines, counts, tuple(_month(dues, *one, today) for one in ahead[:3]))


def _month(dues: Sequence[Due], year: int, month: int, today: dt.date) -> Month:
    import calendar

    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return Month(f"{year}年{month}月", tuple(tuple(_day(dues, day, month, today) for day in week) for week in weeks))


def _day(dues: Sequence[Due], day: dt.date, month: int, today: dt.date) -> Day:
    here = [due for due in dues if due.on == day] if day.month == month else []
    light = next((light for light in ("red", "yellow", "green", "grey") if any(due.light == light for due in here)), "")
    return Day(day.day if day.month == month else 0, light, "；".join(due.what for due in here), day == today)
