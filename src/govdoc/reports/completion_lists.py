"""The lists that the figures of a completion report are counted from."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govdoc.model import AddressEntry, Gap, Tally
from govdoc.reports.figures import Listing, Lists, Value
from govdoc.reports.overview import STATUSES, Overview, tally
from govdoc.reports.overview import Tally as Counts
from govdoc.reports.periodic_sheet import WORDS, period_name
from govdoc.reports.problems import problems
from govdoc.reports.ranking import NO_METHOD, Pace, chapter_of, league_of, pace
from govdoc.reports.survey_summary import Line
from govdoc.reports.wording import base_name, indicator_label, indicator_name, notice_name, status_word, words
from govdoc.surveys import Asked

CELLS, UNITS, INDICATORS, FILES, TROUBLES = "应报项", "单位", "指标", "文件", "问题"
ROUNDS, PERIODIC, SURVEYS, LEDGERS, ADDRESSES = "各批次", "定期报送", "问卷", "台账", "网址"
ALL, SOME, NONE = "全部达标", "部分任务达标", "均未达标"
HANDED, SILENT = "已报送", "未报送"
AHEAD, BEHIND = "不慢于时间进度", "慢于时间进度"
CLOSED, REOPENED, ADDED, OWED = "新达标", "退回", "新增", "应报"


@dataclass(frozen=True, slots=True)
class Standing:
    """How every cell stood when a round was closed."""

    label: str
    date: dt.date
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a survey came to: its units, what it came to as a whole, and what its notice asks it to reach."""

    title: str
    whole: Tally
    units: tuple[Line, ...]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Alongside:
    """What a completion report tells besides how the cells stand: earlier rounds, oldest first, and the other work.

    `ledgers` are the files whose ledgers were found faulty, each with how many faults. `addresses` are empty where
    none was visited.
    """

    rounds: tuple[Standing, ...] = ()
    surveys: tuple[Survey, ...] = ()
    ledgers: tuple[tuple[str, int], ...] = ()
    addresses: tuple[AddressEntry, ...] = ()


def lists_of(overview: Overview, more: Alongside) -> Lists:
    """All lists in the order of the workbook; those of other work only where there is any."""
    known = [
        _cells(overview),
        _units(overview, pace(overview)),
        _indicators(overview),
        _files(overview),
        _troubles(overview),
        _rounds(overview, more),
        _periodic(overview),
        _surveys(more),
        _ledgers(overview, more),
        _addresses(more),
    ]
    return Lists({one.name: one for one in known if one.rows})


def standings(overview: Overview, more: Alongside) -> tuple[Standing, ...]:
    """The closed rounds, and how it stands now where that is different; none where no round was closed."""
    now = Standing("目前", overview.date, overview.gaps)
    if not more.rounds or _statuses(more.rounds[-1]) == _statuses(now):
        return more.rounds
    return (*more.rounds, now)


def namer(overview: Overview) -> Callable[[str, str], tuple[str, str]]:
    """What names an indicator in the lists, from its notice and code: the notice's short name and its own label.

    Behind a short name that several notices bear stands the notice's key.
    """
    shorts = Counter(notice_name(notice) for notice in overview.notices)
    sources = {
        notice.key: name if shorts[name := notice_name(notice)] == 1 else f"{name}（{notice.key}）"
        for notice in overview.notices
    }

    @cache
    def named(notice: str, code: str) -> tuple[str, str]:
        column = overview.column_by_key.get((notice, code))
        return sources.get(notice, notice), indicator_label(column.indicator) if column else code

    return named


def kind_of(overview: Overview, notice: str, code: str) -> str:
    """The kind of an indicator, in the words of a report."""
    column = overview.column_by_key.get((notice, code))
    return str(words()["kind"][column.indicator.kind]) if column else "其他"


def reason_word(code: str) -> str:
    """A reason for which a cell is open, in the words of a report."""
    return str(words()["reason"].get(code, words()["reason"]["other"]))


def _cells(overview: Overview) -> Listing:
    chapters, names = chapter_of(overview), namer(overview)
    heads = ("单位", "单位类别", "通知", "指标", "指标类别", "板块", "查验方式", "状态", "是否达标", "问题", "已报文件")
    leagues = {unit.name: league_of(unit) for unit in overview.owing}
    named = {
        key: (*names(*key), kind_of(overview, *key), chapters.get(key, key[0]))
        for key in dict.fromkeys((gap.notice, gap.indicator) for gap in overview.gaps)
    }
    rows = tuple(
        (
            gap.unit,
            leagues[gap.unit],
            *named[gap.notice, gap.indicator],
            gap.method or NO_METHOD,
            status_word(gap.status),
            status_word("met") if gap.status == "met" else "未达标",
            "、".join(dict.fromkeys(map(reason_word, gap.reasons))),
            "；".join(dict.fromkeys(path for item in gap.items for path in item.evidence)),
        )
        for gap in overview.gaps
    )
    return Listing(CELLS, heads, rows)


def _counts(counts: Counts) -> tuple[Value, ...]:
    return counts.owed, *(getattr(counts, status) for status in STATUSES)


_COUNTED = ("应报", *(status_word(status) for status in STATUSES))


def _reached(counts: Counts) -> str:
    return ALL if counts.met == counts.owed else SOME if counts.met else NONE


def _units(overview: Overview, time: Pace | None) -> Listing:
    heads = ("单位", "单位类别", *_COUNTED, "达标情况", "过半情况", "时间进度", "报送情况", "报送文件")
    rows: list[tuple[Value, ...]] = []
    for unit in overview.owing:
        counts = tally(overview.gaps_of[unit.name])
        share = counts.met / counts.owed
        files = len(overview.files_of.get(unit.name, ()))
        told = (AHEAD if share >= time.passed else BEHIND) if time else "—"
        half = "已过半" if share >= 0.5 else "未过半"
        state = HANDED if files else SILENT
        rows.append((unit.name, league_of(unit), *_counts(counts), _reached(counts), half, told, state, files))
    return Listing(UNITS, heads, tuple(rows))


def _indicators(overview: Overview) -> Listing:
    heads = ("通知", "指标", "内容", "指标类别", "板块", *_COUNTED, "达标情况", "缺少材料的单位数")
    chapters, names = chapter_of(overview), namer(overview)
    held: dict[tuple[str, str], list[Gap]] = {}
    for gap in overview.gaps:
        held.setdefault((gap.notice, gap.indicator), []).append(gap)
    rows: list[tuple[Value, ...]] = []
    for column in overview.columns:
        gaps = held.get(column.key)
        if not gaps:
            continue
        counts = tally(gaps)
        rows.append(
            (
                *names(*column.key),
                indicator_name(column.indicator),
                kind_of(overview, *column.key),
                chapters[column.key],
                *_counts(counts),
                _reached(counts),
                len({gap.unit for gap in gaps if gap.status == "missing"}),
            )
        )
    return Listing(INDICATORS, heads, tuple(rows))


def _files(overview: Overview) -> Listing:
    faulty = {one.evidence.path: one for unit in overview.files_of if unit for one in problems(overview, unit)}
    rows = tuple(
        (
            file.unit or "未能确定",
            file.path,
            file.title,
            faulty[file.path].word if file.path in faulty else "",
            "有问题" if file.path in faulty else "",
        )
        for file in overview.evidence
    )
    return Listing(FILES, ("单位", "文件", "题名", "问题类别", "是否有问题"), rows)


def _troubles(overview: Overview) -> Listing:
    """A row for every kind of trouble of every open cell; a cell may have several."""
    names = namer(overview)
    rows = tuple(
        (gap.unit, *names(gap.notice, gap.indicator), gap.method or NO_METHOD, word)
        for gap in overview.gaps
        for word in dict.fromkeys(map(reason_word, gap.reasons))
    )
    return Listing(TROUBLES, ("单位", "通知", "指标", "查验方式", "问题"), rows)


def _statuses(one: Standing) -> dict[tuple[str, str, str, str | None], str]:
    return {(gap.unit, gap.notice, gap.indicator, gap.method): status_word(gap.status) for gap in one.gaps}


def _rounds(overview: Overview, more: Alongside) -> Listing:
    """A row for every cell owed in any round: how it stood in each, and what became of it from round to round."""
    shown, names = standings(overview, more), namer(overview)
    if len(shown) < 2:
        shown = ()
    stood = [_statuses(one) for one in shown]
    heads: tuple[str, ...] = ("单位", "通知", "指标", "查验方式")
    for one in shown:
        heads += (one.label, f"{one.label}是否应报", f"{one.label}变化")
    rows = tuple(
        (key[0], *names(*key[1:3]), key[3] or NO_METHOD, *_course([found.get(key, "") for found in stood]))
        for key in dict.fromkeys(key for found in stood for key in found)
    )
    return Listing(ROUNDS, heads, rows)


def _course(states: Sequence[str]) -> Iterator[str]:
    met = status_word("met")
    for at, state in enumerate(states):
        before = states[at - 1] if at else state
        change = ""
        if state and not before:
            change = ADDED
        elif state and (state == met) != (before == met):
            change = CLOSED if state == met else REOPENED
        yield from (state, OWED if state else "", change)


def _periodic(overview: Overview) -> Listing:
    rows = tuple(
        (one.unit, one.what, period_name(one.period), one.until.isoformat(), WORDS[one.state], "；".join(one.files))
        for one in overview.periodic
        if one.state != "waiting"
    )
    return Listing(PERIODIC, ("单位", "报送内容", "期次", "应报日期", "情况", "文件"), rows)


def _surveys(more: Alongside) -> Listing:
    rows: list[tuple[Value, ...]] = []
    for survey in more.surveys:
        rows += [(survey.title, one.tally.unit, one.tally.responses, one.served or 0) for one in survey.units]
        others = survey.whole.responses - sum(one.tally.responses for one in survey.units)
        if others:
            rows.append((survey.title, "未注明单位", others, 0))
    return Listing(SURVEYS, ("问卷", "单位", "有效答卷", "服务对象"), tuple(rows))


def _ledgers(overview: Overview, more: Alongside) -> Listing:
    rows = []
    for path, faults in more.ledgers:
        file = overview.file_at.get(path)
        rows.append(((file.unit if file else None) or "未能确定", base_name(path), path, faults))
    return Listing(LEDGERS, ("单位", "台账", "文件", "问题处数"), tuple(rows))


def _addresses(more: Alongside) -> Listing:
    rows = tuple(
        (one.unit or "未能确定", one.indicator or "", one.url, words()["visited"][one.state or "none"], one.path)
        for one in more.addresses
    )
    return Listing(ADDRESSES, ("单位", "指标", "网址", "核查结果", "文件"), rows)
