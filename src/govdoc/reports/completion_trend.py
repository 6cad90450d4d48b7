"""How a completion report tells the course of the work: round by round, as a table and as bars."""

from collections.abc import Iterator

from govdoc.reports.completion_lists import ADDED, CLOSED, OWED, REOPENED, ROUNDS, Standing, standings
from govdoc.reports.completion_parts import Bars, Block, Report, Said
from govdoc.reports.figures import Figure, Piece, Share, Worked
from govdoc.reports.overview import STATUSES
from govdoc.reports.word_table import Row, Table
from govdoc.reports.wording import day, status_word, words


def trend(report: Report) -> Iterator[Block]:
    """How it stood round by round, what was closed since and what came open again."""
    if ROUNDS not in report.lists:
        return
    shown, count, link = standings(report.overview, report.more), report.lists.count, report.trace.link
    before, now = shown[-2:]

    def share(one: Standing) -> Share:
        return Share(count(ROUNDS, {one.label: status_word("met")}), count(ROUNDS, {f"{one.label}是否应报": OWED}))

    def moves(one: Standing) -> list[Figure]:
        return [count(ROUNDS, {f"{one.label}变化": change}) for change in (CLOSED, REOPENED, ADDED)]

    closed, reopened, added = moves(now)
    yield Said(
        report.say(
            "trend",
            "text",
            before=before.label,
            day=day(before.date),
            was=share(before),
            now=share(now),
            moved=_moved(report, share(before), share(now)),
            closed=closed,
            reopened=reopened,
            added=added,
        )
    )
    rows, bars = [], []
    for one in shown:
        counts = tuple(link(count(ROUNDS, {one.label: status_word(status)})) for status in STATUSES)
        changes = [link(figure) for figure in moves(one)] if one is not shown[0] else ["—"] * 3
        cells = (link(share(one).whole), *counts, link(share(one)), *changes)
        rows.append(Row((one.label, one.date.isoformat(), *cells)))
        bars.append((one.label, counts))
    head = ("批次", "截至", "应报", *map(status_word, STATUSES), "达标率", CLOSED, REOPENED, ADDED)
    widths = (18.0, 22.0, 12.0, 14.0, 14.0, 14.0, 12.0, 14.0, 14.0, 11.0, 11.0)
    yield Table(widths, head, tuple(rows), frozenset(range(1, 11)), kept=True)
    yield Bars(words()["completion"]["trend"]["chart"], tuple(bars))


def _moved(report: Report, was: Share, now: Share) -> tuple[Piece, ...]:
    points = round(100 * (now.value - was.value), 1)
    key = "up" if points > 0 else "down" if points < 0 else "same"
    return report.say("trend", key, points=Worked(f"{abs(points):.1f}", f"{now}与{was}之差"))
