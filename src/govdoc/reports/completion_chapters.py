"""The chapters of a completion report, each as its blocks in order; one without blocks is left out."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from govdoc.reports.completion_lists import (
    AHEAD,
    ALL,
    BEHIND,
    FILES,
    HANDED,
    INDICATORS,
    NONE,
    SILENT,
    SOME,
    UNITS,
)
from govdoc.reports.completion_other import other
from govdoc.reports.completion_parts import (
    FEW,
    NAMED,
    Block,
    Report,
    Said,
    inner_name,
    listed,
    table_by,
    worst,
)
from govdoc.reports.completion_trend import trend
from govdoc.reports.completion_troubles import onward, troubles
from govdoc.reports.figures import Piece, Worked
from govdoc.reports.overview import STATUSES, Column
from govdoc.reports.ranking import Pace, chapter_parts, method_parts
from govdoc.reports.wording import day, notice_name, words

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
                handed=count(UNITS, {"报送情况": HANDED}),
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
    say = words()["completion"]["pace"]
    lead = report.overview.lead
    period = report.say(
        "pace",
        "printed" if all(time.printed) else "counted",
        notice=notice_name(lead) if lead and len(report.overview.notices) > 1 else "通知",
        first=say["first"][time.printed[0]],
        start=day(time.start),
        last=say["last"][time.printed[1]],
        end=day(time.end),
        days=Worked(str(time.days), f"{time.start}至{time.end}的天数，首尾两天都算"),
        half=day(time.half),
    )
    passed = report.say(
        "pace",
        "passed" if time.passed < 1 else "over",
        day=day(today),
        gone=Worked(str(time.gone), f"{time.start}至{today}的天数，首尾两天都算"),
        passed=report.passed,
        rate=report.share(),
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


def _judged(report: Report, time: Pace) -> tuple[Piece, ...]:
    done = report.share().value
    told = report.say("pace", "ahead") if done >= time.passed else report.say("pace", "behind", points=report.lag)
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
    numeral = 0
    for numeral, (key, column, labels) in enumerate((one for one in divisions if len(one[2]) > 1), start=1):
        lead = f"（{'一二三'[numeral - 1]}）{say[key]}。"
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
    lead = f"（{'一二三四'[numeral]}）{say['indicator'].format(noun=overview.noun)}。"
    yield Said(told, lead if numeral else "")


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


def chapters(report: Report) -> Iterator[tuple[str, Iterator[Block]]]:
    """Each chapter with anything to tell: its heading and its blocks, to be drawn before the next one is asked for."""
    told = 0
    for key, tell in CHAPTERS:
        heading = words()["completion"][key]["heading"]
        report.trace.part = f"{'一二三四五六七八'[told]}、{heading}"
        blocks = tell(report)
        first = next(blocks, None)
        if first is not None:
            told += 1
            yield report.trace.part, chain((first,), blocks)
