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
_WHOLE = 60  # what has no place to be cut at may be this long
_SHOWN = 3
_TELLING = 8  # characters; less says nothing by itself
_PAPER = re.compile(
    r"(?:材料|资料|文件|制度|办法|台账|案卷|档案|记录|说明|报告|总结|简报|纪要|方案|计划|意见|图片|照片|证书|凭证|名单|清单|目录|[表册]|公开|公示|公布)$"
)
_CASES = re.compile("案卷|卷宗|评查|档案|案件|立卷")
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
    own = True
    core = "" if is_general(text) or _method().fullmatch(text) else _core(text)
    if len(core) < 4 or is_general(core) or indicator.kind == "penalty":
        whole = indicator.heading or indicator.text or indicator.label
        core = _quotable(re.split(r"[。；;]", whole)[0].strip() or indicator.label)
        own = False
    if len(core) <= _LONGEST:
        return core
    # What papers are asked for stands at the end of their name: 部门起草的…向社会公开征求意见的材料.
    tail = _last_part(core) if own and _PAPER.search(text) else ""
    if tail and (head := _head(core, _LONGEST - 1 - len(tail), "，,、；的")):
        return f"{head}…{tail}"
    if head := _head(core, _LONGEST - 1, "，,、；"):
        return head + "…"
    return core if len(core) <= _WHOLE else core[: _LONGEST - 1] + "…"


def _last_part(core: str) -> str:
    """What stands after the last pause outside brackets, "" where that is too short to tell or too long to quote."""
    at = max(core.rfind(mark) for mark in "，,；")
    if len(core) - at < _TELLING:
        at = max(core.rfind(mark, 0, max(at, 0)) for mark in "，,；")
    part = core[at + 1 :]
    whole = part.count("（") == part.count("）") and part.count("‘") == part.count("’")
    return part if at > 0 and whole and _TELLING <= len(part) <= _LONGEST // 2 + 4 else ""


def _head(core: str, longest: int, marks: str) -> str:
    """The beginning up to a mark, "" where none comes late enough; no bracket or quotation is left open."""
    pause = max(core.rfind(mark, 0, longest) for mark in marks)
    head = core[: pause + (core[pause] == "的")] if pause > longest // 2 else ""
    for opened, closed in ("（）", "‘’"):
        if head.rfind(opened) > head.rfind(closed):
            head = head[: head.rfind(opened)]
    return head


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
    if _method_kind(method) == "material" and row in ("survey", "exam"):
        row = "material"  # minutes of a 座谈会 are a paper like others there
    if row == "archive" and not _CASES.search(requirement.text) and not is_general(requirement.text):
        row = "material"
    return "concerned" if row == "material" and only_some(requirement.text) else row


def sentence(
    verdict: Verdict,
    requirements: Sequence[Requirement],
    subjects: Sequence[str],
    rows: Sequence[str],
    templates: Templates,
) -> Sentence:
    """The sentences for items of one verdict, their subjects told together.

    `rows` are those for missing items; they say the same of them, and what to do about it each for itself.
    """
    first = requirements[0]
    names = [f"fault.{verdict.wording}"] if verdict.wording else [f"missing.{row}" for row in rows]
    told = [templates[name] for name in names]
    threshold = first.threshold
    values = {
        "subjects": _several([f"“{subject}”" for subject in subjects], ""),
        "files": _several(list(dict.fromkeys(_file(handed, verdict.figure) for handed in verdict.files)), "份材料"),
        "since": _since(first),
        "years": "、".join(map(str, verdict.years)),
        "months": "、".join(map(str, verdict.months)),
        "figure": verdict.figure.text if verdict.figure else "",
        "bound": f"{threshold.value:g}{threshold.unit}" if threshold else "",
    }
    suggestions = [one.suggestion.format_map(values) for one in told]
    return Sentence(told[0].text.format_map(values), "；".join(dict.fromkeys(filter(None, suggestions))))


def paragraph(sentences: Sequence[str]) -> str:
    """Sentences joined to one, each clause of theirs once."""
    told = list(dict.fromkeys(clause for one in sentences for clause in one.split("；") if clause))
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
