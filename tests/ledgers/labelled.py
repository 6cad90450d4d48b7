"""The labelled ledgers as files, and what reading them finds, held against the labels kind by kind of finding."""

import datetime as dt
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govdoc.ledgers import Expected, read_ledgers
from govdoc.readers import read

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text("utf-8"))["ledger"]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Found = tuple[int, str, int | None]  # the sheet's place, the code, the row


@dataclass
class Sheet:
    """A sheet as written: its rows, each with whether it is a title, and the findings it must show."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    labels: list[tuple[str, int | None]] = field(default_factory=list)

    @property
    def titles(self) -> int:
        """How many lines stand above the table's first row."""
        return next((at for at, row in enumerate(self.rows) if len(row) > 1), len(self.rows))


def sheets_of(case: dict[str, Any]) -> list[Sheet]:
    """The sheets of a case."""
    found: list[Sheet] = []
    for line in case["text"].strip("\n").split("\n"):
        if line.startswith("## ") or not found:
            found.append(Sheet(line[3:] if line.startswith("## ") else "台账"))
            if line.startswith("## "):
                continue
        text, _, codes = line.partition("!")
        if text.strip():
            found[-1].rows.append([cell.strip() for cell in text.split("|")])
        row = len(found[-1].rows) if text.strip() else None
        found[-1].labels += [(code.strip(), row) for code in codes.split(",") if code.strip()]
    return found


def file_of(case: dict[str, Any]) -> tuple[str, bytes]:
    """A case as a file: its name and bytes."""
    make = {"xlsx": _xlsx, "docx": _docx, "csv": _csv}[case["form"]]
    return f"台账.{case['form']}", make(sheets_of(case))


def wanted(case: dict[str, Any]) -> set[Found]:
    """What must be found; rows of a Word table are counted within it."""
    return {
        (at, code, row - (sheet.titles if case["form"] == "docx" else 0) if row else None)
        for at, sheet in enumerate(sheets_of(case))
        for code, row in sheet.labels
    }


def read_case(case: dict[str, Any]) -> tuple[list[str], set[Found]]:
    """The kinds of ledger seen, "" for a sheet that is none, and the findings."""
    window = case.get("window", (None, None))
    expected = Expected(window[0], window[1], case.get("rate"), case.get("days"))
    ledgers = read_ledgers(read(*file_of(case)), expected)
    names = [sheet.name for sheet in sheets_of(case)]
    kinds = [""] * len(names)
    found: set[Found] = set()
    for ledger in ledgers:
        at = names.index(ledger.sheet) if ledger.sheet in names else 0
        kinds[at] = ledger.kind
        found |= {(at, finding.code, finding.row) for finding in ledger.findings}
    return kinds, found


def scores() -> Iterator[tuple[str, int, int, int]]:
    """For every kind of finding: how many are wanted, how many are right, how many are claimed without cause."""
    want, right, wrong = Counter[str](), Counter[str](), Counter[str]()
    for case in CASES:
        kinds, found = read_case(case)
        for labelled, seen in zip(case["kind"], kinds, strict=True):
            want["（台账种类）"] += bool(labelled)
            right["（台账种类）"] += bool(labelled) and labelled == seen
            wrong["（台账种类）"] += bool(seen) and labelled != seen
        asked = wanted(case)
        want.update(code for _, code, _ in asked)
        right.update(code for _, code, _ in asked & found)
        wrong.update(code for _, code, _ in found - asked)
    for code in sorted({*want, *wrong}):
        yield code, want[code], right[code], wrong[code]


def _xlsx(sheets: list[Sheet]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            width = max(map(len, sheet.rows))
            for row, cells in enumerate(sheet.rows):
                if len(cells) == 1:
                    page.merge_range(row, 0, row, width - 1, cells[0])
                    continue
                for column, (text, rows, columns) in _spans(sheet.rows, row):
                    if rows > 1 or columns > 1:
                        page.merge_range(row, column, row + rows - 1, column + columns - 1, text)
                    elif _DAY.fullmatch(text) and _real(text):
                        page.write_datetime(row, column, dt.datetime.fromisoformat(text), day)
                    elif re.fullmatch(r"\d{1,5}(\.\d)?", text):
                        page.write_number(row, column, float(text))
                    elif text:
                        page.write_string(row, column, text)
    return out.getvalue()


def _docx(sheets: list[Sheet]) -> bytes:
    import docx

    made = docx.Document()
    for sheet in sheets:
        for cells in sheet.rows[: sheet.titles]:
            made.add_paragraph(cells[0])
        rows = sheet.rows[sheet.titles :]
        table = made.add_table(len(rows), max(map(len, rows)))
        for row in range(len(rows)):
            for column, (text, down, across) in _spans(rows, row):
                cell = table.cell(row, column)
                if down > 1 or across > 1:
                    cell = cell.merge(table.cell(row + down - 1, column + across - 1))
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _csv(sheets: list[Sheet]) -> bytes:
    import csv

    out = io.StringIO()
    csv.writer(out).writerows([["" if cell in ("^", "<") else cell for cell in row] for row in sheets[0].rows])
    return out.getvalue().encode("gb18030")


def _spans(rows: list[list[str]], at: int) -> Iterator[tuple[int, tuple[str, int, int]]]:
    """The cells of a row that are not part of another, with how many rows and columns each covers."""
    for column, text in enumerate(rows[at]):
        if text in ("^", "<"):
            continue
        across = 1
        while column + across < len(rows[at]) and rows[at][column + across] == "<":
            across += 1
        down = 1
        while at + down < len(rows) and len(rows[at + down]) > column and rows[at + down][column] == "^":
            down += 1
        yield column, (text, down, across)


def _real(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
