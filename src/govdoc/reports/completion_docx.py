"""The figures of a completion report (完成情况) as a Word file: a paragraph to take over, and tables."""

from collections.abc import Iterable
from typing import cast

from govdoc.reports.letter import NOTE, headline, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import STATUSES, Overview, Tally, tally
from govdoc.reports.ranking import chapter_parts, leagues, method_parts, parts
from govdoc.reports.word_table import Row, Table, table
from govdoc.reports.word_xml import HEITI, Type, paragraph
from govdoc.reports.wording import day, rate, status_word, words

_LEVEL = Type(HEITI, 14, 26)


def completion_docx(overview: Overview) -> bytes:
    """All figures as of the overview's day: the whole, by chapter, by method, by kind of unit, and what is open."""
    say = words()["completion"]
    tables = [
        ("分板块完成情况", "板块", chapter_parts(overview)),
        ("分查验方式完成情况", "查验方式", method_parts(overview)),
        ("分单位类别完成情况", "单位类别", _league_parts(overview)),
    ]
    body = headline(say["title"]) + paragraph(
        say["note"].format(day=day(overview.date), noun=overview.noun), NOTE, first=2
    )
    body += paragraph(_text(overview), first=2) + spacer()
    for title, name, rows in tables:
        if len(rows) > 1:
            body += paragraph(title, _LEVEL, keep=True) + table(_figures(name, rows)) + spacer()
    return page_bytes(body, title=say["title"], author=overview.office, date=overview.date)


def _text(overview: Overview) -> str:
    say, counts = words()["completion"], tally(overview.gaps)
    per_indicator = parts(overview, lambda gap: (gap.notice, gap.indicator))
    kinds = {column.key: column.indicator.kind for column in overview.columns}
    text = say["text"].format(
        noun=overview.noun,
        units=len(overview.gaps_of),
        indicators=len(per_indicator),
        owed=counts.owed,
        files=len(overview.evidence),
        met=counts.met,
        rate=rate(counts.met, counts.owed),
        partial=counts.partial,
        verify=counts.verify,
        missing=counts.missing,
        done=sum(all(gap.status == "met" for gap in gaps) for gaps in overview.gaps_of.values()),
        closed=sum(part.met == part.owed for part in per_indicator.values()),
    )
    bonus = [part for key, part in per_indicator.items() if kinds.get(cast("tuple[str, str]", key)) == "bonus"]
    if bonus:
        text += say["bonus"].format(owed=sum(part.owed for part in bonus), met=sum(part.met for part in bonus))
    return str(text)


def _league_parts(overview: Overview) -> tuple[tuple[str, Tally], ...]:
    return tuple(
        (
            f"{league.name}（{len(league.places)}个）",
            Tally(*(sum(getattr(place.counts, status) for place in league.places) for status in STATUSES)),
        )
        for league in leagues(overview)
    )


def _figures(name: str, rows: Iterable[tuple[str, Tally]]) -> Table:
    rows = list(rows)
    total = Tally(*(sum(getattr(counts, status) for _, counts in rows) for status in STATUSES))
    drawn = tuple(
        Row(
            (
                label,
                str(counts.owed),
                *(str(getattr(counts, status)) for status in STATUSES),
                rate(counts.met, counts.owed),
            )
        )
        for label, counts in (*rows, ("合计", total))
    )
    head = (name, "应报", *(status_word(status) for status in STATUSES), "达标率")
    return Table((48.0, 18.0, 18.0, 18.0, 18.0, 18.0, 18.0), head, drawn, frozenset(range(1, 7)))
