"""Which match stands without a reviewer, which goes to one, which is none."""

from dataclasses import dataclass, replace
from typing import Literal

from govdoc.model import Match, Reason

Decision = Literal["auto", "review", "none"]

# Flags that keep a file from being taken without a look.
DOUBTFUL = (
    *("url_only", "template", "unreadable", "wrong_unit", "duplicate", "near_duplicate", "outdated"),
    *("draft", "same_person", "below_threshold"),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where a match is taken (`auto`), and below where it is none (`none`). Scores are 0 to 1.

    `content` is what the file itself must say for it, in points (see `score`); `named` what it must say where its
    path names the same indicator: the path alone never decides.
    """

    auto: float = 0.93
    none: float = 0.12
    content: float = 10.0
    named: float = 4.0


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one match stands: its score, its content in points; its path names it, or names another (`conflict`)."""

    score: float
    content: float = 0.0
    named: bool = False
    conflict: bool = False


def decide(standing: Standing, bounds: Bounds = BOUNDS) -> Decision:
    """The decision for one match.

    >>> decide(Standing(0.97, content=12.0)), decide(Standing(0.97, content=7.0)), decide(Standing(0.05))
    ('auto', 'review', 'none')
    >>> decide(Standing(0.97, content=7.0, named=True)), decide(Standing(0.97, content=12.0, conflict=True))
    ('auto', 'review')
    """
    if standing.score < bounds.none:
        return "none"
    enough = standing.content >= (bounds.named if standing.named else bounds.content)
    return "auto" if standing.score >= bounds.auto and enough and not standing.conflict else "review"


def hold_back(matches: tuple[Match, ...], flags: tuple[str, ...]) -> tuple[Match, ...]:
    """Send the matches of a doubtful file to the reviewer, with the flag as a reason.

    Call it once all flags of the file are known (its own, those of its neighbours, those of its unit).
    """
    doubts = [flag for flag in flags if flag.split(":")[0] in DOUBTFUL]
    if not doubts:
        return matches
    reasons = tuple(Reason(f"flag:{flag.split(':')[0]}", 0.0, _sentence(flag)) for flag in doubts)
    return tuple(
        replace(match, decision="review", reasons=match.reasons + reasons) if match.decision == "auto" else match
        for match in matches
    )


def _sentence(flag: str) -> str:
    code, _, path = flag.partition(":")
    return {
        "url_only": "只有网址，须打开网页核对",
        "template": "是未填写的空表或样本",
        "unreadable": "文字辨认不清",
        "wrong_unit": "疑为其他单位的材料",
        "outdated": "形成时间早于要求的起始时间",
        "duplicate": f"与“{path}”内容相同",
        "near_duplicate": f"与“{path}”内容大同小异",
        "draft": "是未定稿，没有文号和日期",
        "same_person": "回访人就是办案人",
        "below_threshold": "所写比例未达到要求",
    }[code]
