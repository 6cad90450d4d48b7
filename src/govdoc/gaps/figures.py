"""Percentages in evidence against the figure an item asks for, with the page they stand on."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from govdoc.gaps.pattern_rows import PatternRow
from govdoc.model import Evidence, Requirement

_SCANNED = 20_000
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?[%％]")
# What the figure is called: 满意率, 网上可办率, 办结比例.
NAMED = PatternRow(
    "named",
    r"(?P<name>[\u4e00-\u9fff]{2,10}?)(?P<kind>率|度|比例|比重|占比|权重)(?=[^,，。;；率度]{0,8}?"
    r"(?:不得?[低少高超]|达|[低高]于|超过|控制|≥|≤|\d))",
    yes=("满意度达到95%以上", "服务事项网办率不低于80%", "分值权重不低于总分值的10%"),
    no=("出庭应诉100%", "按制度执行"),
)
ROWS = (NAMED,)


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage as a file states it. `page` counts from 1, None where the format knows none."""

    text: str
    page: int | None = None


def figure_short(evidence: Evidence, requirement: Requirement) -> Figure | None:
    """The best figure a file states if it fails the item's threshold; None otherwise, or where none is stated.

    Where the item says what the figure is called, only figures called so in the same sentence are held against it, or
    where there are none, shares that bear no name of their own (占35%).
    """
    threshold = requirement.threshold
    if threshold is None or threshold.unit not in ("%", "％"):
        return None
    text = evidence.text[:_SCANNED]
    found = [(float(one[1]), one.start()) for one in _PERCENT.finditer(text)]
    if name := _name(requirement.text):
        near = re.compile(rf"{re.escape(name)}(?:率|度|比例|比重|占比|权重)?[^。；;\n]{{0,16}}?{_PERCENT.pattern}")
        called = [(float(one[1]), one.start(1)) for one in near.finditer(text)]
        found = called or [
            one for one in found if re.search(r"占[^，。；;\n\d]{0,12}$", text[max(0, one[1] - 14) : one[1]])
        ]
    if not found:
        return None
    value, at = max(found) if threshold.bound == "at_least" else min(found)
    fails = value < threshold.value if threshold.bound == "at_least" else value > threshold.value
    return Figure(f"{value:g}%", page_at(evidence, at)) if fails else None


def page_at(evidence: Evidence, offset: int) -> int | None:
    """The page, from 1, that holds a character of the file's text; None where the format knows no pages."""
    return bisect_right(evidence.page_starts, offset) or None


def _name(text: str) -> str:
    """The last two characters of what the figure is called, without 率 or 度: 满意度 and 满意率 are one."""
    found = list(NAMED.pattern.finditer(text))
    return found[-1]["name"][-2:] if found else ""
