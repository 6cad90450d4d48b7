"""How the units stand to one another, and the work to the time that has passed."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from govdoc.model import Gap, Unit
from govdoc.reports.overview import Overview, Tally, tally
from govdoc.reports.problems import problems
from govdoc.reports.wording import notice_name, words
from govdoc.rules.load import load
from govdoc.units.groups import sorts_of

NO_METHOD = "不分查验方式"  # what stands for the method of a task that has none


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's place among those of its kind: units with the same share share the `rank`, counted from 1.

    `share` is of cells met, `fixed` and `new` are cells since the round before.
    """

    unit: str
    rank: int
    counts: Tally
    share: float
    files: int
    faulty: int
    fixed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class League:
    """Units that are compared with one another, best first."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """The time of a campaign: first and last day, and how many of its days have passed, today among them.

    `printed` says of each end whether the notice names it as such; else it is the date of the notice, or its last
    deadline.
    """

    start: dt.date
    end: dt.date
    gone: int
    printed: tuple[bool, bool]

    @property
    def days(self) -> int:
        """All days, the first and the last among them."""
        return (self.end - self.start).days + 1

    @property
    def passed(self) -> float:
        """The share of the time that has passed, from 0 to 1."""
        return self.gone / self.days

    @property
    def half(self) -> dt.date:
        """The day on which half of the time has passed."""
        return self.start + dt.timedelta(days=(self.days - 1) // 2)


def leagues(overview: Overview) -> tuple[League, ...]:
    """Departments and places (乡镇、街道 …) ranked apart, by the share met, then by how many cells are open."""
    kinds: dict[str, list[Unit]] = {}
    for unit in overview.owing:
        kinds.setdefault(league_of(unit), []).append(unit)
    order = [row["name"] for row in words()["league"]]
    return tuple(League(name, _ranked(overview, kinds[name])) for name in order if name in kinds)


def league_of(unit: Unit) -> str:
    """The league of a unit by its kinds and name.

    >>> league_of(Unit("云汐县石门镇人民政府", kinds=("镇",))), league_of(Unit("云汐县财政局", kinds=("县直单位",)))
    ('乡镇（街道）', '部门单位')
    """
    sorts = {sort for sort, _ in sorts_of(unit)}
    rows = words()["league"]
    return next((str(row["name"]) for row in rows if sorts & set(row["sorts"])), str(rows[0]["name"]))


def _ranked(overview: Overview, units: Iterable[Unit]) -> tuple[Place, ...]:
    places = [_place(overview, unit.name) for unit in units]
    places.sort(key=lambda place: (-place.share, place.counts.missing + place.counts.verify + place.counts.partial))
    better = Counter(place.share for place in places)
    above = {share: sum(count for other, count in better.items() if other > share) for share in better}
    return tuple(replace(place, rank=above[place.share] + 1) for place in places)


def _place(overview: Overview, unit: str) -> Place:
    counts = tally(overview.gaps_of[unit])
    changed = Counter(change.kind for change in overview.changes_of.get(unit, ()))
    share = counts.met / counts.owed if counts.owed else 0.0
    files = len(overview.files_of.get(unit, ()))
    return Place(unit, 0, counts, share, files, len(problems(overview, unit)), changed["fixed"], changed["new"])


def pace(overview: Overview) -> Pace | None:
    """How far the campaign's time has run; None where its first or last day is not known."""
    lead = overview.lead
    if lead is None:
        return None
    days = [deadline.due_on for deadline in lead.deadlines if deadline.due_on]
    first, last = (lead.period.start, lead.period.end) if lead.period else (None, None)
    start = first or lead.issued_on or lead.printed_on
    end = last or max(days, default=None)
    if start is None or end is None or end <= start:
        return None
    gone = min(max(0, (overview.date - start).days + 1), (end - start).days + 1)
    return Pace(start, end, gone, (first is not None, last is not None))


def parts(overview: Overview, key: Callable[[Gap], Hashable]) -> dict[Hashable, Tally]:
    """The tally of each part that `key` divides the cells into, in the order the parts are met."""
    found: dict[Hashable, list[Gap]] = {}
    for gap in overview.gaps:
        found.setdefault(key(gap), []).append(gap)
    return {name: tally(gaps) for name, gaps in found.items()}


def method_parts(overview: Overview) -> tuple[tuple[str, Tally], ...]:
    """The tally of each method, in the order offices list the methods."""
    rank = {row["name"]: at for at, row in enumerate(load("methods")["method"])}
    found = parts(overview, lambda gap: gap.method)
    ordered = sorted(found.items(), key=lambda part: (part[0] is None, rank.get(str(part[0]), len(rank))))
    return tuple((str(name or NO_METHOD), counts) for name, counts in ordered)


def chapter_parts(overview: Overview) -> tuple[tuple[str, Tally], ...]:
    """The tally of each first-level heading of the notices."""
    chapters = chapter_of(overview)
    found = parts(overview, lambda gap: chapters.get((gap.notice, gap.indicator), gap.notice))
    return tuple((str(name), counts) for name, counts in found.items())


def chapter_of(overview: Overview) -> dict[tuple[str, str], str]:
    """The first-level heading each indicator stands under; what stands under none counts for its notice."""
    return {column.key: (column.indicator.path or (notice_name(column.notice),))[0] for column in overview.columns}
