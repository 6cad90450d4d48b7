"""What is due when (时限): the deadlines of the notices with the units they bind, and how each stands on a day."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govdoc.model import Cell, Deadline, Gap, Notice, Unit
from govdoc.reports.wording import indicator_label, indicator_name, notice_name, words

Light = Literal["red", "yellow", "green", "grey"]
DueKind = Literal["indicator", "submission", "stage", "notice"]
SOON = 7  # days


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline of one notice, and whom it binds.

    `what` is the indicator, report or stage it is about. `open` are those of the `units` that have not met all
    cells of the indicator; what else is due nobody keeps count of, and `open` is empty. `starts` and `ends` bound a
    recurring deadline. `uid` stays the same from run to run.
    """

    uid: str
    kind: DueKind
    notice: str
    source: str
    what: str
    deadline: Deadline
    indicator: str = ""
    units: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    starts: dt.date | None = None
    ends: dt.date | None = None

    def on(self, today: dt.date) -> dt.date | None:
        """The day that counts: the next time of what recurs, else the day named; None where neither is known."""
        rule = self.deadline.recurrence
        return next(iter(occurrences(rule, today, self.ends)), None) if rule else self.deadline.due_on

    def light(self, today: dt.date) -> Light:
        """Red: overdue. Yellow: due within a week. Green: done, or time enough. Grey: over, or without a day."""
        day = self.on(today)
        if self.kind == "indicator" and not self.open:
            return "green"
        if day is None:
            return "grey"
        if day < today:
            return "red" if self.kind == "indicator" else "grey"
        return "yellow" if (day - today).days <= SOON else "green"

    def standing(self, today: dt.date) -> str:
        """How it stands, in words.

        >>> due = Due("u", "stage", "n", "n", "自查", Deadline("6月1日前", dt.date(2023, 6, 1)))
        >>> due.standing(dt.date(2023, 5, 30))
        '还有2天'
        """
        say = words()["due"]
        day = self.on(today)
        if self.kind == "indicator" and not self.open:
            return str(say["done"])
        if day is None:
            return str(say["over"] if self.deadline.recurrence else say["undated"])
        left = (day - today).days
        if left < 0:
            return str(say["overdue"] if self.kind == "indicator" else say["past"]).format(days=-left)
        return str(say["left"]).format(days=left) if left else str(say["today"])


def occurrences(rule: str, start: dt.date, end: dt.date | None) -> Iterator[dt.date]:
    """The days of an RRULE from `start` on, at most until `end`.

    >>> days = occurrences("FREQ=MONTHLY;BYMONTHDAY=28", dt.date(2023, 4, 29), dt.date(2023, 7, 1))
    >>> [day.isoformat() for day in days]
    ['2023-05-28', '2023-06-28']
    """
    from dateutil.rrule import rrulestr

    first = dt.datetime(start.year, start.month, start.day)  # noqa: DTZ001 - days of the office's own calendar
    for moment in rrulestr(rule, dtstart=first):
        if end is not None and moment.date() > end:
            return
        yield moment.date()


def all_due(
    notices: Sequence[Notice], units: Iterable[Unit], cells: Iterable[Cell], gaps: Iterable[Gap] | None = None
) -> tuple[Due, ...]:
    """All deadlines, in the order of the notices; without `gaps` every unit counts as open."""
    owing: dict[tuple[str, str], dict[str, None]] = {}
    for cell in cells:
        owing.setdefault((cell.notice, cell.indicator), {})[cell.unit] = None
    still = None
    if gaps is not None:
        still = {(gap.notice, gap.indicator, gap.unit) for gap in gaps if gap.status != "met"}
    known = tuple(unit.name for unit in units)
    found: dict[str, Due] = {}
    for notice in notices:
        bound = {name for (key, _), names in owing.items() if key == notice.key for name in names}
        everybody = tuple(name for name in known if name in bound) or known
        for due in (*_of_indicators(notice, owing, still), *_of_notice(notice, everybody)):
            found.setdefault(due.uid, due)
    return tuple(found.values())


def of_unit(dues: Iterable[Due], unit: str) -> tuple[Due, ...]:
    """What binds one unit."""
    return tuple(due for due in dues if unit in due.units)


def in_order(dues: Iterable[Due], today: dt.date) -> tuple[Due, ...]:
    """Overdue first, then by day; what has no day comes last."""
    rank = {"red": 0, "yellow": 1, "green": 1, "grey": 2}
    return tuple(sorted(dues, key=lambda due: (rank[due.light(today)], due.on(today) or dt.date.max)))


def _of_indicators(
    notice: Notice, owing: Mapping[tuple[str, str], Iterable[str]], still: set[tuple[str, str, str]] | None
) -> Iterator[Due]:
    for indicator in notice.indicators:
        units = tuple(owing.get((notice.key, indicator.code), ()))
        waiting = tuple(unit for unit in units if still is None or (notice.key, indicator.code, unit) in still)
        for deadline in indicator.deadlines:
            what = f"{indicator_label(indicator)}：{indicator_name(indicator)}"
            yield _due(notice, "indicator", what, deadline, indicator.code, units, waiting)


def _of_notice(notice: Notice, everybody: tuple[str, ...]) -> Iterator[Due]:
    told = {deadline.span for indicator in notice.indicators for deadline in indicator.deadlines}
    for submission in notice.submissions:
        if submission.deadline:
            told.add(submission.deadline.span)
            to = f"（报{submission.to}）" if submission.to else ""
            yield _due(notice, "submission", f"报送{submission.what}{to}", submission.deadline, "", everybody)
    for stage in notice.stages:
        if stage.deadline:
            told.add(stage.deadline.span)
            yield _due(notice, "stage", stage.name, stage.deadline, "", everybody)
    for deadline in notice.deadlines:
        if deadline.span not in told:
            yield _due(notice, "notice", str(words()["due"]["other"]), deadline, "", everybody)


def _due(
    notice: Notice,
    kind: DueKind,
    what: str,
    deadline: Deadline,
    code: str,
    units: tuple[str, ...],
    waiting: tuple[str, ...] = (),
) -> Due:
    key = "\x1f".join((notice.key, kind, code or what, deadline.text))
    uid = hashlib.sha256(key.encode()).hexdigest()[:24]
    period = notice.period
    starts = deadline.starts_on or (period.start if period else None) or notice.issued_on
    ends = None if deadline.ongoing or not period else period.end
    return Due(uid, kind, notice.key, notice_name(notice), what, deadline, code, units, waiting, starts, ends)
