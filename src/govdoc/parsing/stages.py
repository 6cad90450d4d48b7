"""Stages (阶段) of the work and the period (起止时间) it covers."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.notice import Deadline, Period, Stage
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.outline_tree import Node

_NTH = r"第[一二三四五六七八九十]阶段"
# Name and time of a stage: the time in brackets behind either, or before the name, or not in the heading at all.
_HEADS = (
    re.compile(rf"^{_NTH}\s*(?P<when>\([^()]{{2,40}}\))\s*[:、,]?\s*(?P<name>[^(。:;,]{{2,24}})"),
    re.compile(
        r"^(?P<when>(?:从|自)?[^,。;:()]{0,12}?\d\s?[月日][^,。;:()]{0,24}?)\s*(?:[,:]|为|是)\s*(?P<name>[^(。:;,]{2,24})"
    ),
    re.compile(
        rf"^(?:{_NTH}\s*[:：、,]?\s*)?(?P<name>[^(。:;,]{{2,24}}?)\s*(?P<when>\([^()]{{2,40}}\))?\s*(?:[。:;,]|$|(?<=[月日旬底末]\)))"
    ),
)
# A line that calls itself a stage is one wherever it stands.
_SAYS_STAGE = re.compile(rf"^(?:{_NTH}|[^(:。;,\d]{{2,10}}阶段\s*\([^()]*[月日][^()]*\))")
_TIME_FIRST = re.compile(
    r"\s*(?:时间(?:安排)?[:为]?)?\s*(?:从|自|即日|\d{1,4}\s?[年月.]|[一二三四五六七八九十]{1,2}月)"
)
_RANGES = frozenset({"range", "range-months", "range-dotted", "range-before", "from-now"})
_PERIOD = re.compile(
    r"^(?!.{0,4}(?:报名|申报|报送|截止|完成|征求|征集|公示|受理|查询|办理|提交|反馈|评选|投票))[\u4e00-\u9fa5]{0,6}时间(?:安排|(?:和|及|、|与)?地点)?\s*(?=$|[:。])"
)


def read_stages(source: Source, tops: Sequence[Node], calendar: Calendar) -> tuple[Stage, ...]:
    """The stages of the chapter that lists them, and lines elsewhere that say they are one."""
    listed = [
        (child.line, child.end)
        for top in tops
        for node in top.walk()
        if node.role == "stages"
        for child in node.children
    ]
    found = listed or _told(source, tops) or _timed(tops)
    return tuple(stage for line, end in found for stage in _stage(source, line, end, calendar))


def _told(source: Source, tops: Sequence[Node]) -> list[tuple[Line, int]]:
    """Two or more lines such as “第一阶段：动员部署（7月上旬）。”, each up to the next."""
    if not tops:
        return []
    lines = [line for line in source.between(tops[0].start, tops[-1].end) if _SAYS_STAGE.match(line.body)]
    if len(lines) < 2:
        return []
    ends = [line.start for line in lines[1:]] + [_end(tops, lines[-1])]
    return list(zip(lines, ends, strict=True))


# Steps with their time in brackets: “动员部署(9月1日至9月5日)” … “总结提升(9月26日至9月30日)”.
_STEP = re.compile(r"[^(:。;,\d]{2,12}\([^()]*\d\s?[月日][^()]{0,4}[—–\-~至到][^()]*\)")
_LAST_STEP = re.compile(r"总结|巩固|验收|评估|评比|表彰")


def _timed(tops: Sequence[Node]) -> list[tuple[Line, int]]:
    """Three or more items of one list that are each a step with its time, the last of them the summing up."""
    for node in (each for top in tops for each in top.walk()):
        steps = [child for child in node.children if _STEP.match(child.line.body)]
        if len(steps) > 2 and len(steps) == len(node.children) and _LAST_STEP.search(steps[-1].head):
            return [(child.line, child.end) for child in steps]
    return []


def _end(tops: Sequence[Node], line: Line) -> int:
    """Where what a line says ends: with its own node, or before the next node."""
    nodes = [node for top in tops for node in top.walk()]
    own = next((node.end for node in nodes if node.start == line.start), None)
    return own or min((node.start for node in nodes if node.start > line.start), default=tops[-1].end)


def _stage(source: Source, line: Line, end: int, calendar: Calendar) -> Iterator[Stage]:
    start = line.body_start
    named = next((found for head in _HEADS if (found := head.match(line.body))), None)
    if named is None:
        return
    name = source.text[start + named.start("name") : start + named.end("name")].strip()
    deadline = _when(source, named, start, end, calendar)
    yield Stage(name, source.text[start:end].strip(), deadline, Span(line.start, end), "stage")


def _when(source: Source, named: re.Match[str], start: int, end: int, calendar: Calendar) -> Deadline | None:
    """The time in the heading, else the first one of the words behind it."""
    if named["when"]:
        begin, stop, labelled = start + named.start("when"), start + named.end("when"), True
    else:
        begin, stop = start + named.end("name"), min(end, start + 60)
        behind = re.compile(r"[\s:,。、]*").match(source.flat, begin, stop)
        labelled = bool(behind and _TIME_FIRST.match(source.flat, behind.end(), stop))
        if labelled:
            clause = re.compile(r"[。;\n]").search(source.flat, behind.end() if behind else begin, stop)
            stop = clause.start() if clause else stop
        else:
            begin = start
    found = find_deadlines(source.text, begin, stop, calendar, labelled=labelled)
    return next((each for each in found if each.rule != "label-text"), None)


def read_period(source: Source, tops: Sequence[Node], calendar: Calendar) -> Period | None:
    """The time the work covers: the range in the period chapter, before the first stage, or behind 活动时间."""
    nodes = [node for top in tops for node in top.walk()]
    stretches: list[tuple[int, int]] = []
    for node in sorted((each for each in nodes if each.role in ("period", "stages")), key=lambda each: each.role):
        end = node.children[0].start if node.children else node.end
        if node.role == "stages" or not node.children:
            end = min(end, node.start + 300)
        stretches.append((node.line.body_start, end))
    stretches += [
        (node.line.body_start, node.children[0].start if node.children else min(node.end, node.line.end + 60))
        for node in nodes
        if _PERIOD.match(node.line.body)
    ]
    if tops:
        lines = source.between(tops[0].start, tops[-1].end)
        stretches += [(line.body_start, line.end) for line in lines if _PERIOD.match(line.body)]
    for begin, end in stretches:
        for deadline in find_deadlines(source.text, begin, end, calendar, labelled=True):
            if deadline.rule in _RANGES:
                return Period(deadline.starts_on, deadline.due_on, deadline.text, deadline.span, "period:range")
    return None
