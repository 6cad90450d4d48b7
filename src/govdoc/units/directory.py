"""The roster with what people have decided about it: who is meant by a name in a notice or on a folder."""

from dataclasses import dataclass, field

from govdoc.model import Doubt, Unit
from govdoc.units.folders import undecorated
from govdoc.units.groups import GroupRule, is_collective, read_group
from govdoc.units.index import Hits, Index, build_index
from govdoc.units.inside import units_inside
from govdoc.units.names import clean


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's decision about a name that the roster alone could not settle.

    `units` are full names. For a group, `kinds` (any of them) and `tags` (all of them) may say it by rule
    instead; both together narrow. With all three empty the name means nobody of the roster.
    """

    name: str
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Units and answers. Of two answers to the same name the later one counts."""

    units: tuple[Unit, ...]
    answers: tuple[Answer, ...] = ()
    _index: Index = field(init=False, repr=False, compare=False)
    _answered: dict[str, Answer] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", build_index(self.units))
        object.__setattr__(self, "_answered", {clean(answer.name): answer for answer in self.answers})

    def resolve(self, name: str) -> Unit | Doubt | None:
        """The unit that a name means, a Doubt where that is not certain, None where a person said nobody.

        >>> directory = Directory((Unit("青禾县公安局"), Unit("青禾县统计局"), Unit("青禾县审计局")))
        >>> directory.resolve("县公安局").name, directory.resolve("县设计局").kind
        ('青禾县公安局', 'unit')
        """
        answered = self._by_answer(name)
        if answered is not None and len(answered) < 2:
            return answered[0] if answered else None
        return self._chosen(name, self._index.certain(name) or self._index.likely(name))

    def resolve_folder(self, folder: str) -> Unit | Doubt | None:
        """The unit whose evidence a top folder holds, its name freed of numbers, dates and remarks.

        A unit's name inside a longer folder name counts if there is only one.
        """
        answered = self._by_answer(folder)
        if answered is not None and len(answered) < 2:
            return answered[0] if answered else None
        for name in dict.fromkeys((folder, undecorated(folder))):
            if name and (hits := self._index.certain(name)):
                return self._chosen(folder, hits)
        bare = undecorated(folder)
        inside = units_inside(bare, self._index)
        return self._chosen(folder, inside or (self._index.likely(bare) if bare else frozenset()))

    def expand(self, name: str) -> tuple[Unit, ...] | Doubt:
        """The units of a collective name in roster order, a Doubt where the roster cannot tell."""
        answered = self._by_answer(name)
        if answered is not None:
            return answered
        rules = read_group(name, self.units, self._index.area)
        # A part that nobody in the roster fits is not nobody: the roster does not say.
        if not rules or not all(any(map(rule.holds, self.units)) for rule in rules):
            return Doubt(name, "group", self._kinds_and_tags(name))
        return tuple(unit for unit in self.units if any(rule.holds(unit) for rule in rules))

    def bound(self, name: str, group: bool = False) -> tuple[Unit, ...] | Doubt:
        """The units that a name in a notice binds, whether it names one or a group.

        `group` is the notice reader's opinion; a name of the roster is a unit whatever it says.
        """
        answered = self._by_answer(name)
        if answered is not None:
            return answered
        if certain := self._index.certain(name):
            one = self._chosen(name, certain)
            return (one,) if isinstance(one, Unit) else one
        if group or is_collective(name):
            return self.expand(name)
        one = self._chosen(name, self._index.likely(name))
        if isinstance(one, Doubt) and read_group(name, self.units, self._index.area):
            return self.expand(name)
        return (one,) if isinstance(one, Unit) else one

    def _by_answer(self, name: str) -> tuple[Unit, ...] | None:
        """What a person decided; None if nobody did, or if the roster no longer has the unit."""
        answer = self._answered.get(clean(name))
        if answer is None:
            return None
        wanted = {clean(unit) for unit in answer.units}
        named = {unit.name for unit in self.units if clean(unit.name) in wanted}
        if len(named) < len(wanted):
            return None
        if not (answer.kinds or answer.tags):
            return tuple(unit for unit in self.units if unit.name in named)
        rule = GroupRule(kinds=answer.kinds, tags=answer.tags)
        return tuple(unit for unit in self.units if unit.name in named or rule.holds(unit))

    def _chosen(self, name: str, hits: Hits) -> Unit | Doubt:
        if len(hits) == 1:
            return self.units[next(iter(hits))]
        if hits:
            return Doubt(name, "unit", tuple(self.units[at].name for at in sorted(hits)[:5]))
        return Doubt(name, "unit", self._index.nearest(undecorated(name) or name))

    def _kinds_and_tags(self, name: str) -> tuple[str, ...]:
        """What a rule could be made of: kinds and tags of the roster, those that share most with the name first."""
        kinds = (kind for unit in self.units for kind in unit.kinds)
        tags = (tag for unit in self.units for tag in unit.tags)
        return tuple(sorted(dict.fromkeys((*kinds, *tags)), key=lambda word: -len(set(word) & set(name))))
