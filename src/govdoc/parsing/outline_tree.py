"""The outline of a notice: chapters and items in a tree that survives broken numbering."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from govdoc.parsing.lines import Line
from govdoc.rules.load import load

CHAPTER_RANK = 1


@dataclass(slots=True)
class Node:
    """A chapter or item from `start` to `end` (offsets). `role` is the chapter's, empty for items."""

    line: Line
    rank: int
    role: str = ""
    end: int = 0
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the node begins in the source."""
        return self.line.start

    @property
    def code(self) -> str:
        """The printed label, empty where the heading has none."""
        return self.line.label.text if self.line.label else ""

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


def chapter_role(heading: str) -> str:
    """What a chapter with this heading is about, empty where the vocabulary does not say.

    >>> [chapter_role(s) for s in ("具体措施", "工作要求", "加强组织领导")]
    ['tasks', 'demands', 'demands']
    """
    squeezed = re.sub(r"\s", "", heading)
    for role, pattern in _roles():
        if pattern.search(squeezed):
            return role
    return ""


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile("|".join(row["heads"]))) for row in load("chapters")["chapter"])


@cache
def _bare_heads() -> re.Pattern[str]:
    heads = [head for row in load("chapters")["chapter"] for head in row["heads"]]
    return re.compile(rf"(?:主要|有关|具体)?(?:{'|'.join(heads)})(?:和要求|及要求|和措施|及任务|和步骤)?\s*[:。]?")


def is_chapter_head(line: Line) -> bool:
    """A heading such as “3、具体措施” or “实施时间”: known by its words, whatever its label."""
    return bool(_bare_heads().fullmatch(re.sub(r"\s", "", line.body)))


# Lines that end whatever item stands above them.
_FOOT = re.compile(
    r"^(?:未尽事宜|联\s*系\s*(?:人|电话|方式)|电\s*话|邮\s*箱|\(?附\s*件|特此|抄\s*送|\(?此件|(?:以上|上述)(?:各项)?(?:工作|措施|政策)|附则"
    r"|本(?:意见|通知|办法|措施|方案|政策)(?:自|适用)|(?:20|二)[\d〇○零一二三四五六七八九OＯ]{3}年[^,。;]{2,9}日$)|印\s*发$"
)


def grow(lines: Sequence[Line], end: int, closed_by: frozenset[int] = frozenset()) -> tuple[Node, ...]:
    """The tree of the labelled lines, as its top nodes. `end` is where the last one ends.

    Lines of the foot, and those that start at an offset of `closed_by` (titles), end every open item.
    """
    tops: list[Node] = []
    stack: list[Node] = []
    for line in lines:
        if line.cell:
            continue
        if line.start in closed_by or (line.label is None and _FOOT.search(line.text)):
            while stack:
                stack.pop().end = line.start
            continue
        chapter = is_chapter_head(line)
        if line.label is None and not chapter:
            continue
        rank = CHAPTER_RANK if chapter else line.label.rank  # type: ignore[union-attr]
        while stack and stack[-1].rank >= rank:
            stack.pop().end = line.start
        node = Node(line, rank, chapter_role(line.body) if rank <= CHAPTER_RANK and len(line.body) < 40 else "")
        if stack:
            node.parent = stack[-1]
            stack[-1].children.append(node)
        else:
            tops.append(node)
        stack.append(node)
    for node in stack:
        node.end = end
    return tuple(tops)
