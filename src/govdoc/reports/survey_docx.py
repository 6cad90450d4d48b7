"""A questionnaire to be printed and filled in by hand, and the summary of what came back."""

import datetime as dt
from collections.abc import Sequence

from govdoc.model import Questionnaire, Tally
from govdoc.reports.official_page import UPRIGHT_WIDTH_MM, letter_bytes
from govdoc.reports.word_xml import HEITI, KAITI, TITLE, Row, Table, Type, paragraph, table
from govdoc.surveys import DEFINITION, items_of
from govdoc.surveys.questions import keys_of

_HEADLINE = Type(TITLE, 22, 34)
_SECTION = Type(HEITI)
_NOTE = Type(KAITI)
_PLAIN = Type()
_CELL = Type(points=10.5, line=14)
_CELL_HEAD = Type(HEITI, 10.5, 14)
_KINDS = {"multiple": "（可多选）", "single": "（单选）", "scale": "（单选）", "open": ""}
_BLANK = "＿" * 16
_MOST_TEXTS = 20


def form_docx(questionnaire: Questionnaire, *, number: str = "") -> bytes:
    """The printable form: boxes to tick, lines to write on."""
    parts = [
        paragraph(questionnaire.title, _HEADLINE, align="center"),
        paragraph(f"编号：{number or '＿＿＿＿＿＿'}", _NOTE),
    ]
    heading = None
    for item in items_of(questionnaire):
        if item.heading != heading:
            heading = item.heading
            parts.append(paragraph(heading, _SECTION))
            if item.condition:
                parts.append(paragraph(f"（由{item.condition}填写）", _NOTE))
        question = item.question
        parts.append(paragraph(f"{item.id.split('.')[1]}.{question.stem}{_KINDS[question.kind]}", _PLAIN))
        options = keys_of(question)
        if options:
            parts.append(paragraph("　".join(f"□{key}.{one.text}" for key, one in options.items()), _PLAIN))
        else:
            parts += [paragraph("＿" * 26, _PLAIN)] * 2
        if question.follow_up:
            parts.append(paragraph(f"{question.follow_up.rstrip('_＿ ')}{_BLANK}", _PLAIN))
    return letter_bytes("".join(parts), "", title=questionnaire.title, author="", date=dt.date(2000, 1, 1))


def summary_docx(
    title: str, office: str, day: dt.date, whole: Tally, units: Sequence[tuple[Tally, int | None, float | None]]
) -> bytes:
    """The summary: figures with their definition, a table by unit, each question.

    `units` are tallies with the number of those served and the share of them that answered, where these are known.
    """
    rate = "无满意度题目" if whole.satisfied is None else f"满意率为{whole.satisfied:.1%}"
    parts = [
        paragraph(f"{title}情况汇总", _HEADLINE, align="center"),
        paragraph(f"共收到有效答卷{whole.responses}份，{rate}；不计入的答卷或答案{len(whole.refusals)}处。", _PLAIN),
        paragraph(DEFINITION, _NOTE),
        paragraph("覆盖率＝有效答卷数÷全部服务对象数（不是收回数÷发出数）。", _NOTE),
    ]
    if units:
        rows = tuple(
            Row((one.unit, str(one.responses), _number(served), _share(covered), _share(one.satisfied)))
            for one, served, covered in units
        )
        heads = ("单位", "有效答卷", "服务对象", "覆盖率", "满意率")
        widths = (UPRIGHT_WIDTH_MM - 100, 25.0, 25.0, 25.0, 25.0)
        parts += [
            paragraph("一、各单位情况", _SECTION),
            table(Table(widths, heads, rows, frozenset({1, 2, 3, 4})), _CELL, _CELL_HEAD),
        ]
    parts.append(paragraph("二、各题情况", _SECTION))
    for question in whole.questions:
        parts.append(paragraph(f"{question.id} {question.stem}（答{question.answered}份）", _PLAIN))
        if question.options:
            counts = "；".join(f"{one.key}.{one.text} {one.count}（{one.share:.1%}）" for one in question.options)
            parts.append(paragraph(counts + "。", _NOTE))
        for text in question.texts[:_MOST_TEXTS]:
            parts.append(paragraph(f"——{text}", _NOTE))
        if len(question.texts) > _MOST_TEXTS:
            parts.append(paragraph(f"（另有{len(question.texts) - _MOST_TEXTS}条，见答卷数据）", _NOTE))
    return letter_bytes("".join(parts), "", title=f"{title}情况汇总", author=office, date=day)


def _number(value: int | None) -> str:
    return "未填报" if value is None else str(value)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"
