"""What keeps a file from closing an item: its flags, its years, its figures, where it was published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from govdoc.model import Evidence, Match, Requirement
from govdoc.rules.load import load

_READ = ("read", "partial")
# The file may be sound: it is the program that could not read it.
_NOT_TRIED = ("unsupported", "too_large", "timed_out", "skipped")
_SCANNED = 20_000
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年?(?:度)?[-—–~至到]+(20[0-4]\d))?(?!\d)")
_EVERY = re.compile(r"每\s?([2-5二两三四五])\s?年")
_SPANS = {"2": 2, "二": 2, "两": 2, "3": 3, "三": 3, "4": 4, "四": 4, "5": 5, "五": 5}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_ADDRESS = re.compile(
    r"https?://|www\.|(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:gov|com|org|net)(?:\.cn)?(?![\w@])|mp\.weixin",
    re.IGNORECASE | re.ASCII,
)
_PAGE_SIGNS = (
    "当前位置",
    "您的位置",
    "首页",
    "发布时间",
    "发布日期",
    "信息来源",
    "浏览次数",
    "阅读次数",
    "点击数",
    "打印本页",
    "关闭窗口",
    "政府网站",
    "微信公众号",
)

# Flags in the order in which they are told when a file has several.
_FLAGS = ("encrypted", "unreadable", "wrong_unit", "template", "url_only", "outdated")


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as handed in for a cell: its match, and the code of what is wrong with it, "" if nothing is."""

    evidence: Evidence
    match: Match
    fault: str

    @property
    def good(self) -> bool:
        """Whether the file closes what it serves without a person's look."""
        return not self.fault and self.match.decision == "auto"

    @property
    def taken(self) -> bool:
        """Whether a person has accepted the file for the cell, so that nothing more is held against it."""
        return bool(self.match.reviewer) and self.match.decision == "auto"


def fault_of(evidence: Evidence, by_path: Mapping[str, Evidence]) -> str:
    """The code of what keeps a file from counting, "" for a clean one.

    A duplicate counts against a file only where the other copy is another unit's.
    """
    if evidence.status not in _READ:
        return "unsupported" if evidence.status in _NOT_TRIED else "unreadable"
    for flag in _FLAGS:
        if flag in evidence.flags:
            return "unreadable" if flag == "encrypted" else flag
    for flag in evidence.flags:
        kind, _, path = flag.partition(":")
        if kind in ("duplicate", "near_duplicate"):
            other = by_path.get(path)
            if other is None or other.unit != evidence.unit:
                return "duplicate"
    return ""


def is_public(evidence: Evidence) -> bool:
    """Whether a file shows that something stands on the web: a web page, an address, a page's furniture."""
    if "html" in evidence.media_type or evidence.links:
        return True
    head = evidence.text[:_SCANNED]
    return bool(_ADDRESS.search(head)) or sum(sign in head for sign in _PAGE_SIGNS) >= 2


def years_of(evidence: Evidence) -> frozenset[int]:
    """The years a file speaks of, in its date, title or text; a span such as 2018—2020年 filled in."""
    years = {evidence.date.year} if evidence.date else set()
    for found in _YEAR.finditer(evidence.title + "\n" + evidence.text[:_SCANNED]):
        first = int(found[1])
        years |= set(range(first, int(found[2]) + 1)) if found[2] else {first}
    return frozenset(years)


def too_old(evidence: Evidence, requirement: Requirement) -> bool:
    """Whether a dated file lies before the item's window and does not speak of a year inside it."""
    since = requirement.since
    if since is None or evidence.date is None or evidence.date >= since:
        return False
    return max(years_of(evidence), default=0) < since.year


def announces(evidence: Evidence, requirement: Requirement, kind: str) -> bool:
    """Whether a file only says what is to be done (请示, or a plan where an interview's results are asked)."""
    rules = load("intentions")
    if re.search(rules["results"], evidence.text[:_SCANNED]):
        return False
    title = evidence.title.strip()
    for row in rules["intention"]:
        if row["kinds"] and kind not in row["kinds"]:
            continue
        found = re.search(row["title"], title)
        if (found or evidence.genre in row["genres"]) and not any(
            word in requirement.text for word in ("请示", "方案", "计划", "安排", "草案", "征求意见")
        ):
            return True
    return False


def years_missing(files: list[Handed], requirement: Requirement, issued_on: date | None) -> tuple[int, ...]:
    """The full years of a yearly item that no file speaks of; none where the item is not yearly.

    The window ends with the item's own end, else with the year before the notice.
    """
    if not requirement.each_year or requirement.since is None:
        return ()
    if requirement.until is not None:
        last = requirement.until.year
    elif issued_on is not None:
        last = issued_on.year - 1
    else:
        return ()
    covered = frozenset[int]().union(*(years_of(handed.evidence) for handed in files))
    # 每2年至少一次: years count as missing only where two in a row are.
    found = _EVERY.search(requirement.text)
    span = _SPANS.get(found[1], 1) if found else 1
    runs: list[list[int]] = [[]]
    for year in range(requirement.since.year, last + 1):
        if year in covered:
            runs.append([])
        else:
            runs[-1].append(year)
    return tuple(year for run in runs if len(run) >= span for year in run)


def figure_short(evidence: Evidence, requirement: Requirement) -> str:
    """The best percentage a file states if it fails the item's threshold, "" otherwise or where none is stated."""
    threshold = requirement.threshold
    if threshold is None or threshold.unit not in ("%", "％"):
        return ""
    figures = [float(found) for found in _PERCENT.findall(evidence.text[:_SCANNED])]
    if not figures:
        return ""
    best = max(figures) if threshold.bound == "at_least" else min(figures)
    fails = best < threshold.value if threshold.bound == "at_least" else best > threshold.value
    return f"{best:g}%" if fails else ""
