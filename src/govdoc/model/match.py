"""A match: which required item a file of evidence serves, and why."""

from dataclasses import dataclass
from typing import Literal


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
