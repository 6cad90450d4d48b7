"""Required items (材料项) inside a task, with the window, count, threshold and limits each must show."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from govdoc.model.notice import DurationUnit, Requirement, RequirementKind, Threshold, Within
from govdoc.model.span import Span
from govdoc.rules.load import load
from govdoc.text.dates import YEAR, day, month_end
from govdoc.text.numerals import number
from govdoc.text.sentences import split_outside_brackets

# “以上材料汇总备查” closes a list of items, it is none.
_CLOSING = re.compile(
    r"(?:以上|上述)(?:各项|所有|全部|有关|相关)?"
    r"(?:(?:材料|资料|内容|情况)[^,。;]{0,16}|[^,。;]{0,14}(?:备查|公开|归档|上网))"
)
_LEAD = re.compile(r"^\s*(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]是)\s*")
_SINCE = re.compile(
    rf"(?:自|从)?(?P<y>{YEAR})\s?年(?:度)?(?:\s?(?P<m>1[0-2]|[1-9])\s?月(?:份)?)?(?:\s?\d{{1,2}}\s?日)?\s?(?:以来|起|之后|以后|至今|至迎检)"
)
_BETWEEN = re.compile(rf"(?P<y>{YEAR})\s?年?\s?(?:至|到|-|—|~)\s?(?P<y2>{YEAR})\s?年")
_M = r"(?:1[0-2]|0?[1-9])"
# 2023年1月至6月, 2022年11月—2023年4月, 2023年1月1日至6月30日
_MONTHS = re.compile(
    rf"(?P<y>{YEAR})\s?年\s?(?P<m>{_M})\s?(?:月份?)?\s?(?:(?P<d>\d{{1,2}})\s?日)?\s?(?:至|到|[-—–~]+)\s?"
    rf"(?:(?P<y2>{YEAR})\s?年\s?|[同当本]年)?(?P<m2>{_M})\s?月(?:\s?(?P<d2>\d{{1,2}})\s?日)?"
)
_EACH_YEAR = re.compile(r"每年|分年度|逐年|历年|各年度|年度[^,。;]{0,6}(?:报告|总结)|每(?:\d|[一二两三])年")
_THINGS = "人次|批次|课时|次|场|期|件|份|个|条|篇|名|人|宗|起|家|户|所|处|项"
_COUNT = re.compile(
    rf"(?:不少于|不得少于|至少|不低于|安排|开展|组织|召开)[^,。;]{{0,12}}?(?P<n>\d+|[一二三四五六七八九十两]+)\s?(?:{_THINGS})(?!百分|工作日|月)"
    rf"|(?P<n2>\d+|[一二三四五六七八九十两]+)\s?(?:{_THINGS})\s?(?:及)?以上"
)
_H = "[一二三四五六七八九十百]"
# A figure with its unit; what stands around it says which way it binds.
_FIGURE = re.compile(
    rf"(?:(?P<v>\d+(?:\.\d+)?)\s?(?P<u>%|个百分点|学时|课时|分(?![钟之])|小时|分钟)|百分之(?P<per>{_H}+)|(?P<of>{_H}+)分之(?P<part>{_H}+))"
    r"\s?(?P<tail>(?:及)?以[上下内])?|(?P<all>全覆盖)"
)
_AT_LEAST = re.compile(
    r"(?:不(?:得|能|应|可)?(?:低于|少于|小于)|≥|达到|达|(?<![不得能应可])(?:超过|高于|大于)|至少|(?:提高|提升|增加|上升)[到至])[^,。;\d]{0,16}$"
)
_AT_MOST = re.compile(
    r"(?:不(?:得|能|应|可)?(?:高于|超过|大于|多于)|低于|少于|小于|≤|控制在|(?:下降|降低|压缩|压减|缩短|压降|降)[到至])[^,。;\d]{0,16}$"
)
_RATE = re.compile(r"(?:率|比例|占比)(?:均|要|应|须|力争|保持|稳定|为|在){0,3}$")
# A share of money is the measure's means, not its goal.
_MEANS = re.compile(r"补贴|补助|奖励|首付|利率|贷款|税|优惠|给予|折|资金|价款|价格|限额|最高额")
_WITHIN = re.compile(
    r"(?P<bound>不少于|不得少于|至少|最长不超过|不超过|不得超过|最迟)?\s?(?P<n>\d{1,3}|[一二三四五六七八九十]+)\s?(?:个(?!月))?(?P<u>工作日|小时|日|天|个月)(?P<in>之?以?内)?"
)
_EVENT = re.compile(
    r"(?:^|[,。;、:(]|自|从|在|于)(?P<event>[^,。;、:(自从在于]{2,24}?)(?:之日起|之后|以后|后|起)的?(?:最长|最迟)?$"
)
_WITHIN_UNITS: dict[str, DurationUnit] = {
    "工作日": "workday",
    "小时": "hour",
    "日": "day",
    "天": "day",
    "个月": "month",
}

# What kind of thing an item asks for, by its words; the method's own kind where none speaks. First row wins.
_KINDS: tuple[tuple[RequirementKind, re.Pattern[str]], ...] = (
    ("online", re.compile(r"(?:在)?网(?:上|站|络)(?:上)?(?:公开|公布|公示|能?查询|发布)|上网公开|向社会公(?:布|开)")),
    ("survey", re.compile(r"问卷|访谈|满意度测评|座谈")),
    ("exam", re.compile(r"考试|抽考|测试")),
    ("archive", re.compile(r"案卷|卷宗|一(?:案|建议|调解|仲裁)一(?:案)?卷|档案材料|立卷")),
    ("statement", re.compile(r"情况说明|说明材料|没有发生|未发生|不存在|未出现|情况报告")),
    ("ledger", re.compile(r"台账|汇总表|登记(?:表|簿|册)|目录|清单|名单|情况表|一览表|统计表")),
)


@cache
def _method_kind(method: str) -> RequirementKind:
    return next((row["kind"] for row in load("methods")["method"] if row["name"] == method), "material")


def split_requirements(
    flat: str, text: str, start: int, end: int, task_id: str, method: str | None
) -> tuple[Requirement, ...]:
    """The items of a task from its own text (`start` to `end` of the narrow `flat`); quotes come from `text`.

    Items are parted by “；” and, in numbered tasks, by the numbers; a closing “以上材料汇总备查” is none.
    """
    found: list[Requirement] = []
    for left, right in _pieces(flat, start, end):
        item = flat[left:right]
        quote = text[left:right]
        found.append(
            Requirement(
                f"{task_id}/{len(found) + 1}",
                quote,
                _kind(item, method),
                *_window(item),
                _count(item),
                _threshold(item),
                _within(item),
                bool(_EACH_YEAR.search(item)),
                Span(left, right),
                "requirement",
            )
        )
    return tuple(found)


def _pieces(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for left, right in split_outside_brackets(flat[start:end], ";；\n"):
        for begin, stop in _numbered(flat, start + left, start + right):
            lead = _LEAD.match(flat[begin:stop])
            begin += lead.end() if lead else 0
            while begin < stop and flat[begin] in " \n":
                begin += 1
            while stop > begin and flat[stop - 1] in " \n。;":
                stop -= 1
            if stop - begin >= 2 and not _CLOSING.fullmatch(flat[begin:stop]):
                yield begin, stop


def _numbered(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """“1.…。2.…。” are items of their own."""
    cuts = [start + m.start() for m in re.finditer(r"(?:(?<=。)|^)\s*\d{1,2}[.、](?!\d)", flat[start:end])]
    edges = [start, *(cut for cut in cuts if cut > start), end]
    yield from pairwise(edges)


def _kind(item: str, method: str | None) -> RequirementKind:
    own = _method_kind(method) if method else "material"
    if own not in ("material", "site"):
        return own
    return next((kind for kind, pattern in _KINDS if pattern.search(item)), own)


def _window(item: str) -> tuple[date | None, date | None]:
    if months := _MONTHS.search(item):
        first, last = number(months["y"]), number(months["y2"] or months["y"])
        begin, end = number(months["m"]), number(months["m2"])
        if first and last and begin and end:
            from_day = day(first, begin, int(months["d"] or 1))
            until = day(last, end, int(months["d2"])) if months["d2"] else month_end(last, end)
            if from_day and until and from_day <= until:
                return from_day, until
    between = _BETWEEN.search(item)
    if between:
        first, last = number(between["y"]), number(between["y2"])
        if first and last:
            return date(first, 1, 1), date(last, 12, 31)
    since = _SINCE.search(item)
    year = number(since["y"]) if since else None
    return (date(year, number(since["m"] or "1") or 1, 1) if since and year else None), None


def _count(item: str) -> int | None:
    found = _COUNT.search(item)
    return number(found["n"] or found["n2"]) if found else None


def bound_figures(item: str) -> Iterator[tuple[re.Match[str], Threshold]]:
    """Every bound figure of a text, in order: where it stands, and which way it binds."""
    for found in _FIGURE.finditer(item):
        value, unit = _figure(found)
        ahead = item[max(0, found.start() - 24) : found.start()]
        tail = (found["tail"] or "").removeprefix("及")
        if found["all"] or _AT_LEAST.search(ahead):
            yield found, Threshold(value, "at_least", unit)
        elif _AT_MOST.search(ahead) or tail in ("以下", "以内"):
            yield found, Threshold(value, "at_most", unit)
        elif tail == "以上" or (value == 100 and _RATE.search(ahead)):
            yield found, Threshold(value, "at_least", unit)


def _figure(found: re.Match[str]) -> tuple[float, str]:
    if found["v"]:
        return float(found["v"]), found["u"]
    if found["of"]:
        return round(100 * (number(found["part"]) or 0) / (number(found["of"]) or 1), 2), "%"
    return float(number(found["per"] or "") or 100), "%"


def _threshold(item: str) -> Threshold | None:
    """The goal among the figures: the first that is no rate of a subsidy or a loan, else the first."""
    clauses = [clause for clause in re.split(r"[,。;\n]", item) if not _MEANS.search(clause)]
    return next((goal for text in (*clauses, item) for _, goal in bound_figures(text)), None)


def _within(item: str) -> Within | None:
    """A legal time limit the material must show: “期限不少于7个工作日”, “收到申请后3日内”."""
    for found in _WITHIN.finditer(item):
        amount, unit = number(found["n"]), _WITHIN_UNITS[found["u"]]
        # So many hours of lessons are no limit.
        if amount and (found["bound"] or found["in"]) and not (unit == "hour" and amount > 72):
            event = _EVENT.search(item[max(0, found.start() - 30) : found.start()])
            return Within(amount, unit, event["event"].strip() if event else "")
    return None


_BARE_LIMIT = re.compile(
    r"(?:之日起|以后|之后|后|起)的?\s?(?:\d{1,3}|[一二三四五六七八九十]+)\s?个?(?:工作日|小时|日|天|月)(?:之|以)?内\s*$"
)


def _clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch; one that only says how long goes with what is to be done in that time."""
    pending: int | None = None
    for left, right in split_outside_brackets(flat[start:end], ",。;\n"):
        begin = start + left if pending is None else pending
        stop = start + right
        pending = begin if flat[stop : stop + 1] == "," and _BARE_LIMIT.search(flat[begin:stop]) else None
        if pending is None:
            yield begin, stop


def measure_requirements(
    flat: str, text: str, start: int, end: int, code: str, heading: str
) -> tuple[Requirement, ...]:
    """What a measure asks for: one item with the figures of its sentences, and one for each further figure."""
    items = split_requirements(flat, text, start, end, code, None)
    if not items:
        return ()
    clauses = list(_clauses(flat, start, end))
    goals = [each for each in clauses if _threshold(flat[slice(*each)])]
    goals.sort(key=lambda each: (bool(_MEANS.search(flat[slice(*each)])), each))
    counts = [each for each in clauses if _count(flat[slice(*each)])]
    limits = [each for each in clauses if _within(flat[slice(*each)])]
    main = Requirement(
        f"{code}/1",
        heading,
        _kind(heading, None),
        next((item.since for item in items if item.since), None),
        next((item.until for item in items if item.until), None),
        _count(flat[slice(*counts[0])]) if counts else None,
        _threshold(flat[slice(*goals[0])]) if goals else None,
        _within(flat[slice(*limits[0])]) if limits else None,
        any(item.each_year for item in items),
        Span(items[0].span.start, items[-1].span.end),
        "requirement:measure",
    )
    more = sorted({*goals[1:], *counts[1:], *limits[1:]} - {*goals[:1], *counts[:1], *limits[:1]})
    found = [main]
    for left, right in more:
        left += len(flat[left:right]) - len(flat[left:right].lstrip())
        right -= len(flat[left:right]) - len(flat[left:right].rstrip())
        part = flat[left:right]
        found.append(
            Requirement(
                f"{code}/{len(found) + 1}",
                text[left:right],
                _kind(part, None),
                *_window(part),
                _count(part),
                _threshold(part),
                _within(part),
                bool(_EACH_YEAR.search(part)),
                Span(left, right),
                "requirement:figure",
            )
        )
    return tuple(found)
