"""What a notice asks a survey to reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from govdoc.model import Notice


@dataclass(frozen=True, slots=True)
class Asked:
    """The least coverage and the least share of satisfied answers (0–1), None where the notice names none."""

    coverage: float | None = None
    satisfied: float | None = None


def asked_of(notices: Iterable[Notice]) -> Asked:
    """The first thresholds that notices set their surveys."""
    found: dict[str, float] = {}
    for notice in notices:
        for fact in notice.facts:
            if fact.field.startswith("survey_"):
                found.setdefault(fact.field, float(fact.value) / 100)
    return Asked(found.get("survey_coverage"), found.get("survey_satisfied"))
