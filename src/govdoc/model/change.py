"""What became of a cell or a file since the round before."""

from dataclasses import dataclass
from typing import Literal

from govdoc.model.gap import GapStatus

ChangeKind = Literal["fixed", "open", "new", "worse", "withdrawn", "replaced"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a round and the one before it.

    fixed: the cell was open and is met. open: it was open and still is. new: it is open and was not. worse: it is
    open and stands lower than before. These name a cell, with how it stood (`was`, None for a cell not owed then)
    and how it stands (`now`). withdrawn and replaced name a `file` of the round before, replaced also the
    `successor` that stands in its place (the same path where only the content changed), and the cell it served, if any.
    """

    kind: ChangeKind
    unit: str
    notice: str = ""
    indicator: str = ""
    method: str | None = None
    was: GapStatus | None = None
    now: GapStatus | None = None
    file: str = ""
    successor: str = ""
