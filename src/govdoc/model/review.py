"""A line of the review: a file under a cell, with what the program proposes and what a person said."""

from dataclasses import dataclass
from typing import Literal

from govdoc.model.decision import Decision
from govdoc.model.place import Place

# Why a row waits for a person; "" where nothing does.
Waits = Literal["", "stale", "flagged", "unread", "close", "weak", "unmatched"]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One file under one cell of its unit, or under none (`place` None).

    `proposal` and `score` are the program's own, whatever a person said; `decision` is what counts now. `why` is a
    sentence. Copies of one content in a unit's hands share a row; `path` is the first.
    """

    id: str
    unit: str
    place: Place | None
    path: str
    sha256: str
    title: str
    score: float
    proposal: Literal["auto", "review", "none"]
    waits: Waits
    why: str
    flags: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    decision: Decision | None = None
