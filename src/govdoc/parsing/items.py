"""Which nodes of an outline are tasks: decided list by list, never item by item."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govdoc.model.span import Span
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import CHAPTER_RANK, Node, opens_with_verb
from govdoc.parsing.subjects import heading_units
from govdoc.parsing.unit_lists import UnitMark, unit_marks
from govdoc.rules.load import load

# These give tasks only where they name units; a regulation's other articles are no tasks even beside those that do.
_ONLY_NAMED = frozenset({"公告", "通告"})
REGULATIONS = frozenset({"办法", "规定", "条例", "细则", "规则", "制度", "标准", "指南", "规程"})
# These give tasks where they name units, or in chapters that ask for something.
_ONLY_CHAPTERS = frozenset({"通报", "函", ""})
_NEVER = frozenset({"aims", "period", "scope"})
TIME_LABEL = re.compile(
    r"(?:完成|办结|整改|落实|工作|推进|实施)?(?:时限|期限)(?:要求)?\s*:|进度(?:安排|要求)\s*:|(?:时间|工作|实施|推进)进度\s*:|(?:完成|办结|整改)时间\s*:"
)
# A purpose, a scope, the day it comes into force: what a text says of itself.
_OF_ITSELF = re.compile(
    r"(?:为|为了|根据)[^。]{4,120}(?:制定|制订)本|本(?:办法|细则|规定|措施|方案|意见|条例|通知|制度)(?:所称|适用|自|由|中|有效|未尽)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A task's node, its own unit marks, and the chapter above that names units or a time for it."""

    node: Node
    marks: tuple[UnitMark, ...]
    chapter: Node | None = None
    inherited: tuple[UnitMark, ...] = ()


def choose(source: Source, tops: Sequence[Node], genre: str, plan: int | None) -> tuple[Item, ...]:
    """The task items of an outline.

    Items that name units count wherever they stand, with their siblings; without any, the items of the task
    chapters, else the numbered duties of a plain notice, else those of the chapter of demands. A plan that a cover
    notice issues speaks for both.
    """
    nodes = [node for top in tops for node in top.walk()]
    marks = {id(node): tuple(_marks(source, node)) for node in nodes}
    _by_unit(source, nodes, marks)
    _lift(source, nodes, marks)
    handed = _hand_down(source, nodes, marks)
    chosen = _named(nodes, marks, handed, alone=genre in REGULATIONS)
    for own in () if chosen or genre in _ONLY_NAMED else _texts(tops, genre, plan):
        chosen = chosen or _unnamed(source, own, only_chapters=genre in _ONLY_CHAPTERS)
    chosen = [node for node in chosen if not _ROSTER.search(source.flat, node.start, node.end)]
    return tuple(Item(node, marks[id(node)], *handed.get(id(node), (None, ()))) for node in chosen)


# Who sits in a leading group is no task.
_ROSTER = re.compile(r"^\s*副?\s?组\s*长\s*:", re.MULTILINE)


def _texts(tops: Sequence[Node], genre: str, plan: int | None) -> Iterator[list[Node]]:
    """The outlines to look at in turn: the plans that are issued, then their cover; no other attachment."""
    cover = [node for node in tops if plan is None or node.start < plan]
    issued = [node for node in tops if plan is not None and node.start >= plan]
    for each in (issued, cover):
        if each and not (genre in REGULATIONS and (each is issued or plan is None)):
            runs = {each[0].run, *(node.run for node in each if each is issued and node.role == "tasks")}
            yield [node for node in each if node.run in runs]


def own_end(node: Node) -> int:
    """Where the node's own words end: at the first item below it."""
    return node.children[0].start if node.children else node.end


# Who holds an event is no unit of a task, in the chapter that describes the event.
_HOLDER = re.compile(r"[\s(]*(?:主办|承办|协办|参与|参加|支持|协同)")


def _marks(source: Source, node: Node) -> Iterator[UnitMark]:
    """The unit marks among the node's own words."""
    event = bool(_roles(node) & {"scope", "period"})
    for mark in unit_marks(source.flat, node.line.body_start, own_end(node)):
        if not (event and _HOLDER.match(source.flat, mark.span.start)):
            yield mark


_OFFICE = re.compile(r"(?:办|局|委|部|科|股|处|室|站|所|队|中心|政府)$")


def _by_unit(source: Source, nodes: Sequence[Node], marks: dict[int, tuple[UnitMark, ...]]) -> None:
    """Chapters that are each one unit's: “一、党建办”, “二、经发办”; the heading names who does what stands below."""
    lists: dict[tuple[int, int, int], list[Node]] = {}
    for node in nodes:
        lists.setdefault((id(node.parent), node.rank, node.run), []).append(node)
    for each in lists.values():
        if sum(bool(_OFFICE.search(node.head)) for node in each) < max(2, len(each) / 2):
            continue
        for node in each:
            start = node.line.body_start
            units = heading_units(source.flat, start, start + len(node.head)) if node.children else ()
            if units and not marks[id(node)]:
                marks[id(node)] = (UnitMark(Span(start, start + len(node.head)), units),)


def _roles(node: Node) -> set[str]:
    return {each.role for each in (*node.above(), node)}


def _lift(source: Source, nodes: Sequence[Node], marks: dict[int, tuple[UnitMark, ...]]) -> None:
    """Units behind the last of several sub-points belong to the item that holds them."""

    def marked(node: Node) -> bool:
        return any(marks[id(each)] for each in node.walk())

    lists = [node for node in nodes if len(node.children) > 1]
    # Points of a rank that name units themselves are items, unless units stand behind the last of each list only.
    single = {node.rank for top in lists for node in top.children[:-1] if marked(node)}
    behind = [
        node for node in reversed(lists) if marks[id(node.children[-1])] and not any(map(marked, node.children[:-1]))
    ]
    often = Counter((node.rank, node.children[-1].rank) for node in behind if _apart(source, node, marks))
    for node in behind:
        last = node.children[-1]
        usual = (node.rank, last.rank) == (2, 3) or (often[node.rank, last.rank] > 1 and _apart(source, node, marks))
        if last.rank >= 4 or (usual and last.rank not in single):
            marks[id(node)] += marks[id(last)]
            marks[id(last)] = ()


def _apart(source: Source, node: Node, marks: dict[int, tuple[UnitMark, ...]]) -> bool:
    """Do units stand on a line of their own behind points that are numbered for themselves?"""
    label = node.children[0].line.label
    start = marks[id(node.children[-1])][0].span.start
    return bool(label and label.number == 1) and re.search(r"\n *$", source.flat[max(0, start - 9) : start]) is not None


def _hand_down(
    source: Source, nodes: Sequence[Node], marks: dict[int, tuple[UnitMark, ...]]
) -> dict[int, tuple[Node, tuple[UnitMark, ...]]]:
    """What a chapter names for the items below it, which it then keeps no longer. Sub-points are no items."""
    handed: dict[int, tuple[Node, tuple[UnitMark, ...]]] = {}
    for node in nodes:
        own = marks[id(node)]
        if not node.children or node.children[0].rank > 3 or not _is_heading(source, node, own):
            continue
        inner = tuple(mark for mark in own if mark.span.start < own_end(node))
        if inner or TIME_LABEL.search(source.flat, node.line.body_start, own_end(node)):
            given = (node, inner or handed.get(id(node), (node, ()))[1])
            handed.update((id(below), given) for child in node.children for below in child.walk())
            marks[id(node)] = ()
    return handed


def _is_heading(source: Source, node: Node, marks: Sequence[UnitMark]) -> bool:
    """The node's own words are a heading, beside the units and times it names."""
    stop = own_end(node)
    cuts = [mark.span.start for mark in marks if node.line.body_start < mark.span.start < stop]
    time = TIME_LABEL.search(source.flat, node.line.body_start, stop)
    stop = min([stop, *cuts, *([time.start()] if time else [])])
    words = source.flat[node.line.body_start : stop].strip(" \n。:;(【")
    return len(words) <= 45 and not re.search(r"[。;\n]", words)


def _named(
    nodes: Sequence[Node],
    marks: dict[int, tuple[UnitMark, ...]],
    handed: dict[int, tuple[Node, tuple[UnitMark, ...]]],
    *,
    alone: bool,
) -> list[Node]:
    """Items with units of their own or from their chapter, and their siblings in the same list without."""
    own = {id(node) for node in nodes if any(mark.units or mark.implied for mark in marks[id(node)])}
    above = {id(each) for node in nodes if id(node) in own for each in node.above()}
    given = {id(leaf) for node in nodes if handed.get(id(node), (None, ()))[1] for leaf in _leaves(node)}
    named = own | {key for key in given if key not in own | above}
    above |= {id(each) for node in nodes if id(node) in named for each in node.above()}
    outside = any(id(node) in named and not _in_stages(node) for node in nodes)
    handing = {id(chapter) for chapter, units in handed.values() if units and not chapter.role}
    beside = {(id(node.parent), node.rank, node.run) for node in nodes if id(node) in named | handing}
    found: dict[int, Node] = {}
    for node in nodes:
        if outside and _in_stages(node):
            continue
        list_ = id(node.parent), node.rank, node.run
        if id(node) in named and not any(id(each) in own for each in node.above()):
            found[id(node)] = node
        elif not alone and list_ in beside and id(node) not in above and _sibling(node):
            found.update((id(leaf), leaf) for leaf in _leaves(node))
        elif not alone and found and _goes_on(next(reversed(found.values())), node):
            found[id(node)] = node
    return list(found.values())


def _goes_on(last: Node, node: Node) -> bool:
    """Items numbered on from one chapter to the next are one list: （六） under 三、, （七） under 四、组织实施."""
    ours, theirs = node.line.label, last.line.label
    if node.rank <= CHAPTER_RANK or node.parent is None or node.run != last.run or not ours or not theirs:
        return False
    first = node.parent.children[0].line.label
    return first is not None and first.number > 1 and (ours.kind, ours.number) == (theirs.kind, theirs.number + 1)


def _in_stages(node: Node) -> bool:
    return "stages" in _roles(node)


def _sibling(node: Node) -> bool:
    empty = node.alone and not node.children and node.end - node.line.end < 4 and node.rank <= CHAPTER_RANK
    other = _roles(node) & (_NEVER - {"aims"} | {"stages", "demands"}) or node.role == "aims"
    return not empty and not other and not _OF_ITSELF.match(node.line.body)


def _unnamed(source: Source, tops: Sequence[Node], *, only_chapters: bool) -> list[Node]:
    """The items of the task chapters, else numbered duties, else what a chapter of demands asks."""
    chapters = [node for top in tops for node in top.walk() if node.role == "tasks"]
    chapters = [node for node in chapters if not any(above in chapters for above in node.above())]
    found = [leaf for chapter in chapters if not _of_objects(source, chapter) for leaf in _leaves(chapter)]
    found = [leaf for leaf in found if not _empty(leaf)]
    if found:
        return found
    demands = [node for node in tops if node.role == "demands" and not opens_with_verb(node.head)]
    plain = [node for node in tops if not node.role or (node.role == "demands" and node not in demands)]
    found = [] if only_chapters else _duties(source, plain, headed=bool(demands))
    return found or [leaf for node in demands for child in node.children or [node] for leaf in _leaves(child)]


_OBJECT = re.compile(r"(?:情况|问题|资料|材料|台账|记录|行为|因素)[。;]?\s*$")


def _of_objects(source: Source, chapter: Node) -> bool:
    """A chapter of what is looked at (检查内容: “工资支付情况；”), not of what is to be done."""
    words = [source.flat[node.line.body_start : node.end] for node in chapter.children]
    return bool(words) and all(_OBJECT.search(text) and not asks(text) for text in words)


def _empty(node: Node) -> bool:
    return not node.children and node.end - node.line.body_start < 4


def _duties(source: Source, tops: Sequence[Node], *, headed: bool) -> list[Node]:
    """The items of each list, all of them where half or more ask for something, else none; articles only where named.

    `headed`: the notice has a chapter of demands, so that a heading such as “录取程序” only describes.
    """
    found: list[Node] = []
    lists: dict[int, list[Node]] = {}
    for leaf in (leaf for top in tops for leaf in _leaves(top)):
        articles = any(each.line.label and each.line.label.kind == "article" for each in (*leaf.above(), leaf))
        if not articles and not _OF_ITSELF.match(leaf.line.body):
            lists.setdefault(id(leaf.parent), []).append(leaf)
    for each in lists.values():
        asking = sum(
            asks(
                source.flat[node.line.body_start : node.end] if not headed or node.head == node.line.body else node.head
            )
            for node in each
        )
        parent, label = each[0].parent, each[0].line.label
        if len(each) == 1 and label and label.kind == "lead":
            continue
        if asking * 2 >= len(each):
            found += each
        elif parent is not None and asks(parent.head):
            found.append(parent)  # an order, explained by points that describe
    return sorted(found, key=lambda node: node.start)


def _leaves(node: Node) -> Iterator[Node]:
    """The items of a node; one that is only a heading gives way to the items below it.

    Under a sentence that ends with a colon stand the points of one item.
    """
    items = node.children and node.children[0].rank <= 3 and not node.intro.endswith(":")
    if (node.role == "tasks" and node.children) or (items and node.alone):
        for child in node.children:
            yield from _leaves(child)
    elif node.role not in _NEVER | {"stages"}:
        yield node


@cache
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(load("chapters")["duty"]["asks"]))


def asks(text: str) -> bool:
    """Does a text ask for something?

    >>> [asks(s) for s in ("各单位要自查", "主要内容相应调整", "完善制度", "请于5日前报送", "申请对象", "对应急工作")]
    [True, False, True, True, False, False]
    """
    return opens_with_verb(text) or bool(_asks().search(text))
