"""What a matched time says: dates from its numbers, and from the notice's own dates what was not printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govdoc.model.notice import Deadline, DurationUnit, Within
from govdoc.model.span import Span
from govdoc.text.dates import DAY, MONTH, YEAR, day, month_end
from govdoc.text.numerals import number

# A date this little before the notice is a notice sent out late, not one of next year.
_LATE = timedelta(days=15)
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
_WORKDAYS = "MO,TU,WE,TH,FR"
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEXT = ("明年", "次年", "翌年")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a notice says of its own time.

    `issued_on` is the date it was issued, `until` the last day its work covers, `year` the year its number or title
    names, `said` the year printed with the date before in the same sentence.
    """

    issued_on: date | None = None
    until: date | None = None
    year: int | None = None
    said: int | None = None

    def year_for(self, month: int, dom: int) -> int | None:
        """The year of a date printed without one: the first such day not before the notice was issued.

        >>> Calendar(date(2020, 10, 29)).year_for(6, 15)
        2021
        >>> Calendar(date(2022, 5, 1), said=2023).year_for(6, 30)
        2023
        """
        if self.issued_on is None:
            return self.said or (self.until.year if self.until else self.year)
        if self.said and (day(self.said, month, dom) or self.issued_on) >= self.issued_on:
            return self.said
        year = self.issued_on.year
        same = day(year, month, dom)
        after = day(year + 1, month, dom)
        if same is None or same >= self.issued_on - _LATE:
            return year
        return year if self.until is not None and after is not None and after > self.until else year + 1

    @property
    def this_year(self) -> int | None:
        """The year that 今年 and 年底 speak of."""
        return self.issued_on.year if self.issued_on else self.year


Found = re.Match[str]


def _last(month: int) -> int:
    return _MONTH_DAYS[month - 1] if 1 <= month <= 12 else 28


def _year(found: Found, calendar: Calendar, month: int, dom: int) -> tuple[int | None, tuple[str, ...]]:
    groups = found.groupdict()
    if groups.get("y"):
        return number(groups["y"]), ()
    if groups.get("rel"):
        base = calendar.this_year
        return (base + (groups["rel"] in _NEXT) if base else None), ("year",)
    return calendar.year_for(month, dom), ("year",)


def ymd(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """A day; one the calendar does not have keeps its words and has no date."""
    month, dom = number(found["m"]) or 0, number(found["d"]) or 0
    year, inferred = _year(found, calendar, month, dom)
    due = day(year, month, dom) if year else None
    yield Deadline(found[0], due, inferred=inferred if due else ())


def starts(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """A day from which something holds."""
    for read in ymd(found, calendar):
        yield replace(read, due_on=None, starts_on=read.due_on)


def since(found: Found, calendar: Calendar) -> tuple[date | None, tuple[str, ...]]:
    """The first day of a year or a month, or the day itself, and what was inferred for it."""
    if not (found["y"] or found["m"]):
        return None, ()
    month = number(found["m"] or "1") or 0
    dom = number(found["d"] or "1") or 0
    year, inferred = _year(found, calendar, month, dom if found["d"] else _last(month))
    return (day(year, month, dom), inferred) if year else (None, ())


def month_last(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """The last day of a month."""
    month = number(found["m"]) or 0
    year, inferred = _year(found, calendar, month, _last(month))
    yield Deadline(found[0], month_end(year, month) if year else None, inferred=(*inferred, "day"))


def tenth(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """The end of a third of a month; 初 is its first."""
    month = number(found["m"]) or 0
    dom = {"上": 10, "初": 10, "中": 20}.get(found["x"], _last(month))
    year, inferred = _year(found, calendar, month, dom)
    due = None
    if year:
        due = day(year, month, dom) if dom in (10, 20) else month_end(year, month)
    yield Deadline(found[0], due, inferred=(*inferred, "day"))


def year_end(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """The last day of a year, or of its half or quarter."""
    groups = found.groupdict()
    month = 6 if groups.get("half") == "上" else 12
    if groups.get("q"):
        month = (number(groups["q"]) or 4) * 3
    year, inferred = _year(found, calendar, month, _last(month))
    if not groups.get("y") and not groups.get("rel") and month == 12:
        year = calendar.said or calendar.this_year or year
    yield Deadline(found[0], month_end(year, month) if year else None, inferred=(*inferred, "day"))


def near(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """A day told from the day of the notice: 本月底, 下月10日, 本周五."""
    groups = found.groupdict()
    issued = calendar.issued_on
    ahead = groups.get("rel") == "下"
    if issued is None:
        yield Deadline(found[0])
    elif groups.get("w"):
        weekday = "一二三四五六日".find(found["w"].replace("天", "日"))
        due = issued + timedelta(days=weekday - issued.weekday() + 7 * ahead)
        yield Deadline(found[0], due, inferred=("year", "month", "day"))
    else:
        first = (issued.replace(day=1) + timedelta(days=31)).replace(day=1) if ahead else issued
        if groups.get("d"):
            due_on = day(first.year, first.month, number(found["d"]) or 0)
            yield Deadline(found[0], due_on, inferred=("year", "month"))
        else:
            yield Deadline(found[0], month_end(first.year, first.month), inferred=("year", "month", "day"))


def stretch(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """Start to end; the end takes year and month from the start where it prints none."""
    month, dom = number(found["m"]) or 0, number(found["d"] or "") or 1
    month2 = number(found["m2"]) if found["m2"] else month
    if not month or not month2:
        return
    dom2 = number(found["d2"]) if found["d2"] else {"上": 10, "中": 20}.get(found["x2"] or "", _last(month2))
    if not found["m2"] and not found["d2"] and not found["x2"]:
        return
    # Without a year the end decides: a stretch that has begun is not one of next year.
    year, inferred = _year(found, calendar, month2, dom2 or 1)
    if year is None:
        yield Deadline(found[0])
        return
    if inferred and not found["rel"]:
        year -= month2 < month
    start = day(year, month, {"上": 1, "中": 11, "下": 21}.get(found["x"] or "", dom))
    year2 = number(found["y2"]) if found["y2"] else year + (month2 < month or bool(found["rel2"]))
    if year2 is None:
        return
    whole = not found["d2"] and found["x2"] not in ("上", "中")
    yield Deadline(
        found[0], month_end(year2, month2) if whole else day(year2, month2, dom2 or 0), start, inferred=inferred
    )


def from_now(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """From the day of the notice to a day."""
    month = number(found["m"] or "12") or 0
    dom = number(found["d"]) if found["d"] else _last(month)
    year, _ = _year(found, calendar, month, dom or 1)
    due = None
    if year:
        due = day(year, month, dom or 0) if found["d"] else month_end(year, month)
    yield Deadline(found[0], due, calendar.issued_on, inferred=("year", "month", "day"))


# One date of a list: “2023年6月30日”, “6月”, “12月底”.
ITEM = rf"(?:{YEAR}年)?{MONTH}月(?:份)?(?:{DAY}[日号]|[底末])?"
_ITEM = re.compile(rf"(?:(?P<y>{YEAR})年)?(?P<m>{MONTH})月(?:份)?(?:(?P<d>{DAY})[日号]|[底末])?")


def several(found: Found, calendar: Calendar) -> Iterator[Deadline]:
    """Dates that share one “前”: “6月、9月、12月底前”."""
    items = list(_ITEM.finditer(found["items"]))
    for at, item in enumerate(items):
        (read,) = ymd(item, calendar) if item["d"] else month_last(item, calendar)
        if not item["y"] and at and calendar.said is None and items[0]["y"]:
            (read,) = (ymd if item["d"] else month_last)(item, replace(calendar, said=number(items[0]["y"])))
            read = replace(read, inferred=tuple(each for each in read.inferred if each != "year"))
        yield replace(read, span=_share(found, item, last=at == len(items) - 1))


def _share(found: Found, item: Found, *, last: bool) -> Span:
    """Where a date of a list stands; the first takes the words before the list, the last those behind it."""
    base = found.start("items")
    return Span(base + item.start() if item.start() else found.start(), found.end() if last else base + item.end())


def each_listed(found: Found, _: Calendar) -> Iterator[Deadline]:
    """Dates that return every year: “每年6月30日和12月31日前”."""
    items = list(_ITEM.finditer(found["items"]))
    days = [(number(item["m"]) or 1, number(item["d"]) if item["d"] else -1) for item in items]
    if all(dom in (-1, _last(month)) for month, dom in days):
        days = [(month, -1) for month, _ in days]
    often = "YEARLY" if found["every"] == "年" else "MONTHLY"
    if len({dom for _, dom in days}) == 1:
        months = ",".join(str(month) for month, _ in sorted(days))
        yield Deadline(found[0], recurrence=f"FREQ={often};BYMONTH={months};BYMONTHDAY={days[0][1]}")
        return
    for at, ((month, dom), item) in enumerate(zip(days, items, strict=True)):
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={dom}"
        yield Deadline(found[0], recurrence=rule, span=_share(found, item, last=at == len(items) - 1))


def _numbers(text: str) -> str:
    return ",".join(str(number(each)) for each in re.findall(DAY, text))


def monthly(found: Found, _: Calendar) -> Iterator[Deadline]:
    """A day of every month, or of every other one (双月)."""
    groups = found.groupdict()
    days = _numbers(groups["days"]) if groups.get("days") else {"上": "10", "中": "20"}.get(groups.get("x") or "", "-1")
    odd = {"双": ";BYMONTH=2,4,6,8,10,12", "单": ";BYMONTH=1,3,5,7,9,11"}.get(groups.get("odd") or "", "")
    yield Deadline(found[0], recurrence=f"FREQ=MONTHLY{odd};BYMONTHDAY={days}")


def month_workday(found: Found, _: Calendar) -> Iterator[Deadline]:
    """The nth (or last) working day of every month or quarter."""
    nth = -1 if "最后" in found[0] else number(found["n"])
    quarter = ";BYMONTH=1,4,7,10" if found["every"] == "季" else ""
    yield Deadline(found[0], recurrence=f"FREQ=MONTHLY{quarter};BYDAY={_WORKDAYS};BYSETPOS={nth}")


def month_weekday(found: Found, _: Calendar) -> Iterator[Deadline]:
    """The nth (or last) weekday of every month."""
    nth = number(found["n"]) if found["n"] else -1
    yield Deadline(found[0], recurrence=f"FREQ=MONTHLY;BYDAY={nth}{_WEEKDAYS[found['w']]}")


def weekly(found: Found, _: Calendar) -> Iterator[Deadline]:
    """One or more days of every week."""
    days = ",".join(_WEEKDAYS[each] for each in found["w"] if each in _WEEKDAYS)
    yield Deadline(found[0], recurrence=f"FREQ=WEEKLY;BYDAY={days}")


def quarterly(found: Found, _: Calendar) -> Iterator[Deadline]:
    """A day of one month of every quarter: 首月, 末月, or the first month of the next one."""
    groups = found.groupdict()
    if not groups.get("d"):
        yield Deadline(found[0], recurrence="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
        return
    third = re.search("[末三3]|最后", groups.get("pos") or "")
    months = "3,6,9,12" if third else "2,5,8,11" if re.search("[二2]", groups.get("pos") or "") else "1,4,7,10"
    yield Deadline(found[0], recurrence=f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={number(groups['d'])}")


def half_yearly(found: Found, _: Calendar) -> Iterator[Deadline]:
    """The end of every half-year."""
    yield Deadline(found[0], recurrence="FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1")


def yearly(found: Found, _: Calendar) -> Iterator[Deadline]:
    """A day of every year."""
    groups = found.groupdict()
    month = (number(groups["q"]) or 4) * 3 if groups.get("q") else number(groups.get("m") or "12")
    dom = number(groups["d"]) if groups.get("d") else {"上": 10, "中": 20}.get(groups.get("x") or "", -1)
    yield Deadline(found[0], recurrence=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={dom}")


_OFTEN = {
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
    "工作日": f"FREQ=WEEKLY;BYDAY={_WORKDAYS}",
    "周": "FREQ=WEEKLY",
    "星期": "FREQ=WEEKLY",
    "双周": "FREQ=WEEKLY;INTERVAL=2",
    "半月": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "月": "FREQ=MONTHLY",
    "双月": "FREQ=MONTHLY;INTERVAL=2",
    "季": "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "季度": "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "年": "FREQ=YEARLY",
    "年度": "FREQ=YEARLY",
}


def often(found: Found, _: Calendar) -> Iterator[Deadline]:
    """How often, without a day: “每月通报一次”."""
    rule = _OFTEN[found["every"].replace("个", "")]
    nth = number(found["n"] or "") or 1
    yield Deadline(found[0], recurrence=f"{rule};INTERVAL={nth}" if nth > 1 else rule)


_UNITS: dict[str, tuple[int, DurationUnit]] = {
    "工作日": (1, "workday"),
    "日": (1, "day"),
    "天": (1, "day"),
    "小时": (1, "hour"),
    "周": (7, "day"),
    "星期": (7, "day"),
    "半月": (15, "day"),
    "月": (1, "month"),
    "半年": (6, "month"),
    "季度": (1, "quarter"),
    "年": (1, "year"),
}
# Who does it and the words that lead in stand before the event, not in it.
_BEFORE_EVENT = re.compile(
    r".*(?:自(?![查评然主检行愿身])|从(?![业事])|(?<![所存现])在(?![线岗建校])|(?<![关对由属])于|请|须"
    r"|(?<![主重摘纪概需])要(?![求点闻])|(?<![反相响供])应(?![急用对届当]))(?=.{2})|.*(?=收到|接到)"
)


def within(found: Found, _: Calendar) -> Iterator[Deadline]:
    """A length of time, counted from an event where one is named."""
    groups = found.groupdict()
    unit = found["u"].replace("个", "")
    amount = 1 if unit in ("半年", "半月") else number(found["n"] or "")
    if not amount:
        return
    times, of = _UNITS[unit]
    said = groups.get("after") or ""
    lead = _BEFORE_EVENT.match(said)
    event = said[lead.end() :] if lead else said
    begin = found.start("after") + len(said) - len(event) if event else found.start()
    yield Deadline(found[0], within=Within(amount * times, of, event), span=Span(begin, found.end()))


def words(found: Found, _: Calendar) -> Iterator[Deadline]:
    """A time that is no date."""
    yield Deadline(found[0])
