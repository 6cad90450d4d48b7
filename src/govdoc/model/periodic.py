"""Reports that a notice asks for again and again: one expected item a unit and period."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

PeriodicState = Literal["on_time", "late", "undated", "copied", "twice", "missing", "waiting"]


@dataclass(frozen=True, slots=True)
class Periodic:
    """One report of one unit for one period: by when, and what came.

    `period` is “2024-03” for a month, “2024-Q1” for a quarter, “2024-H1” for half a year, “2024” for a year, else the
    day it is due. `due` is the printed day, `until` the day to which it moves where that is no working day; `certain`
    is False where only weekends were known. `files` are those that are this report, the earliest first; `handed_on` is
    the date printed in it. A report in time is “copied” where it reads like an earlier one, times aside.
    """

    unit: str
    notice: str
    what: str
    period: str
    due: dt.date
    until: dt.date
    state: PeriodicState
    files: tuple[str, ...] = ()
    handed_on: dt.date | None = None
    certain: bool = True
