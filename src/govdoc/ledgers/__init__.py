"""Ledgers (台账): recognised by their columns, checked row by row; knows documents, no database."""

from govdoc.ledgers.checks import CHECKS, Expected, check, sheet_of
from govdoc.ledgers.kinds import kind_of
from govdoc.ledgers.table import tables_of
from govdoc.model import Document, Ledger

__all__ = ["CHECKS", "Expected", "read_ledgers"]


def read_ledgers(document: Document, expected: Expected) -> tuple[Ledger, ...]:
    """The ledgers among a document's tables, each with what is wrong with it."""
    found = []
    for table in tables_of(document):
        if (kind := kind_of(table)) is not None:
            sheet = sheet_of(table, kind, expected)
            found.append(Ledger(kind.code, kind.name, table.sheet, len(sheet.rows), check(sheet)))
    return tuple(found)
