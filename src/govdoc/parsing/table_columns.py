"""What the columns of a table are about, told from its header of one line or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govdoc.model.document import Block
from govdoc.model.notice import Role
from govdoc.parsing.lines import Source

Row = Mapping[int, Block]


@dataclass(frozen=True, slots=True)
class _Column:
    role: str
    pattern: re.Pattern[str]


# The first row that fits decides.
_COLUMNS = (
    _Column("number", re.compile(r"序\s*号|编\s*号|^号$|^项次$")),
    _Column(
        "note",
        re.compile(
            r"备注|说明|完成情况|落实情况|进展|完成率|分值|得分|权重|自评|扣分(?!标准)|电话|联系方式|金额|投资|经费"
        ),
    ),
    _Column(
        "person",
        re.compile(r"^(?!.*(?:单位|部门|科室)).*(?:(?:责任|负责|联系|经办|填表)人|领导|县长|市长|区长|局长|主任|书记)"),
    ),
    _Column("evidence", re.compile(r"佐证|印证|支撑材料|证明材料|备查|材料清单|成果(?:形式|材料)|验收资料|工作台账")),
    _Column("method", re.compile(r"查验方式|测评方式|检查方式|核验方式|考核方式")),
    _Column("lead", re.compile(r"牵头|主办")),
    _Column("support", re.compile(r"配合|协办|参与|协同|协助")),
    _Column(
        "responsible",
        re.compile(
            r"责任(?:单位|部门|科室|主体|处室|股室|分工)|承办|负责(?:单位|部门|科室)|(?:落实|实施|完成|整改|考核|主管)(?:单位|部门|主体|责任)"
            r"|^(?:责任|科室|处室|股室)$"
        ),
    ),
    _Column("due", re.compile(r"时限|时间|期限|进度|月份|^月$|节点")),
    _Column("group", re.compile(r"[一二]级指标|类别|分类|领域|方面|板块|模块|^项目类型$")),
    _Column("office", re.compile(r"^(?:单位|部门|成员单位|单位名称|部门名称)$")),
    _Column("task", re.compile(r"任务|措施|内容|指标|事项|举措|要求|工作|标准|问题|项目|目标|职责|做法|细则")),
)
UNIT_ROLES: Mapping[str, Role] = {
    "lead": "lead",
    "responsible": "responsible",
    "office": "responsible",
    "support": "support",
}
_LONGEST = 20
_SURE_TASK = re.compile(r"任务|措施|工作内容|重点工作|主要工作|举措|职责")
_SURE_DUE = re.compile(r"时限|完成时间|期限|月份|^月$|节点|^时间$")


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of columns by their place; `words` is what is printed over each."""

    roles: Mapping[int, str]
    words: Mapping[int, str]

    def of(self, role: str) -> list[int]:
        """The columns with a role, from left to right."""
        return [column for column in sorted(self.roles) if self.roles[column] == role]

    @property
    def asks_back(self) -> bool:
        """A column to be filled in by whoever reports."""
        return any(re.search(r"完成情况|落实情况|进展|自评|存在(?:的)?问题", words) for words in self.words.values())

    @property
    def scores(self) -> bool:
        """Indicators with points."""
        words = "".join(self.words.values())
        return "指标" in words and bool(re.search("分值|得分|权重|评分", words))


def role_of(words: str) -> str:
    """What a column with these words over it is about, empty where it is nothing known.

    >>> [role_of(s) for s in ("序号", "牵头单位", "责任领导", "完成时限", "具体措施", "佐证材料", "张三")]
    ['number', 'lead', 'person', 'due', 'task', 'evidence', '']
    """
    squeezed = re.sub(r"[\s|]", "", words)
    if len(squeezed) > _LONGEST:
        return ""
    return next((each.role for each in _COLUMNS if each.pattern.search(squeezed)), "")


def is_task_table(words: Sequence[str]) -> bool:
    """Do these column heads make a table of tasks? It names units, or the time by which work is done."""
    roles = {role_of(each) for each in words}
    sure = any(role_of(each) == "task" and _SURE_TASK.search(each) for each in words)
    if "task" not in roles:
        return False
    if roles & {"lead", "responsible", "support"}:
        return True
    timed = any(role_of(each) == "due" and _SURE_DUE.search(each) for each in words)
    return sure and ("office" in roles or timed)


def read_header(source: Source, rows: Sequence[Row]) -> tuple[Header, int] | None:
    """The header that the first rows are and how many they are, None where they are none of a task table."""
    top = _words(source, rows[0])
    if top is None:
        return None
    wider = _width(rows[2:]) - _width(rows[:1])
    if wider > 0 and (placed := _side_by_side(source, rows)):
        return placed
    if wider > 1:
        return None  # which cell stands under which head cannot be told
    below = _words(source, rows[1]) if len(rows) > 1 else None
    if below and len(rows[0]) > 1 and all(map(role_of, below.values())):
        spread = {
            column: words for first, words in top.items() for column in range(first, first + rows[0][first].columns)
        }
        both = spread | below
        only_both = is_task_table(list(both.values())) and not is_task_table(list(top.values()))
        if only_both or set(below) - set(top):
            return _header(both), 2
    known = sum(bool(role_of(words)) for words in top.values())
    return (_header(top), 1) if is_task_table(list(top.values())) and known * 2 > len(top) else None


def _width(rows: Sequence[Row]) -> int:
    return max((column + block.columns for row in rows for column, block in row.items()), default=0)


def _side_by_side(source: Source, rows: Sequence[Row]) -> tuple[Header, int] | None:
    """A header of two lines whose merges were lost: the second line takes the place of heads it begins like.

    序号 | 任务 | 责任分工 | 备注 over 责任领导 | 责任科室 gives five columns.
    """
    top, below = (list((_words(source, row) or {}).values()) for row in rows[:2])
    replaced = len(top) + len(below) - _width(rows[2:])
    if not below or not all(map(role_of, below)) or not 1 <= replaced < len(top):
        return None
    at = next((at for at in range(len(top) - replaced + 1) if top[at][:2] == below[0][:2]), None)
    if at is None:
        return None
    words = [*top[:at], *below, *top[at + replaced :]]
    return (_header(dict(enumerate(words))), 2) if is_task_table(words) else None


def _header(words: Mapping[int, str]) -> Header:
    roles = {column: role for column, each in words.items() if (role := role_of(each))}
    if set(roles.values()) & {"lead", "responsible"}:
        # The office that a row is about, beside those in charge of it, is what the work is done in.
        roles = {column: "group" if role == "office" else role for column, role in roles.items()}
    return Header(roles, words)


def _words(source: Source, row: Row) -> dict[int, str] | None:
    """The heads of a header row; None where a cell is too long to be one."""
    words = {column: re.sub(r"\s", "", block.span.of(source.flat)) for column, block in row.items()}
    return None if any(len(each) > _LONGEST for each in words.values()) else words
