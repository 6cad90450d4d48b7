"""A decision (审核意见): what a person said of a file under a cell, or of a cell, and whether it still holds."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from govdoc.model.gap import GapStatus
from govdoc.model.place import Place

DecisionKind = Literal["accept", "reject", "move", "status", "comment", "undo"]
# What has become of a decision: `stale` where the file or the cell's files are others now, `gone` where the file is
# no longer there, `superseded` by a later decision on the same, `undone` by a person.
DecisionState = Literal["holds", "stale", "gone", "superseded", "undone"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log, which is only ever added to.

    `number` counts from 1; decisions made in one go share the first one's number as `batch`. A decision about a file
    is about the content `sha256` in the hands of `unit`, wherever it lies; `path` is where it lay. `place` is the cell
    meant (for a move the one the file goes to, `origin` the one it leaves); None means whatever the file serves.
    `requirements` are the items meant, none for all that the program named. A status rests on `basis`, the contents
    that lay under the cell. `undoes` is the number an undo takes back.
    """

    who: str
    at: dt.datetime
    kind: DecisionKind
    unit: str = ""
    place: Place | None = None
    sha256: str = ""
    path: str = ""
    origin: Place | None = None
    requirements: tuple[str, ...] = ()
    status: GapStatus | None = None
    basis: tuple[str, ...] = ()
    comment: str = ""
    undoes: int | None = None
    number: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision with what has become of it."""

    decision: Decision
    state: DecisionState
