"""The checks of ledgers: one function each, listed with the columns it needs."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from govdoc.ledgers.kinds import Kind
from govdoc.ledgers.table import Row, Table
from govdoc.ledgers.values import (
    day_of,
    days_late,
    figure_of,
    is_no_day,
    is_satisfied,
    is_total,
    month_of,
    names_in,
    phone_of,
)
from govdoc.model import Finding

_SHARED_PHONE = 3  # rows; two may be of one household
_YEAR = re.compile(r"(20\d{2})\s*年")
_ASKED = ("visited", "complainant", "party", "interviewee")
_OWN_NUMBER = 6  # digits; shorter ones only count the rows
_KEY_ROLES = ("serial", "note")
_EMPTY = ("", "-", "—", "/", "无", "——")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the notice asks of a ledger: its window, the least rate of satisfied answers (0–1), the most days."""

    since: dt.date | None = None
    until: dt.date | None = None
    rate: float | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ledger's table as checks see it: rows that hold data apart from those that add them up."""

    table: Table
    kind: Kind
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    year: int | None
    expected: Expected

    @property
    def date_role(self) -> str:
        """The column that says when a row happened, "" where there is none."""
        return next((role for role in self.kind.date if role in self.table.heads), "")

    def finding(self, code: str, row: Row | None, text: str) -> Finding:
        """A finding on this sheet."""
        return Finding(code, self.table.sheet, row.number if row else None, text)


Check = Callable[[Sheet], Iterator[Finding]]


def sheet_of(table: Table, kind: Kind, expected: Expected) -> Sheet:
    """The table for the checks; a year in the title is that of dates without one.

    Numbered rows left over at the foot of a form are none.
    """
    rows: list[Row] = []
    totals: list[Row] = []
    for row in table.rows:
        (totals if is_total(row.texts) else rows).append(row)
    while rows and _only_serial(rows[-1]):
        rows.pop()
    year = _YEAR.search(table.title)
    return Sheet(table, kind, tuple(rows), tuple(totals), int(year[1]) if year else None, expected)


def same_person(sheet: Sheet) -> Iterator[Finding]:
    """Whoever handled a case may not ask how it went."""
    for row in sheet.rows:
        both = names_in(row.cells["visitor"]) & names_in(row.cells["handler"])
        if both:
            who = "、".join(sorted(both))
            asked, handled = sheet.table.heads["visitor"], sheet.table.heads["handler"]
            yield sheet.finding("same_person", row, f"“{asked}”与“{handled}”同为{who}，应由他人回访")


def months_missing(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Every month of the window has its rows, on one sheet or another."""
    sheet = sheets[0]
    if not (sheet.expected.since and sheet.expected.until):
        return
    seen = {month_of(row.cells[one.date_role], one.year) for one in sheets if one.date_role for row in one.rows}
    if seen <= {None}:
        return  # no entries, or none that can be told
    year, month = sheet.expected.since.year, sheet.expected.since.month
    missing = []
    while (year, month) <= (sheet.expected.until.year, sheet.expected.until.month):
        if (year, month) not in seen:
            missing.append(f"{year}年{month}月")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if missing:
        yield sheet.finding("months_missing", None, f"缺{'、'.join(missing)}的记录")


def outside(sheet: Sheet) -> Iterator[Finding]:
    """Rows are of the window."""
    if not sheet.date_role:
        return
    for row in sheet.rows:
        day = day_of(row.cells[sheet.date_role], sheet.year)
        if day and not (sheet.expected.since or day) <= day <= (sheet.expected.until or day):
            yield sheet.finding("outside", row, f"日期{day}不在要求的时间范围内")


def bad_date(sheet: Sheet) -> Iterator[Finding]:
    """Days are in the calendar."""
    for row in sheet.rows:
        for role in ("visited_on", "received_on", "done_on", "held_on"):
            text = row.cells.get(role, "")
            if is_no_day(text, sheet.year):
                yield sheet.finding("bad_date", row, f"日期“{text}”不存在，请核对")


def backwards(sheet: Sheet) -> Iterator[Finding]:
    """Nothing ends before it began."""
    for row, received, done in _spans(sheet):
        if done < received:
            yield sheet.finding("backwards", row, f"办结日期{done}早于受理日期{received}")


def overlong(sheet: Sheet) -> Iterator[Finding]:
    """Handling keeps to its limit: the row's own, else the notice's."""
    for row, received, done in _spans(sheet):
        limit = row.cells.get("limit", "") or (f"{sheet.expected.days}天" if sheet.expected.days else "")
        if due := day_of(limit, sheet.year):
            if done > due:
                yield sheet.finding("overlong", row, f"办结日期{done}晚于要求的{due}")
        elif late := days_late(received, done, limit):
            yield sheet.finding("overlong", row, f"办理用时{late[0]}{late[1]}，超过{limit}的时限")


def _spans(sheet: Sheet) -> Iterator[tuple[Row, dt.date, dt.date]]:
    for row in sheet.rows:
        received = day_of(row.cells["received_on"], sheet.year)
        done = day_of(row.cells["done_on"], sheet.year)
        if received and done:
            yield row, received, done


def repeated(sheet: Sheet) -> Iterator[Finding]:
    """No row stands twice."""
    seen: dict[tuple[str, ...], Row] = {}
    serial = sheet.table.heads.get("serial")
    for row in sheet.rows:
        cells = zip(sheet.table.columns, row.texts, strict=True)
        key = tuple("".join(text.split()) for head, text in cells if head != serial)
        filled = sum(1 for text in key if text not in _EMPTY)
        if filled < 3:
            continue
        if key in seen:
            yield sheet.finding("repeated", row, f"与第{seen[key].number}行内容相同")
        else:
            seen[key] = row


def same_number(sheet: Sheet) -> Iterator[Finding]:
    """One case has one row, or in call-backs one for each of its parties."""
    seen: dict[str, list[Row]] = defaultdict(list)
    whole = {row.number for row in sheet.rows if any(f.row == row.number for f in repeated(sheet))}
    for row in sheet.rows:
        number = "".join(row.cells["number"].split())
        if number in _EMPTY or (number.isdigit() and len(number) < _OWN_NUMBER):
            continue
        same = [one for one in seen[number] if sheet.kind.code != "callback" or not _other_party(one, row)]
        if same and row.number not in whole:
            yield sheet.finding("same_number", row, f"{number}与第{same[0].number}行重复登记")
        seen[number].append(row)


def _other_party(one: Row, other: Row) -> bool:
    """Whether two rows of one case were answered by different people."""
    told = [[row.cells.get(role, "") for role in _ASKED] for row in (one, other)]
    return one.cells.get("case") == other.cells.get("case") and any(
        a != b and a and b for a, b in zip(*told, strict=True)
    )


def empty(sheet: Sheet) -> Iterator[Finding]:
    """A ledger holds entries."""
    if not sheet.rows:
        yield sheet.finding("empty", None, "台账没有登记内容")


def blank(sheet: Sheet) -> Iterator[Finding]:
    """Rows are filled in, in the columns that most rows fill."""
    roles = [
        role
        for role in sheet.table.heads
        if role not in _KEY_ROLES and sum(row.cells[role] != "" for row in sheet.rows) * 2 >= len(sheet.rows)
    ]
    for row in sheet.rows:
        gaps = [sheet.table.heads[role] for role in roles if row.cells[role] in _EMPTY[:4]]
        if _only_serial(row):
            yield sheet.finding("blank", row, "只有序号，没有内容")
        elif len(gaps) >= max(2, len(roles) / 3):
            yield sheet.finding("blank", row, f"未填：{'、'.join(gaps)}")


def _only_serial(row: Row) -> bool:
    serial = row.cells.get("serial", "")
    return not any(text and text != serial for text in row.texts)


def shared_phone(sheet: Sheet) -> Iterator[Finding]:
    """Many people seldom share one telephone."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows:
        if number := phone_of(row.cells["phone"]):
            rows[number].append(row)
    for number, those in rows.items():
        people = {row.cells.get(role, "") for row in those for role in _ASKED}
        if len(those) >= _SHARED_PHONE and len(people - {""}) != 1:
            where = "、".join(str(row.number) for row in those)
            real = "真实回访" if sheet.kind.code == "callback" else "属实"
            masked = f"{number[:3]}****{number[-4:]}"  # lists of findings go further than the ledger
            yield sheet.finding("shared_phone", those[0], f"电话{masked}出现在第{where}行，请核实是否{real}")


def wrong_sum(sheet: Sheet) -> Iterator[Finding]:
    """Totals add up."""
    for total in sheet.totals:
        above = [row for row in sheet.rows if row.number < total.number] or sheet.rows  # some add up at the top
        before = [one.number for one in sheet.totals if one.number < total.number]
        if "小计" in total.texts and before:
            above = [row for row in above if row.number > before[-1]]
        for at, head in enumerate(sheet.table.columns):
            stated = figure_of(total.texts[at])
            figures = [figure_of(row.texts[at]) for row in above]
            known = [figure for figure in figures if figure is not None]
            if head == sheet.table.heads.get("serial") or stated is None or len(known) < max(2, len(figures) / 2):
                continue
            if abs(sum(known) - stated) > 0.01:
                yield sheet.finding("wrong_sum", total, f"“{head}”合计填{stated:g}，各行相加为{sum(known):g}")


def low_rate(sheet: Sheet) -> Iterator[Finding]:
    """Enough of those asked are satisfied."""
    answers = [is_satisfied(row.cells["satisfied"]) for row in sheet.rows]
    counted = Counter(answer for answer in answers if answer is not None)
    asked = counted.total()
    if sheet.expected.rate is not None and asked and counted[True] / asked < sheet.expected.rate:
        share = f"{counted[True]}/{asked}（{counted[True] / asked:.1%}）"
        yield sheet.finding("low_rate", None, f"满意率{share}，低于要求的{sheet.expected.rate:.0%}")


CHECKS: tuple[tuple[Check, frozenset[str]], ...] = (
    (same_person, frozenset({"visitor", "handler"})),
    (outside, frozenset()),
    (bad_date, frozenset()),
    (backwards, frozenset({"received_on", "done_on"})),
    (overlong, frozenset({"received_on", "done_on"})),
    (repeated, frozenset()),
    (same_number, frozenset({"number"})),
    (empty, frozenset()),
    (blank, frozenset()),
    (shared_phone, frozenset({"phone"})),
    (wrong_sum, frozenset()),
    (low_rate, frozenset({"satisfied"})),
)


def check(sheet: Sheet, alike: Sequence[Sheet]) -> tuple[Finding, ...]:
    """What the checks that the columns allow find, by row; `alike` are the file's sheets of the same kind.

    What they miss together is told with the first of them.
    """
    found = [finding for run, needs in CHECKS if needs <= set(sheet.table.heads) for finding in run(sheet)]
    found += months_missing(alike) if sheet is alike[0] else ()
    return tuple(sorted(found, key=lambda finding: (finding.row is None, finding.row or 0)))
