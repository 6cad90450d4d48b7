"""Indicators printed as such: “第12项指标：…”, with tasks by method and a line of responsible units."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from govdoc.model.notice import Indicator, IndicatorKind, Task
from govdoc.model.span import Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.requirements import split_requirements
from govdoc.parsing.unit_lists import unit_marks
from govdoc.rules.load import load
from govdoc.text.numerals import HAN, number

_HEAD = re.compile(
    rf"(?P<label>(?:附加项?(?:指标)?\s*)?(?:"
    rf"第\s?(?P<n>\d{{1,3}}|[{HAN}]{{1,4}})\s?(?:项|个|条)\s?(?:三级|二级|创建|测评|考核|具体)?(?:指标|任务|测评指标)"
    rf"|(?:三级|二级)?指标\s?(?P<n2>\d{{1,3}}|[{HAN}]{{1,4}})"
    rf"|(?P<extra>加分|减分|扣分)(?:项|指标)\s?第?\s?(?P<n3>\d{{1,3}}|[{HAN}]{{1,4}})\s?(?:项)?(?:指标)?))\s*[:、.\s]\s*"
)
_TASKS_LABEL = re.compile(r"^(?:工作任务|具体任务|任务要求|测评方式|查验方式|查验要求|工作要求)\s*:\s*")


@cache
def _method_head() -> re.Pattern[str]:
    names = "|".join(row["name"] for row in load("methods")["method"])
    return re.compile(
        rf"^(?:[(（]?\s?(?:\d{{1,2}}|[{HAN}]{{1,2}})\s?[)）.、]\s*)?(?P<name>{names})\s*(?:\(.{{1,10}}?\))?\s*:\s*"
    )


def read_indicators(source: Source, lines: Sequence[Line]) -> tuple[Indicator, ...]:
    """The printed indicators among the lines; a single one is a mention, not a list."""
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line.text)]
    if len(heads) < 2:
        return ()
    stops = [*heads[1:], _last_line(lines, heads[-1])]
    return tuple(_indicator(source, lines[first:stop]) for first, stop in zip(heads, stops, strict=True))


def _last_line(lines: Sequence[Line], first: int) -> int:
    """The last indicator ends with its unit line, or where the next chapter begins."""
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if next(unit_marks(line.text, 0, len(line.text)), None):
            return at + 1
        if line.label and line.label.kind in ("han", "chapter"):
            return at
    return len(lines)


def _indicator(source: Source, block: Sequence[Line]) -> Indicator:
    head = _HEAD.match(block[0].text)
    if head is None:
        raise ValueError(block[0].text)
    code, kind = _code(head)
    start, end = block[0].start, block[-1].end
    text_start = start + head.end()
    tasks_at = next(
        (
            at
            for at, line in enumerate(block[1:], 1)
            if _TASKS_LABEL.match(line.text) or _method_head().match(line.text)
        ),
        None,
    )
    marks = list(unit_marks(source.flat, text_start, end))
    limit = marks[0].span.start if marks else end
    text_end = min(block[tasks_at].start if tasks_at else end, limit)
    tasks = tuple(_tasks(source, code, block[tasks_at:], limit)) if tasks_at else ()
    if not tasks and text_end > text_start:
        tasks = (_task(source, code, None, text_start, text_end),)
    text = source.text[text_start:text_end].strip()
    return Indicator(
        code,
        source.text[start : start + head.end("label")].strip(),
        kind,
        (),
        "",
        text,
        tuple(unit for mark in marks for unit in mark.units),
        (),
        tasks,
        Span(start, end),
        "indicator:label",
    )


def _code(head: re.Match[str]) -> tuple[str, IndicatorKind]:
    value = number(head["n"] or head["n2"] or head["n3"]) or 0
    if head["extra"]:
        bonus = head["extra"] == "加分"
        return f"{'加分' if bonus else '减分'}{value}", "bonus" if bonus else "penalty"
    return str(value), "indicator"


def _tasks(source: Source, code: str, lines: Sequence[Line], limit: int) -> Iterator[Task]:
    """Tasks begin with their method's name; what stands between two names belongs to the first."""
    starts: list[tuple[int, str | None]] = []
    for line in lines:
        if line.start >= limit:
            break
        label = _TASKS_LABEL.match(line.text)
        skipped = label.end() if label else 0
        method = _method_head().match(line.text[skipped:])
        if method:
            starts.append((line.start + skipped + method.end(), method["name"]))
        elif label and not starts and line.text[skipped:].strip():
            starts.append((line.start + skipped, None))
        elif not label and not starts:
            starts.append((line.start, None))
    for at, (begin, name) in enumerate(starts):
        stop = limit
        if at + 1 < len(starts):
            stop = source.flat.rfind("\n", begin, starts[at + 1][0]) + 1 or starts[at + 1][0]
        yield _task(source, code, name, begin, stop)


def _task(source: Source, code: str, method: str | None, start: int, end: int) -> Task:
    while end > start and source.flat[end - 1] in " \n":
        end -= 1
    id_ = f"{code}/{method}" if method else code
    return Task(
        id_,
        method,
        source.text[start:end],
        split_requirements(source.flat, source.text, start, end, id_, method),
        Span(start, end),
        "task:method" if method else "task:whole",
    )
