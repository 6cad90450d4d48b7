"""House wording: what an item is called, and the sentences about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from govdoc.gaps.concerned import only_some
from govdoc.gaps.faults import Handed
from govdoc.gaps.figures import Figure
from govdoc.gaps.judge import Verdict
from govdoc.gaps.templates import Templates
from govdoc.model import Indicator, Requirement
from govdoc.rules.load import load

_LONGEST = 48
_SHOWN = 3
# A paper that another body gives: “法院出具的…证明”.
_ISSUED = re.compile(r"^[^，,。；;]{2,16}(?:出具|开具)的")
_PAGES = re.compile(r"第\s?\d+(?:\s?[、—-]\s?\d+)*\s?页")

# Rows for items that are handed in on paper, whatever they are about.
_ON_PAPER = {"ledger": "material", "archive": "dossier", "online": "material", "site": "material"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A reason and what to do about it, both without a full stop."""

    text: str
    suggestion: str


def subject_of(requirement: Requirement, indicator: Indicator) -> str:
    """What an item asks for, short enough to quote; the indicator's own words where it asks for everything."""
    text = requirement.text.strip().rstrip("。；;.")
    core = "" if is_general(text) or _method().fullmatch(text) else _core(text)
    if len(core) < 4 or is_general(core) or indicator.kind == "penalty":
        whole = indicator.heading or indicator.text or indicator.label
        core = _quotable(re.split(r"[。；;]", whole)[0].strip() or indicator.label)
    if len(core) <= _LONGEST:
        return core
    # Cut where the sentence pauses, if it does so late enough.
    pause = max(core.rfind(mark, 0, _LONGEST - 1) for mark in "，,、；")
    core = core[: pause if pause > _LONGEST // 2 else _LONGEST - 1]
    return (core[: core.rfind("（")] if core.rfind("（") > core.rfind("）") else core) + "…"


def is_general(text: str) -> bool:
    """Whether an item asks for whatever shows the indicator (按照指标要求，收集全部有关资料备查).

    >>> is_general("按照指标要求，收集全部有关资料备查。"), is_general("汇总巡查清单备查")
    (True, False)
    """
    return _general().fullmatch(text.strip().rstrip("。；;.")) is not None


def is_negative(requirement: Requirement, indicator: Indicator) -> bool:
    """Whether an item is about what must not have happened, so that a signed statement is its evidence."""
    if indicator.kind == "penalty":
        return True
    first = re.split(r"[,，。；;]", _core(requirement.text))[0]
    return re.search(load("wording")["subject"]["negative"], first) is not None


def asked_kind(requirement: Requirement, method: str | None) -> str:
    """The kind of thing an item asks for: its method's, or its own where the method takes anything on paper."""
    by_method = _method_kind(method)
    if by_method is None:
        return requirement.kind
    return _ON_PAPER.get(requirement.kind, requirement.kind) if by_method == "material" else by_method


def missing_row(requirement: Requirement, indicator: Indicator, method: str | None) -> str:
    """The row of the wording for an item nothing was handed in for."""
    if indicator.kind == "bonus":
        return "bonus"
    if _ISSUED.search(requirement.text):
        return "issued"
    if is_negative(requirement, indicator):
        return "negative"
    kind = asked_kind(requirement, method)
    if kind == "statement" and "说明" not in requirement.text:
        kind = "material"
    row = _ON_PAPER.get(kind, kind) if method is None and kind != "online" else kind
    return "concerned" if row == "material" and only_some(requirement.text) else row


def sentence(
    verdict: Verdict, requirements: Sequence[Requirement], subjects: Sequence[str], row: str, templates: Templates
) -> Sentence:
    """The sentences for items of one verdict, their subjects told together; `row` is the one for missing items."""
    first = requirements[0]
    told = templates[f"fault.{verdict.wording}" if verdict.wording else f"missing.{row}"]
    threshold = first.threshold
    values = {
        "subjects": _several([f"“{subject}”" for subject in subjects], ""),
        "files": _several([_file(handed, verdict.figure) for handed in verdict.files], "份材料"),
        "since": _since(first),
        "years": "、".join(map(str, verdict.years)),
        "months": "、".join(map(str, verdict.months)),
        "figure": verdict.figure.text if verdict.figure else "",
        "bound": f"{threshold.value:g}{threshold.unit}" if threshold else "",
    }
    return Sentence(told.text.format_map(values), told.suggestion.format_map(values))


def paragraph(sentences: Sequence[str]) -> str:
    """Sentences joined to one, each once."""
    told = list(dict.fromkeys(filter(None, sentences)))
    return "；".join(told) + "。" if told else ""


def _file(handed: Handed, figure: Figure | None = None) -> str:
    """A file as a sentence names it: 《title》（its name，第3页）, or “its name” and the page where it has no title."""
    name = PurePosixPath(handed.evidence.path.replace("!/", "/")).name
    lost = _PAGES.search(handed.evidence.failure) if handed.fault == "unreadable" else None
    page = lost[0].replace(" ", "") if lost else f"第{figure.page}页" if figure and figure.page else ""
    title = handed.evidence.title.strip()
    if title.startswith("《") and title.find("》") == len(title) - 1:
        title = title[1:-1]
    title = title.replace("《", "〈").replace("》", "〉")
    return f"《{title}》（{name}{page and '，' + page}）" if title else f"“{name}”{page}"


def _since(requirement: Requirement) -> str:
    since = requirement.since
    if since is None:
        return ""
    month = "" if (since.month, since.day) == (1, 1) else f"{since.month}月"
    return f"（{since.year}年{month}以来）"


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
            return _quotable(core)
        core = rest


def _quotable(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


@cache
def _method_kind(method: str | None) -> str | None:
    return next((row["kind"] for row in load("methods")["method"] if row["name"] == method), None)


@cache
def _method() -> re.Pattern[str]:
    return re.compile("|".join(load("wording")["subject"]["method"]))


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = load("wording")["subject"]
    return re.compile(f"^(?:{'|'.join(rows['heads'])})"), re.compile(f"(?:{'|'.join(rows['tails'])})$")


@cache
def _general() -> re.Pattern[str]:
    return re.compile(load("wording")["subject"]["general"])
