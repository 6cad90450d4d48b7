"""What is due when (时限): the deadlines of the notices with the units they bind, and how each stands on a day."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from govdoc.model import Cell, Deadline, Due, DueKind, Gap, Light, Notice, Span, Unit
from govdoc.reports.wording import indicator_label, indicator_name, notice_name, words
from govdoc.text.recurrence import dated

SOON = 7  # days


def standing(due: Due, today: dt.date) -> str:
    """How a deadline stands, in words.

    >>> due = Due("u", "stage", "n", "n", "自查", Deadline("6月1日前"), dt.date(2023, 6, 1), "yellow")
    >>> standing(due, dt.date(2023, 5, 30))
    '还有2天'
    """
    say = words()["due"]
    if due.kind == "indicator" and not due.open:
        return str(say["done"])
    if due.on is None:
        return str(say["over"] if due.deadline.recurrence else say["undated"])
    left = (due.on - today).days
    if left < 0:
        return str(say["overdue"] if due.kind == "indicator" else say["past"]).format(days=-left)
    return str(say["left"]).format(days=left) if left else str(say["today"])


def occurrences(rule: str, start: dt.date, end: dt.date | None) -> Iterator[dt.date]:
    """The days of an RRULE from `start` on, at most until `end`.

    >>> days = occurrences("FREQ=MONTHLY;BYMONTHDAY=28", dt.date(2023, 4, 29), dt.date(2023, 7, 1))
    >>> [day.isoformat() for day in days]
    ['2023-05-28', '2023-06-28']
    """
    from dateutil.rrule import rrulestr

    first = dt.datetime(start.year, start.month, start.day)  # noqa: DTZ001 - days of the office's own calendar
    for moment in rrulestr(dated(rule), dtstart=first):
        if end is not None and moment.date() > end:
            return
        yield moment.date()


def all_due(
    notices: Sequence[Notice],
    units: Iterable[Unit],
    cells: Iterable[Cell],
    today: dt.date,
    gaps: Iterable[Gap] | None = None,
) -> tuple[Due, ...]:
    """All deadlines as of a day, in the order of the notices; without `gaps` every unit counts as open."""
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
        for due in (*_of_indicators(notice, owing, still, today), *_of_notice(notice, everybody, today)):
            found.setdefault(due.uid, due)
    return tuple(found.values())


def of_unit(dues: Iterable[Due], unit: str) -> tuple[Due, ...]:
    """What binds one unit."""
    return tuple(due for due in dues if unit in due.units)


def in_order(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Overdue first, then what is due soon, each by day; what is over or has no day comes last."""
    rank = {"red": 0, "yellow": 1, "green": 2, "grey": 3}
    return tuple(sorted(dues, key=lambda due: (rank[due.light], due.on or dt.date.max)))


def _of_indicators(
    notice: Notice,
    owing: Mapping[tuple[str, str], Iterable[str]],
    still: set[tuple[str, str, str]] | None,
    today: dt.date,
) -> Iterator[Due]:
    told = _own_spans(notice)
    for indicator in notice.indicators:
        # “按月报告” in a measure's text is the measure's, even where it is not its time limit.
        within = [one for one in notice.deadlines if one.span not in told and _covers(indicator.span, one.span)]
        units = tuple(owing.get((notice.key, indicator.code), ()))
        waiting = tuple(unit for unit in units if still is None or (notice.key, indicator.code, unit) in still)
        for deadline in (*indicator.deadlines, *within):
            what = f"{indicator_label(indicator)}：{indicator_name(indicator)}"
            yield _due(notice, "indicator", what, deadline, today, units, indicator.code, waiting)


def _of_notice(notice: Notice, everybody: tuple[str, ...], today: dt.date) -> Iterator[Due]:
    told = _own_spans(notice)
    for submission in notice.submissions:
        if submission.deadline:
            what = submission.what or words()["due"]["material"]
            to = f"（报{submission.to}）" if submission.to else ""
            yield _due(notice, "submission", f"报送{what}{to}", submission.deadline, today, everybody)
    for stage in notice.stages:
        if stage.deadline:
            yield _due(notice, "stage", stage.name, stage.deadline, today, everybody)
    for deadline in notice.deadlines:
        if deadline.span not in told and not any(_covers(one.span, deadline.span) for one in notice.indicators):
            yield _due(notice, "notice", str(words()["due"]["other"]), deadline, today, everybody)


def _own_spans(notice: Notice) -> set[Span]:
    """The places of the deadlines that indicators, reports and stages have as their own."""
    own = {deadline.span for indicator in notice.indicators for deadline in indicator.deadlines}
    own |= {submission.deadline.span for submission in notice.submissions if submission.deadline}
    return own | {stage.deadline.span for stage in notice.stages if stage.deadline}


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _due(
    notice: Notice,
    kind: DueKind,
    what: str,
    deadline: Deadline,
    today: dt.date,
    units: tuple[str, ...],
    code: str = "",
    waiting: tuple[str, ...] = (),
) -> Due:
    key = "\x1f".join((notice.key, kind, code or what, deadline.text))
    uid = hashlib.sha256(key.encode()).hexdigest()[:24]
    period = notice.period
    starts = deadline.starts_on or (period.start if period else None) or notice.issued_on
    ends = None if deadline.ongoing or not period else period.end
    rule = deadline.recurrence
    on = deadline.due_on
    if rule:
        # Every second week is counted from the first; nothing is due before the work has begun.
        on = next((day for day in occurrences(rule, starts or today, ends) if day >= today), None)
    light = _light(kind, on, today, done=kind == "indicator" and not waiting)
    return Due(
        uid, kind, notice.key, notice_name(notice), what, deadline, on, light, code, units, waiting, starts, ends
    )


def _light(kind: DueKind, on: dt.date | None, today: dt.date, *, done: bool) -> Light:
    if done:
        return "green"
    if on is None:
        return "grey"
    if on < today:
        # Only of indicators it is known whether they are done.
        return "red" if kind == "indicator" else "grey"
    return "yellow" if (on - today).days <= SOON else "green"
