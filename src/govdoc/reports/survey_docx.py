"""A questionnaire to be printed and filled in by hand."""

import datetime as dt

from govdoc.model import Questionnaire
from govdoc.reports.official_page import page_bytes
from govdoc.reports.word_xml import HEITI, KAITI, TITLE, Type, paragraph
from govdoc.surveys import items_of
from govdoc.surveys.questions import keys_of

_HEADLINE = Type(TITLE, 22, 34)
_SECTION = Type(HEITI)
_NOTE = Type(KAITI)
_PLAIN = Type()
_KINDS = {"multiple": "（可多选）", "single": "（单选）", "scale": "（单选）", "open": ""}
_BLANK = "＿" * 16


def form_docx(questionnaire: Questionnaire) -> bytes:
    """The printable form: boxes to tick, lines to write on."""
    parts = [
        paragraph(questionnaire.title, _HEADLINE, align="center"),
        paragraph(f"编号：{'＿' * 5}　单位：{'＿' * 9}　月份：{'＿' * 4}", _NOTE),
    ]
    heading = None
    for item in items_of(questionnaire):
        if item.heading != heading:
            heading = item.heading
            parts.append(paragraph(heading, _SECTION))
            if item.condition and item.condition not in heading:
                parts.append(paragraph(f"（由{item.condition}填写）", _NOTE))
        question = item.question
        options = keys_of(question)
        kind = _KINDS[question.kind] if options else ""
        parts.append(paragraph(f"{item.id.split('.')[1]}.{question.stem}{kind}", _PLAIN))
        if question.kind == "scale" and not options:
            parts.append(paragraph(f"评分：{'＿' * 6}", _PLAIN))
        elif options:
            parts.append(paragraph("　".join(f"□{key}.{one.text}" for key, one in options.items()), _PLAIN))
        else:
            parts += [paragraph("＿" * 26, _PLAIN)] * 2
        if question.follow_up:
            parts.append(paragraph(f"{question.follow_up.rstrip('_＿ ')}{_BLANK}", _PLAIN))
    return page_bytes("".join(parts), title=questionnaire.title, author="", date=dt.date(2000, 1, 1))
