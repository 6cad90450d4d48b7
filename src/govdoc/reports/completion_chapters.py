"""The chapters of a completion report, each as its blocks in order; one without blocks is left out."""

from collections.abc import Callable, Iterator, Sequence

from govdoc.reports.completion_lists import (
    ADDED,
    AHEAD,
    ALL,
    BEHIND,
    CELLS,
    CLOSED,
    FILES,
    INDICATORS,
    NONE,
    OWED,
    REOPENED,
    ROUNDS,
    SILENT,
    SOME,
    TROUBLES,
    UNITS,
    Standing,
    standings,
)
from govdoc.reports.completion_other import other
from govdoc.reports.completion_parts import (
    FEW,
    NAMED,
    Bars,
    Block,
    Report,
    Said,
    inner_name,
    listed,
    table_by,
    worst,
)
from govdoc.reports.figures import Figure, Piece, Share, Worked
from govdoc.reports.overview import STATUSES, Column
from govdoc.reports.ranking import Pace, chapter_parts, method_parts
from govdoc.reports.word_table import Row, Table
from govdoc.reports.wording import day, status_word, words

_STATUS = "达标情况"


def whole(report: Report) -> Iterator[Block]:
    """Who owes what, who handed in, how it stands."""
    count = report.lists.count
    yield Said(
        (
            *report.say(
                "whole",
                "owed",
                units=count(UNITS),
                indicators=count(INDICATORS),
                owed=report.cells(),
                handed=count(UNITS, {"报送情况": "已报送"}),
                files=count(FILES),
                absent=count(UNITS, {"报送情况": SILENT}),
            ),
            *report.say("whole", "met", rate=report.share(), **{status: report.cells(status) for status in STATUSES}),
        )
    )
    done = report.say(
        "whole",
        "done",
        done=count(UNITS, {_STATUS: ALL}),
        indicators=count(INDICATORS),
        closed=count(INDICATORS, {_STATUS: ALL}),
    )
    bonus = {"指标类别": words()["kind"]["bonus"]}
    if report.cells("", bonus).value:
        done += report.say("whole", "bonus", owed=report.cells("", bonus), met=report.cells("met", bonus))
    yield Said(done)


def tempo(report: Report) -> Iterator[Block]:
    """The time that has passed against the tasks done: 时间过半、任务过半."""
    time, today = report.time, report.overview.date
    if time is None:
        yield Said(report.say("pace", "unknown"))
        return
    days, gone = (time.end - time.start).days, (today - time.start).days
    period = report.say(
        "pace",
        "printed" if time.printed else "counted",
        start=day(time.start),
        end=day(time.end),
        days=Worked(str(days), f"{time.start}至{time.end}的天数"),
        half=day(time.half),
    )
    share = report.share()
    passed = report.say(
        "pace",
        "passed" if time.passed < 1 else "over",
        day=day(today),
        gone=Worked(str(max(0, gone)), f"{time.start}至{today}的天数"),
        passed=passed_share(report, time),
        rate=share,
        judged=_judged(report, time),
    )
    yield Said(period + passed)
    count = report.lists.count
    units = report.say(
        "pace",
        "units",
        half=count(UNITS, {"过半情况": "已过半"}),
        rest=count(UNITS, {"过半情况": "未过半"}),
        ahead=count(UNITS, {"时间进度": AHEAD}),
        behind=count(UNITS, {"时间进度": BEHIND}),
    )
    slow = [place.unit for place in report.places if place.share < time.passed]
    if 0 < len(slow) <= FEW:
        units += report.say("pace", "slow", names=report.units(slow))
    yield Said(units)
    yield Said(report.say("pace", "how"))


def passed_share(report: Report, time: Pace) -> Worked:
    """The share of the time that has passed."""
    gone, days = (report.overview.date - time.start).days, (time.end - time.start).days
    return Worked(f"{time.passed:.1%}", f"已过{max(0, min(gone, days))}天÷全程{days}天")


def lag(report: Report, time: Pace) -> Worked:
    """By how many points the tasks are behind the time."""
    how = f"时间进度{time.passed:.1%}减任务进度{report.share()}"
    return Worked(f"{100 * (time.passed - report.share().value):.1f}", how)


def _judged(report: Report, time: Pace) -> tuple[Piece, ...]:
    done = report.share().value
    if done >= time.passed:
        told = report.say("pace", "ahead")
    else:
        told = report.say("pace", "behind", points=lag(report, time))
    return told + report.say("pace", "early" if time.passed < 0.5 else "both" if done >= 0.5 else "neither")


def parts(report: Report) -> Iterator[Block]:
    """By method, kind, chapter and indicator."""
    say, overview = words()["completion"]["parts"], report.overview
    kinds = dict.fromkeys(words()["kind"].values())
    divisions = (
        ("method", "查验方式", [name for name, _ in method_parts(overview)]),
        ("kind", "指标类别", [name for name in kinds if report.cells("", {"指标类别": name}).value]),
        ("chapter", "板块", [name for name, _ in chapter_parts(overview)]),
    )
    numerals = iter("一二三四")
    for key, column, labels in divisions:
        if len(labels) > 1:
            lead = f"（{next(numerals)}）{say[key]}。"
            yield Said(_span(report, column, labels) if key != "kind" else (), lead)
            yield table_by(report, column, labels)
    count = report.lists.count
    told = report.say(
        "parts",
        "indicators",
        owed=count(INDICATORS),
        all=count(INDICATORS, {_STATUS: ALL}),
        some=count(INDICATORS, {_STATUS: SOME}),
        none=count(INDICATORS, {_STATUS: NONE}),
    )
    low = worst(report)
    if low:
        told += report.say("parts", "worst", names=listed([_low(report, column) for column in low], "；"))
    yield Said(told, f"（{next(numerals)}）{say['indicator'].format(noun=overview.noun)}。")


def _span(report: Report, column: str, labels: Sequence[str]) -> tuple[Piece, ...]:
    """Which part stands best and which worst, where they differ."""
    shares = sorted(((report.share({column: label}), label) for label in labels), key=lambda one: -one[0].value)
    (best_rate, best), (worst_rate, last) = shares[0], shares[-1]
    if str(best_rate) == str(worst_rate):
        return ()
    return report.say("parts", "span", best=best, best_rate=best_rate, worst=last, worst_rate=worst_rate)


def _low(report: Report, column: Column) -> tuple[Piece, ...]:
    where = report.where(*column.key)
    counts = {name: report.cells(name, where) for name in ("met", "missing")}
    return report.say("parts", "one", name=inner_name(column.indicator), owed=report.cells("", where), **counts)


def units(report: Report) -> Iterator[Block]:
    """Who stands best and worst among its like, and who handed in nothing."""
    count = report.lists.count
    yield Said(
        report.say(
            "units",
            "counts",
            owed=count(UNITS),
            all=count(UNITS, {_STATUS: ALL}),
            some=count(UNITS, {_STATUS: SOME}),
            none=count(UNITS, {_STATUS: NONE}),
        )
    )
    several = len(report.ranked) > 1
    if several:
        yield table_by(report, "单位类别", [league.name for league in report.ranked])
    for league in report.ranked:
        active = [place for place in league.places if place.files]
        best = [place for place in active if place.counts.met][:NAMED]
        last = [place for place in reversed(active) if place not in best and place.share < 1][:NAMED]
        told: tuple[Piece, ...] = ()
        for key, places in (("best", best), ("last", last)):
            if places:
                told += report.say("units", key, names=report.units(place.unit for place in places))
        if told:
            yield Said(told, f"{league.name}。" if several else "")
    silent = report.silent
    if silent:
        names = "、".join(report.unit(name) for name in silent)
        key = "silent" if len(silent) <= FEW else "silent_many"
        yield Said(report.say("units", key, count=count(UNITS, {"报送情况": SILENT}), names=names))


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
    widths = (20.0, 23.0, 12.0, 13.0, 13.0, 13.0, 12.0, 15.0, 13.0, 11.0, 11.0)
    yield Table(widths, head, tuple(rows), frozenset(range(1, 11)))
    yield Bars(words()["completion"]["trend"]["chart"], tuple(bars))


def _moved(report: Report, was: Share, now: Share) -> tuple[Piece, ...]:
    points = round(100 * (now.value - was.value), 1)
    key = "up" if points > 0 else "down" if points < 0 else "same"
    return report.say("trend", key, points=Worked(f"{abs(points):.1f}", f"{now}与{was}之差"))


def troubles(report: Report) -> Iterator[Block]:
    """Who is silent, what keeps cells open, what is wrong with files, where most units lack."""
    count, silent = report.lists.count, report.silent
    told: list[tuple[Piece, ...]] = []
    if silent:
        owed = count(UNITS, {"报送情况": SILENT}, "应报")
        told.append(report.say("trouble", "silent", count=count(UNITS, {"报送情况": SILENT}), owed=owed))
    if report.time and report.share().value < report.time.passed:
        behind = count(UNITS, {"时间进度": BEHIND})
        told.append(report.say("trouble", "slow", points=lag(report, report.time), behind=behind))
    for key, listing, column, unit in (("kinds", TROUBLES, "问题", "项"), ("files", FILES, "问题类别", "份")):
        if found := _by_kind(report, listing, column):
            kinds = listed((word, figure, unit) for word, figure in found)
            open_cells = count(CELLS, {"是否达标": "未达标"})
            faulty = count(FILES, {"是否有问题": "有问题"})
            told.append(report.say("trouble", key, open=open_cells, count=faulty, kinds=kinds))
    lacking = [
        (count(INDICATORS, report.where(*column.key), "缺少材料的单位数"), column) for column in report.overview.columns
    ]
    lacking.sort(key=lambda one: -one[0].value)
    holes = [(inner_name(column.indicator), "（", figure, "个单位）") for figure, column in lacking if figure.value]
    if holes:
        told.append(report.say("trouble", "holes", names=listed(holes[:NAMED], "；")))
    yield from _numbered(told)


def _by_kind(report: Report, listing: str, column: str) -> list[tuple[str, Figure]]:
    """How often each word stands in a column, the most frequent first."""
    if listing not in report.lists:
        return []
    found = report.lists.listings[listing]
    kinds = dict.fromkeys(str(row[found.heads.index(column)]) for row in found.rows)
    figures = [(kind, report.lists.count(listing, {column: kind})) for kind in kinds if kind]
    return sorted(figures, key=lambda one: -one[1].value)


def onward(report: Report) -> Iterator[Block]:
    """What is to be done next."""
    say, due = words()["completion"]["next"], report.overview.due
    told = []
    if report.cells("missing").value:
        when = say["before"].format(due=day(due)) if due else say["soon"]
        told.append(report.say("next", "missing", missing=report.cells("missing"), due=when))
    if report.cells("verify").value + report.cells("partial").value:
        told.append(report.say("next", "verify", verify=report.cells("verify"), partial=report.cells("partial")))
    if report.silent:
        told.append(report.say("next", "silent", count=report.lists.count(UNITS, {"报送情况": SILENT})))
    yield from _numbered(told)


def _numbered(told: Sequence[tuple[Piece, ...]]) -> Iterator[Block]:
    """Paragraphs “（一）部分单位…。”, their first sentence set apart."""
    for numeral, (first, *rest) in zip("一二三四五六", told, strict=False):
        lead, stop, tail = str(first).partition("。")
        yield Said((tail, *rest), f"（{numeral}）{lead}{stop}")


CHAPTERS: tuple[tuple[str, Callable[[Report], Iterator[Block]]], ...] = (
    ("whole", whole),
    ("pace", tempo),
    ("parts", parts),
    ("units", units),
    ("trend", trend),
    ("other", other),
    ("trouble", troubles),
    ("next", onward),
)
