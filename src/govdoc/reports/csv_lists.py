"""The round's lists as CSV in UTF-8 with a byte order mark, which Excel and WPS take for what it is."""

import csv
import io
from collections.abc import Iterable, Sequence

from govdoc.reports.excel_sheet import FORMULA_SIGNS
from govdoc.reports.feedback_tables import asked_lines
from govdoc.reports.overview import STATUSES, Overview, problem_text, request_text
from govdoc.reports.ranking import leagues
from govdoc.reports.wording import clean, flag_words, indicator_label, notice_name, status_word, words
from govdoc.reports.workbook_lists import row_id


def csv_lists(overview: Overview) -> dict[str, bytes]:
    """The lists of gaps, files and units by file name."""
    return {"缺项清单.csv": _gaps(overview), "文件清单.csv": _files(overview), "单位汇总.csv": _units(overview)}


def _gaps(overview: Overview) -> bytes:
    head = ("编号", "单位", "通知", "指标", "指标内容", "查验方式", "状态", "应报材料", "已报材料", "问题", "请补充")

    def rows() -> Iterable[Sequence[object]]:
        for gap in overview.gaps:
            column = overview.column_by_key.get((gap.notice, gap.indicator))
            paths = dict.fromkeys(path for item in gap.items for path in item.evidence)
            yield (
                row_id(gap),
                gap.unit,
                notice_name(column.notice) if column else gap.notice,
                gap.indicator,
                (column.indicator.heading or column.indicator.text) if column else "",
                gap.method,
                status_word(gap.status),
                "\n".join(asked_lines(overview, gap)),
                "\n".join(paths),
                problem_text(gap),
                request_text(gap),
            )

    return _csv(head, rows())


def _files(overview: Overview) -> bytes:
    head = ("文件路径", "单位", "题名", "文号", "日期", "读取情况", "问题", "对应指标", "sha256")

    def rows() -> Iterable[Sequence[object]]:
        for file in overview.evidence:
            served = [match for match in overview.matches_of.get(file.path, ()) if match.decision != "none"]
            labels = []
            for match in served:
                column = overview.column_by_key.get((match.notice, match.indicator))
                labels.append((indicator_label(column.indicator) if column else match.indicator) + (match.method or ""))
            yield (
                file.path,
                file.unit,
                file.title,
                file.doc_number,
                file.date,
                words()["file"][file.status],
                "；".join(part for part in (flag_words(file.flags), file.failure) if part),
                "、".join(dict.fromkeys(labels)),
                file.sha256,
            )

    return _csv(head, rows())


def _units(overview: Overview) -> bytes:
    head = (
        "单位",
        "类别",
        "名次",
        "应报",
        *(status_word(status) for status in STATUSES),
        "达标率",
        "报送文件",
        "问题文件",
    )
    rows = (
        (
            place.unit,
            league.name,
            place.rank,
            place.counts.owed,
            *(getattr(place.counts, status) for status in STATUSES),
            f"{place.share:.4f}",
            place.files,
            place.faulty,
        )
        for league in leagues(overview)
        for place in league.places
    )
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    """Text that a spreadsheet would take for a formula is given the quote that makes it text."""
    if isinstance(value, str):
        value = clean(value)
        return f"'{value}" if value.lstrip().startswith(FORMULA_SIGNS) else value
    return value
