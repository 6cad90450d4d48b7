"""The reviewers' workbook: out with the state it was written from, and back against what has changed since."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.gaps import Rulings, row_id, rule
from govdoc.model import Decision, Document, Gap, ReviewRow
from govdoc.pipeline.decisions import Pen
from govdoc.pipeline.desk import Desk, select
from govdoc.pipeline.review_rows import Value, cell_value, file_value, read_cell, read_file_row, value_text, written
from govdoc.store import decisions as decision_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

SHEETS = "review_sheets"  # the meta key of how many workbooks have gone out
_NAME = re.compile(r"([0-9A-F]{10})-(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came back different. `now` is what the workspace says, if it has changed since too."""

    where: str
    label: str
    before: str
    after: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would write. `base` is the last decision it was held against, `delivered` the rows by sheet."""

    made: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    faults: tuple[str, ...] = ()
    same: int = 0
    base: int = 0
    delivered: tuple[tuple[int, str, str], ...] = ()


def write_sheet(
    db: "Database",
    on: Desk,
    file: Path,
    today: dt.date,
    unit: str | None = None,
    indicator: str | None = None,
    notice: str | None = None,
) -> tuple[int, int]:
    """Write the workbook of a unit, an indicator or everything; returns how many files' rows and cells it holds.

    Raises GovdocError where there is nothing to write, or the file cannot be written.
    """
    from govdoc.reports.review_workbook import review_workbook

    rows = [row for row in select(on.rows, unit=unit, indicator=indicator, notice=notice) if row.sha256]
    code, _, method = (indicator or "").partition("/")
    cells = [
        gap
        for (owner, place), gap in on.gaps.items()
        if (unit is None or owner == unit)
        and (not code or place.indicator == code)
        and (not method or place.method == method)
        and (not notice or place.notice == notice)
    ]
    if not rows and not cells:
        raise GovdocError("没有可审核的材料和应报项", "请先运行 govdoc scan，或核对单位、指标")
    number = int(queries.meta(db, SHEETS) or 0) + 1
    rank = {name: at for at, (name, _) in enumerate(on.gaps)}
    rows.sort(key=lambda row: rank.get(row.unit, len(rank)))
    stamp = f"-{on.log[-1].number if on.log else 0}.{number}"
    files, whole = written(on, rows, cells, stamp)
    notices = queries.notices(db)
    office = next((one.issuers[0] for one in notices if one.role == "main" and one.issuers), "")
    data = review_workbook(files, whole, office, today)
    try:
        file.write_bytes(data)
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请关闭正在打开它的程序后再试") from error
    queries.put_meta(db, SHEETS, str(number))
    return len(files), len(whole)


def read_sheet(on: Desk, delivered: Mapping[tuple[int, str, str], int], file: Path, pen: Pen) -> Preview:
    """What a workbook that came back says, against the state it was written from and the state now.

    A row changed on one side alone is taken, one changed on both sides to different ends is a conflict. What a
    reviewer has handed in from the same workbook before is no change of another's. Raises GovdocError where the file
    cannot be read or has no rows of a review.
    """
    from govdoc.pipeline.notices import read_file

    lines = list(_lines(read_file(file)))
    if not lines:
        raise GovdocError(
            f"{file.name} 不是审核工作簿，没有“行号”一列", "请导入用 govdoc review export 写出、填好意见的文件"
        )
    reader = _Reader(on, delivered, pen)
    for where, line in lines:
        reader.take(where, line)
    return reader.preview()


def keep_sheet(db: "Database", found: Preview) -> tuple[Decision, ...]:
    """Write the changes of a preview. Raises GovdocError where the log has grown since it was made."""
    return decision_log.add_delivered(db, found.made, found.base, found.delivered)


class _Reader:
    """Holds each row against what it was when the workbook went out and what it is now."""

    def __init__(self, on: Desk, delivered: Mapping[tuple[int, str, str], int], pen: Pen) -> None:
        self.on, self.delivered, self.pen = on, delivered, pen
        self.now = on.rulings
        self.rows = {row.id: row for row in on.rows if row.sha256}
        self.cells = {row_id(unit, place): gap for (unit, place), gap in on.gaps.items()}
        self.then: Callable[[int], Rulings] = cache(
            lambda number: rule([one for one in on.log if one.number <= number])
        )
        self.made: list[Decision] = []
        self.changes: list[Change] = []
        self.conflicts: list[Change] = []
        self.faults: list[str] = []
        self.given: list[tuple[int, str, str]] = []
        self.seen: dict[str, Value] = {}
        self.same = 0

    def take(self, where: str, line: Mapping[str, str]) -> None:
        stamp = _NAME.fullmatch(line["行号"].strip().upper())
        if not stamp:
            self.faults.append(f"{where}：行号“{line['行号']}”不是本程序写出的，未导入")
            return
        name, number, sheet = stamp[1], int(stamp[2]), int(stamp[3])
        row, cell = self.rows.get(name), self.cells.get(name)
        if row is None and cell is None:
            self.faults.append(f"{where}：这一行的材料已更换、撤回或不再应报，未导入")
            return
        try:
            mine, signed = read_file_row(self.on, row, line) if row else read_cell(line)
        except GovdocError as error:
            self.faults.append(f"{where}：{error}，未导入")
            return
        if self.seen.setdefault(name, mine) != mine:
            self.faults.append(f"{where}：同一行号出现几次而意见不一，未导入后一处")
            return
        self._hold(where, name, number, sheet, mine, signed, row, cell)

    def _hold(
        self,
        where: str,
        name: str,
        number: int,
        sheet: int,
        mine: Value,
        signed: str,
        row: ReviewRow | None,
        cell: Gap | None,
    ) -> None:
        now, _ = self._value(self.now, row, cell)
        _, had = self._value(self.then(number), row, cell)
        # A name that stood there when the workbook went out says nothing of who changed the row since.
        who = signed if signed and signed != had else self.pen.who
        base, _ = self._value(self.then(max(number, self.delivered.get((sheet, name, who), 0))), row, cell)
        merged, clash = base.merge(mine, now)
        label = row.path if row else f"{cell.unit} {cell.indicator}" if cell else ""
        if clash:
            self.conflicts.append(Change(where, label, *(value_text(one) for one in (base, mine, now))))
        if merged == now:
            self.same += not clash
            return
        pen = Pen(who, self.pen.at, merged.comment)
        self.made += self._decisions(pen, now, merged, row, cell)
        self.given.append((sheet, name, who))
        self.changes.append(Change(where, label, value_text(now), value_text(merged)))

    def _value(self, rulings: Rulings, row: ReviewRow | None, cell: Gap | None) -> tuple[Value, str]:
        if row:
            return file_value(rulings, row)
        return cell_value(rulings, cell) if cell else (Value(), "")

    def _decisions(
        self, pen: Pen, now: Value, then: Value, row: ReviewRow | None, cell: Gap | None
    ) -> Iterator[Decision]:
        if row:
            yield from then.on_file(pen, now, row, self.now)
        elif cell:
            yield from then.on_cell(pen, now, cell, self.on, self.now)

    def preview(self) -> Preview:
        return Preview(
            tuple(self.made),
            tuple(self.changes),
            tuple(self.conflicts),
            tuple(self.faults),
            self.same,
            self.on.log[-1].number if self.on.log else 0,
            tuple(self.given),
        )


def _lines(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows under a head that names the columns, each with its place and its cells by head."""
    grids: dict[tuple[str, int], dict[int, dict[int, str]]] = {}
    for block in document.blocks:
        if block.table is not None and block.row is not None and block.column is not None:
            row = grids.setdefault((block.sheet, block.table), {}).setdefault(block.row, {})
            row[block.column] = block.span.of(document.text)
    for (sheet, _), rows in grids.items():
        heads: dict[int, str] = {}
        for at, row in sorted(rows.items()):
            found = {column: re.sub(r"\s", "", text) for column, text in row.items()}
            if "行号" in found.values():
                heads = found
            elif heads:
                line = {head: row.get(column, "").strip() for column, head in heads.items()}
                if line["行号"]:
                    yield f"“{sheet}”第 {at + 1} 行", line
