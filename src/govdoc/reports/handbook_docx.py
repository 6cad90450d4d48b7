"""The handbook as a Word file for the units, laid out after GB/T 9704."""

from collections.abc import Iterator

from govdoc.model import Guide
from govdoc.reports.manual import Manual, Page, chapters
from govdoc.reports.official_page import page_bytes
from govdoc.reports.word_xml import HEITI, KAITI, TITLE, Type, paragraph
from govdoc.reports.wording import campaign, day, indicator_label, quoted, trimmed, words

_HEADLINE = Type(TITLE, 22, 34)  # 二号
_SUBHEAD = Type(KAITI)
_GAP = Type(line=14)
_CHAPTER = Type(HEITI)


def handbook_docx(manual: Manual) -> bytes:
    """The handbook: how to use it, then chapter by chapter every indicator with its guide."""
    say = words()["manual"]
    under = "，".join(filter(None, (manual.unit, day(manual.date))))
    parts = [
        paragraph(quoted(campaign(manual.title)), _HEADLINE, align="center") if manual.title else "",
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
