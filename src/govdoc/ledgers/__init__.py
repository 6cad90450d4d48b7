"""Ledgers (台账): recognised by their columns, checked row by row; knows documents, no database."""

from govdoc.ledgers.checks import CHECKS, Expected, check, sheet_of
from govdoc.ledgers.kinds import kind_of
from govdoc.ledgers.table import role_of, tables_of
from govdoc.model import Document, Ledger

__all__ = ["CHECKS", "Expected", "looks_like_a_ledger", "read_ledgers"]


def read_ledgers(document: Document, expected: Expected) -> tuple[Ledger, ...]:
    """The ledgers among a document's tables, each with what is wrong with it."""
    kinds = [(table, kind_of(table)) for table in tables_of(document)]
    sheets = [sheet_of(table, kind, expected) for table, kind in kinds if kind is not None]
    return tuple(
        Ledger(
            one.kind.code,
            one.kind.name,
            one.table.sheet,
            len(one.rows),
            check(one, [sheet for sheet in sheets if sheet.kind == one.kind]),
        )
        for one in sheets
    )


def looks_like_a_ledger(text: str) -> bool:
    r"""Whether a text holds a row of heads such as ledgers have, so that it is worth reading its tables.

    >>> looks_like_a_ledger("台账\n序号\t案号\t承办人\t回访人\n1\t甲\t乙\t丙"), looks_like_a_ledger("关于台账的通知")
    (True, False)
    """
    return any(
        len({role for cell in line.split("\t") if (role := role_of(cell))}) >= 3
        for line in text.splitlines()
        if line.count("\t") >= 2
    )
