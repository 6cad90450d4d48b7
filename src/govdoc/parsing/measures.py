"""Measures (措施): items of an outline that say what is to be done, by whom and by when."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.notice import Deadline, Indicator, Responsible, Task
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines, labelled_deadlines
from govdoc.parsing.items import TIME_LABEL, Item, choose, own_end
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import Node
from govdoc.parsing.requirements import measure_requirements
from govdoc.parsing.subjects import subjects
from govdoc.parsing.titles import squeeze

# These report, ask, answer or explain; what they number is no task.
NO_TASKS = frozenset({"报告", "请示", "批复", "纪要", "公报", "决议", "议案", "解读", "讲话", "汇报", "工作总结"})
_FIRST_LEADS = re.compile(r"(?:第一|首)(?:位|个)?的?(?:责任)?(?:单位|部门|科室)?(?:均)?(?:为|是)(?:总)?牵头")


def read_measures(
    source: Source, tops: Sequence[Node], genre: str, calendar: Calendar, plan: int | None = None
) -> tuple[Indicator, ...]:
    """The measures of a notice's outline, in the order of the text.

    Args:
        source: the text.
        tops: its outline.
        genre: what it is; that of the plan where the notice issues one.
        calendar: what years are inferred from.
        plan: where the plan begins that a cover notice issues.
    """
    if genre in NO_TASKS:
        return ()
    items = choose(source, tops, genre, plan)
    first_leads = bool(_FIRST_LEADS.search(source.flat))
    implied: tuple[Responsible, ...] = ()
    found = []
    for item, code in zip(items, _codes([item.node for item in items]), strict=True):
        found.append(_measure(source, item, code, calendar, implied, first_leads=first_leads))
        implied += tuple(unit for mark in item.marks for unit in mark.implied)
    return tuple(found)


def _codes(nodes: Sequence[Node]) -> list[str]:
    """Codes as printed: the item's own label where that is enough, else with the labels above it."""
    chains = [_chain(node) for node in nodes]
    same_rank = len({node.rank for node in nodes}) <= 1
    longest = max(map(len, chains), default=0)
    for depth in range(1 if same_rank else longest, longest + 1):
        codes = [_join(chain[-depth:]) for chain in chains]
        if len(set(codes)) == len(codes):
            return codes
    # Numbers printed twice: tell them apart by order.
    seen: dict[str, int] = {}
    codes = []
    for chain in chains:
        code = _join(chain)
        seen[code] = seen.get(code, 0) + 1
        codes.append(code if seen[code] == 1 else f"{code}-{seen[code]}")
    return codes


def _chain(node: Node) -> list[str]:
    """The labels from the outermost to the node's own; “1.2” says it all itself."""
    if node.line.label and node.line.label.kind == "decimal":
        return [node.code]
    return [above.code for above in node.above() if above.code] + [node.code or squeeze(node.head)[:12] or "1"]


def _join(chain: Sequence[str]) -> str:
    joined = ""
    for label in chain:
        joined += (
            f".{label}"
            if joined and joined[-1].isalnum() and label[0].isalnum() and joined[-1].isdigit() == label[0].isdigit()
            else label
        )
    return joined


def _measure(
    source: Source, item: Item, code: str, calendar: Calendar, implied: tuple[Responsible, ...], *, first_leads: bool
) -> Indicator:
    node = item.node
    start, text_end = _words(source, item)
    listed = units = tuple(unit for mark in item.marks for unit in mark.units)
    if not units:
        spoken = tuple(subjects(source.flat, start, text_end))
        handed = tuple(unit for mark in item.inherited for unit in mark.units)
        units = spoken if any(unit.role == "lead" for unit in spoken) else handed or spoken
    if first_leads and listed and not any(unit.role == "lead" for unit in listed):
        first = listed[0]
        units = (Responsible(first.name, "lead", first.group, first.span, "first-leads"), *units[1:])
    text = source.text[start:text_end].strip()
    heading = _heading(source.flat[start:text_end], alone=node.alone and node.end - node.line.end > 4)
    head = Span(start, start + len(heading))
    asked = head.of(source.text) or text
    requirements = measure_requirements(source.flat, source.text, start, text_end, code, asked)
    return Indicator(
        code,
        source.text[node.start : start].strip() if start == node.line.body_start else node.code,
        "measure",
        tuple(squeeze(above.head) for above in node.above()),
        head.of(source.text),
        text,
        units + tuple(unit for unit in implied if unit.name not in {u.name for u in units}),
        tuple(_deadlines(source, item, start, calendar)),
        (Task(code, None, text, requirements, Span(start, text_end), "task:measure"),),
        Span(node.start, node.end),
        "measure",
    )


def _words(source: Source, item: Item) -> tuple[int, int]:
    """Where an item's own words begin and end: units and times stand behind them, or before."""
    flat, end = source.flat, item.node.end
    start = item.node.line.body_start
    stops = sorted((mark.span.start, mark.span.end) for mark in item.marks)
    for label in TIME_LABEL.finditer(flat, start, end):
        stop = _TIME_END.search(flat, label.end(), end)
        stops.append((_opened(flat, start, label.start()), stop.start() if stop else end))
    stops += [found.span() for found in _LEADER.finditer(flat, start, end)]
    begin = start
    for left, right in sorted(stops):
        if not re.search(r"[\u4e00-\u9fa5]{2}", flat[begin:left].removeprefix("任务内容")):
            begin = max(begin, right)
        else:
            begin = begin if begin == start else _skip(flat, begin, left)
            behind = left - begin <= 40 and _CONTENT.match(flat, max(right for _, right in stops), end)
            return begin, end if behind else left
    if begin > start and re.search(r"[\u4e00-\u9fa5]{2}", flat[begin:end]):
        return _skip(flat, begin, end), end
    return start, min((left for left, _ in stops if left > start), default=end)


# What an item is about may stand behind its units: “第一组。责任单位：…。检查范围：…”.
_CONTENT = re.compile(
    r"[\s。;)]*(?:检查|工作|任务|整改|整治|主要|具体|目标|督导|排查|服务)?(?:内容|范围|措施|任务|要求|标准|目标|事项)\s*:"
)
_LEADER = re.compile(r"(?:责任|牵头|分管|包抓|挂钩|主管|联系)(?:县|市|区|镇)?(?:领导|人)\s*:[^\n。;)]*")
_TIME_END = re.compile(r"[)\n。;]")
_LEADING = re.compile(r"[\s。;,、)\]】]*(?:(?:任务|工作|主要|具体)(?:内容|措施|任务)\s*:\s*)?")


def _opened(flat: str, start: int, at: int) -> int:
    """The bracket that is still open at a label, else the label itself."""
    bracket = flat.rfind("(", start, at)
    return bracket if bracket >= 0 and ")" not in flat[bracket:at] else at


def _skip(flat: str, begin: int, end: int) -> int:
    found = _LEADING.match(flat, begin, end)
    return found.end() if found else begin


def _heading(text: str, *, alone: bool) -> str:
    """The heading quoted from the item's beginning: its own line, or the words up to the first full stop."""
    line = text.split("\n", 1)[0]
    stop = re.search(r"[。:;]", line)
    heading = line[: stop.start()] if stop else line
    if alone or (len(heading) <= 45 and (stop is None or stop[0] == "。")):
        return heading.rstrip()
    return ""


def _deadlines(source: Source, item: Item, start: int, calendar: Calendar) -> Iterator[Deadline]:
    """The labelled time, else those of the item's words and unit brackets, else what its chapter says for all."""
    node = item.node
    found = tuple(labelled_deadlines(source.text, node.line.body_start, own_end(node), calendar))
    if not found and item.marks:
        found = tuple(labelled_deadlines(source.text, node.line.body_start, node.end, calendar))
    if not found:
        end = max((mark.span.end for mark in item.marks), default=own_end(node))
        found = tuple(find_deadlines(source.text, start, end, calendar))
    if not found and item.chapter is not None:
        found = tuple(labelled_deadlines(source.text, item.chapter.line.body_start, own_end(item.chapter), calendar))
    yield from (each for each in found if each.starts_on is None or each.due_on or each.recurrence)
