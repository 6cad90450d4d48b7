"""What the files of a workspace are matched against: its notices, handbook, roster, and the weights it has learnt."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.model import (
    Cell,
    Deadline,
    Doubt,
    Evidence,
    Indicator,
    Match,
    Notice,
    Requirement,
    Submission,
    Task,
    Unit,
)
from govdoc.pipeline.handbook import Guides, handbook
from govdoc.pipeline.meaning import embedder, model_of
from govdoc.pipeline.roster import owed
from govdoc.pipeline.version import VERSION
from govdoc.store import queries
from govdoc.store.learning import learned

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.matching import Targets
    from govdoc.matching.meaning import Meaning
    from govdoc.matching.targets import Vector

Owed = frozenset[tuple[str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Against:
    """All that decides what a file is matched to, but for the file itself."""

    notices: tuple[Notice, ...]
    units: Mapping[str, Unit]
    guides: Guides
    weights: Mapping[str, float]
    model: str
    owes: Mapping[str, Owed]
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, db: "Database", weights: Mapping[str, float] | None = None) -> "Against":
        """What a workspace holds; `weights` stand in for those it has learnt."""
        cells, doubts = owed(db)
        units = {unit.name: unit for unit in queries.units(db)}
        chosen = learned(db) if weights is None else weights
        notices = tuple(map(_asked, queries.notices(db)))
        return cls(notices, units, handbook(db), chosen, model_of(db), _by_unit(cells), doubts)

    def targets(self) -> "Targets":
        """The indicators, weighed."""
        from govdoc.matching import Targets

        return Targets.of(self.notices, self.guides, self.weights)

    def meaning(self, db: "Database", targets: "Targets") -> "Meaning | None":
        """What the targets mean, where the workspace settles close calls by it."""
        from govdoc.matching.meaning import Meaning

        return Meaning.of(targets, embedder(db, self.model)) if self.model and len(targets) else None

    def match(self, evidence: Evidence, targets: "Targets", meaning: "Meaning | None" = None) -> tuple[Match, ...]:
        """The matches of a file, best first; none for one that need not be read."""
        from govdoc.matching import match_evidence

        if evidence.status == "skipped":
            return ()
        unit = self.units.get(evidence.unit or "")
        return match_evidence(evidence, targets, self._owed(evidence), unit, meaning)

    def points(self, evidence: Evidence, targets: "Targets") -> "tuple[Vector, Vector]":
        """What speaks for each target, by feature, and what each loses where the unit does not owe it."""
        from govdoc.matching import points

        return points(evidence, targets, self._owed(evidence), self.units.get(evidence.unit or ""))

    def keys(self) -> "Keys":
        """Fingerprints that tell whether the files of a unit must be matched anew.

        How rare a word is among all indicators counts for each of them: one worded anew makes all files wait.
        """
        base = fingerprint(self.notices, tuple(self.units.values()), self.guides, dict(self.weights), self.model)
        return Keys(base, {unit: fingerprint(base, sorted(map(repr, owed))) for unit, owed in self.owes.items()})

    def _owed(self, evidence: Evidence) -> Owed | None:
        return self.owes.get(evidence.unit, frozenset()) if evidence.unit else None


@dataclass(frozen=True, slots=True)
class Keys:
    """Fingerprints of what files are matched against: all that is shared, and the cells of their unit."""

    base: str
    of_unit: Mapping[str, str]

    def of(self, unit: str | None) -> str:
        """The fingerprint for the files of a unit."""
        return fingerprint(self.of_unit.get(unit or "", self.base), unit)


_kept: dict[str, Keys] = {}


def keys_of(db: "Database") -> Keys:
    """The fingerprints of a workspace; they are worked out again when anything they may rest on has changed."""
    state = fingerprint(queries.asked_state(db), learned(db), model_of(db))
    keys = _kept.get(state)
    if keys is None:
        keys = Against.of(db).keys()
        _kept.clear()
        _kept[state] = keys
    return keys


def fingerprint(*parts: object) -> str:
    """A digest that changes when any part does, or the program."""
    return hashlib.sha256(repr((VERSION, parts)).encode("utf-8")).hexdigest()


def _asked(notice: Notice) -> Notice:
    """A notice with nothing but what matching looks at: anything else put right in it makes no file wait."""
    wanted = (
        Submission(one.what, "", deadline=Deadline("", one.deadline.due_on))
        for one in notice.submissions
        if one.deadline
    )
    return Notice(notice.key, "main", indicators=tuple(map(_bare, notice.indicators)), submissions=tuple(wanted))


def _bare(one: Indicator) -> Indicator:
    tasks = (
        Task(
            task.id,
            task.method,
            task.text,
            tuple(Requirement(item.id, item.text, since=item.since) for item in task.requirements),
        )
        for task in one.tasks
    )
    return Indicator(one.code, one.label, "indicator", (), one.heading, one.text, tasks=tuple(tasks))


def _by_unit(cells: Iterable[Cell]) -> dict[str, Owed]:
    found: dict[str, set[tuple[str, str, str | None]]] = {}
    for cell in cells:
        found.setdefault(cell.unit, set()).add((cell.notice, cell.indicator, cell.method))
    return {unit: frozenset(owed) for unit, owed in found.items()}
