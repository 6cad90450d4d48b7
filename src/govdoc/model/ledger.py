"""Ledgers (台账) handed in, and what is wrong with them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a ledger's row or sheet shows: a code, where, and what to say in Chinese.

    `sheet` names the worksheet, "" elsewhere; `row` counts from 1 as the sheet does, None for the sheet as a whole.
    """

    code: str
    sheet: str
    row: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table recognised as a ledger: its kind, its sheet, how many rows it holds and what was found in it."""

    kind: str
    name: str
    sheet: str
    rows: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A ledger in a file; `indicator` is the one the file serves best, "" where it serves none."""

    path: str
    unit: str | None
    indicator: str
    ledger: Ledger
