"""Required items (材料项) inside a task, with the window, count, threshold and limits each must show."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from govdoc.model.notice import DurationUnit, Requirement, RequirementKind, Threshold, Within
from govdoc.model.span import Span
from govdoc.rules.load import load
from govdoc.text.dates import YEAR
from govdoc.text.numerals import number
from govdoc.text.sentences import split_outside_brackets

# “以上材料汇总备查” closes a list of items, it is none.
_CLOSING = re.compile(
    r"(?:以上|上述)(?:各项|所有|全部)?(?:材料|资料|内容|情况)?(?:均|都)?[^,。;]{0,12}(?:备查|网上公开|公开|归档|上网)?"
)
_LEAD = re.compile(r"^\s*(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]是)\s*")
_SINCE = re.compile(
    rf"(?:自|从)?(?P<y>{YEAR})\s?年(?:度)?(?:\s?(?P<m>1[0-2]|[1-9])\s?月(?:份)?)?(?:\s?\d{{1,2}}\s?日)?\s?(?:以来|起|之后|以后|至今|至迎检)"
)
_BETWEEN = re.compile(rf"(?P<y>{YEAR})\s?年?\s?(?:至|到|-|—|~)\s?(?P<y2>{YEAR})\s?年")
_EACH_YEAR = re.compile(r"每年|分年度|逐年|历年|各年度|年度[^,。;]{0,6}(?:报告|总结)|每(?:\d|[一二两三])年")
_COUNT = re.compile(
    r"(?:不少于|至少|不低于|安排|开展|组织|召开)[^,。;]{0,12}?(?P<n>\d+|[一二三四五六七八九十两]+)\s?(?P<u>次|场|期|件|份|个|条|篇|名|人|宗|起)(?:以上)?"
    r"|(?:不少于|至少)(?P<n2>\d+|[一二三四五六七八九十两]+)\s?(?:次|场|期|件|份|个|条|篇|名|人|宗|起)"
)
_AT_LEAST = re.compile(
    r"(?:不得低于|不得少于|不能低于|不能少于|不低于|不少于|达到|达|超过|高于|≥|大于)[^,。;\d]{0,16}?(?P<v>\d+(?:\.\d+)?)\s?(?P<u>%|学时|分|小时)(?:以上)?|(?P<v2>\d+(?:\.\d+)?)\s?(?P<u2>%|学时|分)\s?以上"
)
_AT_MOST = re.compile(
    r"(?:低于|不得高于|不得超过|不能超过|不高于|不超过|控制在|小于|≤)[^,。;\d]{0,16}?(?P<v>\d+(?:\.\d+)?)\s?(?P<u>%)(?:以下|以内)?|(?P<v2>\d+(?:\.\d+)?)\s?(?P<u2>%)\s?以(?:下|内)"
)
_WITHIN = re.compile(
    r"(?P<bound>不少于|不得少于|至少|不超过|不得超过|最长不超过|最迟在[^,。;]{0,10}?后)?\s?(?P<n>\d+|[一二三四五六七八九十]+)\s?个?(?P<u>工作日|小时|日|天|个月)(?P<in>之?以?内)?"
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


def _threshold(item: str) -> Threshold | None:
    at_most = _AT_MOST.search(item)
    at_least = _AT_LEAST.search(item)
    # “不低于” holds “低于”: the longer reading wins.
    if at_most and not (at_least and at_least.start() < at_most.start() <= at_least.end()):
        return Threshold(float(at_most["v"] or at_most["v2"]), "at_most", at_most["u"] or at_most["u2"])
    if at_least:
        return Threshold(float(at_least["v"] or at_least["v2"]), "at_least", at_least["u"] or at_least["u2"])
    return None


def _within(item: str) -> Within | None:
    """A legal time limit the material must show: “期限不少于7个工作日”."""
    for found in _WITHIN.finditer(item):
        amount = number(found["n"])
        if amount and (found["bound"] or found["in"]):
            return Within(amount, _WITHIN_UNITS[found["u"]], re.sub(r"[不得最长迟在]", "", found["bound"] or ""))
    return None
