"""Deadlines in a stretch of text, told apart from times that nobody has to keep."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from govdoc.model.notice import Deadline
from govdoc.model.span import Span
from govdoc.parsing.deadline_readings import since
from govdoc.parsing.deadline_rules import DEADLINES, NO_DEADLINES, Calendar, DeadlineRule
from govdoc.text.dates import DAY, MONTH, YEAR
from govdoc.text.numerals import number
from govdoc.text.squeezed import Squeezed, squeeze

_TIME_LABEL = re.compile(
    r"(?:(?:完成|办结|整改|落实|工作|推进|实施|办理|目标|任务)?(?:时限|期限)(?:要求)?|(?:完成|办结|整改|落实|截止|报送|申报|报名|提交|反馈|上报|填报|征集|征求意见)(?:截止)?(?:时间|日期)|时间(?:要求|节点)|进度(?:安排|要求)|(?:时间|工作|实施|推进)进度)\s*[:】]"
)
_LABELLED_END = re.compile(r"[)\n。;【]|(?:责任|牵头|配合|主责|协办)[\u4e00-\u9fa5]{1,4}:")
_ONGOING = re.compile(r"[,、;]?(?:并|且)?(?:长期|持续|常态化|坚持)(?:坚持|推进|开展|实施|抓好|巩固|长效|长期)")
_SAID = re.compile(rf"({YEAR})年(?={MONTH}月|[底末])")
_NOTICE = re.compile(r"通知|印发|发文|文件|方案|来函|本函")
# Rules that need only a year to give a date.
_YEARLESS = frozenset({"day", "month-end", "tenth", "by-day"})
# Rows for two dates say themselves when they are a deadline.
_STRETCHES = frozenset({"range-before", "range-done", "from-now"})
# Without one of these a stretch of prose names no time.
_TIMED = re.compile(r"[年月日号周旬季天前]|星\s*期|小\s*时|学\s*期|时\s*间|[\d０-９]\s*[.．\-－/／]\s*[\d０-９]")
_CONTEXT = 60
# Since when what stands behind it holds, in the same sentence.
_FROM = re.compile(
    rf"(?:(?<=[。;\n,:])|^)(?:从|自)(?:(?P<y>{YEAR})年)?(?:(?P<m>{MONTH})月(?:份)?)?(?:(?P<d>{DAY})[日号])?(?:起|开始)(?![至到]),?[^。;:\n]*$"
)


def labelled_deadlines(text: str, start: int, end: int, calendar: Calendar) -> Iterator[Deadline]:
    """What stands behind the labels of time (完成时限：…) between two offsets."""
    for label in _labels(text, start, end):
        yield from find_deadlines(text, label.start, label.end, calendar, labelled=True)


def other_deadlines(
    text: str, lines: Sequence[Span], known: Sequence[Deadline], calendar: Calendar
) -> Iterator[Deadline]:
    """What the lines say by when beside the `known` deadlines (in order); a date they give is not told twice."""
    starts = [each.span.start for each in known]
    for line in lines:
        near = known[bisect_left(starts, line.start - _CONTEXT) : bisect_left(starts, line.end)]
        here = [each for each in near if line.start < each.span.end]
        for deadline in (
            *labelled_deadlines(text, line.start, line.end, calendar),
            *find_deadlines(text, line.start, line.end, calendar),
        ):
            dated = deadline.due_on or deadline.recurrence
            awaited = deadline.within and _NOTICE.search(deadline.within.after)
            if (dated or awaited or deadline.rule in _YEARLESS) and not any(_same(deadline, each) for each in here):
                here.append(deadline)
                yield deadline


def _same(one: Deadline, other: Deadline) -> bool:
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    return one.due_on is not None and one.due_on == other.due_on


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """Where a labelled time stands: on the line of its label or on the one below."""
    flat = squeeze(text, start, end)
    for found in _TIME_LABEL.finditer(flat.text):
        left = found.end() + (flat.text[found.end() : found.end() + 1] == "\n")
        stop = _LABELLED_END.search(_closed(flat.text), left)
        right = stop.start() if stop else len(flat.text)
        if right > left:
            yield flat.source(left, right)


def _closed(text: str) -> str:
    """The text with what stands in closed brackets blotted out, so that only an outer bracket ends a label."""
    return re.sub(r"\([^()\n]*\)", lambda found: "·" * len(found[0]), text)


def find_deadlines(
    text: str, start: int, end: int, calendar: Calendar, *, labelled: bool = False
) -> Iterator[Deadline]:
    """The deadlines of a stretch, in order. `labelled`: a label such as 完成时限 stands before it.

    >>> s = "2023年8月30日 前，并长期坚持"
    >>> [(d.text, str(d.due_on), d.ongoing) for d in find_deadlines(s, 0, len(s), Calendar(), labelled=True)]
    [('2023年8月30日 前', '2023-08-30', True)]
    """
    if not labelled and not _TIMED.search(text, start, end):
        return
    flat = squeeze(text, max(0, start - _CONTEXT), min(len(text), end + _CONTEXT))
    left, right = flat.find(start), flat.find(end)
    found = _found(flat, left, right, calendar, labelled=labelled)
    if not found and labelled:
        yield from _unread(text, start, end)
    for deadline in sorted(found, key=lambda each: each.span):
        span = flat.source(deadline.span.start, deadline.span.end)
        yield replace(deadline, span=span, text=span.of(text))


def _found(flat: Squeezed, left: int, right: int, calendar: Calendar, *, labelled: bool) -> list[Deadline]:
    """Deadlines with spans into the squeezed text."""
    matches: list[tuple[DeadlineRule, re.Match[str]]] = []
    taken = bytearray(len(flat.text))  # 1 where an earlier row has read
    for rule in DEADLINES:
        if rule.bare and not labelled:
            continue
        for match in rule.pattern.finditer(flat.text, left, right):
            if _free(taken, match):
                _mark(taken, match)
                matches.append((rule, match))
    void = bytearray(len(flat.text))
    if matches and not labelled:
        for row in NO_DEADLINES:
            for match in row.pattern.finditer(flat.text):
                _mark(void, match)
    found: list[Deadline] = []
    ended = 0
    for rule, match in sorted(matches, key=lambda pair: pair[1].start()):
        voided = rule.id not in _STRETCHES and not _free(void, match)
        if voided or (rule.id == "ongoing" and match.start() < ended):
            continue
        tail = _ONGOING.match(flat.text, match.end(), min(right, match.end() + 12))
        ended = tail.end() if tail else match.end()
        for read in rule.read(match, _told(flat.text, match.start(), calendar)):
            if labelled or not _long_gone(read, calendar):
                span = read.span if read.span.end else Span(*match.span())
                ongoing = tail is not None or rule.id == "ongoing"
                began = _since(read, flat.text[max(0, match.start() - _CONTEXT) : match.start()], calendar)
                found.append(replace(began, ongoing=ongoing, span=span, rule=rule.id))
    return found


def _since(read: Deadline, before: str, calendar: Calendar) -> Deadline:
    """The recurrence with the day from which it holds: “从2024年起，各单位每年2月底前”, “自5月起每月5日前”."""
    told = _FROM.search(before) if read.recurrence else None
    if told is None:
        return read
    first, inferred = since(told, calendar)
    return replace(read, starts_on=first, inferred=(*read.inferred, *inferred)) if first else read


def _free(marks: bytearray, match: re.Match[str]) -> bool:
    return 1 not in marks[match.start() : match.end()]


def _mark(marks: bytearray, match: re.Match[str]) -> None:
    marks[match.start() : match.end()] = b"\x01" * (match.end() - match.start())


def _told(text: str, at: int, calendar: Calendar) -> Calendar:
    """The calendar with the year printed last in the same sentence, which holds for the dates behind it."""
    begin = max(text.rfind("。", 0, at) + 1, text.rfind("\n", 0, at) + 1, at - 200)
    years = _SAID.findall(text, begin, at)
    year = number(years[-1]) if years else None
    if year is None or (calendar.issued_on and year < calendar.issued_on.year):
        return calendar
    return replace(calendar, said=year)


def _long_gone(read: Deadline, calendar: Calendar) -> bool:
    """A date well before the notice is told, not set."""
    return bool(read.due_on and calendar.issued_on and read.due_on < calendar.issued_on - timedelta(days=31))


def _unread(text: str, start: int, end: int) -> Iterator[Deadline]:
    """Words behind a label that no row knows are kept as they are (立行立改, 与主体工程同步)."""
    said = text[start:end].strip(" \n\t　。；;，,、")
    bare = re.sub(r"\s", "", said)
    if 2 <= len(bare) <= 24 and re.search(r"[\u4e00-\u9fa5]{2}", bare) and not re.match("[已未无暂]|正[在常]", bare):
        at = text.index(said, start)
        yield Deadline(said, span=Span(at, at + len(said)), rule="label-text")
