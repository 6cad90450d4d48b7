"""Ledgers (台账): recognised by their columns, checked row by row; knows documents, no database."""

from govdoc.ledgers.checks import CHECKS, Expected, check, sheet_of
from govdoc.ledgers.kinds import kind_of
from govdoc.ledgers.table import role_of, tables_of
from govdoc.model import Document, Ledger

__all__ = ["CHECKS", "Expected", "looks_like_a_ledger", "read_ledgers"]


def read_ledgers(document: Document, expected: Expected) -> tuple[Ledger, ...]:
    """The ledgers among a document's tables, each with what is wrong with it."""
    found = []
    for table in tables_of(document):
        if (kind := kind_of(table)) is not None:
            sheet = sheet_of(table, kind, expected)
            found.append(Ledger(kind.code, kind.name, table.sheet, len(sheet.rows), check(sheet)))
    return tuple(found)


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
