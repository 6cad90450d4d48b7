"""House wording: what an item is called, and the sentences about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from govdoc.gaps.faults import Handed
from govdoc.gaps.judge import Verdict
from govdoc.model import Indicator, Requirement
from govdoc.rules.load import load

_LONGEST = 42
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A reason and what to do about it, both without a full stop."""

    text: str
    suggestion: str


def subject_of(requirement: Requirement, indicator: Indicator) -> str:
    """What an item asks for, short enough to quote; the indicator's own words where it asks for everything."""
    core = "" if is_general(requirement.text) else _core(requirement.text)
    if len(core) < 4:
        core = (
            re.split(r"[。；;]", indicator.heading or indicator.text or indicator.label)[0].strip() or indicator.label
        )
    return core if len(core) <= _LONGEST else core[: _LONGEST - 1] + "…"


def is_general(text: str) -> bool:
    """Whether an item asks for whatever shows the indicator (对照指标要求，汇总全部相关材料备查).

    >>> is_general("对照指标要求，汇总全部相关材料备查。"), is_general("汇总权责清单备查")
    (True, False)
    """
    return _general().fullmatch(text.strip().rstrip("。；;.")) is not None


def sentence(
    verdict: Verdict, requirements: Sequence[Requirement], subjects: Sequence[str], bonus: bool, penalty: bool
) -> Sentence:
    """The sentences for items of one verdict, their subjects told together."""
    wording = load("wording")
    first = requirements[0]
    if verdict.wording:
        row = wording["fault"][verdict.wording]
    elif bonus:
        row = wording["missing"]["bonus"]
    else:
        row = wording["missing"]["statement" if penalty else first.kind]
    threshold = first.threshold
    values = {
        "subjects": _several([f"“{subject}”" for subject in subjects], ""),
        "files": _several([_file(handed) for handed in verdict.files], "份材料"),
        "since": f"（{first.since.year}年{first.since.month}月以来）" if first.since else "",
        "years": "、".join(map(str, verdict.years)),
        "figure": verdict.figure,
        "bound": f"{threshold.value:g}{threshold.unit}" if threshold else "",
    }
    return Sentence(row["text"].format_map(values), row["suggestion"].format_map(values))


def paragraph(sentences: Sequence[str]) -> str:
    """Sentences joined to one, each once."""
    told = list(dict.fromkeys(filter(None, sentences)))
    return "；".join(told) + "。" if told else ""


def _file(handed: Handed) -> str:
    name = PurePosixPath(handed.evidence.path.replace("!/", "/")).name
    title = handed.evidence.title.strip().strip("《》")
    return f"《{title}》（{name}）" if title else f"“{name}”"


def _several(words: Sequence[str], what: str) -> str:
    if len(words) <= _SHOWN:
        return "、".join(words)
    return "、".join(words[:_SHOWN]) + (f"等{len(words)}{what}" if what else f"等{len(words)}项")


def _core(text: str) -> str:
    heads, tails = _edges()
    core = text.strip()
    while True:
        rest = tails.sub("", heads.sub("", core))
        if rest == core:
            return core.replace("“", "‘").replace("”", "’")
        core = rest


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = load("wording")["subject"]
    return re.compile(f"^(?:{'|'.join(rows['heads'])})"), re.compile(f"(?:{'|'.join(rows['tails'])})$")


@cache
def _general() -> re.Pattern[str]:
    return re.compile(load("wording")["subject"]["general"])
