"""The page that opens a round's reports: one HTML file that needs no network and no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from govdoc.model import Gap
from govdoc.reports.overview import STATUSES, Overview, Tally, tally
from govdoc.reports.problems import problems
from govdoc.reports.ranking import chapter_parts, method_parts, pace
from govdoc.reports.wording import campaign, clean, day, indicator_label, indicator_name, quoted, rate, since, words

_WORST_SHOWN = 10
_WORSE = ("met", "partial", "verify", "missing")


@dataclass(frozen=True, slots=True)
class Part:
    """One status of a tally: its count, and its stretch of the bar in per cent."""

    name: str
    word: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Counts:
    """A tally as the page shows it. `parts` are the stretches of the bar, `cells` all statuses in order."""

    owed: int
    rate: str
    cells: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stretches that can be seen."""
        return tuple(part for part in self.cells if part.count)


@dataclass(frozen=True, slots=True)
class Legend:
    """A status with its word and colours (RRGGBB)."""

    name: str
    word: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's line; `href` is empty where there is no list to open."""

    name: str
    href: str
    files: int
    faulty: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator's line."""

    label: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Mosaic:
    """The matrix of units and indicators as a picture: one path per status, a square per cell, in units of one."""

    width: int
    height: int
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Race:
    """Time passed against cells met, both in per cent."""

    time: float
    done: float
    span: str


@dataclass(frozen=True, slots=True)
class Page:
    """All the template reads."""

    title: str
    campaign: str
    office: str
    date: str
    workbook: str
    workbook_href: str
    legend: tuple[Legend, ...]
    whole: Counts
    files: int
    units: tuple[UnitRow, ...]
    idle: tuple[str, ...]
    homeless: int
    doubts: int
    indicators: tuple[IndicatorRow, ...]
    parts: tuple[tuple[str, tuple[tuple[str, Counts], ...]], ...]
    mosaic: Mosaic
    race: Race | None
    since: str
    papers: tuple[tuple[str, str], ...]

    @property
    def unit_files(self) -> int:
        """The files of the units in the table."""
        return sum(unit.files for unit in self.units)

    @property
    def unit_faulty(self) -> int:
        """The problem files of the units in the table."""
        return sum(unit.faulty for unit in self.units)


def index_html(
    overview: Overview, files: Mapping[str, str], workbook: str, papers: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """The page in UTF-8. `files` maps a unit's name to its list, `papers` the name of another report to its file.

    They and `workbook` are relative to the page.
    """
    text: str = _template().render(page=page(overview, files, workbook, papers))
    return text.encode("utf-8")


def page(
    overview: Overview, files: Mapping[str, str], workbook: str, papers: Mapping[str, str] = MappingProxyType({})
) -> Page:
    """What the page says, as a record."""
    status = words()["status"]
    units = tuple(
        UnitRow(
            clean(unit.name),
            quote(files.get(unit.name, "")),
            len(overview.files_of.get(unit.name, ())),
            len(problems(overview, unit.name)),
            _counts(tally(overview.gaps_of[unit.name])),
        )
        for unit in overview.owing
    )
    return Page(
        title=clean(f"{overview.round_label}佐证材料审核情况"),
        campaign=clean(quoted(campaign(overview.title))),
        office=clean(overview.office),
        date=day(overview.date),
        workbook=workbook,
        workbook_href=quote(workbook),
        legend=tuple(Legend(name, *(status[name][key] for key in ("word", "fill", "ink"))) for name in STATUSES),
        whole=_counts(tally(overview.gaps)),
        files=len(overview.evidence),
        units=units,
        idle=tuple(clean(unit.name) for unit in overview.idle),
        homeless=len(overview.files_of.get(None, ())),
        doubts=len(overview.doubts),
        indicators=_worst(overview),
        parts=tuple(
            (title, tuple((clean(name), _counts(counts)) for name, counts in found))
            for title, found in (("查验方式", method_parts(overview)), ("板块", chapter_parts(overview)))
            if len(found) > 1
        ),
        mosaic=_mosaic(overview),
        race=_race(overview),
        since=since(overview.changes, overview.previous) if overview.changes else "",
        papers=tuple((name, quote(file)) for name, file in papers.items()),
    )


def _mosaic(overview: Overview) -> Mosaic:
    """A square shows the worst of an indicator's methods."""
    owed = {(gap.notice, gap.indicator) for gap in overview.gaps}
    across = {key: at for at, key in enumerate(column.key for column in overview.columns if column.key in owed)}
    squares: dict[str, list[str]] = {name: [] for name in STATUSES}
    for row, gaps in enumerate(overview.gaps_of.values()):
        worst: dict[tuple[str, str], int] = {}
        for gap in gaps:
            key = (gap.notice, gap.indicator)
            worst[key] = max(worst.get(key, 0), _WORSE.index(gap.status))
        for key, at in worst.items():
            if key in across:
                squares[_WORSE[at]].append(f"M{across[key]} {row}h1v1h-1z")
    paths = tuple((name, "".join(drawn)) for name, drawn in squares.items() if drawn)
    return Mosaic(len(across), len(overview.gaps_of), paths)


def _race(overview: Overview) -> Race | None:
    time, counts = pace(overview), tally(overview.gaps)
    if time is None or not counts.owed:
        return None
    span = f"{day(time.start)}至{day(time.end)}"
    return Race(round(100 * time.passed, 1), round(100 * counts.met / counts.owed, 1), span)


def _counts(counts: Tally) -> Counts:
    cells, start = [], 0.0
    for name in STATUSES:
        count: int = getattr(counts, name)
        width = 100 * count / counts.owed if counts.owed else 0.0
        cells.append(Part(name, words()["status"][name]["word"], count, round(start, 3), round(width, 3)))
        start += width
    return Counts(counts.owed, rate(counts.met, counts.owed), tuple(cells))


def _worst(overview: Overview) -> tuple[IndicatorRow, ...]:
    """The indicators that lack most, most first; those that lack nothing are left out."""
    by_column: dict[tuple[str, str], list[Gap]] = {}
    for gap in overview.gaps:
        by_column.setdefault((gap.notice, gap.indicator), []).append(gap)
    counted = [(column, tally(by_column.get(column.key, ()))) for column in overview.columns]
    lacking = sorted((pair for pair in counted if pair[1].missing), key=lambda pair: -pair[1].missing)
    return tuple(
        IndicatorRow(clean(indicator_label(column.indicator)), clean(indicator_name(column.indicator)), _counts(counts))
        for column, counts in lacking[:_WORST_SHOWN]
    )


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    source = (resources("govdoc.reports") / "templates" / "index.html.j2").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)
