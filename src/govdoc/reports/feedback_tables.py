"""The tables of a unit's feedback list: figures, what changed, what was handed in, what was not, problem files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from govdoc.model import Change, Gap
from govdoc.reports.overview import STATUSES, Overview, by_method, problem_text, request_sentences, request_text, tally
from govdoc.reports.problems import Problem
from govdoc.reports.word_table import Cell, Row, Table
from govdoc.reports.wording import (
    base_name,
    day,
    file_label,
    flag_row,
    indicator_name,
    item_lines,
    notice_name,
    noun,
    numbered,
    quoted,
    rate,
    status_word,
    trimmed,
    words,
)

_NAME = 23  # characters of an indicator in a narrow column
_ITEM = 36  # of a required item beside what is said about it
_FILES_SHOWN = 6  # per item; the workbook has them all


def handed_in(gap: Gap) -> bool:
    """Whether any file came in for the cell."""
    return any(item.evidence for item in gap.items)


def figures_table(gaps: Sequence[Gap]) -> Table:
    """How many cells stand how, by method, the sum last."""
    parts = by_method(gaps)
    rows = [(method or "不分查验方式", tally(members)) for method, members in parts.items() if len(parts) > 1]
    rows.append(("合计", tally(gaps)))
    drawn = tuple(
        Row(
            (
                name,
                *(str(count) for count in (counts.owed, counts.met, counts.partial, counts.verify, counts.missing)),
                rate(counts.met, counts.owed),
            )
        )
        for name, counts in rows
    )
    head = ("查验方式", "应报", *(status_word(status) for status in STATUSES), "达标率")
    return Table((36.0, 20.0, 20.0, 20.0, 20.0, 20.0, 20.0), head, drawn, frozenset(range(7)))


def changes_table(overview: Overview, changes: Sequence[Change]) -> Table:
    """What became of cells and files since the round before; what is still open stands in the lists that follow."""
    rows: list[Row] = []
    for spec in words()["change"]:
        members = [change for change in changes if change.kind == spec["kind"]]
        if not members:
            continue
        counter = "份" if spec["file"] else "项"
        note = f"，{spec['note']}" if spec["note"] else ""
        rows.append(Row((f"{spec['word']}（{len(members)}{counter}{note}）",), band=True))
        if spec["listed"]:
            rows += [_change_row(overview, change) for change in members]
    head = (*_heads(overview), "变化")
    return Table((13.0, 56.0, 18.0, 69.0), head, tuple(rows), frozenset({0, 2}))


def _change_row(overview: Overview, change: Change) -> Row:
    column = overview.column_by_key.get((change.notice, change.indicator))
    name = indicator_name(column.indicator, _NAME) if column else "—"
    return Row((change.indicator or "—", name, change.method or "—", change_text(overview, change)))


def change_text(overview: Overview, change: Change) -> str:
    """What happened, in a few words: “缺少 → 已达标”, “《…》 更换为 《…》”."""
    if change.kind == "withdrawn":
        return f"撤回{file_label(change.file, overview.file_at.get(change.file))}"
    if change.kind == "added":
        return f"新报{file_label(change.file, overview.file_at.get(change.file))}"
    if change.kind == "renamed":
        return f"“{change.file}”更名或移动为“{change.successor}”"
    if change.kind == "replaced":
        old = base_name(change.file)
        new = file_label(change.successor, overview.file_at.get(change.successor))
        return f"“{old}”内容已更换" if change.file == change.successor else f"“{old}”更换为{new}"
    was = status_word(change.was) if change.was else "上次未列入"
    told = f"{was} → {status_word(change.now)}" if change.now else was
    if change.kind == "fixed" or not change.settled:
        return told
    return f"{told}（{'、'.join(map(trimmed, change.settled))}已达标）"


def handed_table(overview: Overview, gaps: Sequence[Gap]) -> Table:
    """The cells not met for which files came in: the items, the files, what is wrong and what to do."""
    rows: list[Row] = []
    for group in words()["group"]:
        members = [gap for gap in gaps if gap.status == group["status"]]
        if members:
            rows.append(Row((f"{group['heading']}（{len(members)}项）",), band=True))
        for gap in members:
            # What is lacking stands in full beside it, under what is wrong.
            asked = (*asked_lines(overview, gap, _ITEM), f"已报：{'；'.join(file_labels(overview, gap))}")
            wanted = (f"问题：{problem_text(gap)}。", f"补报：{request_text(gap)}。")
            rows.append(Row((gap.indicator, _named(overview, gap), gap.method or "—", asked, wanted)))
    head = (*_heads(overview), "应报材料和已报文件", "问题和补报要求")
    return Table((13.0, 25.0, 11.0, 48.0, 59.0), head, tuple(rows), frozenset({0, 2}))


def usual_requests(gaps: Iterable[Gap]) -> dict[str | None, str]:
    """By method, what most of its cells are asked for; said once, it need not be repeated with every cell."""
    asked = {method: Counter(map(request_text, members)) for method, members in by_method(gaps).items()}
    return {method: counts.most_common(1)[0][0] for method, counts in asked.items()}


def absent_table(overview: Overview, gaps: Sequence[Gap], usual: dict[str | None, str]) -> Table:
    """The cells for which nothing came in, an indicator's cells under one another.

    What a cell is asked beyond the usual of its method stands under its items. Bonus items come last, in a band.
    """
    parts: dict[tuple[bool, str], list[Gap]] = {}
    for gap in gaps:
        bonus = _bonus(overview, gap)
        parts.setdefault((bonus, "" if bonus else gap.notice), []).append(gap)
    plain = sum(not bonus for bonus, _ in parts)
    rows: list[Row] = []
    for (bonus, notice), members in sorted(parts.items(), key=lambda part: part[0][0]):
        if bonus or plain > 1:
            rows.append(Row((_band(overview, notice, bonus, len(members)),), band=True))
        for _, cells in groupby(members, key=lambda gap: (gap.notice, gap.indicator)):
            rows += _absent_rows(overview, list(cells), usual)
    head = (*_heads(overview), "应报送的材料")
    return Table((13.0, 32.0, 11.0, 100.0), head, tuple(rows), frozenset({0, 2}))


def _bonus(overview: Overview, gap: Gap) -> bool:
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    return column is not None and column.indicator.kind == "bonus"


def _band(overview: Overview, notice: str, bonus: bool, count: int) -> str:
    if bonus:
        return f"加分项（{count}项，有此项成绩的报送）"
    known = next((one for one in overview.notices if one.key == notice), None)
    return f"{notice_name(known) if known else notice}（{count}项）"


def _absent_rows(overview: Overview, cells: Sequence[Gap], usual: dict[str | None, str]) -> list[Row]:
    """One row for each different thing asked of an indicator; methods that ask the same share it."""
    asked: dict[tuple[str, ...], list[str]] = {}
    for gap in cells:
        own = [part for part in request_sentences(gap) if part not in usual.get(gap.method, "")]
        lines = (*asked_lines(overview, gap), *((f"（{'；'.join(own)}）",) if own else ()))
        asked.setdefault(lines, []).append(gap.method or "—")
    first: tuple[Cell, Cell] = (cells[0].indicator, _name(overview, cells[0]))
    return [
        Row((*((None, None) if at else first), tuple(methods), lines))
        for at, (lines, methods) in enumerate(asked.items())
    ]


def problem_table(faulty: Sequence[Problem]) -> Table:
    """The problem files by kind; the kind's band says what is wrong and what to do, a file only what is its own."""
    rows: list[Row] = []
    number = 0
    for code, members in groupby(faulty, key=lambda problem: problem.code):
        group = list(members)
        kind = flag_row(code)
        rows.append(Row((f"{kind['word']}（{len(group)}份）：{kind['advice'] or kind['problem']}。",), band=True))
        for one in group:
            number += 1
            file = one.evidence
            folder, _, name = file.path.rpartition("/")
            where = (name, f"（{folder}）") if folder else name
            read = (quoted(file.title) if file.title else "", file.doc_number, day(file.date))
            own = one.advice if one.advice != kind["advice"] else ""
            told = (f"{one.problem}。", f"{own}。" if own else "")
            rows.append(Row((str(number), where, tuple(filter(None, read)) or "—", tuple(filter(None, told)))))
    head = ("序号", "文件（所在文件夹）", "文中题名、文号、日期", "问题")
    return Table((10.0, 54.0, 46.0, 46.0), head, tuple(rows), frozenset({0}))


def met_table(overview: Overview, gaps: Sequence[Gap]) -> Table:
    """The cells met, each with the files that served."""
    rows = tuple(
        Row((gap.indicator, _named(overview, gap), gap.method or "—", file_labels(overview, gap))) for gap in gaps
    )
    return Table((13.0, 47.0, 18.0, 78.0), (*_heads(overview), "采用的材料"), rows, frozenset({0, 2}))


def _name(overview: Overview, gap: Gap) -> tuple[str, ...]:
    """What the indicator is about, in a few words."""
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    return (indicator_name(column.indicator, _NAME),) if column else ("—",)


def _heads(overview: Overview) -> tuple[str, str, str]:
    return overview.noun, f"{overview.noun}内容", "查验方式"


def _named(overview: Overview, gap: Gap) -> tuple[str, ...]:
    """What the indicator is about, and the notice that asks, but not the one the letter cites anyway."""
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    source = (f"（{notice_name(column.notice)}）",) if column and column.notice is not overview.lead else ()
    return (*_name(overview, gap), *source)


def asked_lines(overview: Overview, gap: Gap, limit: int | None = None) -> tuple[str, ...]:
    """The required items, else the task as the notice words it; an item that repeats the heading says nothing."""
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    if column and [trimmed(item.text) for item in gap.items] == [trimmed(column.indicator.heading)]:
        return (words()["fallback"]["asked"].format(noun=noun([column.indicator])),)
    if gap.items:
        return item_lines(gap.items, limit)
    tasks = column.indicator.tasks if column else ()
    return tuple(trimmed(task.text) for task in tasks if task.method == gap.method and task.text) or ("按指标要求",)


def file_labels(overview: Overview, gap: Gap) -> tuple[str, ...]:
    """The files that serve the cell, each once, with the marks of the items they serve."""
    marks: dict[str, list[str]] = {}
    for at, item in enumerate(gap.items):
        for path in item.evidence[:_FILES_SHOWN]:
            marks.setdefault(path, []).append(numbered(at))
    several = len(gap.items) > 1
    labels = (
        ("".join(mark) if several else "") + file_label(path, overview.file_at.get(path))
        for path, mark in marks.items()
    )
    lines = list(dict.fromkeys(labels))  # copies in several folders read the same
    more = len({path for item in gap.items for path in item.evidence}) - len(marks)
    if more > 0:
        lines.append(f"等{more + len(marks)}份")
    return tuple(lines)
