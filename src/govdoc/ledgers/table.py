"""A table of a document as a ledger's rows under its heads, each row with the number a person counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from govdoc.model import Document
from govdoc.rules.load import load
from govdoc.text.widths import narrow

_ASIDE = re.compile(r"[\s*]+|[(（\[【〔].*?[)）\]】〕]")
_HEAD_ROWS = 12  # heads stand near the top, below a title and notes


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the sheet counts it, from 1, and its cells by role."""

    number: int
    cells: dict[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with known heads. `sheet` is the worksheet's name, "" elsewhere; `title` what stands above the heads."""

    sheet: str
    title: str
    heads: dict[str, str]
    rows: tuple[Row, ...]


def tables_of(document: Document) -> Iterator[Table]:
    """The tables of a document in which at least three columns play a known role."""
    grids: dict[int, dict[int, dict[int, str]]] = {}
    sheets: dict[int, str] = {}
    before: dict[int, str] = {}
    above = ""
    for block in document.blocks:
        text = block.span.of(document.text)
        if block.table is None or block.row is None or block.column is None:
            above = text
            continue
        before.setdefault(block.table, above)
        sheets[block.table] = block.sheet
        grids.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = text
    for at, grid in grids.items():
        found = _table(grid, sheets[at], before[at])
        if found is not None:
            yield found


def _table(grid: dict[int, dict[int, str]], sheet: str, above: str) -> Table | None:
    numbers = sorted(grid)
    ranked = [(len(_roles(grid[number])), -number) for number in numbers[:_HEAD_ROWS]]
    count, place = max(ranked, default=(0, 0))
    if count < 3:
        return None
    head = -place
    roles = _roles(grid[head])
    title = " ".join([above, *(text for number in numbers if number < head for text in grid[number].values())])
    rows = []
    for number in numbers:
        cells = grid[number]
        if number <= head or _roles(cells) == roles:
            continue  # a head repeated on a further page is no row
        texts = tuple(cells.get(column, "").strip() for column in range(max(roles) + 1))
        rows.append(Row(number + 1, {role: cells.get(at, "").strip() for at, role in roles.items()}, texts))
    heads = {role: grid[head][at].strip() for at, role in roles.items()}
    return Table(sheet, title, heads, tuple(rows))


def _roles(cells: dict[int, str]) -> dict[int, str]:
    """The role of each column with a known head; a role is played once, by the first."""
    found: dict[int, str] = {}
    for column, text in sorted(cells.items()):
        role = role_of(text)
        if role is not None and role not in found.values():
            found[column] = role
    return found


@lru_cache(maxsize=4096)
def role_of(head: str) -> str | None:
    """The role that a column's head stands for.

    >>> role_of("回访时间（年月日）"), role_of("案件承办人"), role_of("住址")
    ('visited_on', 'handler', None)
    """
    plain = _ASIDE.sub("", narrow(head))
    if not plain or len(plain) > 14:
        return None
    columns: dict[str, list[str]] = load("ledgers")["columns"]
    exact = next((role for role, words in columns.items() if plain in words), None)
    ends = ((len(word), role) for role, words in columns.items() for word in words if plain.endswith(word))
    return exact or max(ends, default=(0, None))[1]
