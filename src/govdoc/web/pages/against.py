"""A unit's list beside the one of the round before: what closed, what is new, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Change, Gap, Place
from govdoc.reports import Overview
from govdoc.reports.overview import problem_text, request_text
from govdoc.reports.wording import status_word
from govdoc.rules.load import load
from govdoc.web.pages.words import cell_address

# In the order they are told; what was met and no longer is comes before what only got worse.
_KINDS = ("fixed", "back", "worse", "new", "open")


@dataclass(frozen=True, slots=True)
class Then:
    """How a cell stood, or stands: its status, what was wrong and what was asked; nothing for a cell not owed."""

    status: str = ""
    word: str = ""
    problem: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One cell in both lists."""

    kind: str
    word: str
    name: str
    address: str
    was: Then
    now: Then


@dataclass(frozen=True, slots=True)
class Against:
    """Both lists. `label` names the round before."""

    label: str
    counts: tuple[tuple[str, str, int], ...]
    rows: tuple[Beside, ...]


def against(view: Overview, unit: str, old: Sequence[Gap]) -> Against | None:
    """The unit's cells that were open or are, today's beside the `old` ones; None where no round was closed yet."""
    if not view.previous:
        return None
    words = load("review")["change"] | {"back": "重新缺项"}
    then = {_key(gap): gap for gap in old}
    today = {_key(gap): gap for gap in view.gaps_of[unit]}
    rows = [
        Beside(
            _kind(change),
            words[_kind(change)],
            (place := Place(*key)).name,
            cell_address(unit, place),
            _told(then.get(key)),
            _told(today.get(key)),
        )
        for change in view.changes_of.get(unit, ())
        if change.kind in _KINDS and (key := (change.notice, change.indicator, change.method))
    ]
    rows.sort(key=lambda row: _KINDS.index(row.kind))
    counts = ((kind, words[kind], sum(row.kind == kind for row in rows)) for kind in _KINDS)
    return Against(view.previous, tuple(one for one in counts if one[2]), tuple(rows))


def _kind(change: Change) -> str:
    return "back" if change.was == "met" and change.now != "met" else change.kind


def _key(gap: Gap) -> tuple[str, str, str | None]:
    return gap.notice, gap.indicator, gap.method


def _told(gap: Gap | None) -> Then:
    if gap is None:
        return Then()
    problem = "" if gap.status == "met" else problem_text(gap)
    return Then(gap.status, status_word(gap.status), problem, request_text(gap))
