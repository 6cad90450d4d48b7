"""A correction (更正): what a person put right in what was read from a notice."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

CorrectionKind = Literal["change", "split", "merge", "add", "delete", "undo"]
# What has become of a correction: `met` where the notice says so by itself, `astray` where what it corrected is no
# longer there, `undone` by a person.
CorrectionState = Literal["holds", "met", "astray", "undone"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step into a notice: an item of the list `field`, told by what it is called and says, not by its place.

    `nth` counts from 0 among items that are alike in both. The last step of an addition names the list alone.
    """

    field: str
    name: str = ""
    text: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the log, which is only ever added to.

    `path` leads to what is corrected, () to the notice's own header. `before` are the fields as they were read, by
    name; `after` are the items that stand in its place, each by the fields that are new: one for a change, an addition
    or a merger (with the item `other`), several for a split, none for a deletion. Values are as a person writes them.
    `decisions` is the number of the newest decision when it was made. `undoes` is the number an undo takes back.
    """

    who: str
    at: dt.datetime
    kind: CorrectionKind
    notice: str
    path: tuple[Step, ...] = ()
    before: dict[str, str] = field(default_factory=dict)
    after: tuple[dict[str, str], ...] = ()
    other: Step | None = None
    comment: str = ""
    undoes: int | None = None
    decisions: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with what has become of it."""

    correction: Correction
    state: CorrectionState
