"""The deadlines with their lights."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Due
from govdoc.reports.due import standing
from govdoc.reports.wording import words
from govdoc.web.pages.words import address

_NAMED = 6
_MONTHS = 3  # shown at once
_TOLD = {"red": "已逾期", "yellow": "一周内到期", "green": "时间充裕或已完成", "grey": "不计灯"}


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
    anchor: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's sheet; a day of another month has no number. `anchor` is its first line in the list."""

    number: int
    light: str
    told: str
    today: bool
    anchor: str


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
    earlier: str
    later: str


def deadlines_page(dues: Sequence[Due], today: dt.date, month: dt.date | None = None) -> DeadlinesPage:
    """The deadlines in their order, and three months from `month` on; without one, the next or last that hold any."""
    lights = words()["light"]
    named = {due.on for due in dues if due.on}
    ahead = [day for day in named if day >= today]
    begins = month or (min(ahead) if ahead else _moved(max(named, default=today), 1 - _MONTHS)).replace(day=1)
    firsts = {due.on: at for at, due in reversed(tuple(enumerate(dues)))}
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
            _anchor(due.on) if due.on and firsts[due.on] == at else "",
        )
        for at, due in enumerate(dues)
    )
    counts = tuple((light, told, sum(due.light == light for due in dues)) for light, told in _TOLD.items())
    starts = [_moved(begins, by) for by in range(_MONTHS)]
    return DeadlinesPage(
        f"{today:%Y-%m-%d}",
        lines,
        counts,
        tuple(_month(dues, one.year, one.month, today) for one in starts if named),
        address("/deadlines", month=f"{_moved(begins, -_MONTHS):%Y-%m}") if min(named, default=begins) < begins else "",
        address("/deadlines", month=f"{_moved(begins, _MONTHS):%Y-%m}")
        if max(named, default=begins) >= _moved(begins, _MONTHS)
        else "",
    )


def _moved(first: dt.date, months: int) -> dt.date:
    """The first of the month so many later.

    >>> str(_moved(dt.date(2023, 11, 1), 3)), str(_moved(dt.date(2023, 2, 1), -3))
    ('2024-02-01', '2022-11-01')
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def _anchor(day: dt.date) -> str:
    return f"day-{day:%Y-%m-%d}"


def _month(dues: Sequence[Due], year: int, month: int, today: dt.date) -> Month:
    import calendar

    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return Month(f"{year}年{month}月", tuple(tuple(_day(dues, day, month, today) for day in week) for week in weeks))


def _day(dues: Sequence[Due], day: dt.date, month: int, today: dt.date) -> Day:
    here = [due for due in dues if due.on == day] if day.month == month else []
    light = next((light for light in ("red", "yellow", "green", "grey") if any(due.light == light for due in here)), "")
    return Day(
        day.day if day.month == month else 0, light, "；".join(due.what for due in here), day == today, _anchor(day)
    )
