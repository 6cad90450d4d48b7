"""Rounds (批次), and what has changed since the last one was closed."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from govdoc.model.decision import Place
from govdoc.model.gap import Gap

# How a cell stands against the last round: closed since; further on, though open; as open as before; met both times;
# not owed then; not owed now; less than it was.
CellChangeKind = Literal["fixed", "better", "open", "kept", "new", "dropped", "worse"]
FileChangeKind = Literal["added", "replaced", "renamed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: opened by someone with a day by which units hand in, and closed when the lists have gone out.

    `decisions` is the number of the last decision made in it, 0 while it is open.
    """

    number: int
    label: str
    opened_at: dt.datetime
    opened_by: str
    due: dt.date | None = None
    closed_at: dt.datetime | None = None
    closed_by: str = ""
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class FileKept:
    """A file as it lay when a round was closed."""

    path: str
    sha256: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class FileChange:
    """A unit's file that came, went, or is another. `before` is the path it had, for a file renamed or replaced."""

    unit: str
    kind: FileChangeKind
    path: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell then and now; one of both is None where it was not owed.

    `settled` are the texts of the items met since, `lost` of those met no longer; `files` are the changes to files that
    served it then or serve it now.
    """

    kind: CellChangeKind
    unit: str
    place: Place
    before: Gap | None
    now: Gap | None
    settled: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    files: tuple[FileChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """Everything that changed since a round was closed: every cell of then and now, and the files that changed."""

    round: Round
    cells: tuple[CellChange, ...]
    files: tuple[FileChange, ...]

    def of(self, unit: str) -> "Since":
        """The changes of one unit."""
        cells = tuple(cell for cell in self.cells if cell.unit == unit)
        return Since(self.round, cells, tuple(file for file in self.files if file.unit == unit))

    def count(self, kind: CellChangeKind) -> int:
        """How many cells changed in this way."""
        return sum(cell.kind == kind for cell in self.cells)
