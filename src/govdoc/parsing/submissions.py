"""Submissions: what is to be handed in, to whom, by when."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.notice import Submission
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.entities import entities
from govdoc.parsing.lines import Source
from govdoc.rules.load import load
from govdoc.text.sentences import sentences

_AIMED = re.compile(
    r"(?:报送|上报|报备|呈报|提交|反馈|寄送|寄|发送|发|送交|送达|送|交|报|传真|邮寄)(?:至|到|给)|,\s?至(?=[\u4e00-\u9fa5])"
)
_PLAIN = re.compile(
    r"报送(?!的|工作)|上报(?!的|工作)|提交(?!的)|反馈(?!的|工作|情况)|(?<![上汇申填通举])报(?![告送表道名备考刊纸酬到案])|呈报|送交"
)
_WHAT = re.compile(
    r"[\u4e00-\u9fa5“”《》]{0,20}?(?:方案|报告|总结|台账|情况|材料|资料|名单|信息|统计表|汇总表|清单|报表|表格|回执|意见|简报|计划|申报书|登记表|联络员|联系人)"
)
_TARGET_END = re.compile(r"[,。;:()\s]|备案|审核|汇总|邮箱|留存|进行|统一|处$|报名|,")


def read_submissions(
    source: Source, start: int, end: int, skipped: Sequence[Span], calendar: Calendar
) -> tuple[Submission, ...]:
    """The submissions of a stretch; sentences inside `skipped` (indicator texts state standards) are left out."""
    found: list[Submission] = []
    for left, right in sentences(source.flat[start:end]):
        left, right = start + left, start + right
        if any(span.start <= left < span.end for span in skipped) or right - left > 600:
            continue
        found.extend(_in_sentence(source, left, right, calendar))
    return tuple(found)


def _in_sentence(source: Source, start: int, end: int, calendar: Calendar) -> Iterator[Submission]:
    deadlines = [
        deadline
        for deadline in find_deadlines(source.text, start, end, calendar)
        if deadline.due_on or deadline.recurrence or (deadline.within and deadline.within.after)
    ]
    if not deadlines:
        return
    target = _target(source, start, end)
    if target is None:
        return
    # Of several dates the one nearest before the verb is when it is due.
    before = [deadline for deadline in deadlines if deadline.span.end <= target.start]
    deadline = before[-1] if before else deadlines[0]
    what = _what(source, start, end, target, deadline.span)
    yield Submission(what, target.of(source.text).replace(" ", ""), (), deadline, Span(start, end), "submission")


def _target(source: Source, start: int, end: int) -> Span | None:
    """The unit the sentence sends to: behind “报送至”, “，至”, or a bare verb followed by a unit's name."""
    flat = source.flat
    for pattern in (_AIMED, _PLAIN):
        for verb in pattern.finditer(flat, start, end):
            at = verb.end()
            stop = _TARGET_END.search(flat, at, end)
            limit = stop.start() if stop else end
            if limit <= at:
                continue
            units = [e.span for e in entities(flat[at:limit]) if e.kind == "UNIT" and e.span.start <= 1]
            if pattern is _AIMED and (units or limit - at <= 30):
                whole = limit - at <= 30 and flat[at:limit].endswith(tuple(load("entities")["unit"]["suffixes"]))
                return Span(at, limit) if whole or not units or units[0].start else Span(at, at + units[0].end)
            if units and not re.match(r"本|各|该", flat[at:limit]):
                return Span(at + units[0].start, at + units[0].end)
    return None


def _what(source: Source, start: int, end: int, target: Span, when: Span) -> str:
    """The thing handed in: the last noun of the kind before the verb, else the first after it."""
    named = [
        Span(found.start(), found.end())
        for found in _WHAT.finditer(source.flat, start, end)
        if found.end() <= target.start or found.start() >= target.end
    ]
    if not named:
        return ""
    before = [
        span for span in named if span.end <= target.start and not (span.start < when.end and when.start < span.end)
    ]
    quote = (before or named)[0].of(source.text)
    return re.sub(r"^.*?(?:制定|形成|上报|报送|请将|将|把|提交|及|和|的|并)(?=.{2})", "", quote)
