"""The parts that every official letter has: title, signature, list of annexes, annexes, imprint (版记)."""

import datetime as dt
from collections.abc import Sequence

from govdoc.reports.official_page import UPRIGHT_WIDTH_MM
from govdoc.reports.overview import Overview
from govdoc.reports.word_xml import BODY, HEITI, KAITI, TITLE, Type, paragraph, run, twips
from govdoc.reports.wording import campaign, day, itself, quoted

GAP = Type(line=14)
NOTE = Type(KAITI, 12, 18)  # 小四, under the title of an annex
_HEADLINE = Type(TITLE, 22, 34)  # 二号
_LEVEL = Type(HEITI)
_ANNEX_TITLE = Type(TITLE, 18, 30)  # 小二
_IMPRINT = Type(points=14, line=22)  # 四号
_LAST = Type(points=1, line=1)
_POINTS_PER_MM = 72 / 25.4


def headline(title: str) -> str:
    """The title, and the free line under it."""
    return paragraph(title, _HEADLINE, align="center") + paragraph("", GAP)


def opening(overview: Overview, sentence: str) -> str:
    """The first paragraph, which names the notice that the letter goes back to."""
    number = overview.lead.doc_number if overview.lead else None
    said = sentence.format(
        campaign=quoted(campaign(overview.title))[1:-1],
        number=f"（{number}）" if number else "",
        day=day(overview.date),
        self=itself(overview.office),
        round=overview.round_label,
    )
    return paragraph(said, first=2)


def chapter(text: str) -> str:
    """A heading of the first level: “一、总体情况”."""
    return paragraph(text, _LEVEL, first=2, keep=True)


def annex_list(titles: Sequence[str]) -> str:
    """“附件：1.…” with the further ones under the first, empty for none."""
    if not titles:
        return ""
    if len(titles) == 1:
        return paragraph("", GAP, keep=True) + paragraph(f"附件：{titles[0]}", first=2, keep=True)
    lines = [paragraph("", GAP, keep=True), paragraph(f"附件：1.{titles[0]}", first=2, keep=True)]
    # Five characters (two of indent, “附件：”) stand before the first number.
    lines += [
        paragraph(f"{number}.{title}", left=5 * BODY.points, keep=True)
        for number, title in enumerate(titles[1:], start=2)
    ]
    return "".join(lines)


def signature(office: str, date: dt.date, note: str = "") -> str:
    """Office and date on the right, the date centred under the office; under them a note in brackets (附注)."""
    line = UPRIGHT_WIDTH_MM * _POINTS_PER_MM
    written = day(date)
    longest = max(_points(office), _points(written)) + BODY.points
    right = min(2 * BODY.points, max(0.0, line - longest))
    left = max(0.0, line - right - longest)
    signed = (
        paragraph("", keep=True)
        + paragraph(office, align="center", left=left, right=right, keep=True)
        + paragraph(written, align="center", left=left, right=right, keep=bool(note))
    )
    return signed + (paragraph(f"（{note}）", align="left", first=2) if note else "")


def _points(text: str) -> float:
    return sum(BODY.points if ord(char) > 0x2E80 else BODY.points / 2 for char in text)


def annexes(parts: Sequence[tuple[str, str]]) -> str:
    """Each (title, body) on a new page, numbered where there are several."""
    drawn = []
    for number, (title, body) in enumerate(parts, start=1):
        mark = f"附件{number}" if len(parts) > 1 else "附件"
        drawn.append(paragraph(mark, _LEVEL, align="left", keep=True, breaks=True))
        drawn.append(paragraph(title, _ANNEX_TITLE, align="center", keep=True))
        drawn.append(paragraph("", Type(points=6, line=8), keep=True))
        drawn.append(body)
    return "".join(drawn)


def spacer(*, keep: bool = False) -> str:
    """A low paragraph: tables that follow each other at once would grow together."""
    return paragraph("", Type(points=6, line=8), keep=keep)


def imprint(office: str, date: dt.date) -> str:
    """The imprint at the foot of the last page, printed by and printed on, between thick rules (0.35 mm)."""
    width, inset = twips(UPRIGHT_WIDTH_MM), round(_IMPRINT.points * 20)
    rule = 'w:val="single" w:sz="8" w:space="1" w:color="000000"'
    runs = run(office, _IMPRINT) + "<w:r><w:tab/></w:r>" + run(f"{day(date)}印发", _IMPRINT)
    framed = (
        f'<w:p><w:pPr><w:framePr w:w="{width}" w:hSpace="0" w:vSpace="240" w:wrap="around" w:vAnchor="margin" '
        f'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/><w:pBdr><w:top {rule}/><w:bottom {rule}/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{width - inset}"/></w:tabs>'
        f'<w:spacing w:before="0" w:after="0" w:line="{round(_IMPRINT.line * 20)}" w:lineRule="exact"/>'
        f'<w:ind w:left="{inset}" w:right="{inset}"/></w:pPr>{runs}</w:p>'
    )
    # Room for the frame, which not every program keeps free by itself: without it the frame goes to the next page.
    room = Type(line=_IMPRINT.line + 14)
    return paragraph("", room, keep=True) + framed + paragraph("", _LAST)
