"""Time in evidence and in items: which years and months a file speaks of, and which of those asked are not covered."""

import re
from collections.abc import Iterable
from datetime import date

from govdoc.gaps.pattern_rows import PatternRow
from govdoc.model import Evidence, Requirement

_SCANNED = 20_000
_Y = r"(?<![\d.])20[0-4]\d(?!\d)"
# Between the ends of a span: a month, a day, a word for until.
_TO = r"(?:年度?)?(?:[./年]?(?:1[0-2]|0?[1-9])月?(?:[./]?\d{1,2}日?)?)?\s?(?:[-—–－~～至到]|——)+\s?"
_NUMBERED = r"[〔\[(（【]\s?(?:20[0-4]\d)\s?[〕\])）】]"
_COUNTED = r"\s?(?:余|多)?(?:[件人个名份次元万亿亩户宗起项条米吨页篇场期部台辆]|平方|公里)"

SPAN = PatternRow(
    "span",
    rf"(?P<first>{_Y}){_TO}(?P<last>{_Y})",
    yes=("2018—2020年工作台账", "2019年1月至2021年4月", "2019.1-2021.4", "2018年至2020年"),
    no=("2018年、2020年", "2018年制度，2020年台账"),
)
SINCE = PatternRow(
    "since",
    rf"(?P<first>{_Y})年?(?:度)?(?:(?:1[0-2]|[1-9])月(?:份)?(?:\d{{1,2}}日)?)?(?:以来|至今|起至今|之后|以后)",
    yes=("2018年以来", "2019年3月以来", "2018年至今"),
    no=("2018年起草", "2018年来访"),
)
YEAR = PatternRow(
    "year", rf"{_Y}(?!{_COUNTED})", yes=("2019年", "2019、2020年", "2020"), no=("2019件", "12019", "201900")
)
NUMBER = PatternRow("number", _NUMBERED, yes=("云政〔2018〕3号", "（2019）"), no=("2018年3号",))
EVERY_MONTH = PatternRow(
    "every-month",
    r"每个?月|逐月|按月|月度|分月",
    yes=("每月工作台账", "按月“零报告”", "逐月统计表"),
    no=("1月份台账", "三个月内"),
)
MONTH = PatternRow(
    "month",
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月份?(?!\d|\s?\d{1,2}\s?日|以来|起|底前)",
    yes=("3月台账", "2021年10月份报表"),
    no=("3月5日", "3月以来", "10月底前"),
)
LISTING = PatternRow(
    "listing",
    r"台账|汇总表|统计(?:表|情况)|登记[表簿册]|情况表|一览表|明细|清册|报表",
    yes=("2018年以来行政应诉案件汇总表", "工作台账"),
    no=("制度文件", "情况说明", "汇总2019年以来材料"),
)
ROWS = (SPAN, SINCE, YEAR, NUMBER, EVERY_MONTH, MONTH, LISTING)

_EVERY = re.compile(r"每\s?([2-5二两三四五])\s?年")
_SPANS = {"2": 2, "二": 2, "两": 2, "3": 3, "三": 3, "4": 4, "四": 4, "5": 5, "五": 5}
_LONGEST_SPAN = 15


def years_of(evidence: Evidence, until: int | None = None) -> frozenset[int]:
    """The years a file speaks of, in its date, title or text; spans such as 2018—2020年 filled in.

    2018年以来 reaches to the file's own year, or to `until` where it has no date. Years inside document numbers and
    numbers of things are none.
    """
    own = evidence.date.year if evidence.date else None
    years = {own} if own else set()
    text = NUMBER.pattern.sub("", evidence.title + "\n" + evidence.text[:_SCANNED])
    for found in SPAN.pattern.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if first <= last <= first + _LONGEST_SPAN:
            years |= set(range(first, last + 1))
    for found in SINCE.pattern.finditer(text):
        years |= set(range(int(found["first"]), (own or until or int(found["first"])) + 1))
    return frozenset(years | {int(found[0]) for found in YEAR.pattern.finditer(text)})


def too_old(evidence: Evidence, requirement: Requirement) -> bool:
    """Whether a dated file lies before the item's window and does not speak of a year inside it."""
    since = requirement.since
    if since is None or evidence.date is None or evidence.date >= since:
        return False
    return max(years_of(evidence), default=0) < since.year


def years_missing(files: Iterable[Evidence], requirement: Requirement, issued_on: date | None) -> tuple[int, ...]:
    """The full years of an item's window that no file speaks of; none where the item does not ask for each.

    Each year is asked by a yearly item, and by a listing (台账, 汇总表) since some year. The window ends with the
    item's own end, else with the year before the notice.
    """
    listing = bool(LISTING.pattern.search(requirement.text))
    if requirement.since is None or not (requirement.each_year or listing):
        return ()
    last = requirement.until.year if requirement.until else issued_on.year - 1 if issued_on else None
    if last is None:
        return ()
    covered = frozenset[int]().union(*(years_of(one, last) for one in files))
    if not requirement.each_year and not covered & set(range(requirement.since.year, last + 2)):
        return ()  # a listing that names no year of the window at all says nothing about any of them
    # 每2年至少一次: years count as missing only where two in a row are.
    found = _EVERY.search(requirement.text)
    return _runs(covered, requirement.since.year, last, _SPANS.get(found[1], 1) if found else 1)


def months_missing(files: Iterable[Evidence], requirement: Requirement) -> tuple[int, ...]:
    """The months left out inside the run of months that the files of a monthly item name; none below three named."""
    if not EVERY_MONTH.pattern.search(requirement.text):
        return ()
    named = {
        int(found["month"]) for one in files for found in MONTH.pattern.finditer(one.title + "\n" + one.text[:_SCANNED])
    }
    if len(named) < 3:
        return ()
    return tuple(month for month in range(min(named), max(named) + 1) if month not in named)


def _runs(covered: frozenset[int], first: int, last: int, span: int) -> tuple[int, ...]:
    runs: list[list[int]] = [[]]
    for year in range(first, last + 1):
        if year in covered:
            runs.append([])
        else:
            runs[-1].append(year)
    return tuple(year for run in runs if len(run) >= span for year in run)
