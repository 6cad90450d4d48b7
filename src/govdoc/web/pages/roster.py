"""The roster, what a new one would change in it, and the names that a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govdoc.model import Doubt, Unit
from govdoc.pipeline.roster import RosterChange
from govdoc.reports.roster_words import FIELDS
from govdoc.reports.roster_words import change as difference
from govdoc.units import Answer
from govdoc.web.pages.words import Choice, address, choices

_NAMED = 6


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as the roster has it."""

    name: str
    aliases: str
    kinds: str
    tags: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """The roster."""

    lines: tuple[UnitLine, ...]
    doubts: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What a file would change: (what, unit, how)."""

    key: str
    file: str
    total: int
    lines: tuple[tuple[str, str, str], ...]
    removes: int


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name: open, with its nearest; or answered, with whom it means."""

    name: str
    address: str
    kind: str
    told: str
    where: str


@dataclass(frozen=True, slots=True)
class NamesPage:
    """The open names and the answered ones."""

    open: tuple[NameLine, ...]
    answered: tuple[NameLine, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class NamePage:
    """One name to decide, what may be chosen, and what was."""

    name: str
    group: bool
    where: str
    near: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    tags: tuple[Choice, ...]
    units: tuple[Choice, ...]
    nobody: bool
    meaning: str
    answered: bool


def roster_page(units: Sequence[Unit], doubts: int, waiting: int) -> RosterPage:
    """The units in the roster's order."""
    lines = (UnitLine(unit.name, *("、".join(getattr(unit, field)) for field in FIELDS)) for unit in units)
    return RosterPage(tuple(lines), doubts, waiting)


def change_page(key: str, file: str, change: RosterChange) -> ChangePage:
    """A previewed roster."""
    lines = [("新增", unit.name, "、".join(unit.kinds)) for unit in change.added]
    lines += [("改动", after.name, difference(before, after)) for before, after in change.changed]
    lines += [("删除", unit.name, "、".join(unit.kinds)) for unit in change.removed]
    return ChangePage(key, file, len(change.units), tuple(lines), len(change.removed))


def names_page(
    doubts: Sequence[Doubt], meanings: Mapping[str, tuple[Unit, ...] | Doubt], answers: Sequence[Answer], waiting: int
) -> NamesPage:
    """All names in doubt, and all that were answered with whom they mean now."""
    return NamesPage(
        tuple(
            NameLine(one.name, _at(one.name), _kind(one), "、".join(one.candidates[:3]), _where(one)) for one in doubts
        ),
        tuple(
            NameLine(one.name, _at(one.name), _said(one), _meaning(meanings[one.name]), "") for one in reversed(answers)
        ),
        waiting,
    )


def name_page(
    name: str, doubt: Doubt | None, found: tuple[Unit, ...] | Doubt, answer: Answer | None, units: Sequence[Unit]
) -> NamePage:
    """One name. `found` is whom it means now, `doubt` where it stands in the notices or the folders."""
    chosen = answer or Answer(name)
    near = [one for one in doubt.candidates if any(unit.name == one for unit in units)] if doubt else []
    kinds = dict.fromkeys(kind for unit in units for kind in unit.kinds)
    tags = dict.fromkeys(tag for unit in units for tag in unit.tags)
    return NamePage(
        name,
        doubt is None or doubt.kind == "group",
        _where(doubt) if doubt else "",
        choices(near, *chosen.units),
        choices(kinds, *chosen.kinds),
        choices(tags, *chosen.tags),
        choices((unit.name for unit in units if unit.name not in near), *chosen.units),
        answer is not None and not (answer.units or answer.kinds or answer.tags),
        _meaning(found),
        answer is not None,
    )


def _at(name: str) -> str:
    return address("/name", name=name)


def _kind(one: Doubt) -> str:
    return "统称" if one.kind == "group" else "单位"


def _where(one: Doubt) -> str:
    return "、".join(one.where[:_NAMED]) + (f" 等 {len(one.where)} 处" if len(one.where) > _NAMED else "")


def _said(one: Answer) -> str:
    told = (("单位", one.units), ("类别", one.kinds), ("标签", one.tags))
    return "；".join(f"{what}：{'、'.join(values)}" for what, values in told if values) or "不指任何单位"


def _meaning(found: tuple[Unit, ...] | Doubt) -> str:
    if isinstance(found, Doubt):
        return "待确认"
    names = "、".join(unit.name for unit in found[:_NAMED]) + (" 等" if len(found) > _NAMED else "")
    return f"{len(found)} 个单位：{names}" if found else "不指任何单位"
