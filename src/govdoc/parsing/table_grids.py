"""The tables of a notice as rows of cells, those whose cells stand on lines of their own included."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.document import Block, Document
from govdoc.model.span import Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.table_columns import is_task_table, role_of

Rows = list[dict[int, Block]]
_UNIT_END = re.compile(
    r"(?:局|委|部|厅|办|会|院|行|室|处|科|中心|政府|公司|队|单位|部门|乡|镇|街道|校|站|所|组|园区|管委会|企业)[)等]*$"
)
_MOST_COLUMNS = 12


def find_grids(source: Source, document: Document, start: int, end: int) -> list[Rows]:
    """The tables between two offsets, in order."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    for block in document.blocks:
        if block.table is None or block.row is None or block.column is None or not start <= block.span.start < end:
            continue
        tables.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = block
    grids = [[rows[at] for at in sorted(rows)] for rows in tables.values()]
    grids += _loose([line for line in source.between(start, end) if not line.cell and _bare(line)])
    return sorted(grids, key=lambda rows: min(block.span.start for block in rows[0].values()))


def _loose(lines: Sequence[Line]) -> Iterator[Rows]:
    """Tables of which each cell became a line: a run of column heads, then as many lines for each row."""
    at = 0
    while at < len(lines):
        last = at
        while last < len(lines) and last - at < _MOST_COLUMNS and role_of(_bare(lines[last])):
            last += 1
        heads = lines[at:last]
        while heads and not is_task_table([_bare(line) for line in heads]):
            heads = []
        if len(heads) < 3 or any(len(_bare(line)) > 10 or line.label for line in heads):
            at += 1
            continue
        body = lines[last:]
        rows = [{column: _cell(line) for column, line in enumerate(heads)}]
        numbered = role_of(_bare(heads[0])) == "number"
        rows += _numbered(body, heads) if numbered else _counted(body, heads)
        yield rows
        at = max(last, next((at for at, line in enumerate(lines) if line.start >= _end(rows)), len(lines)))


def _bare(line: Line) -> str:
    return line.text.strip(" |\t")


def _cell(line: Line) -> Block:
    return Block(Span(line.start, line.start + len(line.text.rstrip(" |\t"))), "cell")


def _end(rows: Rows) -> int:
    return max(block.span.end for row in rows for block in row.values())


def _numbered(body: Sequence[Line], heads: Sequence[Line]) -> Iterator[dict[int, Block]]:
    """Rows that begin with 1, 2, 3 on lines of their own."""
    starts: list[int] = []
    for at, line in enumerate(body):
        if _bare(line).rstrip(".、") == str(len(starts) + 1):
            starts.append(at)
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else start + len(heads)
        row = body[start:stop]
        if len(row) > len(heads):
            return
        yield {column: _cell(line) for column, line in zip(_fitting(row, heads), row, strict=True)}


def _fitting(row: Sequence[Line], heads: Sequence[Line]) -> list[int]:
    """The column of each line of a row; where cells are empty, offices go under units and times under times."""
    if len(row) == len(heads):
        return list(range(len(heads)))
    columns: list[int] = []
    column = 0
    for line in row:
        text = _bare(line)
        kind = (
            "unit"
            if _UNIT_END.search(text)
            else "due"
            if re.search(r"\d\s?月|\d日|季度|长期|全年|年底", text)
            else "task"
        )
        while column < len(heads) - (len(row) - len(columns)) and not _takes(role_of(_bare(heads[column])), kind):
            column += 1
        columns.append(column)
        column += 1
    return columns


def _takes(role: str, kind: str) -> bool:
    return {"unit": role in ("lead", "responsible", "support", "office"), "due": role == "due"}.get(
        kind, role in ("task", "number", "group", "note", "person", "evidence")
    )


def _counted(body: Sequence[Line], heads: Sequence[Line]) -> Iterator[dict[int, Block]]:
    """Rows without numbers: as many lines as there are heads, as long as names of offices stand under units."""
    units = [at for at, line in enumerate(heads) if role_of(_bare(line)) in ("lead", "responsible", "support")]
    for at in range(0, len(body) - len(heads) + 1, len(heads)):
        row = body[at : at + len(heads)]
        if not units or not all(_UNIT_END.search(_bare(row[unit])) for unit in units):
            return
        yield {column: _cell(line) for column, line in enumerate(row)}
