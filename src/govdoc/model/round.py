"""Rounds (批次), each with how everything stood when it was closed."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """One round: opened by someone with a day by which units hand in, and closed when the lists have gone out.

    `decisions` is the number of the last decision made in it, 0 while it is open.
    """

    number: int
    label: str
    opened_at: dt.datetime
    opened_by: str
    due: dt.date | None = None
    closed_at: dt.datetime | None = None
    closed_by: str = ""
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class FileKept:
    """A file as it lay when a round was closed."""

    path: str
    sha256: str
    unit: str | None = None
    title: str = ""
