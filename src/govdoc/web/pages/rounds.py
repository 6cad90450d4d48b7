"""The rounds: which is open, which have been."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Round
from govdoc.web.pages import jobs

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Line:
    """One round."""

    label: str
    opened: str
    due: str
    closed: str


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """All rounds, newest first. `now` names the open one, `next` is what another may be called.

    `job` makes or made all lists to be sent, those to be had are of `made`. `manages` says whether the reader may open
    and close.
    """

    lines: tuple[Line, ...]
    now: str
    next: str
    manages: bool
    job: jobs.Line | None
    made: str


def rounds_page(rounds: Sequence[Round], job: jobs.Line | None, made: str, *, manages: bool) -> RoundsPage:
    """The rounds as kept, oldest first."""
    lines = tuple(
        Line(
            one.label,
            f"{one.opened_at:%Y-%m-%d} {one.opened_by}",
            f"{one.due:%Y-%m-%d}" if one.due else "",
            f"{one.closed_at:%Y-%m-%d} {one.closed_by}" if one.closed_at else "",
        )
        for one in reversed(rounds)
    )
    now = rounds[-1].label if rounds and rounds[-1].closed_at is None else ""
    number = _NUMERALS[len(rounds)] if len(rounds) < len(_NUMERALS) else len(rounds) + 1
    return RoundsPage(lines, now, f"第{number}批", manages, job, made)
