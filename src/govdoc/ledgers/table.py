"""A table of a document as a ledger's rows under its heads, each row with the number a person counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from govdoc.ledgers.values import figure_of
from govdoc.model import Document
from govdoc.rules.load import load
from govdoc.text.widths import narrow

_ASIDE = re.compile(r"[\s*]+|[(（\[【〔].*?[)）\]】〕]")
_GROUP = re.compile(r"(?:基本)?(?:情况|信息|登记|记录)$")
_HEAD_ROWS = 12  # heads stand near the top, below a title and notes

Grid = dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the sheet counts it, from 1, its cells by role, and all of them by column."""

    number: int
    cells: dict[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with known heads. `sheet` is the worksheet's name, "" elsewhere; `title` what stands above the heads.

    `heads` are those with a role, `columns` all of them, "" for a column without.
    """

    sheet: str
    title: str
    heads: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The heads by column, and the rows they stand in."""

    texts: dict[int, str]
    rows: tuple[int, ...]

    @property
    def roles(self) -> dict[int, str]:
        """The role of each column with a known head; a role is played once, by the first."""
        found: dict[int, str] = {}
        for column, text in sorted(self.texts.items()):
            role = role_of(text)
            if role is not None and role not in found.values():
                found[column] = role
        return found


def tables_of(document: Document) -> Iterator[Table]:
    """The tables of a document in which at least three columns play a known role."""
    grids: dict[int, Grid] = {}
    wide: dict[int, set[int]] = {}
    sheets: dict[int, str] = {}
    before: dict[int, str] = {}
    above: list[str] = []
    for block in document.blocks:
        text = block.span.of(document.text).strip()
        if block.table is None or block.row is None or block.column is None:
            above.append(text)
            continue
        before.setdefault(block.table, " ".join(above[-2:]))
        above.clear()
        sheets[block.table] = block.sheet
        grid = grids.setdefault(block.table, {})
        for row in range(block.row, block.row + block.rows):  # a cell merged over rows says the same of each
            grid.setdefault(row, {})[block.column] = text
        if block.columns > 1:
            wide.setdefault(block.table, set()).add(block.row)
    for at, grid in grids.items():
        found = _table(grid, wide.get(at, set()), sheets[at], before[at])
        if found is not None:
            yield found


def _table(grid: Grid, wide: set[int], sheet: str, above: str) -> Table | None:
    head = _head(grid)
    roles = head.roles
    if len(roles) < 3:
        return None
    titles = [text for number in sorted(grid) if number < head.rows[0] for text in grid[number].values()]
    heads = [grid[number] for number in head.rows]
    width = max(max(cells) for cells in grid.values()) + 1
    rows = []
    for number, cells in sorted(grid.items()):
        if number <= head.rows[-1] or cells in heads or _is_aside(cells, wide=number in wide):
            continue  # a head repeated on a further page is no row
        texts = tuple(cells.get(column, "") for column in range(width))
        rows.append(Row(number + 1, {role: texts[at] for at, role in roles.items()}, texts))
    columns = tuple(head.texts.get(column, "") for column in range(width))
    return Table(
        sheet, " ".join([above, *titles]), {role: columns[at] for at, role in roles.items()}, columns, (*rows,)
    )


def _head(grid: Grid) -> _Head:
    """The row near the top with most known heads, or two of them where groups stand above the columns."""
    numbers = sorted(grid)[:_HEAD_ROWS]
    single = [_Head(grid[number], (number,)) for number in numbers]
    double = [
        _Head(_below(grid[number], grid[number + 1]), (number, number + 1))
        for number in numbers
        if number + 1 in grid and not grid[number + 1].keys() <= grid[number].keys()
    ]
    return max([*single, *double], key=lambda head: len(head.roles), default=_Head({}, (0,)))


def _below(groups: dict[int, str], names: dict[int, str]) -> dict[int, str]:
    """The heads of columns below groups of them: 时间 below 回访情况 is 回访时间."""
    found = dict(groups)
    group = ""
    for column in range(max(*groups, *names) + 1):
        group = groups.get(column, group)
        name = names.get(column)
        if name and name != group:
            found[column] = _GROUP.sub("", group) + name
    return found


def _is_aside(cells: dict[int, str], *, wide: bool) -> bool:
    """Whether a row is a line of words: a heading between rows, a note, who filled the table in."""
    texts = {column: text for column, text in cells.items() if text}
    first = next(iter(texts.values()), "")
    if first.startswith(tuple(load("ledgers")["answers"]["aside"])):
        return True
    return len(texts) == 1 and (wide or (min(texts) == 0 and figure_of(first) is None))


@lru_cache(maxsize=4096)
def role_of(head: str) -> str | None:
    """The role that a column's head stands for.

    >>> role_of("回访时间（年月日）"), role_of("案件承办人"), role_of("承办人姓名"), role_of("住址")
    ('visited_on', 'handler', 'handler', None)
    """
    plain = _ASIDE.sub("", narrow(head)).removesuffix("姓名")
    if not plain or len(plain) > 14:
        return None
    words = _words()
    ends = ((len(word), role) for word, role in words.items() if plain.endswith(word))
    return words.get(plain) or max(ends, default=(0, None))[1]


@cache
def _words() -> dict[str, str]:
    """The role that each word of a head plays, the first one listed with it."""
    endings = load("ledgers")["endings"]
    found: dict[str, str] = {}
    for role, words in load("ledgers")["columns"].items():
        for word in words:
            stem, _, ending = word.rstrip(">").partition("<")
            for end in endings[ending] if ending else ("",):
                found.setdefault(stem + end, role)
    return found
