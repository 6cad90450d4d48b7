"""Who a sentence makes do something: “各牵头单位要…”, “县公安局：负责…”, “限期整改。县文旅局要…”."""

import re
from collections.abc import Iterator
from functools import cache

from govdoc.model.notice import Responsible
from govdoc.model.span import Span
from govdoc.parsing.unit_lists import is_group, responsible_names
from govdoc.rules.load import load

_NAMES = r"(?:请)?(?P<names>[\u4e00-\u9fa5、(),]{2,60}?)"
_MUST = r"(?=要(?!求)|应(?!急|对|用)|须|必须|务必|负责|牵头|于\d|在每|按照|按(?![时期月季]))"
_AT_START = re.compile(rf"{_NAMES}{_MUST}")
_AFTER_HEADING = re.compile(rf"(?<=[。\n])\s*{_NAMES}{_MUST}")
_DUTY_LINE = re.compile(
    r"(?P<names>[\u4e00-\u9fa5、()]{2,50}?)(?::\s?(?:负责|牵头|配合|协助|承担|组织|参与|做好|指导|开展)|(?=负责))"
)
_AREA = re.compile(r"[各全省市县区州镇乡旗局院校]|[\u4e00-\u9fa5]{2,4}(?:省|市|县|区|州|镇|乡|旗)")


@cache
def _organ() -> re.Pattern[str]:
    ends = "|".join(
        (
            *load("entities")["unit"]["suffixes"],
            "中学",
            "小学",
            "幼儿园",
            "园区",
            "镇",
            "乡",
            "街",
            "区",
            "县",
            "市",
            "企业",
            "村",
            "社区",
            "会",
            "校",
            "医疗机构",
            "高校",
            "院校",
        )
    )
    return re.compile(rf"[\u4e00-\u9fa5()、]*(?:{ends})(?:\([\u4e00-\u9fa5、]{{1,12}}\))?")


def _are_units(names: list[Responsible]) -> bool:
    return bool(names) and all(_organ().fullmatch(name.name.replace("（", "(").replace("）", ")")) for name in names)


def duty_line(text: str) -> str:
    """The units that a line such as “县公安局:负责秩序维护。” begins with, empty where it is none.

    >>> [duty_line(s) for s in ("县公安局、县城管局:负责秩序维护", "教育、卫生部门:负责", "责任单位:县公安局")]
    ['县公安局、县城管局', '教育、卫生部门', '']
    """
    return "、".join(unit.name for unit in _in_charge(text, 0, len(text)))


def _in_charge(flat: str, start: int, end: int) -> list[Responsible]:
    found = _DUTY_LINE.match(flat, start, end)
    if found is None or re.search(r"(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门)|[要应须]$", found["names"]):
        return []
    names = list(responsible_names(flat, start, found.end("names"), "responsible", "duty-line"))
    if not _are_units(names) and _are_units(names[-1:]) and all(len(name.name) <= 5 for name in names[:-1]):
        span = Span(names[0].span.start, names[-1].span.end)  # “教育、卫生部门”: one word for both
        return [Responsible(span.of(flat), "responsible", group=True, span=span, rule="duty-line")]
    return names if _are_units(names) else []


def heading_units(flat: str, start: int, end: int) -> tuple[Responsible, ...]:
    """The units a heading consists of, none where it says anything else."""
    names = tuple(responsible_names(flat, start, end, "responsible", "heading"))
    return names if _are_units(list(names)) else ()


def subjects(flat: str, start: int, end: int) -> Iterator[Responsible]:
    """The units a duty begins with, or, behind its heading, the named ones its first sentence begins with."""
    charged = _in_charge(flat, start, end)
    if charged:
        yield from charged
        return
    behind = _AFTER_HEADING.search(flat, start, min(end, start + 60))
    for found in filter(None, (_AT_START.match(flat, start, end), behind)):
        names = list(responsible_names(flat, found.start("names"), found.end("names"), "responsible", "subject"))
        named = found is not behind or not any(is_group(name.name) for name in names)
        if named and _are_units(names) and _AREA.match(names[0].name):
            yield from names
            return
