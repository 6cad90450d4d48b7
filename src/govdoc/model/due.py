"""A deadline with whom it binds and how it stands on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from govdoc.model.notice import Deadline

Light = Literal["red", "yellow", "green", "grey"]
DueKind = Literal["indicator", "submission", "stage", "notice"]


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline of one notice, as of a day.

    `what` is the indicator, report or stage it is about, `source` the short name of the notice. `open` are those of
    the `units` that have not met all cells of the indicator; of what else is due nobody keeps count. `starts` and
    `ends` bound a deadline that recurs. `on` is the day that counts: the next time of what recurs, else the day named.
    Red is overdue, yellow due within a week, green done or time enough, grey over or without a day. `uid` stays the
    same from run to run.
    """

    uid: str
    kind: DueKind
    notice: str
    source: str
    what: str
    deadline: Deadline
    on: dt.date | None
    light: Light
    indicator: str = ""
    units: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    starts: dt.date | None = None
    ends: dt.date | None = None
