"""What the chapters of a completion report are made of: sentences and tables whose figures can be traced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from govdoc.model import Indicator
from govdoc.reports.completion_lists import CELLS, UNITS, Alongside, namer
from govdoc.reports.figures import Figure, Lists, Piece, Share, Trace, Traced, Worked, tell
from govdoc.reports.overview import STATUSES, Column, Overview
from govdoc.reports.ranking import League, Pace, Place, leagues, pace
from govdoc.reports.word_table import Row, Table
from govdoc.reports.wording import called, indicator_label, indicator_name, status_word, words

_SHORT = 12  # rows of a table that is not to break over pages
FEW = 10  # units by name in the text; of more there is a list behind it
NAMED = 5
_COUNTS = ("应报", *(status_word(status) for status in STATUSES), "达标率")


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph in pieces; `lead` is its first words, set apart."""

    pieces: tuple[Piece, ...]
    lead: str = ""

    def __str__(self) -> str:
        return self.lead + "".join(map(str, self.pieces))


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each name, parted by the counts of the statuses as printed."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


Block = Said | Table | Bars


@dataclass(frozen=True)
class Report:
    """All that the chapters are written from."""

    overview: Overview
    more: Alongside
    lists: Lists
    trace: Trace

    @cached_property
    def time(self) -> Pace | None:
        """How far the time of the work has run."""
        return pace(self.overview)

    @cached_property
    def named(self) -> Callable[[str, str], tuple[str, str]]:
        """What names an indicator in the lists."""
        return namer(self.overview)

    @property
    def passed(self) -> Worked:
        """The share of the time that has passed, “—” where that is not known."""
        if self.time is None:
            return Worked("—", "")
        return Worked(f"{self.time.passed:.1%}", f"已过{self.time.gone}天÷全程{self.time.days}天")

    @property
    def lag(self) -> Worked:
        """By how many points the tasks are behind the time."""
        passed = self.time.passed if self.time else 0.0
        return Worked(f"{100 * (passed - self.share().value):.1f}", f"时间进度{self.passed}减任务进度{self.share()}")

    @cached_property
    def ranked(self) -> tuple[League, ...]:
        """The units ranked among their like."""
        return leagues(self.overview)

    @property
    def places(self) -> list[Place]:
        """All units that owe anything."""
        return [place for league in self.ranked for place in league.places]

    @property
    def silent(self) -> list[str]:
        """The units that handed in nothing."""
        return [place.unit for place in self.places if not place.files]

    def cells(self, status: str = "", where: Mapping[str, str] | None = None) -> Figure:
        """The cells owed where the columns say so, those of one status or all."""
        return self.lists.count(CELLS, {**(where or {}), **({"状态": status_word(status)} if status else {})})

    def share(self, where: Mapping[str, str] | None = None) -> Share:
        """The share of those cells that are met."""
        return Share(self.cells("met", where), self.cells("", where))

    def say(self, chapter: str, sentence: str, **values: Piece | Iterable[Piece]) -> tuple[Piece, ...]:
        """A sentence of rules/report.toml with its fields filled in."""
        return tell(words()["completion"][chapter][sentence], noun=self.overview.noun, **values)

    def unit(self, name: str) -> str:
        """What the office calls a unit."""
        known = self.overview.unit_by_name.get(name)
        return called(known, self.overview.office) if known else name

    def units(self, names: Iterable[str]) -> list[Piece]:
        """Units by name, each with its share met: “县公安局（33.3%）、…”."""
        return listed((self.unit(name), "（", self.share({"单位": name}), "）") for name in names)

    def where(self, notice: str, code: str) -> dict[str, str]:
        """The columns that tell an indicator from all others."""
        return dict(zip(("通知", "指标"), self.named(notice, code), strict=True))

    def counts(self, where: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The cells of a table's row: owed, each status, the share met."""
        found: tuple[Traced, ...] = (
            self.cells("", where),
            *(self.cells(status, where) for status in STATUSES),
            self.share(where),
        )
        return tuple(self.trace.link(one) for one in found)


def listed(items: Iterable[Sequence[Piece]], mark: str = "、") -> list[Piece]:
    """The pieces of all items, parted by a mark."""
    pieces: list[Piece] = []
    for item in items:
        pieces += [mark, *item] if pieces else item
    return pieces


def numbered(parts: Iterable[tuple[str, tuple[Piece, ...]]]) -> Iterator[Said]:
    """Paragraphs “（一）部分单位…。…”, their first words set apart; a single one bears no number."""
    parts = list(parts)
    for numeral, (lead, pieces) in zip("一二三四五六", parts, strict=False):
        yield Said(pieces, (f"（{numeral}）" if len(parts) > 1 else "") + lead)


def inner_name(indicator: Indicator) -> str:
    """An indicator by its number and, in quotation marks, what it is about."""
    name = indicator_name(indicator, 24).replace("“", "‘").replace("”", "’")
    return f"{indicator_label(indicator)}“{name}”"


def table_by(report: Report, column: str, labels: Iterable[str]) -> Table:
    """The cells divided by the values of a column, and all of them."""
    rows = [Row((label, *report.counts({column: label}))) for label in labels]
    rows.append(Row(("合计", *report.counts())))
    widths = (48.0, 18.0, 18.0, 18.0, 18.0, 18.0, 18.0)
    return Table(widths, (column, *_COUNTS), tuple(rows), frozenset(range(1, 7)), len(rows) <= _SHORT)


def table_of_indicators(report: Report) -> Table:
    """Every indicator that any unit owes, notice by notice."""
    overview = report.overview
    owed = {(gap.notice, gap.indicator) for gap in overview.gaps}
    rows: list[Row] = []
    for notice in overview.notices:
        here = [column for column in overview.columns if column.notice is notice and column.key in owed]
        if here and len(overview.notices) > 1:
            rows.append(Row((report.named(notice.key, "")[0],), band=True))
        rows += (
            Row((one.indicator.code, indicator_name(one.indicator, 30), *report.counts(report.where(*one.key))))
            for one in here
        )
    rows.append(Row(("合计", "", *report.counts())))
    widths = (14.0, 56.0, 12.0, 14.0, 18.0, 14.0, 12.0, 16.0)
    return Table(widths, ("编号", "内容", *_COUNTS), tuple(rows), frozenset({0, *range(2, 8)}))


def table_of_units(report: Report) -> Table:
    """Every unit that owes anything, ranked among its like."""
    rows: list[Row] = []
    for league in report.ranked:
        if len(report.ranked) > 1:
            rows.append(Row((league.name,), band=True))
        for place in league.places:
            pace_word = "" if report.time is None else "不慢" if place.share >= report.time.passed else "慢"
            files = report.lists.count(UNITS, {"单位": place.unit}, "报送文件")
            cells = (*report.counts({"单位": place.unit}), report.trace.link(files), pace_word)
            rows.append(Row((str(place.rank), place.unit, *cells)))
    files = report.lists.count(UNITS, None, "报送文件")
    rows.append(Row(("合计", "", *report.counts(), report.trace.link(files), "")))
    widths = (11.0, 40.0, 12.0, 14.0, 18.0, 14.0, 11.0, 15.0, 10.0, 11.0)
    head = ("名次", "单位", *_COUNTS, "文件", "时间进度")
    return Table(widths, head, tuple(rows), frozenset({0, *range(2, 10)}))


def worst(report: Report) -> list[Column]:
    """The indicators least of whose cells are met, those that lack most first among equals."""
    ranked = []
    for column in report.overview.columns:
        where = report.where(*column.key)
        share = report.share(where)
        if share.whole.value and share.value < 1:
            ranked.append((share.value, -report.cells("missing", where).value, column))
    return [column for _, _, column in sorted(ranked, key=lambda one: one[:2])[:NAMED]]
