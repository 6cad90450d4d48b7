"""A cell of the notice as all records call it: an indicator's method."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a file counts: an indicator's method under a notice."""

    notice: str
    indicator: str
    method: str | None = None

    @property
    def name(self) -> str:
        """How reviewers write it: 12/材料查证, or 12 where the indicator has no methods."""
        return f"{self.indicator}/{self.method}" if self.method else self.indicator
