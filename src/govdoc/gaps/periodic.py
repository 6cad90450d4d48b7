"""Which recurring reports came, and when: submissions with a recurrence against the reports that units handed in."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from govdoc.model import Evidence, Notice, Periodic, PeriodicState, Submission
from govdoc.text.numerals import number
from govdoc.text.recurrence import dated
from govdoc.text.widths import narrow
from govdoc.text.workdays import is_certain, next_workday

_REPORT = re.compile(r"情况|进展|小结|总结|报告|报表|[简专快]报|月报|季报|周报|统计|汇总表|台账|清单|信息|动态|推进表")
_GENERAL = re.compile(
    r"[有的等及和与、，]|[每上本当]月份?|[每上本]季度?|[每上本]周|按月|按季|月度|季度|工作|书面|材料|本单位|各单位|有关"
)
_DIGIT = "〇零一二三四五六七八九十"
_YEAR = r"(?P<y>20\d{2}|[二〇零一三四五六七八九○]{4})\s*年?\s*(?:度)?\s*"
_MONTH = re.compile(
    rf"(?:{_YEAR})?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九])\s*月(?!\s*\d{{1,2}}\s*日|\s*[{_DIGIT}]{{1,3}}\s*日)"
)
_DOTTED = re.compile(r"(?P<y>20\d{2})[.\-/](?P<m>1[0-2]|0?[1-9])(?![.\-/\d])")
_QUARTER = re.compile(rf"(?:{_YEAR})?第?(?P<q>[一二三四1-4])季度")
_BEFORE = re.compile(r"上(?:个|一)?(?:月|季度?)")
_FROM_TO = re.compile(
    rf"(?:{_YEAR})?(?P<m>1[0-2]|0?[1-9])\s*月\s*\d{{1,2}}\s*日?\s*[-—–~至到]+\s*(?:(?P<last>1[0-2]|0?[1-9])\s*月)?\s*\d{{1,2}}\s*日"
)
_MONTHS_ON = re.compile(
    r"(?<!\d)(?P<m>10|[147]|十|[一四七])\s*(?:月份?)?\s*[-—–~至到]+\s*(?P<last>12|[369]|十二|[三六九])\s*月"
)
_HALF = re.compile(rf"(?:{_YEAR})?(?P<h>[上下])半年")
_YEAR_NAMED = re.compile(_YEAR)
_LONGER = re.compile(r"全年|年度?[^月季]{0,20}总结")
_TO_COME = re.compile(r"[暨及和与、][^暨及和与、]{0,12}(?:安排|计划|打算)")
_TIMES = re.compile(
    rf"[\d{_DIGIT}○元上下本第]+\s*(?:年度?|月份?|[日号]|季度|半年)|\d{{4}}[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?"
)
_TELLING = 60  # characters; shorter reports may well read alike
_ALIKE = 75.0
_SHARED = 0.6  # of the work's name in one piece; titles shorten it
_SHARED_BY_NOTHING = 0.4  # reports of nothing name it by half
_HEAD = 120  # characters of a text that stand for a title


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that a report is due, and the first day after the turn before."""

    due: dt.date
    begins: dt.date
    period: str


def periodic(
    notices: Sequence[Notice],
    senders: Mapping[tuple[str, int], Iterable[str]],
    files: Iterable[Evidence],
    today: dt.date,
) -> tuple[Periodic, ...]:
    """One item for every unit and turn, of every submission that recurs, up to the first turn after `today`.

    `senders` are the units that owe a submission, by notice key and its place in the notice.
    """
    by_unit: dict[str, list[Evidence]] = {}
    for file in files:
        if file.unit and file.status in ("read", "partial"):
            by_unit.setdefault(file.unit, []).append(file)
    found: list[Periodic] = []
    for notice in notices:
        for at, submission in enumerate(notice.submissions):
            turns = _turns(notice, submission, today)
            for unit in senders.get((notice.key, at), ()) if turns else ():
                found += _of_unit(notice, submission, turns, unit, by_unit.get(unit, []), today)
    return tuple(found)


def _of_unit(
    notice: Notice, submission: Submission, turns: Sequence[Turn], unit: str, files: Iterable[Evidence], today: dt.date
) -> Iterator[Periodic]:
    came: dict[str, list[Evidence]] = {}
    for file in files:
        if is_report(submission.what, file) and (period := period_of(file, turns)):
            came.setdefault(period, []).append(file)
    earlier: set[str] = set()
    for turn in turns:
        bear = [replace(file, date=_signed(file, turn.period)) for file in came.get(turn.period, ())]
        those = sorted(bear, key=lambda file: (file.date or dt.date.max, file.path))
        until = next_workday(turn.due)
        state = _state(those, until, today)
        texts = {text for file in those if (text := _but_its_period(file))}
        if texts & earlier and state == "on_time":
            state = "copied"
        earlier |= texts
        dates = [file.date for file in those if file.date]
        yield Periodic(
            unit,
            notice.key,
            submission.what,
            turn.period,
            turn.due,
            until,
            state,
            tuple(file.path for file in those),
            min(dates, default=None),
            is_certain(turn.due),
        )


def _signed(file: Evidence, period: str) -> dt.date | None:
    """The day a report bears; the first of the very month it is of was only read from its title."""
    return None if file.date and f"{file.date:%Y-%m-%d}" == f"{period}-01" else file.date


def _state(files: Sequence[Evidence], until: dt.date, today: dt.date) -> PeriodicState:
    """How a turn stands; a copy of the same report is no second one."""
    if not files:
        return "missing" if today > until else "waiting"
    if len({file.sha256 for file in files}) > 1:
        return "twice"
    dates = [file.date for file in files if file.date]
    if not dates:
        return "undated"
    return "on_time" if min(dates) <= until else "late"


def _but_its_period(file: Evidence) -> str:
    """A report's text without the times it names, "" where too little is left, or nothing was to be told."""
    text = "".join(_TIMES.sub("", narrow(file.text)).split())
    return text if len(text) >= _TELLING and "零报告" not in text else ""


def is_report(what: str, file: Evidence) -> bool:
    """Whether a file is a report such as `what` names, by its title; the form alone is none."""
    title = narrow(file.title or file.text[:_HEAD])
    if "template" in file.flags or not _REPORT.search(title):
        return False
    wanted, found = _matter(narrow(what)), _matter(title)
    if len(wanted) < 2 or fuzz.partial_ratio(wanted, found) >= _ALIKE:
        return True
    shared = SequenceMatcher(None, wanted, found, autojunk=False).find_longest_match().size
    return shared >= max(4, len(wanted) * (_SHARED_BY_NOTHING if "零报告" in title else _SHARED))


def _matter(text: str) -> str:
    """What a report is about, without the words that any report has."""
    return _GENERAL.sub("", _REPORT.sub("", text))


def period_of(file: Evidence, turns: Sequence[Turn]) -> str | None:
    """The period a report is of: the one its title names, else that in which it is dated."""
    named = tuple(_named(narrow(file.title or file.text[:_HEAD]), file.date))
    if named and not any(turn.period == turn.due.isoformat() for turn in turns):
        fits = [turn.period for turn in turns if turn.period.endswith(named)]
        return fits[-1] if fits and (file.date or len(fits) == 1) else None
    if file.date is None:
        return None
    return next((turn.period for turn in turns if turn.begins <= file.date <= turn.due), None)


def _named(title: str, dated: dt.date | None) -> Iterator[str]:
    """The ends of the periods that a title names, the last month of a range.

    Without a year it is that of the date, and where there is no date either, any. A longer time is no period.
    """
    title = _TO_COME.sub("", title)
    for found in _QUARTER.finditer(title):
        year = number(found["y"]) if found["y"] else (dated.year if dated else None)
        if quarter := number(found["q"]):
            yield f"{year or ''}-Q{quarter}"
    for found in _MONTHS_ON.finditer(title):
        first, last = number(found["m"]) or 0, number(found["last"]) or 0
        year = dated.year if dated else None
        if last - first == 2:
            yield f"{year or ''}-Q{last // 3}"
        elif last - first == 5 and last % 6 == 0:
            yield f"{year or ''}-H{last // 6}"
    for found in _HALF.finditer(title):
        half = 1 if found["h"] == "上" else 2
        year = number(found["y"]) if found["y"] else (_year_of(6 * half, dated) if dated else None)
        yield f"{year or ''}-H{half}"
    months = [(found["y"], found["m"]) for found in (*_MONTH.finditer(title), *_DOTTED.finditer(title))]
    months += [(found["y"], found["last"] or found["m"]) for found in _FROM_TO.finditer(title)]
    if months:
        month = _month(months[-1][1])
        years = [number(year) for year, _ in months if year]
        year = years[-1] if years else (_year_of(month, dated) if dated else None)
        if month:
            yield f"{year or ''}-{month:02}"
    elif longer := _LONGER.search(title):
        year = next((number(one["y"]) for one in _YEAR_NAMED.finditer(title)), None)
        yield str(year or (_year_of(12, dated) if dated else longer[0]))


def _month(text: str) -> int | None:
    return 1 if text == "元" else number(text)


def _year_of(month: int | None, dated: dt.date) -> int:
    """A report of December handed in in January is of the year before."""
    return dated.year - 1 if month is not None and month > dated.month + 1 else dated.year


def _turns(notice: Notice, submission: Submission, today: dt.date) -> list[Turn]:
    """The turns of a recurring submission from the notice's date on, up to the first after `today`."""
    rule = submission.deadline.recurrence if submission.deadline else None
    period = notice.period
    start = (submission.deadline.starts_on if submission.deadline else None) or notice.issued_on
    start = start or (period.start if period else None)
    if not rule or start is None:
        return []
    from dateutil.rrule import rrulestr

    last = period.end if period and not (submission.deadline and submission.deadline.ongoing) else None
    first = dt.datetime(start.year, start.month, start.day)  # noqa: DTZ001 - days of the office's own calendar
    turns: list[Turn] = []
    begins, before = start, bool(_BEFORE.search(submission.what))
    earliest = f"{period.start:%Y-%m}" if period and period.start else ""
    for moment in rrulestr(dated(rule), dtstart=first):
        due = moment.date()
        name = _period(rule, due, before=before)
        # The report on the last month may be due after the work has ended.
        if last is not None and due > last and (name == due.isoformat() or _last_month(name) > f"{last:%Y-%m}"):
            break
        if _last_month(name) >= earliest:  # of a month before the work begins there is nothing to tell
            turns.append(Turn(due, begins, name))
        begins = due + dt.timedelta(days=1)
        if due > today:
            break
    return turns


def _period(rule: str, due: dt.date, *, before: bool) -> str:
    """What a turn is called: its month, quarter, half or year, else the day it is due.

    A report due within ten days of a month or quarter is of the one before, or says so.
    """
    span = _span(rule)
    if span not in (1, 3, 6, 12):
        return due.isoformat()
    late = not before and (due.day > 10 or span > 3)
    ending = span == 1 or ((due.month - 1) % span + 1) * 2 > span + 1
    year, month = divmod(due.year * 12 + due.month - 1 - (0 if late and ending else span), 12)
    return {1: f"{year}-{month + 1:02}", 3: f"{year}-Q{month // 3 + 1}", 6: f"{year}-H{month // 6 + 1}"}.get(
        span, str(year)
    )


def _span(rule: str) -> int:
    """The months from one turn to the next, 0 where they are no whole months."""
    months = re.search(r"BYMONTH=([\d,]+)", rule)
    if months:
        return 12 // (months[1].count(",") + 1)
    every = re.search(r"INTERVAL=(\d+)", rule)
    return int(every[1]) if every and "FREQ=MONTHLY" in rule else int("FREQ=MONTHLY" in rule)


def _last_month(period: str) -> str:
    """The month in which a period ends: 2024-06 of 2024-Q2 and of 2024-H1."""
    year, _, part = period.partition("-")
    if part[:1] in ("Q", "H"):
        return f"{year}-{int(part[1]) * (3 if part[0] == 'Q' else 6):02}"
    return f"{year}-{part[:2] or 12}"
