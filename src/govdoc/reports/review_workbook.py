"""The reviewers' workbook: what the program found, and columns in which reviewers write their decisions."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from govdoc.reports.excel_sheet import LIST_HEAD, Faces, Field, Tinted, list_sheet
from govdoc.reports.wording import day, words
from govdoc.rules.load import load

FILES, CELLS = "待审材料", "应报项"
# Heads of the columns that come back; the rest of a sheet may be moved about, hidden or thrown away.
NAME, VERDICT, TARGET, ITEMS, STATUS, REMARK, WHO = (
    "行号",
    "审核意见",
    "改到",
    "材料项序号",
    "审核状态",
    "备注",
    "审核人",
)
_OPEN = (("bg_color", "#FFF9E5"), ("locked", False))


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file under a cell, as a line of the sheet. `name` is the row's id with the state it was written from."""

    name: str
    waits: str
    unit: str
    indicator: str
    method: str
    asked: tuple[str, ...]
    path: str
    title: str
    proposal: str
    score: float
    why: str
    verdict: str = ""
    target: str = ""
    items: str = ""
    comment: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell, as a line of the sheet."""

    name: str
    unit: str
    indicator: str
    method: str
    asked: tuple[str, ...]
    status: str
    text: str
    decided: str = ""
    comment: str = ""
    who: str = ""


def review_workbook(files: Iterable[FileLine], cells: Iterable[CellLine], office: str, today: dt.date) -> bytes:
    """The sheets 待审材料 and 应报项 as an xlsx; the yellow columns are the reviewers'."""
    import xlsxwriter

    stream = io.BytesIO()
    midnight = dt.datetime(today.year, today.month, today.day)  # noqa: DTZ001 - a file date
    note = f"{office}  {day(today)}    只填黄色各列；可排序、筛选、删行，“行号”不要改动；填好后交回导入"
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "审核工作簿", "author": office, "created": midnight})
        faces = Faces(book)
        said = load("review")
        _sheet(
            book,
            faces,
            FILES,
            note,
            _FILE_FIELDS,
            [_file_row(one) for one in files],
            {
                VERDICT: [said["kind"][kind] for kind in ("accept", "reject", "move")],
            },
        )
        _sheet(
            book,
            faces,
            CELLS,
            note,
            _CELL_FIELDS,
            [_cell_row(one) for one in cells],
            {
                STATUS: list(said["status"].values()),
            },
        )
    return stream.getvalue()


_CENTRED = (("align", "center"),)
_FILE_FIELDS = (
    Field(NAME, 18),
    Field("情况", 10, _CENTRED),
    Field("单位", 18),
    Field("指标", 7, _CENTRED),
    Field("查验方式", 9, _CENTRED),
    Field("应报材料", 32),
    Field("文件", 34),
    Field("题名", 28),
    Field("程序意见", 9, _CENTRED),
    Field("把握", 7, (*_CENTRED, ("num_format", "0.00"))),
    Field("理由", 34),
    Field(VERDICT, 10, _OPEN),
    Field(TARGET, 14, _OPEN),
    Field(ITEMS, 10, _OPEN),
    Field(REMARK, 28, _OPEN),
    Field(WHO, 9, _OPEN),
)
_CELL_FIELDS = (
    Field(NAME, 18),
    Field("单位", 18),
    Field("指标", 7, _CENTRED),
    Field("查验方式", 9, _CENTRED),
    Field("应报材料", 36),
    Field("现状", 9),
    Field("问题", 36),
    Field(STATUS, 10, _OPEN),
    Field(REMARK, 30, _OPEN),
    Field(WHO, 9, _OPEN),
)


def _sheet(
    book: Any,
    faces: Faces,
    name: str,
    note: str,
    fields: Sequence[Field],
    rows: list[Sequence[object]],
    choices: dict[str, list[str]],
) -> None:
    list_sheet(book, faces, name, note, fields, rows, fixed=1)
    sheet = book.get_worksheet_by_name(name)
    for column, spec in enumerate(fields):
        if spec.name in choices and rows:
            # A warning, no bar: a reviewer's own word is read too.
            rule = {"validate": "list", "source": choices[spec.name], "error_type": "information"}
            sheet.data_validation(LIST_HEAD + 1, column, LIST_HEAD + len(rows), column, rule)


def _file_row(one: FileLine) -> Sequence[object]:
    return (
        one.name,
        one.waits,
        one.unit,
        one.indicator,
        one.method,
        "\n".join(one.asked),
        one.path,
        one.title,
        one.proposal,
        one.score,
        one.why,
        one.verdict,
        one.target,
        one.items,
        one.comment,
        one.who,
    )


def _cell_row(one: CellLine) -> Sequence[object]:
    status = words()["status"][one.status]
    return (
        one.name,
        one.unit,
        one.indicator,
        one.method,
        "\n".join(one.asked),
        Tinted(status["word"], status["fill"]),
        one.text,
        one.decided,
        one.comment,
        one.who,
    )
