"""Every way an office says by when, as rows with examples.

Dates are ISO, recurrences RFC 5545 RRULE values. What was not printed (a year, a day) is inferred from the
notice's own dates and named in `Deadline.inferred`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from govdoc.model.notice import Deadline, DurationUnit, Within
from govdoc.text.dates import DAY, MONTH, YEAR, day, month_end
from govdoc.text.numerals import number


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a notice says of its own time: the date it was issued and the last day its work covers."""

    issued_on: date | None = None
    until: date | None = None

    def year_for(self, month: int, dom: int) -> int | None:
        """The year of a date printed without one: the first such day not before the notice was issued.

        >>> Calendar(date(2020, 10, 29)).year_for(6, 15)
        2021
        """
        if self.issued_on is None:
            return self.until.year if self.until else None
        year = self.issued_on.year
        same = day(year, month, dom)
        after = day(year + 1, month, dom)
        if same is None or same >= self.issued_on:
            return year
        return year if self.until is not None and after is not None and after > self.until else year + 1


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One way to say by when. `read` turns a match into a deadline, or None where it turns out to be none.

    `bare` rules hold only where a label (完成时限) or a goal word announces a time.
    """

    id: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Calendar], Deadline | None]
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    bare: bool = False


_BEFORE = r"(?:\s?\((?:星期|周)[一二三四五六日天]\)\s?)?(?:[上下]午\s?(?:下班|\d{1,2}[:时点]\d{0,2})?)?\s?(?:之前|以前|前|截止|为止|之内|以内)"
_Y = rf"(?:(?P<y>{YEAR})\s?年\s?|(?P<rel>今年|本年度?|当年|明年|次年)\s?)?"
_M = rf"(?P<m>{MONTH})\s?月"
_D = rf"(?P<d>{DAY})"
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_UNITS: dict[str, DurationUnit] = {
    "工作日": "workday", "日": "day", "天": "day", "小时": "hour", "个月": "month", "月": "month", "季度": "quarter", "年": "year",
}  # fmt: skip


def _year(found: re.Match[str], calendar: Calendar, month: int, dom: int) -> tuple[int | None, tuple[str, ...]]:
    groups = found.groupdict()
    if groups.get("y"):
        return number(groups["y"]), ()
    if groups.get("rel"):
        base = calendar.issued_on.year if calendar.issued_on else None
        return (base + (groups["rel"] in ("明年", "次年")) if base else None), ("year",)
    return calendar.year_for(month, dom), ("year",)


def _ymd(found: re.Match[str], calendar: Calendar) -> Deadline:
    month, dom = number(found["m"]) or 0, number(found["d"]) or 0
    year, inferred = _year(found, calendar, month, dom)
    due = day(year, month, dom) if year else None
    return Deadline(found[0], due, inferred=inferred if due else ())


def _starts(found: re.Match[str], calendar: Calendar) -> Deadline:
    read = _ymd(found, calendar)
    return replace(read, due_on=None, starts_on=read.due_on)


def _month_last(found: re.Match[str], calendar: Calendar) -> Deadline:
    month = number(found["m"]) or 0
    year, inferred = _year(found, calendar, month, 28)
    return Deadline(found[0], month_end(year, month) if year else None, inferred=(*inferred, "day"))


def _tenth(found: re.Match[str], calendar: Calendar) -> Deadline:
    month = number(found["m"]) or 0
    year, inferred = _year(found, calendar, month, 20)
    due = None
    if year:
        due = {"上": day(year, month, 10), "中": day(year, month, 20), "下": month_end(year, month)}[found["x"]]
    return Deadline(found[0], due, inferred=(*inferred, "day"))


def _year_end(found: re.Match[str], calendar: Calendar) -> Deadline | None:
    groups = found.groupdict()
    year = number(groups["y"]) if groups.get("y") else None
    inferred: tuple[str, ...] = ("day",)
    if year is None:
        if calendar.issued_on is None:
            return None
        year = calendar.issued_on.year + (groups.get("rel") in ("明年", "次年"))
        inferred = ("year", "day")
    return Deadline(found[0], date(year, 12, 31), inferred=inferred)


def _quarter(found: re.Match[str], calendar: Calendar) -> Deadline:
    month = _QUARTERS[found["q"]] * 3
    year, inferred = _year(found, calendar, month, 28)
    return Deadline(found[0], month_end(year, month) if year else None, inferred=(*inferred, "day"))


def _range(found: re.Match[str], calendar: Calendar) -> Deadline | None:
    """Start to end; the end takes year and month from the start where it prints none."""
    month, dom = number(found["m"]) or 0, number(found["d"]) if found["d"] else 1
    year, inferred = _year(found, calendar, month, dom or 1)
    if year is None:
        return None
    start = day(year, month, _within_month(found["x"], dom or 1))
    month2 = number(found["m2"]) if found["m2"] else month
    year2 = number(found["y2"]) if found["y2"] else year + (month2 is not None and month2 < month)
    if month2 is None or year2 is None:
        return None
    if found["d2"]:
        end = day(year2, month2, number(found["d2"]) or 0)
    elif found["x2"] in ("上", "中"):
        end = day(year2, month2, {"上": 10, "中": 20}[found["x2"]])
    else:
        end = month_end(year2, month2)
    return Deadline(found[0], end, start, inferred=inferred)


def _within_month(part: str | None, dom: int) -> int:
    return {"上": 1, "中": 11, "下": 21}.get(part or "", dom)


def _monthly(found: re.Match[str], _: Calendar) -> Deadline:
    dom = number(found["d"]) if found["d"] else -1
    return Deadline(found[0], recurrence=f"FREQ=MONTHLY;BYMONTHDAY={dom}")


def _weekly(found: re.Match[str], _: Calendar) -> Deadline:
    return Deadline(found[0], recurrence=f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[found['w']]}")


def _quarterly(found: re.Match[str], _: Calendar) -> Deadline:
    groups = found.groupdict()
    if groups.get("d"):
        months = {"末": "3,6,9,12", "次": "1,4,7,10"}.get(groups.get("pos") or "次", "1,4,7,10")
        return Deadline(found[0], recurrence=f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={number(groups['d'])}")
    return Deadline(found[0], recurrence="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")


def _half_yearly(found: re.Match[str], _: Calendar) -> Deadline:
    return Deadline(found[0], recurrence="FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1")


def _yearly(found: re.Match[str], _: Calendar) -> Deadline:
    groups = found.groupdict()
    if groups.get("q"):
        month: int | None = _QUARTERS[groups["q"]] * 3
        dom: int | None = -1
    else:
        month = number(groups["m"]) if groups.get("m") else 12
        dom = number(groups["d"]) if groups.get("d") else -1
    return Deadline(found[0], recurrence=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={dom}")


def _within(found: re.Match[str], _: Calendar) -> Deadline | None:
    amount = number(found["n"])
    if not amount:
        return None
    return Deadline(found[0], within=Within(amount, _UNITS[found["u"]], found["after"].strip(",")))


def _text_only(found: re.Match[str], _: Calendar) -> Deadline:
    return Deadline(found[0])


def _goal(found: re.Match[str], calendar: Calendar) -> Deadline | None:
    return replace(_year_end(found, calendar) or Deadline(found[0]), text=found["goal"])


def _rule(
    id_: str,
    pattern: str,
    read: Callable[[re.Match[str], Calendar], Deadline | None],
    *yes: str,
    no: tuple[str, ...] = (),
    bare: bool = False,
) -> DeadlineRule:
    return DeadlineRule(id_, re.compile(pattern), read, yes, no, bare)


# Earlier rows win where two overlap. Patterns are for text folded by `widths.narrow`.
DEADLINES = (
    _rule("monthly", rf"每个?月(?:的)?\s?(?:{_D}\s?[日号]|底|末)\s?(?:{_BEFORE})?", _monthly, "每月28日之前", "每月 25日前", "每月底前", no=("每月回访",)),
    _rule("weekly", r"每周(?:星期)?(?P<w>[一二三四五六日天])\s?(?:下班)?(?:之前|以前|前)?", _weekly, "每周五前", no=("每周报送",)),
    _rule("quarter-days", rf"每(?:个)?季度(?:的)?(?P<pos>首|末|次|第[一1]个?)?月?(?:初|初的)?(?:前)?{_D}\s?[日号](?:以内|之内|内|之前|以前|前)", _quarterly, "每季度初10日内", "每季度末月25日前"),
    _rule("quarter-end", rf"每(?:个)?季度(?:末|底|结束|最后一个月底)(?:\(.{{1,20}}?\))?(?:{_BEFORE})?", _quarterly, "每季度末(分别在6月、9月和12月底)", "每季度末前"),
    _rule("half-year", rf"每半年(?:末|底)?(?:{_BEFORE})?", _half_yearly, "每半年", "每半年末前"),
    _rule("yearly", rf"每年(?:的)?(?:(?:第?(?P<q>[一二三四1-4])季度(?:末|底)?)|{_M}\s?(?:{_D}\s?[日号]|底|末)|(?:年)?[底末])\s?(?:{_BEFORE})?", _yearly, "每年1月31日前", "每年第一季度", "每年底前", no=("每年至少",)),
    _rule(
        "range",
        rf"(?:从|自)?{_Y}{_M}\s?(?:{_D}\s?[日号]?|(?P<x>[上中下])旬|[初底末])?\s?(?:\(.{{1,4}}\))?\s?(?:至|到|-|~|～|—|－|–)+\s?(?:(?P<y2>{YEAR})\s?年\s?)?(?:(?P<m2>{MONTH})\s?月\s?)?(?:(?P<d2>{DAY})\s?[日号]|(?P<x2>[上中下])旬|底|末)?(?:{_BEFORE}|止)?",
        _range, "2020年11月——2021年11月", "2021年4月中旬至2021年10月底", "4月29日至5月3日", no=("2021年4月9日",), bare=True,
    ),
    _rule("start-after", rf"(?:从|自)?{_Y}{_M}\s?{_D}\s?[日号]\s?(?:起|开始|之后|以后|后)", _starts, "于8月15日后", "自2021年7月1日起"),
    _rule("day", rf"{_Y}{_M}\s?{_D}\s?[日号]?\s?{_BEFORE}", _ymd, "11月5日之前", "2021年4月10前", "4月20日(星期五)前", no=("2021年4月9日", "4月前")),
    _rule("by-day", rf"(?:截止|截至|最迟|不晚于|不迟于)(?:时间|日期)?(?:为|于|到|是|:)?\s?{_Y}{_M}\s?{_D}\s?[日号]", _ymd, "截止时间为2021年6月30日"),
    _rule("about-day", rf"{_Y}{_M}\s?{_D}\s?[日号]\s?(?:左右|前后)", _ymd, "12月8日左右"),
    _rule("month-end", rf"{_Y}{_M}\s?(?:份)?(?:底|末)\s?(?:之前|以前|前)?", _month_last, "10月底前", "2022年3月底"),
    _rule("tenth", rf"{_Y}{_M}\s?(?P<x>[上中下])旬\s?(?:之前|以前|前)?", _tenth, "6月中旬前", "3月上旬"),
    _rule("in-month", rf"{_Y}{_M}\s?(?:份)?(?:之内|以内|内)", _month_last, "9月内", "2022年3月份内"),
    _rule("quarter", rf"{_Y}第?(?P<q>[一二三四1-4])季度(?:末|底|内)?\s?(?:之前|以前|前)?", _quarter, "2022年第一季度末前", "三季度前", bare=True),
    _rule(
        "year-end",
        rf"(?:(?:(?P<y>{YEAR})\s?年|(?P<rel>今年|本年|当年|明年|次年))(?:年)?|(?<![每\d一二三四五六七八九十两几数多半近])年)\s?(?:底|末|内)\s?(?:{_BEFORE})?",
        _year_end, "年内", "2025年内", "年底前", "2022年底前", no=("县域内", "月底前", "收到后5年内", "三年内建成", "近两年内"),
    ),
    _rule("goal-year-end", rf"(?:争取|力争|确保|到|于|在)\s?(?:(?P<y>{YEAR})\s?年|(?P<rel>今年|本年|明年|次年))?(?:年)?[底末]", _year_end, "争取2022年底", "到2025年底"),
    _rule(
        "goal-year",
        rf"(?<![自从至])(?P<goal>(?:到|力争|争取|确保)?(?P<y>{YEAR})\s?年(?!度|版|以来|之前|底|末|初|至|起|上半年|春|秋|前|后|来|\d|\s?[一二三四五六七八九十]{{0,2}}\s?月|\s?{MONTH}\s?月)(?=[^,。;\n]{{0,24}}?(?:推动|创建|建成|建设|实现|完成|达|上榜|新增|增加|培育|打造|引进))[^,。;\n]{{0,30}}?\d+(?:\.\d+)?\s?(?:%|个|家|条|万|亿|处|所|座|批|项|名|人|场)[^,。;\n]{{0,20}})",
        _goal, "2025年推动首批95个场馆开放", "力争2025年便利化改造率达100%", no=("2022年春节", "2021年度完成3个", "2021年12月完成3个"),
    ),
    _rule("within", r"(?P<after>(?:收到|接到|自|在)?[^,。;:\s、]{0,16}?(?:之日起|后|起|之后))\s?,?(?P<n>\d+|[一二三四五六七八九十]+)\s?个?(?P<u>工作日|日|天|小时|个月|月|季度|年)(?:之内|以内|内)", _within, "收到通知后5个工作日内", "开学后1个月内"),
    _rule("festival", r"(?:春节|元旦|国庆节?|中秋节?|清明节?|五一|劳动节|端午节?)\s?(?:之前|以前|前)", _text_only, "春节前"),
    _rule("by-superior", r"(?:按照?|根据)[^,。;\n()]{0,20}?(?:部署|安排|要求|通知)(?:的)?时间", _text_only, "按照中央依法治国办的部署时间"),
    _rule("bare-day", rf"{_Y}{_M}\s?{_D}\s?[日号]", _ymd, "2023年8月30日", bare=True),
    _rule("bare-month", rf"{_Y}{_M}(?:份)?(?:之前|以前|前)?(?!\s?\d)", _month_last, "2023年8月", bare=True),
    _rule("bare-year", rf"(?P<y>{YEAR})年(?!\d)", _year_end, "2025年", bare=True),
    _rule("ongoing", r"^(?:长期坚持|持续坚持|持续推进|常态化(?:开展|推进)|长期)", _text_only, "长期坚持", bare=True),
)  # fmt: skip
