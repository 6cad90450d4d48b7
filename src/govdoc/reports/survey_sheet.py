"""The answer sheet of a questionnaire: one row a response, choices by drop-down."""

import io
from collections.abc import Sequence

from govdoc.model import Questionnaire
from govdoc.reports.excel_sheet import Faces, Tinted, write
from govdoc.surveys import ASK, COUNT_HEADS, MORE, Counted, items_of
from govdoc.surveys.questions import keys_of

_ROWS = 500
_LONGEST_LIST = 255  # characters a drop-down may hold


def answer_sheet(questionnaire: Questionnaire) -> bytes:
    """The workbook: a sheet to fill in, and one that prints the questions with what each choice is written as."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        sheet, help_ = book.add_worksheet("答卷"), book.add_worksheet("填写说明")
        heads = ["编号", "单位", "月份"]
        items = list(items_of(questionnaire))
        heads += [f"{item.id} {item.question.stem}" for item in items]
        heads += [f"{item.id}{MORE} {item.question.follow_up}" for item in items if item.question.follow_up]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, faces.head())
        sheet.set_column(0, 2, 14)
        sheet.set_column(3, len(heads) - 1, 18)
        sheet.freeze_panes(1, 3)
        for column, item in enumerate(items, 3):
            keys = list(keys_of(item.question))
            if item.question.kind in ("single", "scale") and keys and len(",".join(keys)) <= _LONGEST_LIST:
                rule = {
                    "validate": "list",
                    "source": keys,
                    "error_title": "选项有误",
                    "error_message": "请从下拉列表中选",
                }
                sheet.data_validation(1, column, _ROWS, column, rule)
        lines = ["一行一份答卷。编号不能重复；月份写成 2024-03。单选题从下拉列表选，多选题把选项连着写，如 ACD。"]
        heading = ""
        for item in items:
            if item.heading != heading:
                lines.append(heading := item.heading)
            condition = f"（由{item.condition}填写）" if item.condition else ""
            options = "；".join(f"{key}. {one.text}" for key, one in keys_of(item.question).items())
            lines.append(f"{item.id} {item.question.stem}{condition}{'：' + options if options else '（填写文字）'}")
        help_.set_column(0, 0, 110)
        for row, line in enumerate(lines):
            write(help_, faces, row, 0, line, text_wrap=True)
    return out.getvalue()


def counts_sheet(questionnaire: Questionnaire, counted: Counted) -> bytes:
    """The votes as read, for a person to put right: what is not sure is yellow and holds a question mark."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        sheet = book.add_worksheet("计票核对")
        for column, (text, width) in enumerate(
            zip(("单位", counted.unit, "月份", counted.month), (8, 50, 24, 12), strict=True)
        ):
            sheet.set_column(column, column, width)
            write(sheet, faces, 0, column, text)
        for column, head in enumerate(COUNT_HEADS):
            sheet.write_string(1, column, head, faces.head())
        rows = (
            (item.id, item.question.stem, f"{key}.{option.text}", counted.votes.get(item.id, {}).get(key))
            for item in items_of(questionnaire)
            for key, option in keys_of(item.question).items()
        )
        for row, (*texts, votes) in enumerate(rows, 2):
            for column, text in enumerate(texts):
                write(sheet, faces, row, column, text, text_wrap=True)
            write(sheet, faces, row, len(texts), Tinted(ASK, "FFF2CC") if votes is None else votes)
        for row, doubt in enumerate(counted.doubts, 1):
            sheet.write_string(row, 5, doubt)
    return out.getvalue()


def questions_sheet(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The questions as rows that a person may put right."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        faces = Faces(book)
        sheet = book.add_worksheet("题目")
        for column, (head, width) in enumerate(zip(heads, (16, 14, 8, 50, 40, 24), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, faces.head())
        sheet.freeze_panes(1, 0)
        sheet.data_validation(1, 2, 500, 2, {"validate": "list", "source": ["单选", "多选", "问答", "评分"]})
        for at, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                write(sheet, faces, at, column, text, text_wrap=True)
    return out.getvalue()
