"""Measures (措施): items of an outline that say what is to be done, by whom and by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govdoc.model.notice import Deadline, Indicator, Requirement, Responsible, Task
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines, labelled_deadlines
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import Node
from govdoc.parsing.requirements import split_requirements
from govdoc.parsing.unit_lists import UnitMark, responsible_names, unit_marks

# These report, ask or answer; what they number is no task.
NO_TASKS = frozenset({"报告", "请示", "批复", "纪要", "公报", "决议", "议案"})
# These give tasks only where they name units.
_ONLY_NAMED = frozenset({"公告", "通告", "通报", "函"})
_NOT_TASKS = frozenset({"aims", "period", "stages", "scope", "demands"})
_DUTY = re.compile(
    r"(?:要|应当?|须|必须|务必|请)(?!求|素|点|闻|用)[\u4e00-\u9fa5]|^(?:加强|落实|压实|注重|强化|严格|认真|做好|开展|推进|建立|完善|健全|规范|提高|提升|深化|加快|组织|抓好|细化)"
)
_FIRST_LEADS = re.compile(r"(?:排|列)(?:在)?(?:第一|首)位?的?(?:单位|部门)?(?:为|是)牵头")
_TIME_LABEL = re.compile(
    r"(?:完成|办结|整改|落实|工作|推进|实施)?(?:时限|期限)(?:要求)?\s*:|(?:完成|办结|整改)时间\s*:"
)


@dataclass(frozen=True, slots=True)
class _Item:
    node: Node
    marks: tuple[UnitMark, ...]


def read_measures(source: Source, tops: Sequence[Node], genre: str, calendar: Calendar) -> tuple[Indicator, ...]:
    """The measures of a notice's outline.

    Items that name units count wherever they stand, with their siblings; without any, the items of a task
    chapter, or plain numbered duties.
    """
    if genre in NO_TASKS:
        return ()
    nodes = [node for top in tops for node in top.walk()]
    marks = {id(node): tuple(_own_marks(source, node)) for node in nodes}
    _lift(nodes, marks)
    chosen = _named(nodes, marks)
    if not chosen and genre not in _ONLY_NAMED:
        chosen = _unnamed(source, tops)
    first_leads = bool(_FIRST_LEADS.search(source.flat))
    codes = _codes(chosen)
    implied: tuple[Responsible, ...] = ()
    found = []
    for node, code in zip(chosen, codes, strict=True):
        item = _Item(node, marks[id(node)])
        found.append(_measure(source, item, code, calendar, implied, first_leads=first_leads))
        implied += tuple(unit for mark in item.marks for unit in mark.implied)
    return tuple(found)


def _own_end(node: Node) -> int:
    return node.children[0].start if node.children else node.end


def _own_marks(source: Source, node: Node) -> Iterator[UnitMark]:
    yield from unit_marks(source.flat, node.line.body_start, _own_end(node))


def _lift(nodes: Sequence[Node], marks: dict[int, tuple[UnitMark, ...]]) -> None:
    """Units behind the last of several sub-points belong to the item that holds them."""
    for node in reversed(nodes):
        children = node.children
        if (
            len(children) > 1
            and children[-1].rank >= 4
            and marks[id(children[-1])]
            and not any(marks[id(c)] for c in children[:-1])
        ):
            marks[id(node)] += marks[id(children[-1])]
            marks[id(children[-1])] = ()


def _named(nodes: Sequence[Node], marks: dict[int, tuple[UnitMark, ...]]) -> list[Node]:
    """Items with units of their own, and their siblings that stand in the same list without."""
    named = [node for node in nodes if marks[id(node)]]
    beside = {(id(node.parent), node.rank) for node in named}
    return [
        node
        for node in nodes
        if marks[id(node)]
        or (
            (id(node.parent), node.rank) in beside
            and node.role not in _NOT_TASKS
            and not any(above.role in _NOT_TASKS for above in node.above())
            and not any(marks[id(below)] for below in node.walk())
            and not (node.alone and not node.children and node.end - node.line.end < 4 and node.rank <= 1)
        )
    ]


def _unnamed(source: Source, tops: Sequence[Node]) -> list[Node]:
    """The items of the task chapters, else numbered duties of a plain notice."""
    chapters = [node for top in tops for node in top.walk() if node.role == "tasks"]
    if chapters:
        return [leaf for chapter in chapters for leaf in _leaves(chapter)]
    if any(node.role for node in tops):
        return []
    return [node for node in tops if _DUTY.search(source.flat[node.line.body_start : node.end])]


def _leaves(chapter: Node) -> Iterator[Node]:
    """A chapter's items; an item that is only a heading gives way to the items below it."""
    for child in chapter.children:
        if child.alone and child.children and child.children[0].rank <= 3:
            yield from _leaves(child)
        else:
            yield child


def _codes(nodes: Sequence[Node]) -> list[str]:
    """Codes as printed: the item's own label where that is enough, else with the labels above it."""
    chains = [[above.code for above in node.above() if above.code] + [node.code] for node in nodes]
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
    source: Source, item: _Item, code: str, calendar: Calendar, implied: tuple[Responsible, ...], *, first_leads: bool
) -> Indicator:
    node = item.node
    start = node.line.body_start
    end = node.end
    text_end = min([mark.span.start for mark in item.marks], default=end)
    label = _TIME_LABEL.search(source.flat, start, end)
    if label and label.start() < text_end:
        text_end = max(
            source.flat.rfind("\n", start, label.start()), source.flat.rfind("(", start, label.start()), start + 1
        )
    units = tuple(unit for mark in item.marks for unit in mark.units) or tuple(_subject(source, start, text_end))
    if first_leads and units and not any(unit.role == "lead" for unit in units):
        first = units[0]
        units = (Responsible(first.name, "lead", first.group, first.span, "first-leads"), *units[1:])
    text = source.text[start:text_end].strip()
    heading = _heading(source.flat[start:text_end], alone=node.alone and node.end - node.line.end > 4)
    head = Span(start, start + len(heading))
    requirement = split_requirements(source.flat, source.text, start, text_end, code, None)
    return Indicator(
        code,
        source.text[node.start : start].strip(),
        "measure",
        tuple(above.line.body.rstrip("。:") for above in node.above()),
        head.of(source.text),
        text,
        units + tuple(unit for unit in implied if unit.name not in {u.name for u in units}),
        tuple(_deadlines(source, item, start, calendar)),
        (
            Task(
                code,
                None,
                text,
                _single(requirement, code, head.of(source.text) or text),
                Span(start, text_end),
                "task:measure",
            ),
        ),
        Span(node.start, end),
        "measure",
    )


_SUBJECT = re.compile(
    r"(?:请)?(?P<names>(?:各|全|市|县|区|省|乡|镇)[\u4e00-\u9fa5、()]{1,30}?(?:单位|部门|局|委|办|政府|乡镇|街道|学校|医院|科室|公司|企业))(?=要|应|须|必须|务必|负责|于|在|按)"
)


def _subject(source: Source, start: int, end: int) -> Iterator[Responsible]:
    """A plain duty that begins with who must do it: “各牵头单位要…”."""
    found = _SUBJECT.match(source.flat, start, end)
    if found:
        yield from responsible_names(source.flat, found.start("names"), found.end("names"), "responsible", "subject")


def _single(items: Sequence[Requirement], code: str, heading: str) -> tuple[Requirement, ...]:
    """A measure asks for one thing; the figures its sentences name become that item's."""
    if not items:
        return ()
    return (
        Requirement(
            f"{code}/1",
            heading,
            items[0].kind,
            next((item.since for item in items if item.since), None),
            next((item.until for item in items if item.until), None),
            next((item.count for item in items if item.count), None),
            next((item.threshold for item in items if item.threshold), None),
            next((item.within for item in items if item.within), None),
            any(item.each_year for item in items),
            Span(items[0].span.start, items[-1].span.end),
            "requirement:measure",
        ),
    )


def _heading(text: str, *, alone: bool) -> str:
    """The heading quoted from the item's beginning: its own line, or the words up to the first full stop."""
    line = text.split("\n", 1)[0]
    stop = re.search(r"[。:;]", line)
    heading = line[: stop.start()] if stop else line
    if alone or (len(heading) <= 45 and (stop is None or stop[0] == "。")):
        return heading.rstrip()
    return ""


def _deadlines(source: Source, item: _Item, start: int, calendar: Calendar) -> Iterator[Deadline]:
    """What the item is due by: behind a label of its own or of its sub-points, else in its words or unit brackets."""
    own_end = _own_end(item.node)
    labelled = tuple(labelled_deadlines(source.text, start, own_end, calendar))
    if not labelled and item.marks:
        labelled = tuple(labelled_deadlines(source.text, start, item.node.end, calendar))
    end = max((mark.span.end for mark in item.marks), default=own_end)
    for deadline in labelled or find_deadlines(source.text, start, end, calendar):
        if deadline.starts_on is None or deadline.due_on:
            yield deadline
