"""The handbook as a workbook that the office edits and takes in again."""

import datetime as dt
import io
from collections.abc import Sequence

from govdoc.reports.excel_sheet import Faces, Field, list_sheet
from govdoc.reports.manual import Manual
from govdoc.reports.wording import notice_name, words

_TOP = (("valign", "top"),)
_MIDDLE = (("align", "center"), ("valign", "top"))
_SHADED = (("valign", "top"), ("font_color", "#595959"))
_FIELDS = (
    Field("通知", 15, _SHADED),
    Field("编号", 7, _MIDDLE),
    Field("指标（原文，供对照）", 36, _SHADED),
    Field("类别", 16, _TOP),
    Field("名称", 18, _TOP),
    Field("要点说明", 36, _TOP),
    Field("关键词", 30, _TOP),
    Field("典型材料", 34, _TOP),
    Field("不算的材料", 28, _TOP),
    Field("易混词", 18, _TOP),
    Field("示例", 34, _TOP),
)


def handbook_xlsx(manual: Manual, cells: Sequence[Sequence[str]]) -> bytes:
    """One row for each page of the manual; `cells` are the fields of its guide, 类别 to 示例, as texts."""
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(manual.date.year, manual.date.month, manual.date.day)  # noqa: DTZ001 - a file date
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "操作手册", "author": manual.office, "created": midnight})
        rows = [
            (
                notice_name(page.notice),
                page.indicator.code,
                "\n".join(dict.fromkeys(filter(None, (page.indicator.heading, page.indicator.text)))),
                *texts,
            )
            for page, texts in zip(manual.pages, cells, strict=True)
        ]
        list_sheet(book, Faces(book), "操作手册", words()["manual"]["note"], _FIELDS, rows, fixed=2)
    return stream.getvalue()
