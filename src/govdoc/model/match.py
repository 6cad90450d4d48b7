"""A match: which required item a file of evidence serves, and why."""

from dataclasses import dataclass
from typing import Literal

from govdoc.model.place import Place


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part in a score. `text` is a sentence a reviewer reads."""

    feature: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """One file against one cell of the notice; `requirements` are the ids of the items it serves.

    `reviewer` is the person who decided it, "" where the program did.
    """

    evidence: str
    notice: str
    indicator: str
    method: str | None
    score: float
    decision: Literal["auto", "review", "none"]
    requirements: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reviewer: str = ""

    @property
    def place(self) -> Place:
        """The cell it is about."""
        return Place(self.notice, self.indicator, self.method)
