"""The outline of a notice: chapters and items in a tree that survives broken numbering."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from govdoc.parsing.foot import closing_lines
from govdoc.parsing.lines import Line
from govdoc.parsing.subjects import duty_line
from govdoc.rules.load import load

CHAPTER_RANK = 1
_HEAD_STOP = re.compile(r"[。:;\n]|\((?=[^()]*(?:单位|部门|科室|处室|主体|时限|时间|负责|牵头|领导|责任人)[^()]*[:)])")


# The sentence that shares out duties among units.
_SHARED_OUT = re.compile(r"(?:职责|分工|任务)[^。;:]{0,12}(?:如下|明确)[:。]$")


@dataclass(slots=True)
class Node:
    """A chapter or item from `start` to `end` (offsets). `role` is what its heading says it is about, mostly empty.

    `run` counts the texts of a file that number their items anew: cover notice, plan, attachments. `intro` is the last
    line between the heading and the first item below.
    """

    line: Line
    rank: int
    role: str = ""
    end: int = 0
    run: int = 0
    intro: str = ""
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the node begins in the source."""
        return self.line.start

    @property
    def code(self) -> str:
        """The printed label; of a line such as “县公安局：负责…” the units; empty where a chapter has none."""
        if self.line.label:
            return self.line.label.text
        return duty_line(self.line.text) if self.rank > CHAPTER_RANK else ""

    @property
    def head(self) -> str:
        """The heading: the words up to the first stop, or up to a bracket that names units or times."""
        return head_of(self.line.body)

    @property
    def alone(self) -> bool:
        """The heading stands on a line of its own."""
        return len(self.line.body) <= 45 and not re.search(r"[。;]", self.line.body.rstrip("。:"))

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> tuple["Node", ...]:
        """The nodes above, outermost first."""
        found: list[Node] = []
        node = self.parent
        while node is not None:
            found.insert(0, node)
            node = node.parent
        return tuple(found)


def head_of(body: str) -> str:
    """The heading an item's words begin with.

    >>> [head_of(s) for s in ("工作目标。三年内见效。", "农村厕所革命(责任单位:县农业农村局)", "加强领导")]
    ['工作目标', '农村厕所革命', '加强领导']
    """
    return _HEAD_STOP.split(body, maxsplit=1)[0].strip()


def chapter_role(heading: str) -> str:
    """What a chapter with this heading is about, empty where the vocabulary does not say.

    >>> [chapter_role(s) for s in ("具体措施", "工作要求", "加强组织领导", "工作任务和目标", "规范报名程序")]
    ['tasks', 'demands', 'demands', 'aims', '']
    """
    squeezed = re.sub(r"\s", "", heading)
    rows = [(role, heads.search(squeezed), ends and ends.search(squeezed)) for role, heads, ends in _roles()]
    role, found = next(
        ((role, found) for role, found, ended in rows if ended), next(((r, f) for r, f, _ in rows if f), ("", None))
    )
    # “规范报名程序” is an order, not the chapter that describes the procedure; “检查内容” is no order.
    if opens_with_verb(squeezed) and role != "demands" and not (found and found.start() == 0):
        return ""
    return role


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(load("chapters")["duty"]["verbs"]))


def opens_with_verb(text: str) -> bool:
    """Does a text begin with a word that orders: 加强, 落实, 开展?"""
    return bool(_verbs().match(text))


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            row["role"],
            re.compile("|".join(row["heads"])),
            re.compile(f"(?:{'|'.join(row['ends'])})$") if "ends" in row else None,
        )
        for row in load("chapters")["chapter"]
    )


@cache
def _bare_heads() -> re.Pattern[str]:
    heads = [head.replace("^", "").replace("$", "") for row in load("chapters")["chapter"] for head in row["heads"]]
    return re.compile(rf"(?:主要|有关|具体)?(?:{'|'.join(heads)})(?:和要求|及要求|和措施|及任务|和步骤)?\s*[:。]?")


def is_bare_head(text: str) -> bool:
    """A heading that says what a chapter is about and nothing else: “具体措施”, “实施时间”."""
    return len(text) <= 16 and bool(_bare_heads().fullmatch(re.sub(r"\s", "", text)))


def grow(lines: Sequence[Line], end: int, closed_by: frozenset[int] = frozenset()) -> tuple[Node, ...]:
    """The tree of the labelled lines, as its top nodes. `end` is where the last one ends.

    Lines of the foot, and those that start at an offset of `closed_by` (titles), end every open item.
    """
    tops: list[Node] = []
    stack: list[Node] = []
    closing = closing_lines(lines)
    run = 0
    shared_out = False  # “各单位职责分工明确如下:” stands above, without a chapter
    for at, line in enumerate(lines):
        if line.cell or line.text.startswith("|") or line.text.endswith("|"):
            continue  # a table's cell, or its row as plain text
        if line.start in closed_by or at in closing:
            while stack:
                stack.pop().end = line.start
            run += line.start in closed_by or closing.get(at, False)
            continue
        rank = _rank(line, stack, tops)
        if rank is None and shared_out and duty_line(line.text):
            rank = CHAPTER_RANK + 1
        shared_out = (not tops and line.label is None and bool(_SHARED_OUT.search(line.text))) or (
            shared_out and not line.label
        )
        if rank is None:
            if stack and not stack[-1].children:
                stack[-1].intro = line.text
            continue
        while stack and stack[-1].rank >= rank:
            stack.pop().end = line.start
        node = Node(line, rank, _role(line, rank), run=run)
        if stack:
            node.parent = stack[-1]
            stack[-1].children.append(node)
        else:
            tops.append(node)
        stack.append(node)
    for node in stack:
        node.end = end
    return tuple(tops)


def _role(line: Line, rank: int) -> str:
    """A chapter's role is told by any word of its heading; an item's only by a heading that says nothing else."""
    head = head_of(line.body)
    if rank > CHAPTER_RANK and not is_bare_head(head):
        return ""
    return chapter_role(head) if len(head) < 30 and "," not in head else ""


def _rank(line: Line, stack: Sequence[Node], tops: Sequence[Node]) -> int | None:
    """How deep a line stands; None for one that is no heading and no item.

    “实施时间” without a label is a chapter; so is “5、具体措施” where automatic numbering went wrong: it begins no list
    below an open chapter and continues none.
    """
    if line.label is None:
        chapter = next((node for node in stack if node.role == "tasks"), None)
        if chapter is not None and duty_line(line.text):
            return chapter.rank + 1
        return CHAPTER_RANK if len(line.text) >= 4 and is_bare_head(line.text.rstrip("。:")) else None
    rank = line.label.rank
    stray = line.label.kind == "arabic" and line.label.number > 1 and not any(node.rank == rank for node in stack)
    if stray and any(node.rank == CHAPTER_RANK for node in tops) and is_bare_head(line.body):
        return CHAPTER_RANK
    return rank
