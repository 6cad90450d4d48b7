"""What the files of a workspace are matched against: its notices, handbook, roster, and the weights it has learnt."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.model import Cell, Doubt, Evidence, Match, Notice, Unit
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
        return cls(queries.notices(db), units, handbook(db), chosen, model_of(db), _by_unit(cells), doubts)

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
        """Fingerprints that tell whether a file must be matched anew."""
        base = fingerprint(self.notices, tuple(self.units.values()), self.guides, dict(self.weights), self.model)
        return Keys(base, {unit: fingerprint(base, sorted(map(repr, owed))) for unit, owed in self.owes.items()})

    def _owed(self, evidence: Evidence) -> Owed | None:
        return self.owes.get(evidence.unit, frozenset()) if evidence.unit else None


@dataclass(frozen=True, slots=True)
class Keys:
    """Fingerprints of what a file is matched against: everything shared, its unit's cells, its own content."""

    base: str
    of_unit: Mapping[str, str]

    def of(self, file: Evidence) -> str:
        """The fingerprint of one file."""
        against = self.of_unit.get(file.unit or "", self.base)
        return fingerprint(against, file.unit, file.status, file.sha256)


def fingerprint(*parts: object) -> str:
    """A digest that changes when any part does, or the program."""
    return hashlib.sha256(repr((VERSION, parts)).encode("utf-8")).hexdigest()


def _by_unit(cells: Iterable[Cell]) -> dict[str, Owed]:
    found: dict[str, set[tuple[str, str, str | None]]] = {}
    for cell in cells:
        found.setdefault(cell.unit, set()).add((cell.notice, cell.indicator, cell.method))
    return {unit: frozenset(owed) for unit, owed in found.items()}
