"""A gap row: how one cell stands, with reasons and what to hand in."""

from dataclasses import dataclass
from typing import Literal

from govdoc.model.place import Place

GapStatus = Literal["met", "partial", "verify", "missing"]


@dataclass(frozen=True, slots=True)
class GapItem:
    """One required item: its text, how it stands, the files that serve it, and why not met."""

    requirement: str
    text: str
    status: GapStatus
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell's standing. `reasons` are codes; `text` and `suggestion` are house wording (Chinese).

    `reviewer` is the person who set the status, "" where the program did; `comments` are what reviewers wrote about the
    cell and its files, oldest first; `stale` are the numbers of decisions on it that no longer hold.
    """

    unit: str
    notice: str
    indicator: str
    method: str | None
    status: GapStatus
    items: tuple[GapItem, ...] = ()
    reasons: tuple[str, ...] = ()
    text: str = ""
    suggestion: str = ""
    reviewer: str = ""
    comments: tuple[str, ...] = ()
    stale: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        """Which cell of its unit it is."""
        return Place(self.notice, self.indicator, self.method)
