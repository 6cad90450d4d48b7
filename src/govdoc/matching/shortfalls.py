"""Faults of substance in a paper: drafts, officers calling back themselves, years left out, thin surveys, lateness."""

import re
from collections.abc import Iterable, Sequence

from govdoc.matching.targets import Target, Targets
from govdoc.model import Evidence, Match
from govdoc.text.widths import narrow

_DRAFT = r"(?:征求意见稿|讨论稿|送审稿|审议稿|草案稿?|草稿|初稿|修改稿|代拟稿|样稿|待定稿)"
_DRAFT_TITLE = re.compile(rf"[(（]\s*(?:第[一二三四五]次)?{_DRAFT}\s*[)）]\s*$|^{_DRAFT}$")
_ABOUT_A_DRAFT = re.compile(r"(?:公告|通知|公示|函|说明|报告|纪要|意见|情况|汇总表|反馈表)\s*$")
_UNNUMBERED = re.compile(r"[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s{1,}号|[〔\[(【]\s{2,}[〕\])】]\s*\d*\s*号")
_UNDATED = re.compile(r"(?<!\d)年[ \t]{2,}月|(?:19|20)\d{2}年(?:[ \t]{2,}|\s?[xX×]{1,4}\s?)月")

_OFFICER = re.compile(r"(?:办案|承办|经办|主办|执法)(?:人员?|民警|干警)|^承办人")
_CALLER = re.compile(r"回访(?:人员?|者|民警|干警)")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LABELLED = re.compile(
    r"(?P<who>(?:办案|承办|经办|主办|回访)(?:人员?|民警|者))\s*[::]\s*(?P<names>[\u4e00-\u9fff、,，]{2,20})"
)
_OWN_CALLS = 1 / 3  # of a ledger's rows, from which return calls by the case's own officer are no slip

_SERIES = re.compile(r"(?P<a>20\d{2})\s*年?\s*(?:(?P<since>年?以来|年起|至今)|[-—–~至到]+\s*(?P<b>20\d{2})\s*年)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=\s*年|[./-]\d{1,2}|\s*$|\t|\s*〕|\s*])", re.MULTILINE)

_REACHED = re.compile(
    r"(?:覆盖率|访谈率|受访率|回收率|测评率|参与率|抽样比例|占[^，。；\n]{0,16}(?:总数|总量|总人数|比例))[^\d。；\n]{0,8}"
    r"(\d{1,3}(?:\.\d+)?)\s*%"
)
_SURVEYED = re.compile(
    r"(?:访谈|受访|调查|问卷|测评|覆盖|样本)[^。；\n]{0,40}?(?:不低于|不少于|不得低于|达到|高于)[^。；\n\d]{0,24}(\d{1,3})\s*%"
)


def own_shortfalls(evidence: Evidence) -> tuple[str, ...]:
    """“draft”, “same_person” and “years_missing”, where the text shows them; `evidence` has its title and date."""
    text = narrow(evidence.text)
    tests = {"draft": _draft(evidence, text), "same_person": same_person(text), "years_missing": bool(years_left(text))}
    return tuple(name for name, holds in tests.items() if holds)


def shortfalls(evidence: Evidence, matches: Sequence[Match], targets: Targets) -> tuple[str, ...]:
    """“below_threshold” against what the best match asks for, “late” against what its notice wants by a day."""
    best = next((match for match in matches if match.decision != "none"), None)
    target = targets.find(best.notice, best.indicator) if best else None
    flags = []
    if target and _too_few(narrow(evidence.text), target):
        flags.append("below_threshold")
    if target and _late(evidence, targets, target):
        flags.append("late")
    return tuple(flags)


def _draft(evidence: Evidence, text: str) -> bool:
    """A paper that says it is a draft, or whose number and date were left open; not a paper about a draft."""
    head = [evidence.title, *(line.strip() for line in text.splitlines()[:4])]
    if any(_DRAFT_TITLE.search(line) for line in head if not _ABOUT_A_DRAFT.search(line)):
        return not evidence.doc_number
    return bool(_UNNUMBERED.search(text[:400]) and _UNDATED.search(text)) and "template" not in evidence.flags


def same_person(text: str) -> bool:
    r"""Whether those who call back are those who handled the case.

    >>> same_person("案件\t承办人\t回访人\n甲案\t闻某甲、岑某乙\t岑某乙\n乙案\t应某丁\t应某丁")
    True
    >>> same_person("案件\t承办人\t回访人\n甲案\t闻某甲\t柏某丙\n乙案\t应某丁\t柏某丙")
    False
    """
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    calls = own = 0
    columns: tuple[int, int] | None = None
    for row in rows:
        officers = next((at for at, cell in enumerate(row) if _OFFICER.search(cell.strip())), None)
        callers = next((at for at, cell in enumerate(row) if _CALLER.search(cell.strip())), None)
        if officers is not None and callers is not None and officers != callers:
            columns = officers, callers
        elif columns and max(columns) < len(row):
            handled, called = (set(_PERSON.findall(row[at])) for at in columns)
            calls += bool(handled and called)
            own += bool(handled & called)
    if calls:
        return own >= max(1, _OWN_CALLS * calls)
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for found in _LABELLED.finditer(text):
        named[found["who"].startswith("回访")] |= set(_PERSON.findall(found["names"]))
    return bool(named[True] & named[False])


def years_left(text: str) -> tuple[int, ...]:
    r"""The years missing inside a series that the head of a table or list announces.

    >>> years_left("2018年以来案卷评查情况\n年度\t件数\n2018年\t30\n2020年\t41\n2021年\t38")
    (2019,)
    >>> years_left("2018年以来案卷评查情况说明\n2018年以来，共评查案卷一百件。")
    ()
    """
    head, _, body = text.partition("\n")
    series = _SERIES.search(head)
    if not series:
        return ()
    told = {int(year) for year in _YEAR.findall(_SERIES.sub("", body))}
    first, last = int(series["a"]), int(series["b"] or max(told, default=0))
    wanted = set(range(first, last + 1))
    # One or two years mentioned in passing are no series.
    return tuple(sorted(wanted - told)) if len(wanted & told) >= 2 and len(wanted) <= 12 else ()


def _too_few(text: str, target: Target) -> bool:
    """Whether a survey states that it reached a smaller share than the indicator asks for."""
    asked = [float(figure) for figure in _SURVEYED.findall(narrow(target.plain))]
    reached = [float(figure) for figure in _REACHED.findall(text) if float(figure) <= 100]
    return bool(asked and reached) and max(reached) < min(asked)


def _late(evidence: Evidence, targets: Targets, target: Target) -> bool:
    """Whether the paper is a report that the notice wants by a day before its date."""
    if evidence.date is None or not evidence.title:
        return False
    return any(
        submission.deadline.due_on < evidence.date
        for submission in targets.submissions.get(target.notice, ())
        if submission.deadline and submission.deadline.due_on and _is(submission.what, evidence.title)
    )


def _is(wanted: str, title: str) -> bool:
    """Whether a title names what is to be handed in: each two characters of “自查报告” stand in it.

    >>> _is("自查报告", "2021年法治建设自查情况报告"), _is("自查报告", "工作情况报告")
    (True, False)
    """
    return len(wanted) >= 4 and all(part in title for part in _halves(wanted))


def _halves(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(0, len(text) - 1, 2))
