"""What a survey came to, as a Word file: figures with their definition, units, each question with its bars."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import QuestionTally, Tally
from govdoc.reports.letter import chapter, headline, signature, spacer
from govdoc.reports.official_page import UPRIGHT_WIDTH_MM, page_bytes
from govdoc.reports.word_table import Row, Table, table
from govdoc.reports.word_xml import KAITI, Type, paragraph
from govdoc.surveys import DEFINITION, Asked

_NOTE = Type(KAITI, 12, 20)
_QUESTION = Type(points=14, line=24)
_MOST_TEXTS = 20
COVERAGE = "覆盖率＝有效答卷数÷全部服务对象数（不是收回数÷发出数）。"
_BAR, _LONGEST_BAR = "█", 15


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's figures: its tally, how many it serves and the share of them that answered, where that is known."""

    tally: Tally
    served: int | None
    coverage: float | None


def summary_docx(title: str, office: str, day: dt.date, whole: Tally, units: Sequence[Line], asked: Asked) -> bytes:
    """The summary of all responses, or of the one unit that `units` holds."""
    name = f"{whole.unit}{title}情况汇总"
    parts = [
        headline(name),
        paragraph(_told(whole, units, asked), first=2),
        paragraph(DEFINITION, _NOTE, first=2),
        paragraph(COVERAGE, _NOTE, first=2),
    ]
    if units:
        heads = ("单位", "有效答卷", "服务对象", "覆盖率", "满意率")
        widths = (UPRIGHT_WIDTH_MM - 116, 22.0, 22.0, 36.0, 36.0)
        rows = tuple(
            Row(
                (
                    one.tally.unit,
                    str(one.tally.responses),
                    "未填报" if one.served is None else str(one.served),
                    share(one.coverage, asked.coverage),
                    share(one.tally.satisfied, asked.satisfied),
                )
            )
            for one in units
        )
        parts += [chapter("一、各单位情况" if not whole.unit else "一、总体情况")]
        parts += [table(Table(widths, heads, rows, frozenset({1, 2, 3, 4}))), spacer()]
    parts.append(chapter("二、各题情况" if units else "一、各题情况"))
    parts += [part for question in whole.questions for part in _question(question)]
    if office:
        parts.append(signature(office, day))
    return page_bytes("".join(parts), title=name, author=office, date=day)


def share(value: float | None, least: float | None) -> str:
    """A share, and where the notice names one to reach, whether it is met.

    >>> share(0.885, 0.9), share(0.9, 0.9), share(0.5, None), share(None, 0.9)
    ('88.5%（未达90%）', '90.0%（达标）', '50.0%', '—')
    """
    if value is None:
        return "—"
    met = "" if least is None else "（达标）" if value >= least else f"（未达{least:.0%}）"
    return f"{value:.1%}{met}"


def covered(units: Sequence[Line], asked: Asked) -> str:
    """The share of all served that answered, over the units that told how many they serve; "" where none did."""
    known = [(one.tally.responses, one.served) for one in units if one.served]
    served = sum(count for _, count in known)
    return share(sum(count for count, _ in known) / served, asked.coverage) if served else ""


def _told(whole: Tally, units: Sequence[Line], asked: Asked) -> str:
    rate = "问卷无满意度题目" if whole.satisfied is None else f"满意率为{share(whole.satisfied, asked.satisfied)}"
    part = covered(units, asked)
    refused = f"另有{len(whole.refusals)}处答卷或答案不计入。" if whole.refusals else ""
    return f"共收到有效答卷{whole.responses}份，{f'覆盖率为{part}，' if part else ''}{rate}。{refused}"


def _question(question: QuestionTally) -> list[str]:
    parts = [paragraph(f"{question.id}　{question.stem}（答{question.answered}份）", _QUESTION, keep=True)]
    if question.options:
        rows = tuple(
            Row((f"{one.key}.{one.text}", str(one.count), f"{one.share:.1%}", _BAR * round(one.share * _LONGEST_BAR)))
            for one in question.options
        )
        widths = (UPRIGHT_WIDTH_MM - 100, 18.0, 20.0, 62.0)
        parts += [table(Table(widths, ("选项", "份数", "占比", "图示"), rows, frozenset({1, 2}))), spacer()]
    parts += [paragraph(f"——{text}", _NOTE, first=2) for text in question.texts[:_MOST_TEXTS]]
    if len(question.texts) > _MOST_TEXTS:
        parts.append(paragraph(f"（另有{len(question.texts) - _MOST_TEXTS}条，见答卷数据）", _NOTE, first=2))
    return parts
