"""The progress bulletin (通报) of a round as a Word file: the whole, who leads, what is wrong, what next."""

from collections import Counter
from collections.abc import Iterable, Sequence

from govdoc.reports.feedback_docx import contact
from govdoc.reports.letter import annex_list, annexes, chapter, headline, imprint, opening, signature, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import STATUSES, Overview, tally
from govdoc.reports.problems import Problem, problems
from govdoc.reports.ranking import League, Place, leagues, pace
from govdoc.reports.word_table import Row, Table, table
from govdoc.reports.word_xml import KAITI, paragraph
from govdoc.reports.wording import (
    called,
    day,
    flag_row,
    indicator_label,
    indicator_name,
    itself,
    rate,
    since,
    status_word,
    words,
)

_LEADERS = 5
_NAMED = 10  # units by name in the text; of more there is a list behind it
_HOLES = 5


def bulletin_docx(overview: Overview) -> bytes:
    """The bulletin to all units, with the ranking of every unit behind it."""
    say = words()["bulletin"]
    title = say["title"].format(round=overview.round_label)
    ranked = leagues(overview)
    lead = overview.lead
    to = "，".join(lead.recipients) if lead and lead.recipients else say["to"]
    chapters = (
        ("总体情况", _whole(overview, ranked)),
        ("各单位进展情况", _leaders(overview, ranked)),
        ("存在的主要问题", _troubles(overview, ranked)),
        ("下一步要求", _demands(overview, ranked)),
    )
    body = headline(title) + paragraph(f"{to}：") + opening(overview, say["opening"])
    told = [(name, text) for name, text in chapters if text]
    for numeral, (name, texts) in zip("一二三四", told, strict=False):
        body += chapter(f"{numeral}、{name}")
        # The signature never stands alone on a page.
        for text in texts:
            first, stop, rest = text.partition("。") if text.startswith("（") else ("", "", text)
            keep = (name, text) == (told[-1][0], texts[-1])
            body += paragraph(rest, first=2, keep=keep, lead=first + stop, lead_face=KAITI)
    behind = [(say["annex"], _rankings(overview, ranked))]
    silent = _silent(ranked)
    if len(silent) > _NAMED:
        behind.append((say["annex_silent"], paragraph("、".join(silent) + "。", first=2)))
    body += annex_list([name for name, _ in behind]) + signature(overview.office, overview.date, contact(overview)[0])
    body += annexes(behind) + imprint(overview.office, overview.date)
    return page_bytes(body, title=title, author=overview.office, date=overview.date)


def _rankings(overview: Overview, ranked: Sequence[League]) -> str:
    return "".join(
        (paragraph(league.name, keep=True) if len(ranked) > 1 else "") + table(_ranking(overview, league)) + spacer()
        for league in ranked
    )


def _all(ranked: Iterable[League]) -> list[Place]:
    return [place for league in ranked for place in league.places]


def _whole(overview: Overview, ranked: Sequence[League]) -> list[str]:
    say = words()["bulletin"]
    counts, units = tally(overview.gaps), _all(ranked)
    handed = sum(place.files > 0 for place in units)
    texts = [
        say["whole"].format(
            units=len(units),
            owed=counts.owed,
            handed=handed,
            files=len(overview.evidence),
            absent=len(units) - handed,
            met=counts.met,
            partial=counts.partial,
            verify=counts.verify,
            missing=counts.missing,
            rate=rate(counts.met, counts.owed),
        )
    ]
    if overview.changes:
        texts.append(since(overview.changes, overview.previous))
    time = pace(overview)
    if time and counts.owed:
        done = counts.met / counts.owed
        judged = (
            say["ahead"] if done >= time.passed else say["behind"].format(points=f"{100 * (time.passed - done):.1f}")
        )
        if time.passed >= 0.5:
            judged += say["both"] if done >= 0.5 else say["neither"]
        half = sum(place.share > 0.5 for place in units)
        texts.append(
            say["pace"].format(
                start=day(time.start),
                end=day(time.end),
                passed=f"{time.passed:.1%}",
                rate=f"{done:.1%}",
                judged=judged,
                half=half,
                share=rate(half, len(units)),
            )
        )
    return texts


def _leaders(overview: Overview, ranked: Sequence[League]) -> list[str]:
    """Who leads; who handed in files and lags all the same, where that is somebody else."""
    say = words()["bulletin"]
    active = sorted((place for place in _all(ranked) if place.files), key=lambda place: -place.share)
    best = [place for place in active if place.counts.met][:_LEADERS]
    last = [place for place in reversed(active) if place not in best and place.share < 1][:_LEADERS]
    return [
        say[key].format(names="、".join(f"{_name(overview, place.unit)}（{place.share:.1%}）" for place in places))
        for key, places in (("best", best), ("last", last))
        if places
    ]


def _troubles(overview: Overview, ranked: Sequence[League]) -> list[str]:
    say, counts = words()["bulletin"], tally(overview.gaps)
    texts = []
    silent = _silent(ranked)
    if silent:
        names = "、".join(_name(overview, unit) for unit in silent[:_NAMED])
        texts.append(say["silent" if len(silent) > _NAMED else "silent_few"].format(names=names, count=len(silent)))
    faulty = [problem for place in _all(ranked) for problem in problems(overview, place.unit)]
    if faulty:
        texts.append(say["faulty"].format(count=len(faulty), kinds=_kinds(faulty)))
    lacking: dict[tuple[str, str], set[str]] = {}
    for gap in overview.gaps:
        if gap.status == "missing":
            lacking.setdefault((gap.notice, gap.indicator), set()).add(gap.unit)
    worst = sorted(
        (column for column in overview.columns if column.key in lacking), key=lambda column: -len(lacking[column.key])
    )
    if worst:
        names = "；".join(
            f"{indicator_label(column.indicator)}“{_inner(indicator_name(column.indicator, 24))}”"
            f"（{len(lacking[column.key])}个单位缺少）"
            for column in worst[:_HOLES]
        )
        texts.append(say["holes"].format(noun=overview.noun, names=names))
    if counts.verify + counts.partial:
        texts.append(say["open"].format(verify=counts.verify, partial=counts.partial))
    return [f"（{numeral}）{text}" for numeral, text in zip("一二三四", texts, strict=False)]


def _inner(text: str) -> str:
    """A text that goes between quotation marks: its own become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def _silent(ranked: Sequence[League]) -> list[str]:
    """The units that handed in nothing."""
    return [place.unit for place in _all(ranked) if not place.files]


def _kinds(faulty: Sequence[Problem]) -> str:
    counts = Counter(problem.code for problem in faulty)
    return "、".join(f"{flag_row(code)['word']}{count}份" for code, count in counts.most_common())


def _demands(overview: Overview, ranked: Sequence[League]) -> list[str]:
    say, letter = words()["bulletin"], words()["letter"]
    due = letter["before"].format(due=day(overview.due)) if overview.due else letter["soon"]
    text = say["demand"].format(due=due, office=itself(overview.office))
    if _silent(ranked):
        text += say["demand_silent"]
    return [text + say["demand_next"]]


def _name(overview: Overview, unit: str) -> str:
    known = overview.unit_by_name.get(unit)
    return called(known, overview.office) if known else unit


def _ranking(overview: Overview, league: League) -> Table:
    compared = bool(overview.changes)
    rows = tuple(
        Row(
            (
                str(place.rank),
                place.unit,
                *(str(count) for count in (place.counts.owed, *(getattr(place.counts, name) for name in STATUSES))),
                f"{place.share:.1%}",
                str(place.files),
                str(place.fixed if compared else place.faulty),
            )
        )
        for place in league.places
    )
    statuses = (status_word(name) for name in STATUSES)
    head = ("名次", "单位", "应报", *statuses, "达标率", "文件", "较上批解决" if compared else "问题文件")
    widths = (10.0, 47.0, 11.0, 15.0, 12.0, 15.0, 11.0, 14.5, 10.5, 10.0)
    return Table(widths, head, rows, frozenset({0, *range(2, 10)}))
