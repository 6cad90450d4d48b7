"""What a completion report says is wrong, and what is to be done next."""

from collections.abc import Iterator

from govdoc.reports.completion_lists import BEHIND, CELLS, FILES, INDICATORS, SILENT, TROUBLES, UNITS
from govdoc.reports.completion_parts import NAMED, Block, Report, inner_name, listed, numbered
from govdoc.reports.figures import Figure, Piece
from govdoc.reports.wording import day, words


def troubles(report: Report) -> Iterator[Block]:
    """Who is silent, what keeps cells open, what is wrong with files, where most units lack."""
    count, silent = report.lists.count, report.silent
    told: list[tuple[Piece, ...]] = []
    if silent:
        owed = count(UNITS, {"报送情况": SILENT}, "应报")
        told.append(report.say("trouble", "silent", count=count(UNITS, {"报送情况": SILENT}), owed=owed))
    if report.time and report.share().value < report.time.passed:
        behind = count(UNITS, {"时间进度": BEHIND})
        told.append(report.say("trouble", "slow", points=report.lag, behind=behind))
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
    yield from numbered(_parted(one) for one in told)


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
    yield from numbered(_parted(one) for one in told)


def _parted(told: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """The first sentence of a paragraph, and the rest of it."""
    lead, stop, tail = str(told[0]).partition("。")
    return lead + stop, (tail, *told[1:])
