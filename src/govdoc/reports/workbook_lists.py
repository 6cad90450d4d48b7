"""The lists of a round's workbook, one sheet each."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from govdoc.gaps import row_id as name_of_row
from govdoc.model import Evidence, Gap, Match, Place
from govdoc.reports.excel_sheet import Faces, Field, Tinted, list_sheet
from govdoc.reports.feedback_tables import change_text
from govdoc.reports.overview import STATUSES, Overview, problem_text, request_text, tally
from govdoc.reports.periodic_sheet import matrices
from govdoc.reports.ranking import leagues
from govdoc.reports.wording import called, day, file_label, flag_words, indicator_label, item_lines, notice_name, words
from govdoc.rules.load import load

_NAMED = 15
_CENTRED = (("align", "center"),)
_RATE = (*_CENTRED, ("num_format", "0.0%"))


def signed(overview: Overview) -> str:
    """Who made the workbook, and when."""
    return f"{overview.office}  {day(overview.date)}"


def row_id(gap: Gap) -> str:
    """A short name for a gap row that stays the same from round to round."""
    return name_of_row(gap.unit, gap.place)


def runs(codes: Sequence[str]) -> str:
    """The codes of indicators, numbers that follow one another drawn together.

    >>> runs(("1", "2", "3", "5", "6", "加分1"))
    '1—3、5、6、加分1'
    """
    parts: list[list[str]] = []
    for code in codes:
        if parts and code.isdecimal() and parts[-1][-1].isdecimal() and int(code) == int(parts[-1][-1]) + 1:
            parts[-1].append(code)
        else:
            parts.append([code])
    return "、".join(f"{part[0]}—{part[-1]}" if len(part) > 2 else "、".join(part) for part in parts)


def _some(overview: Overview, units: Sequence[str]) -> str:
    """Units by the names the office calls them, the first few of many."""
    shown = ((overview.unit_by_name.get(name), name) for name in units[:_NAMED])
    names = "、".join(called(unit, overview.office) if unit else name for unit, name in shown)
    return names + (f"等{len(units)}个" if len(units) > _NAMED else "")


def _unit_list(book: Any, faces: Faces, overview: Overview) -> None:
    compared = bool(overview.changes)

    def rows() -> Iterator[Sequence[object]]:
        for league in leagues(overview):
            for place in league.places:
                gaps = overview.gaps_of[place.unit]
                lacking = dict.fromkeys(gap.indicator for gap in gaps if gap.status == "missing")
                yield (
                    place.rank,
                    place.unit,
                    league.name,
                    place.counts.owed,
                    *(getattr(place.counts, name) for name in STATUSES),
                    place.share,
                    place.files,
                    place.faulty,
                    *((place.fixed, place.new) if compared else ()),
                    runs(tuple(lacking)),
                )

    fields = (
        Field("名次", 7, _CENTRED),
        Field("单位", 30),
        Field("类别", 13, _CENTRED),
        Field("应报", 8, _CENTRED),
        *(Field(words()["status"][name]["word"], 10, _CENTRED) for name in STATUSES),
        Field("达标率", 9, _RATE),
        Field("报送文件", 10, _CENTRED),
        Field("问题文件", 10, _CENTRED),
        *((Field("较上批解决", 12, _CENTRED), Field("较上批新增", 12, _CENTRED)) if compared else ()),
        Field("缺少材料的指标", 60),
    )
    note = f"{signed(overview)}    同类单位之间排名，达标率相同的并列"
    list_sheet(book, faces, "单位汇总", note, fields, rows(), fixed=2)


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
                _some(overview, tuple(lacking)) if gaps else "没有单位承担",
            )

    status = words()["status"]
    fields = (
        Field("通知", 18),
        Field("指标", 14),
        Field("内容", 52),
        Field("应报", 8, _CENTRED),
        *(Field(status[name]["word"], 10, _CENTRED) for name in STATUSES),
        Field("达标率", 9, _RATE),
        Field("缺少材料的单位", 52),
    )
    list_sheet(book, faces, "指标汇总", signed(overview), fields, rows(), fixed=2)


def _gap_list(book: Any, faces: Faces, overview: Overview) -> None:
    reviewed = any(gap.reviewer or gap.comments for gap in overview.gaps)
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
                _label(overview, gap.notice, gap.indicator),
                (column.indicator.heading or column.indicator.text) if column else "",
                gap.method or "—",
                Tinted(status[gap.status]["word"], status[gap.status]["fill"]),
                "\n".join(asked),
                "\n".join(_with_path(overview, path) for path in paths) or "无",
                problem_text(gap),
                request_text(gap),
                notice_name(column.notice) if column else gap.notice,
                *((_remarks(gap),) if reviewed else ()),
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
        *((Field("审核备注", 28),) if reviewed else ()),
    )
    note = f"{signed(overview)}    含已达标项，可按“状态”筛选；“编号”各批次不变"
    list_sheet(book, faces, "缺项清单", note, fields, rows(), fixed=3)


def _remarks(gap: Gap) -> str:
    said = (f"{gap.reviewer}审定",) if gap.reviewer else ()
    return "\n".join((*said, *gap.comments))


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
    list_sheet(book, faces, "文件清单", signed(overview), fields, rows(), fixed=3)


def _in_roster_order(overview: Overview) -> list[Evidence]:
    rank = {unit.name: at for at, unit in enumerate(overview.units)}
    return sorted(overview.evidence, key=lambda file: (rank.get(file.unit or "", len(rank)), file.path))


def _served(overview: Overview, match: Match) -> str:
    label = _label(overview, match.notice, match.indicator)
    method = f"·{match.method}" if match.method else ""
    return f"{label}{method}：{words()['decision'][match.decision]}（{match.score:.2f}）"


def _doubt_list(book: Any, faces: Faces, overview: Overview) -> None:
    if not overview.doubts:
        return
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


def _change_list(book: Any, faces: Faces, overview: Overview) -> None:
    if not overview.changes:
        return
    said = {row["kind"]: row["word"] for row in words()["change"]}
    rows = (
        (
            change.unit,
            said[change.kind],
            _label(overview, change.notice, change.indicator) or "—",
            change.method or "—",
            change_text(overview, change),
        )
        for change in overview.changes
    )
    fields = (Field("单位", 30), Field("变化", 12, _CENTRED), Field("指标", 16), Field("查验方式", 11, _CENTRED),
              Field("说明", 60))  # fmt: skip
    note = f"{signed(overview)}    与{overview.previous or '上一批次'}相比"
    list_sheet(book, faces, "批次变化", note, fields, rows, fixed=1)


def _decision_list(book: Any, faces: Faces, overview: Overview) -> None:
    if not overview.decisions:
        return
    said = load("review")

    def where(place: Place | None) -> str:
        return f"{_label(overview, place.notice, place.indicator)}{place.method or ''}" if place else ""

    def rows() -> Iterator[Sequence[object]]:
        for ruled in overview.decisions:
            one = ruled.decision
            what = said["kind"][one.kind]
            if one.kind == "status" and one.status:
                what += said["status"][one.status]
            yield (
                one.number,
                f"{one.at:%Y-%m-%d %H:%M}",
                one.who,
                one.unit,
                where(one.place),
                one.path,
                f"{what}{one.undoes or ''}",
                one.comment,
                said["state"][ruled.state],
            )

    fields = (
        Field("序号", 7, _CENTRED),
        Field("时间", 17, _CENTRED),
        Field("审核人", 10, _CENTRED),
        Field("单位", 22),
        Field("指标和查验方式", 22),
        Field("文件", 44),
        Field("意见", 14, _CENTRED),
        Field("备注", 30),
        Field("是否有效", 16, _CENTRED),
    )
    list_sheet(book, faces, "审核意见", signed(overview), fields, rows(), fixed=1)


def _label(overview: Overview, notice: str, indicator: str) -> str:
    column = overview.column_by_key.get((notice, indicator))
    return indicator_label(column.indicator) if column else indicator


def _periodic_sheet(book: Any, faces: Faces, overview: Overview) -> None:
    if any(one.state != "waiting" for one in overview.periodic):
        matrices(book, faces, overview.periodic, overview.date)


LISTS: tuple[Callable[[Any, Faces, Overview], None], ...] = (
    _unit_list,
    _indicator_list,
    _gap_list,
    _file_list,
    _periodic_sheet,
    _change_list,
    _decision_list,
    _doubt_list,
)
