"""Tasks laid out as a table: a header that names units, work and times, then one task a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from govdoc.model.document import Block, Document
from govdoc.model.notice import Deadline, Indicator, Responsible, Task
from govdoc.model.span import Remark, Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.lines import Source
from govdoc.parsing.requirements import split_requirements
from govdoc.parsing.table_columns import UNIT_ROLES, Header, Row, read_header
from govdoc.parsing.table_grids import Rows, find_grids
from govdoc.parsing.unit_lists import claims
from govdoc.text.outline import read_label

_TOTAL = re.compile(r"^(?:小|合|总|共)\s*计|^总\s*分")
_NOTE = re.compile(r"^(?:注|备注|说明|填[表报写]|审核|联系人|制表)\s*(?:人|单位|日期|说明)?\s*[:：]|填表人")
_NOTHING = re.compile(r"[\W_]*|无|暂无")
_HEADER_WITHIN = 6  # rows
_CODE = re.compile(r"[\d一二三四五六七八九十().\-]{1,8}")


@dataclass(slots=True)
class _Table:
    """Where the reading of a table stands: its header, merged cells that hang down, the group above."""

    header: Header | None = None
    hanging: dict[int, tuple[Block, int]] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    last_number: int = 0
    parts: dict[int, int] = field(default_factory=dict)  # rows met under a number that spans several


def read_tables(
    source: Source, document: Document, start: int, end: int, calendar: Calendar
) -> tuple[tuple[Indicator, ...], tuple[Remark, ...]]:
    """The tasks of every task table between two offsets, and what is doubtful about the tables."""
    found: list[Indicator] = []
    doubts: list[Remark] = []
    before = _Table()
    for rows in find_grids(source, document, start, end):
        table = _Table(last_number=0)
        if before.header and _goes_on(source, before, rows):
            table = before
        tasks = list(_tasks(source, table, rows, calendar, len(found)))
        if table.header:
            if not tasks and table is not before:
                doubts += _empty(source, table.header, rows)
            doubts += _cut(source, tasks, rows, end)
            before = table
        found += tasks
    return tuple(_told_apart(found)), tuple(doubts)


def _goes_on(source: Source, before: _Table, rows: Rows) -> bool:
    """A table without a header that takes up the numbers of the one before it."""
    if before.header is None or read_header(source, rows):
        return False
    numbers = before.header.of("number")
    cell = rows[0].get(numbers[0]) if numbers else None
    return cell is not None and cell.span.of(source.flat).strip(" .、") == str(before.last_number + 1)


def _tasks(source: Source, table: _Table, rows: Rows, calendar: Calendar, count: int) -> Iterator[Indicator]:
    skip = 0
    for at, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        if (fresh := read_header(source, rows[at : at + 5])) and _replaces(table.header, fresh[0], at):
            table.header, used = fresh
            table.hanging.clear()
            skip = used - 1
            continue
        if table.header is None:
            continue
        cells = _with_hanging(table, row, at)
        if (group := _group(source, table.header, row, cells)) is not None:
            table.path = _under(table.path, group.span.of(source.text).strip())
        elif _holds_task(source, table.header, row):
            count += 1
            yield _indicator(source, table, cells, row, calendar, count)


def _replaces(header: Header | None, fresh: Header, at: int) -> bool:
    """A header stands near the top; below it only the same one again, or one of which every head is known."""
    if header is None:
        return at < _HEADER_WITHIN
    return header.words == fresh.words or set(fresh.roles) == set(fresh.words)


def _with_hanging(table: _Table, row: Row, at: int) -> dict[int, Block]:
    """The row's cells with those merged cells of rows above that reach down to it."""
    table.hanging = {column: (block, last) for column, (block, last) in table.hanging.items() if last >= at}
    cells = {column: block for column, (block, _) in table.hanging.items()} | dict(row)
    for column, block in row.items():
        table.hanging.pop(column, None)
        if block.rows > 1:
            table.hanging[column] = block, at + block.rows - 1
    return cells


def _group(source: Source, header: Header, row: Row, cells: Row) -> Block | None:
    """The cell that heads the rows below: alone in its row, or behind a Chinese number (“一 | 稳增长”)."""
    blocks = [row[column] for column in sorted(row)]
    text = blocks[0].span.of(source.flat).strip()
    if len(cells) > len(row) or _TOTAL.match(text) or _NOTE.search(text):
        return None
    if (
        len(row) == 2
        and min(row) in header.of("number")
        and re.fullmatch("\\(?[一二三四五六七八九十]{1,3}\\)?、?", text)
    ):
        return blocks[1]
    if len(row) > 1:
        return None
    labelled = (label := read_label(text)) is not None and label.kind in ("han", "han_paren", "chapter")
    return blocks[0] if labelled or blocks[0].columns > 1 or header.roles.get(min(row)) != "task" else None


def _under(path: tuple[str, ...], text: str) -> tuple[str, ...]:
    label = read_label(text)
    return (*path[:1], text) if label and label.kind == "han_paren" and path else (text,)


def _holds_task(source: Source, header: Header, row: Row) -> bool:
    first = row[min(row)].span.of(source.flat).strip()
    if _TOTAL.match(first) or _NOTE.search(first):
        return False
    return any(
        column in row and not _NOTHING.fullmatch(row[column].span.of(source.flat)) for column in header.of("task")
    )


def _indicator(source: Source, table: _Table, cells: Row, row: Row, calendar: Calendar, order: int) -> Indicator:
    header = table.header or Header({}, {})

    def of(role: str) -> list[Block]:
        return [cells[column] for column in header.of(role) if column in cells]

    code, number = _code(source, table, of("number"), order)
    units: list[Responsible] = []
    for role, as_role in UNIT_ROLES.items():
        for block in of(role):
            names = claims(source.flat, block.span.start, block.span.end, f"column:{role}", as_role)
            units += [unit for unit in names if not _NOTHING.fullmatch(unit.name)]
    deadlines = [deadline for block in of("due") for deadline in _due(source, block, calendar)]
    work = [block for block in of("task") if block.rows == 1 or len(of("task")) == 1]
    work = work or of("task")[-1:]
    above = [block for block in [*of("group"), *of("task")] if block not in work]
    groups = [block.span.of(source.text).strip() for block in sorted(above, key=lambda block: block.span)]
    texts = work[1:] or work
    method = next((block.span.of(source.text).strip() for block in of("method")), None)
    id_ = f"{code}/{method}" if method else code
    text = "\n".join(block.span.of(source.text).strip() for block in texts)
    whole = Span(texts[0].span.start, texts[-1].span.end)
    proof = [block.span for block in of("evidence") if not _NOTHING.fullmatch(block.span.of(source.flat))]
    items = split_requirements(source.flat, source.text, *_ends(proof[0] if proof else texts[-1].span), id_, method)
    heading = work[0].span.of(source.text).strip() if len(work) > 1 else ""
    return Indicator(
        code,
        number,
        "indicator" if header.scores else "measure",
        (*table.path, *groups),
        heading,
        text,
        tuple(units),
        tuple(deadlines),
        (Task(id_, method, text, items, whole, "task:table"),),
        Span(work[0].span.start, max(block.span.end for block in row.values())),
        "table-row",
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _code(source: Source, table: _Table, numbers: Sequence[Block], order: int) -> tuple[str, str]:
    """The row's code and its number as printed; rows that share a merged number are told apart behind a dash."""
    if not numbers:
        return str(order), ""
    block = numbers[0]
    number = block.span.of(source.flat).strip()
    plain = number.rstrip(".、")
    if plain.isdecimal():
        table.last_number = int(plain)
    code = plain if _CODE.fullmatch(plain) else str(order)
    if block.rows > 1:
        table.parts[block.span.start] = table.parts.get(block.span.start, 0) + 1
        code = f"{code}-{table.parts[block.span.start]}"
    return code, number


def _due(source: Source, block: Block, calendar: Calendar) -> Sequence[Deadline]:
    """The deadlines of a cell; words that no rule reads are kept as they are."""
    start, end = _ends(block.span)
    found = list(find_deadlines(source.text, start, end, calendar, labelled=True))
    if found or _NOTHING.fullmatch(source.flat[start:end]):
        return found
    return [Deadline(block.span.of(source.text).strip(), span=block.span, rule="column:due")]


def _told_apart(found: Sequence[Indicator]) -> Iterator[Indicator]:
    """Each code once: a later row with the same number gets a running number behind a dash."""
    seen: dict[str, int] = {}
    for indicator in found:
        seen[indicator.code] = seen.get(indicator.code, 0) + 1
        if seen[indicator.code] == 1:
            yield indicator
            continue
        code = f"{indicator.code}-{seen[indicator.code]}"
        tasks = tuple(
            replace(
                task,
                id=code + task.id.removeprefix(indicator.code),
                requirements=tuple(
                    replace(item, id=code + item.id.removeprefix(indicator.code)) for item in task.requirements
                ),
            )
            for task in indicator.tasks
        )
        yield replace(indicator, code=code, tasks=tasks)


def _empty(source: Source, header: Header, rows: Rows) -> Iterator[Remark]:
    """A table of tasks without any: its text was lost, unless it is a form to fill in."""
    cells = [block for row in rows for block in row.values()]
    texts = [block.span.of(source.flat) for block in cells]
    if not header.asks_back and not any(_NOTE.search(text) for text in texts):
        heads = "、".join(header.words[column] for column in sorted(header.words) if header.words[column])[:40]
        span = Span(min(block.span.start for block in cells), max(block.span.end for block in cells))
        yield Remark("table_empty", f"任务表（{heads}）没有读出任务内容，请核对原表是否完整", span)


def _cut(source: Source, tasks: Sequence[Indicator], rows: Rows, end: int) -> Iterator[Remark]:
    """The text breaks off in the last row: it alone names no unit, and nothing stands behind it."""
    last = max(block.span.end for row in rows for block in row.values())
    behind = re.sub(r"[\s|]", "", source.flat[last:end])
    if len(tasks) > 2 and not behind and not tasks[-1].responsible and all(each.responsible for each in tasks[:-1]):
        yield Remark("table_cut", f"任务表在第{tasks[-1].code}项处中断，请核对原文是否完整", tasks[-1].span)
