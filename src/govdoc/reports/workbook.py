"""The workbook of a round: the matrix of units and indicators, and the lists behind it."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from govdoc.model import Evidence, Gap, Match
from govdoc.reports.excel_sheet import A3, A4, Faces, Field, Tinted, headline, list_sheet, printable, write
from govdoc.reports.overview import STATUSES, Column, Overview, Tally, problem_text, request_text, tally
from govdoc.reports.wording import day, file_label, flag_words, indicator_label, item_lines, notice_name, words

_WORST_FIRST = ("missing", "verify", "partial", "met")
_GROUP_ROW, _HEAD_ROW = 2, 3
_FIRST_INDICATOR = 7  # the columns before it name the unit and count
_ONE_PAGE = 45  # so many indicators can still be read on one A3 page
_CENTRED = (("align", "center"),)


def workbook(overview: Overview) -> bytes:
    """The round as an xlsx: 总览, 指标汇总, 缺项清单, 文件清单, and 待确认 where names are in doubt.

    The bytes depend on the overview alone.
    """
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(overview.date.year, overview.date.month, overview.date.day)  # noqa: DTZ001 - a file date
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": _title(overview), "author": overview.office, "created": midnight})
        faces = Faces(book)
        _matrix(book, faces, overview)
        _indicator_list(book, faces, overview)
        _gap_list(book, faces, overview)
        _file_list(book, faces, overview)
        if overview.doubts:
            _doubt_list(book, faces, overview)
    return stream.getvalue()


def row_id(gap: Gap) -> str:
    """A short name for a gap row that stays the same from round to round."""
    key = "\x1f".join((gap.unit, gap.notice, gap.indicator, gap.method or ""))
    return hashlib.sha256(key.encode()).hexdigest()[:10].upper()


def _title(overview: Overview) -> str:
    return f"{overview.round_label}佐证材料审核汇总"


def _signed(overview: Overview) -> str:
    return f"{overview.office}  {day(overview.date)}"


def _matrix(book: Any, faces: Faces, overview: Overview) -> None:
    """Units down, indicators across: a square shows the worst of its methods."""
    by_square: dict[tuple[str, tuple[str, str]], list[Gap]] = {}
    by_column: dict[tuple[str, str], list[Gap]] = {}
    for gap in overview.gaps:
        key = (gap.notice, gap.indicator)
        by_square.setdefault((gap.unit, key), []).append(gap)
        by_column.setdefault(key, []).append(gap)
    columns = [column for column in overview.columns if column.key in by_column]

    sheet = book.add_worksheet("总览")
    status = words()["status"]
    legend = "，".join(f"{status[name]['mark']}＝{status[name]['word']}" for name in STATUSES)
    note = f"{_signed(overview)}    格内为该指标各查验方式中最差的状态：{legend}，空白＝不承担"
    headline(sheet, faces, _title(overview), note)
    _matrix_head(sheet, faces, columns)

    row = _HEAD_ROW
    for row, unit in enumerate(overview.owing, start=_HEAD_ROW + 1):
        write(sheet, faces, row, 0, unit.name)
        _counts(sheet, faces, row, tally(overview.gaps_of[unit.name]))
        for at, column in enumerate(columns, start=_FIRST_INDICATOR):
            square = by_square.get((unit.name, column.key))
            write(sheet, faces, row, at, _mark(square) if square else None)
    row = _totals(sheet, faces, row + 1, overview, [tally(by_column[column.key]) for column in columns])
    if overview.idle:
        names = "、".join(unit.name for unit in overview.idle)
        sheet.write_string(row + 1, 0, f"本批次无应报项的单位（{len(overview.idle)}个）：{names}", faces.get(border=0))

    sheet.set_column(0, 0, 32)
    sheet.set_column(1, _FIRST_INDICATOR - 1, 6.5)
    sheet.set_column(_FIRST_INDICATOR, _FIRST_INDICATOR + max(len(columns), 1) - 1, 4.3)
    sheet.freeze_panes(_HEAD_ROW + 1, _FIRST_INDICATOR)
    printable(sheet, (_GROUP_ROW, _HEAD_ROW), A3 if len(columns) > 20 else A4, 1 if len(columns) <= _ONE_PAGE else 2)
    sheet.repeat_columns(0, _FIRST_INDICATOR - 1)


def _matrix_head(sheet: Any, faces: Faces, columns: Sequence[Column]) -> None:
    status = words()["status"]
    fixed = ["单位", "应报", *(status[name]["word"] for name in STATUSES), "达标率"]
    fills = ["DDE3EA", "DDE3EA", *(status[name]["fill"] for name in STATUSES), "DDE3EA"]
    for at, (name, fill) in enumerate(zip(fixed, fills, strict=True)):
        sheet.merge_range(_GROUP_ROW, at, _HEAD_ROW, at, name, faces.head(bg_color=f"#{fill}"))
    start = _FIRST_INDICATOR
    while start - _FIRST_INDICATOR < len(columns):
        notice = columns[start - _FIRST_INDICATOR].notice
        width = sum(column.notice is notice for column in columns)
        # To the left, where it shows also when the columns are scrolled or broken over pages.
        face = faces.head(align="left", text_wrap=False)
        if width > 1:
            sheet.merge_range(_GROUP_ROW, start, _GROUP_ROW, start + width - 1, notice_name(notice), face)
        else:
            # One narrow column cannot show a name; the list of indicators does.
            sheet.write_string(_GROUP_ROW, start, "", face)
        start += width
    long = max((len(column.indicator.code) for column in columns), default=0)
    for at, column in enumerate(columns, start=_FIRST_INDICATOR):
        code = column.indicator.code
        turned = {"rotation": 90} if len(code) > 3 else {}
        sheet.write_string(_HEAD_ROW, at, code, faces.head(font_size=9, text_wrap=False, **turned))
    sheet.set_row(_GROUP_ROW, 18)
    sheet.set_row(_HEAD_ROW, 24 if long <= 3 else 12 + 10 * long)


def _mark(square: Sequence[Gap]) -> Tinted:
    standing = {gap.status for gap in square}
    row = words()["status"][next(status for status in _WORST_FIRST if status in standing)]
    return Tinted(row["mark"], row["fill"])


def _counts(sheet: Any, faces: Faces, row: int, counts: Tally, **properties: object) -> None:
    for at, value in enumerate((counts.owed, counts.met, counts.partial, counts.verify, counts.missing), start=1):
        write(sheet, faces, row, at, value, align="center", **properties)
    _rate(sheet, faces, row, 6, counts, "0.0%", **properties)


def _rate(sheet: Any, faces: Faces, row: int, column: int, counts: Tally, form: str, **properties: object) -> None:
    share = counts.met / counts.owed if counts.owed else "—"
    write(sheet, faces, row, column, share, align="center", num_format=form, **properties)


def _totals(sheet: Any, faces: Faces, row: int, overview: Overview, per_column: Sequence[Tally]) -> int:
    """The counts of each indicator under its column; the first free row below them."""
    bold: dict[str, object] = {"bold": True, "bg_color": "#F2F2F2"}
    whole = tally(overview.gaps)
    write(sheet, faces, row, 0, f"合计（{len(overview.owing)}个单位）、各指标应报", **bold)
    _counts(sheet, faces, row, whole, **bold)
    status = words()["status"]
    names = ("应报项数", *(status[name]["word"] for name in STATUSES), "达标率")
    for line, name in enumerate(names):
        if line:
            write(sheet, faces, row + line, 0, f"各指标{name}", **bold)
            for at in range(1, _FIRST_INDICATOR):
                write(sheet, faces, row + line, at, None, **bold)
        for at, counts in enumerate(per_column, start=_FIRST_INDICATOR):
            values = (counts.owed, counts.met, counts.partial, counts.verify, counts.missing)
            if line < len(values):
                write(sheet, faces, row + line, at, values[line], align="center", font_size=8, **bold)
            else:
                _rate(sheet, faces, row + line, at, counts, "0%", font_size=8, **bold)
    return row + len(names)


def _indicator_list(book: Any, faces: Faces, overview: Overview) -> None:
    by_column: dict[tuple[str, str], list[Gap]] = {}
    for gap in overview.gaps:
        by_column.setdefault((gap.notice, gap.indicator), []).append(gap)

    def rows() -> Iterator[Sequence[object]]:
        for column in overview.columns:
            gaps = by_column.get(column.key, [])
            counts = tally(gaps)
            lacking = dict.fromkeys(gap.unit for gap in gaps if gap.status == "missing")
            yield (
                notice_name(column.notice),
                indicator_label(column.indicator),
                column.indicator.heading or column.indicator.text,
                counts.owed,
                counts.met,
                counts.partial,
                counts.verify,
                counts.missing,
                counts.met / counts.owed if counts.owed else "—",
                "、".join(lacking) if gaps else "没有单位承担",
            )

    status = words()["status"]
    fields = (
        Field("通知", 18),
        Field("指标", 14),
        Field("内容", 52),
        Field("应报", 8, _CENTRED),
        *(Field(status[name]["word"], 10, _CENTRED) for name in STATUSES),
        Field("达标率", 9, (*_CENTRED, ("num_format", "0.0%"))),
        Field("缺少材料的单位", 52),
    )
    list_sheet(book, faces, "指标汇总", _signed(overview), fields, rows(), fixed=2)


def _gap_list(book: Any, faces: Faces, overview: Overview) -> None:
    status = words()["status"]

    def rows() -> Iterator[Sequence[object]]:
        for gap in overview.gaps:
            column = overview.column_by_key.get((gap.notice, gap.indicator))
            asked = item_lines(gap.items)
            if not asked and column:
                asked = tuple(task.text for task in column.indicator.tasks if task.method == gap.method)
            paths = dict.fromkeys(path for item in gap.items for path in item.evidence)
            yield (
                row_id(gap),
                gap.unit,
                indicator_label(column.indicator) if column else gap.indicator,
                (column.indicator.heading or column.indicator.text) if column else "",
                gap.method or "—",
                Tinted(status[gap.status]["word"], status[gap.status]["fill"]),
                "\n".join(asked),
                "\n".join(_with_path(overview, path) for path in paths) or "无",
                problem_text(gap),
                request_text(gap),
                notice_name(column.notice) if column else gap.notice,
            )

    fields = (
        Field("编号", 13),
        Field("单位", 18),
        Field("指标", 12),
        Field("指标内容", 28),
        Field("查验方式", 9, _CENTRED),
        Field("状态", 9),
        Field("应报材料", 32),
        Field("已报材料", 32),
        Field("问题", 28),
        Field("请补充", 28),
        Field("通知", 18),
    )
    note = f"{_signed(overview)}    含已达标项，可按“状态”筛选；“编号”各批次不变"
    list_sheet(book, faces, "缺项清单", note, fields, rows(), fixed=3)


def _with_path(overview: Overview, path: str) -> str:
    file = overview.file_at.get(path)
    return f"{file_label(path, file)}  {path}" if file and file.title else path


def _file_list(book: Any, faces: Faces, overview: Overview) -> None:
    def rows() -> Iterator[Sequence[object]]:
        for number, file in enumerate(_in_roster_order(overview), start=1):
            matches = [match for match in overview.matches_of.get(file.path, ()) if match.decision != "none"]
            matches.sort(key=lambda match: -match.score)
            yield (
                number,
                file.unit or "未能确定",
                file.path,
                file.title,
                file.doc_number,
                file.date,
                words()["file"][file.status],
                "；".join(part for part in (flag_words(file.flags), file.failure) if part),
                "\n".join(_served(overview, match) for match in matches) or "—",
            )

    fields = (
        Field("序号", 7, _CENTRED),
        Field("单位", 18),
        Field("文件路径", 40),
        Field("题名", 32),
        Field("文号", 16),
        Field("日期", 12, _CENTRED),
        Field("读取情况", 10, _CENTRED),
        Field("问题", 30),
        Field("对应指标（匹配度）", 38),
    )
    list_sheet(book, faces, "文件清单", _signed(overview), fields, rows(), fixed=3)


def _in_roster_order(overview: Overview) -> list[Evidence]:
    rank = {unit.name: at for at, unit in enumerate(overview.units)}
    return sorted(overview.evidence, key=lambda file: (rank.get(file.unit or "", len(rank)), file.path))


def _served(overview: Overview, match: Match) -> str:
    column = overview.column_by_key.get((match.notice, match.indicator))
    label = indicator_label(column.indicator) if column else match.indicator
    method = f"·{match.method}" if match.method else ""
    return f"{label}{method}：{words()['decision'][match.decision]}（{match.score:.2f}）"


def _doubt_list(book: Any, faces: Faces, overview: Overview) -> None:
    rows = (
        (
            doubt.name,
            words()["doubt"].get(doubt.kind, doubt.kind),
            "\n".join(doubt.candidates) or "没有相近的单位",
            "\n".join(doubt.where),
        )
        for doubt in overview.doubts
    )
    fields = (Field("名称", 36), Field("类别", 12, _CENTRED), Field("可能是（相近的在前）", 44), Field("出现在", 60))
    list_sheet(book, faces, "待确认", "下列名称无法自动确定，请逐一确认", fields, rows)
