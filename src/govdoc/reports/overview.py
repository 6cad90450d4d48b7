"""All a report needs, put in order once: who owes what, how it stands, which files came in."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from govdoc.model import Change, Doubt, Evidence, Gap, GapStatus, Indicator, Match, Notice, Periodic, Ruled, Unit
from govdoc.reports.wording import excerpt, noun, trimmed, words
from govdoc.rules.load import load

STATUSES: tuple[GapStatus, ...] = ("met", "partial", "verify", "missing")  # best first

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of cells by status. `owed` is their sum."""

    met: int = 0
    partial: int = 0
    verify: int = 0
    missing: int = 0

    @property
    def owed(self) -> int:
        """All cells owed."""
        return self.met + self.partial + self.verify + self.missing


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator of one notice: a column of the matrix."""

    notice: Notice
    indicator: Indicator

    @property
    def key(self) -> tuple[str, str]:
        """What tells the indicator from all others."""
        return self.notice.key, self.indicator.code


@dataclass(frozen=True, slots=True)
class Overview:
    """One round of one campaign.

    `title` is the title of the campaign's notice, `office` signs the letters, `round_label` is “第一批”, `date` the
    day the reports bear and `due` the day by which the units hand in again (None: no day is named). `contact`
    says whom to ask; empty, the notices' own contacts are used. `changes` is what became of cells and files since the
    round before, which `previous` names (“第一批”), `decisions` what reviewers said,
    `periodic` how recurring reports stand. The gaps are kept in the order of
    roster, notice, indicator and method whatever order they came in; everything from `columns` on is derived.
    """

    title: str
    office: str
    round_label: str
    date: dt.date
    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]
    gaps: tuple[Gap, ...]
    evidence: tuple[Evidence, ...]
    matches: tuple[Match, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    due: dt.date | None = None
    contact: str = ""
    changes: tuple[Change, ...] = ()
    previous: str = ""
    decisions: tuple[Ruled, ...] = ()
    periodic: tuple[Periodic, ...] = ()
    columns: tuple[Column, ...] = field(init=False, repr=False, compare=False)
    unit_by_name: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    column_by_key: Mapping[tuple[str, str], Column] = field(init=False, repr=False, compare=False)
    gaps_of: Mapping[str, tuple[Gap, ...]] = field(init=False, repr=False, compare=False)
    files_of: Mapping[str | None, tuple[Evidence, ...]] = field(init=False, repr=False, compare=False)
    file_at: Mapping[str, Evidence] = field(init=False, repr=False, compare=False)
    matches_of: Mapping[str, tuple[Match, ...]] = field(init=False, repr=False, compare=False)
    changes_of: Mapping[str, tuple[Change, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort and index once, so that a report over all units stays linear."""
        columns = tuple(Column(notice, indicator) for notice in self.notices for indicator in notice.indicators)
        rank_unit = {unit.name: at for at, unit in enumerate(self.units)}
        rank_column = {column.key: at for at, column in enumerate(columns)}
        rank_method = {row["name"]: at for at, row in enumerate(load("methods")["method"])}
        far = len(rank_unit) + len(columns) + len(self.gaps)

        def place(gap: Gap) -> tuple[int, str, int, str, int, str]:
            method = gap.method or ""
            return (
                rank_unit.get(gap.unit, far),
                gap.unit,
                rank_column.get((gap.notice, gap.indicator), far),
                gap.indicator,
                rank_method.get(method, far),
                method,
            )

        gaps = tuple(sorted(self.gaps, key=place))
        derive = object.__setattr__
        derive(self, "gaps", gaps)
        derive(self, "columns", columns)
        derive(self, "unit_by_name", {unit.name: unit for unit in self.units})
        derive(self, "column_by_key", {column.key: column for column in columns})
        derive(self, "gaps_of", _grouped((gap.unit, gap) for gap in gaps))
        derive(self, "files_of", _grouped((file.unit, file) for file in self.evidence))
        derive(self, "file_at", {file.path: file for file in self.evidence})
        derive(self, "matches_of", _grouped((match.evidence, match) for match in self.matches))
        derive(self, "changes_of", _grouped((change.unit, change) for change in self.changes))

    @property
    def owing(self) -> tuple[Unit, ...]:
        """The units that owe anything, in roster order; names the roster lacks come last."""
        return tuple(self.unit_by_name.get(name) or Unit(name) for name in self.gaps_of)

    @property
    def idle(self) -> tuple[Unit, ...]:
        """The units of the roster that owe nothing in this round."""
        return tuple(unit for unit in self.units if unit.name not in self.gaps_of)

    @property
    def noun(self) -> str:
        """What the notices' indicators are called: 指标 or 措施."""
        return noun(column.indicator for column in self.columns)

    @property
    def lead(self) -> Notice | None:
        """The notice the campaign is named after, else the first; None without notices."""
        named = (notice for notice in self.notices if notice.title == self.title)
        return next(named, self.notices[0] if self.notices else None)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def tally(gaps: Iterable[Gap]) -> Tally:
    """How many cells stand how."""
    counts = Counter(gap.status for gap in gaps)
    return Tally(counts["met"], counts["partial"], counts["verify"], counts["missing"])


def by_method(gaps: Iterable[Gap]) -> dict[str | None, tuple[Gap, ...]]:
    """The cells by method, in the order offices list the methods; cells without one come last."""
    rank = {row["name"]: at for at, row in enumerate(load("methods")["method"])}
    parts = _grouped((gap.method, gap) for gap in gaps)
    return dict(sorted(parts.items(), key=lambda part: (part[0] is None, rank.get(part[0], len(rank)), part[0] or "")))


def problem_text(gap: Gap) -> str:
    """What is wrong with a cell: its own wording, else its items' reasons, else one word.

    Where nothing came in at all that one word says it best: the items stand beside it. What reviewers wrote follows.
    """
    remarks = [comment.rstrip("。") for comment in gap.comments if comment.rstrip("。") not in gap.text]
    if gap.reasons == ("missing",) and not gap.comments and not any(item.evidence for item in gap.items):
        return str(words()["fallback"]["missing"])
    reasons = dict.fromkeys(item.reason for item in gap.items if item.reason)
    told = (gap.text or "；".join(reasons) or str(words()["fallback"][gap.status])).rstrip("。")
    return told + (f"。审核意见：{'；'.join(remarks)}" if remarks else "")


def request_text(gap: Gap) -> str:
    """What the unit should hand in: the row's suggestion, else the items not met."""
    if gap.suggestion or gap.status == "met":
        return gap.suggestion.rstrip("。")
    wanted = [trimmed(item.text) for item in gap.items if item.status != "met"]
    return "请报送：" + "；".join(excerpt(text, 60) for text in wanted) if wanted else "请按指标要求报送"


def request_sentences(gap: Gap) -> tuple[str, ...]:
    """What the unit should hand in, sentence by sentence.

    >>> request_sentences(Gap("某局", "n", "1", None, "missing", suggestion="请报送清单；请报送说明，如有；并盖章。"))
    ('请报送清单', '请报送说明，如有；并盖章')
    """
    return tuple(re.split(r"；(?=请)", request_text(gap)))
