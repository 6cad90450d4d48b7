"""Tasks laid out as a table: a header row that names units and tasks, then one task a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govdoc.model.document import Block, Document
from govdoc.model.notice import Deadline, Indicator, Responsible, Role, Task
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.lines import Source
from govdoc.parsing.requirements import split_requirements
from govdoc.parsing.unit_lists import responsible_names


@dataclass(frozen=True, slots=True)
class _Column:
    role: str
    pattern: re.Pattern[str]


# What a column is about, told from its header; the first row that fits decides.
_COLUMNS = (
    _Column("number", re.compile(r"序\s*号|编\s*号|号")),
    _Column("lead", re.compile(r"牵头|主办")),
    _Column("support", re.compile(r"配合|协办|参与")),
    _Column(
        "responsible", re.compile(r"责任(?:单位|部门|科室|主体|处室)|承办|负责(?:单位|部门)|落实单位|实施单位|完成单位")
    ),
    _Column("due", re.compile(r"时限|时间|期限|进度")),
    _Column("method", re.compile(r"查验方式|测评方式|检查方式|核验方式")),
    _Column("group", re.compile(r"一级指标|类别|项目(?:名称|类别)?|分类|领域|方面")),
    _Column("task", re.compile(r"任务|措施|内容|指标|事项|举措|要求|工作|标准|问题")),
)
_UNIT_ROLES: dict[str, Role] = {"lead": "lead", "responsible": "responsible", "support": "support"}


def read_tables(source: Source, document: Document, start: int, end: int, calendar: Calendar) -> tuple[Indicator, ...]:
    """The tasks of every task table between two offsets; a table without a unit column has none."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    for block in document.blocks:
        if (
            block.table is not None
            and block.row is not None
            and block.column is not None
            and start <= block.span.start < end
        ):
            tables.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = block
    found: list[Indicator] = []
    for rows in tables.values():
        found += _rows(source, [rows[at] for at in sorted(rows)], calendar, len(found))
    return tuple(found)


def _header(source: Source, row: dict[int, Block]) -> dict[int, str]:
    """Columns by what they are about; empty where the row is no header of a task table."""
    roles: dict[int, str] = {}
    for column, block in row.items():
        text = re.sub(r"\s", "", block.span.of(source.flat))
        if len(text) > 14:
            return {}
        role = next((each.role for each in _COLUMNS if each.pattern.search(text)), "")
        if role:
            roles[column] = role
    return roles if set(roles.values()) & set(_UNIT_ROLES) and "task" in roles.values() else {}


def _rows(source: Source, rows: Sequence[dict[int, Block]], calendar: Calendar, before: int) -> Iterator[Indicator]:
    header: dict[int, str] = {}
    above: dict[int, Block] = {}
    path: tuple[str, ...] = ()
    for row in rows:
        fresh = _header(source, row)
        if fresh or not header:
            header, above = fresh or header, {}
            continue
        if len(row) == 1 and next(iter(row)) == min(header) and header.get(min(row)) != "task":
            path = (next(iter(row.values())).span.of(source.text).strip(),)
            continue
        # A cell merged downwards stands once: units and groups hold until the next one.
        for column, role in header.items():
            if column in row:
                above[column] = row[column]
            elif role in ("task", "number", "due"):
                above.pop(column, None)
        tasks = [above[column] for column, role in sorted(header.items()) if role == "task" and column in row]
        if any(task.span.of(source.text).strip() for task in tasks):
            before += 1
            yield _indicator(source, header, above, tasks, path, calendar, before)


def _indicator(
    source: Source,
    header: dict[int, str],
    cells: dict[int, Block],
    tasks: Sequence[Block],
    path: tuple[str, ...],
    calendar: Calendar,
    order: int,
) -> Indicator:
    def of(role: str) -> list[Block]:
        return [cells[column] for column, each in sorted(header.items()) if each == role and column in cells]

    number = next((block.span.of(source.flat).strip() for block in of("number")), "")
    code = number if re.fullmatch(r"[\d一二三四五六七八九十().]{1,6}", number) else str(order)
    units: list[Responsible] = []
    for role, as_role in _UNIT_ROLES.items():
        for block in of(role):
            units += responsible_names(source.flat, block.span.start, block.span.end, as_role, f"column:{role}")
    deadlines: list[Deadline] = []
    for block in of("due"):
        deadlines += find_deadlines(source.text, block.span.start, block.span.end, calendar, labelled=True)
    first, last = tasks[0].span, tasks[-1].span
    text = last.of(source.text).strip()
    groups = tuple(block.span.of(source.text).strip() for block in of("group"))
    method = next((block.span.of(source.text).strip() for block in of("method")), None)
    id_ = f"{code}/{method}" if method else code
    items = split_requirements(source.flat, source.text, last.start, last.end, id_, method)
    return Indicator(
        code,
        number,
        "measure",
        (*path, *groups),
        first.of(source.text).strip() if len(tasks) > 1 else "",
        text,
        tuple(units),
        tuple(deadlines),
        (Task(id_, method, text, items, last, "task:table"),),
        Span(first.start, max(block.span.end for block in cells.values())),
        "table-row",
    )
