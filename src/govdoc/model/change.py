"""What became of a cell or a file since the round before."""

from dataclasses import dataclass
from typing import Literal

from govdoc.model.gap import GapStatus

ChangeKind = Literal["fixed", "open", "new", "worse", "withdrawn", "replaced", "renamed", "added"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a round and the one before it.

    fixed: the cell was open and is met. open: it was open and still is. new: it is open and was not owed. worse: it is
    open and stands lower than before. These name a cell, with how it stood (`was`, None for a cell not owed then)
    and how it stands (`now`); `settled` are the texts of the items met since. withdrawn and replaced name a `file` of
    the round before, replaced also the `successor` that stands in its place (the same path where only the content
    changed), and the cell it served, if any. renamed has the same content under the path `successor`; added names
    a `file` that was not there.
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
    settled: tuple[str, ...] = ()
