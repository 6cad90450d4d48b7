"""What keeps a file from closing an item: its flags, what it announces, where it was published, who signed it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from govdoc.model import Evidence, Inspected, Match, Requirement
from govdoc.rules.load import load

_READ = ("read", "partial")
# The file may be sound: it is the program that could not read it.
_NOT_TRIED = ("unsupported", "too_large", "timed_out", "skipped")
_SCANNED = 20_000
_SURE = 0.8  # scores are calibrated: of matches at 0.8, eight in ten are right
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
_FLAGS = (
    *("encrypted", "unreadable", "wrong_unit", "template", "url_only", "draft", "same_person", "below_threshold"),
    "outdated",
)
_TOLD_AS = {"encrypted": "unreadable", "below_threshold": "short"}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as handed in for a cell: its match, and the code of what is wrong with it, "" if nothing is.

    `inspected` is what visits to its addresses and the checks of its ledgers found.
    """

    evidence: Evidence
    match: Match
    fault: str
    inspected: Inspected = field(default_factory=Inspected)

    @property
    def good(self) -> bool:
        """Whether the file closes what it serves: nothing is wrong with it, and its match is decided or all but sure.

        A match that only waits because its folder says otherwise, or because others are near, still waits on the
        reviewers' desk; the unit is not troubled with it.
        """
        sure = self.match.decision == "review" and self.match.score >= _SURE and not self.match.reviewer
        return not self.fault and (sure or self.match.decision == "auto")

    @property
    def opened(self) -> bool:
        """Whether it is a list of addresses, and every one of them opens on a page that matches."""
        return self.fault == "url_only" and 0 < self.inspected.visited == self.inspected.alive

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
            return _TOLD_AS.get(flag, flag)
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


def unsigned(evidence: Evidence) -> bool:
    """Whether a paper bears nobody's name, no date, no seal: as a statement it binds nobody."""
    return not (evidence.issuer or evidence.date or evidence.seals or evidence.signed)
