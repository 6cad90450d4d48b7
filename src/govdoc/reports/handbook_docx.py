"""The handbook as a Word file for the units, laid out after GB/T 9704."""

import logging
import math
from collections.abc import Iterator
from itertools import accumulate, pairwise

from govdoc.model import Guide
from govdoc.reports.manual import Manual, Page, chapters
from govdoc.reports.official_page import page_bytes
from govdoc.reports.word_xml import HEITI, KAITI, TITLE, Type, paragraph
from govdoc.reports.wording import campaign, day, indicator_label, quoted, trimmed, words

_HEADLINE = Type(TITLE, 22, 34)  # 二号
_SUBHEAD = Type(KAITI)
_GAP = Type(line=14)
_CHAPTER = Type(HEITI)
_TITLE_LINE = 19  # of the 20 characters of a headline's line, one is kept for breaking between words


def handbook_docx(manual: Manual) -> bytes:
    """The handbook: how to use it, then chapter by chapter every indicator with its guide."""
    say = words()["manual"]
    under = "，".join(filter(None, (manual.unit, day(manual.date))))
    parts = [
        *(paragraph(line, _HEADLINE, align="center") for line in _even(campaign(manual.title)) if manual.title),
        paragraph(say["title"], _HEADLINE, align="center"),
        paragraph(f"（{under}）", _SUBHEAD, align="center"),
        paragraph("", _GAP),
        *(paragraph(text, first=2) for text in say["how"]),
    ]
    for heading, pages in chapters(manual.pages):
        parts.append(paragraph("", _GAP))
        parts.append(paragraph(heading, _CHAPTER, first=2, keep=True, outline=1))
        for page in pages:
            parts += _page(page)
    title = f"{manual.unit}{say['title']}"
    return page_bytes("".join(parts), title=title, author=manual.office, date=manual.date)


def _even(title: str) -> list[str]:
    """A title in 《》 on lines of about one length, broken between words (分行排布，词意完整).

    >>> _even("云汐县创建全省法治政府建设示范县工作方案")
    ['《云汐县创建全省法治', '政府建设示范县工作方案》']
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    text = quoted(title)
    ends = list(accumulate(len(word) for word in jieba.cut(text, HMM=False)))
    gaps = [0, *(at for at in ends[:-1] if text[at - 1] not in "《“〈（" and text[at] not in "》”〉）、，"), len(text)]
    lines = math.ceil(len(text) / _TITLE_LINE)

    def nearest(wanted: float) -> int:
        return min(gaps, key=lambda at: abs(at - wanted))

    cuts = [nearest(len(text) * line / lines) for line in range(lines + 1)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


def _page(page: Page) -> Iterator[str]:
    say, indicator, guide = words()["manual"], page.indicator, page.guide or Guide()
    name = guide.name or indicator.heading
    yield paragraph(f"{indicator_label(indicator)}　{name}".rstrip("　"), _SUBHEAD, first=2, keep=True, outline=2)
    methods = [task.method for task in indicator.tasks if task.method]
    asked = " ".join(dict.fromkeys(filter(None, (indicator.heading, indicator.text))))
    for label, text in (
        ("requirement", asked),
        ("units", "、".join(dict.fromkeys(unit.name for unit in indicator.responsible))),
        ("methods", "、".join(dict.fromkeys(methods))),
        ("notes", guide.notes),
        ("evidence", _listed(guide.evidence)),
        ("excluded", _listed(guide.excluded)),
        ("terms", "、".join(guide.terms)),
        ("example", guide.example),
    ):
        if text:
            yield paragraph(_ended(text), first=2, lead=say[label])


def _listed(parts: tuple[str, ...]) -> str:
    """Several things in one sentence, numbered.

    >>> _listed(("抽查计划", "抽查结果公示"))
    '1.抽查计划；2.抽查结果公示'
    """
    if len(parts) == 1:
        return trimmed(parts[0])
    return "；".join(f"{number}.{trimmed(part)}" for number, part in enumerate(parts, start=1))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
