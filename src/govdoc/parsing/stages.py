"""Stages (阶段) of the work and the period (起止时间) it covers."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.notice import Period, Stage
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import Node

_STAGE_NAME = re.compile(
    r"^(?:第[一二三四五六七八九十]阶段\s*[:：、,]?\s*)?(?P<name>[^(。:;,]{2,24}?)\s*(?P<when>\([^()]{2,40}\))?\s*(?:[。:;,]|$)"
)


def read_stages(source: Source, tops: Sequence[Node], calendar: Calendar) -> tuple[Stage, ...]:
    """The stages of the chapter that lists them; the time stands in brackets behind the name or in the text."""
    return tuple(
        stage
        for top in tops
        for node in top.walk()
        if node.role == "stages"
        for stage in _stages(source, node, calendar)
    )


def _stages(source: Source, chapter: Node, calendar: Calendar) -> Iterator[Stage]:
    for node in chapter.children:
        start = node.line.body_start
        named = _STAGE_NAME.match(node.line.body)
        if named is None:
            continue
        begin, end = (
            (start + named.start("when"), start + named.end("when"))
            if named["when"]
            else (start, min(node.end, start + 60))
        )
        deadlines = list(find_deadlines(source.text, begin, end, calendar, labelled=bool(named["when"])))
        name = source.text[start + named.start("name") : start + named.end("name")].strip()
        text = source.text[start : node.end].strip()
        yield Stage(name, text, deadlines[0] if deadlines else None, Span(node.start, node.end), "stage")


def read_period(source: Source, tops: Sequence[Node], calendar: Calendar) -> Period | None:
    """The time the work covers: the range in the period chapter, else in the words before the first stage."""
    nodes = [node for top in tops for node in top.walk() if node.role in ("period", "stages")]
    for node in sorted(nodes, key=lambda each: each.role):
        end = node.children[0].start if node.children else node.end
        if node.role == "stages" or not node.children:
            end = min(end, node.start + 300)
        for deadline in find_deadlines(source.text, node.line.body_start, end, calendar, labelled=True):
            if deadline.rule == "range":
                quote = deadline.span.of(source.text)
                return Period(deadline.starts_on, deadline.due_on, quote, deadline.span, "period:range")
    return None
