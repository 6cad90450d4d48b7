"""What evidence is matched against: the indicators of the notices, weighed once."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from govdoc.matching.background import telling
from govdoc.matching.handbook import Handbook
from govdoc.matching.passages import Clause, clauses
from govdoc.matching.words import boilerplate, chars, concepts, pairs, plain, words
from govdoc.model import Guide, Indicator, Notice, Requirement, Submission

Vector = NDArray[np.float32]

_SECOND = 0.7  # what only a task or the handbook says weighs less than what the indicator itself says
_BOILERPLATE_WEIGHT = 0.25
_LENGTH_SHARE = 0.4
_ITEM_SLACK = 3.3  # rare pairs
_NOTHING: Mapping[tuple[str, str], Guide] = MappingProxyType({})
_AS_GIVEN: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """A required item with the words and pairs it is known by."""

    requirement: Requirement
    method: str | None
    pairs: frozenset[str]
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator of one notice, ready to be compared."""

    notice: str
    indicator: Indicator
    plain: str
    clauses: tuple[Clause, ...]
    methods: tuple[str | None, ...]
    items: tuple[Item, ...]
    since: date | None

    @property
    def code(self) -> str:
        """The indicator's code as printed."""
        return self.indicator.code


@dataclass(frozen=True, slots=True)
class Field:
    """One way of looking at texts (words, pairs or concepts) over all targets.

    `weights[i, column[t]]` is how much term t matters to target i: its rarity among the targets times
    the weight of the place it stands in, less for a long target. `rarity[column[t]]` is the rarity alone;
    a term no target has is as rare as can be (`unseen`).
    """

    column: Mapping[str, int]
    weights: Vector
    rarity: Vector
    unseen: float

    def __len__(self) -> int:
        return len(self.column)


@dataclass(frozen=True, slots=True)
class Asked:
    """The required items of all targets as rows of pairs: `weights[k, column]` with the target each belongs to.

    `mass[k]` is what an item has to be met, with a little added so that an item of few words is not met by chance.
    """

    owner: NDArray[np.intp]
    weights: Vector
    mass: Vector


@dataclass(frozen=True, slots=True)
class Targets:
    """All indicators of some notices. Build once with `of`, then match any number of files against it."""

    items: tuple[Target, ...]
    words: Field
    pairs: Field
    chars: Field
    concepts: Field
    asked: Asked
    handbook: Handbook
    submissions: Mapping[str, tuple[Submission, ...]]
    weights: Mapping[str, float]
    rarity: dict[str, float]
    _rows: Mapping[tuple[str, str], int]

    @classmethod
    def of(
        cls,
        notices: Iterable[Notice],
        guides: Mapping[tuple[str, str], Guide] = _NOTHING,
        weights: Mapping[str, float] = _AS_GIVEN,
    ) -> "Targets":
        """Weigh the indicators of the notices; those without indicators add nothing.

        `guides` are what the handbook says of some of them, by notice and code. `weights` are those of features that
        a workspace has learnt; the others keep their own.
        """
        notices = tuple(notices)
        targets = tuple(_target(notice, indicator) for notice in notices for indicator in notice.indicators)
        said = [plain(" ".join((t.indicator.heading, t.indicator.text))) for t in targets]
        asked = [plain("\n".join(task.text for task in t.indicator.tasks)) for t in targets]
        known = [guides.get((target.notice, target.code)) for target in targets]
        told = [f"{a}\n{_told(guide)}" for a, guide in zip(asked, known, strict=True)]
        of_pairs = _field([_zones(_ones(pairs(s)), _ones(pairs(t))) for s, t in zip(said, told, strict=True)])
        return cls(
            targets,
            _field([_zones(_ones(words(s)), _ones(words(t))) for s, t in zip(said, told, strict=True)]),
            of_pairs,
            _field([_zones(_ones(chars(s)), _ones(chars(a))) for s, a in zip(said, asked, strict=True)]),
            _field([_zones(_named(s), _named(a)) for s, a in zip(said, asked, strict=True)], background=False),
            _asked(targets, of_pairs),
            Handbook.of([(guide, target.plain) for guide, target in zip(known, targets, strict=True)]),
            {notice.key: notice.submissions for notice in notices},
            weights,
            {pair: float(of_pairs.rarity[at]) for pair, at in of_pairs.column.items()},
            {(target.notice, target.code): at for at, target in enumerate(targets)},
        )

    def __len__(self) -> int:
        return len(self.items)

    def find(self, notice: str, code: str) -> Target | None:
        """The target of a notice with a code, None where there is none."""
        at = self.find_row(notice, code)
        return None if at is None else self.items[at]

    def find_row(self, notice: str, code: str) -> int | None:
        """Where the target of a notice with a code stands, None where there is none."""
        return self._rows.get((notice, code))

    def row(self, target: Target) -> int:
        """Where the target stands in the fields."""
        return self._rows[target.notice, target.code]


def _target(notice: Notice, indicator: Indicator) -> Target:
    items = tuple(_item(requirement, task.method) for task in indicator.tasks for requirement in task.requirements)
    dated = [item.requirement.since for item in items if item.requirement.since]
    whole = plain("\n".join((indicator.heading, indicator.text, *(task.text for task in indicator.tasks))))
    return Target(
        notice=notice.key,
        indicator=indicator,
        plain=whole,
        clauses=clauses((whole,), traces=False),
        methods=tuple(dict.fromkeys(task.method for task in indicator.tasks)) or (None,),
        items=items,
        since=min(dated) if dated else None,
    )


def _item(requirement: Requirement, method: str | None) -> Item:
    text = plain(requirement.text)
    return Item(requirement, method, frozenset(pairs(text)), frozenset(_named(text)))


def _named(text: str) -> dict[str, float]:
    """The concepts a text names; one that it names in several ways is what it is about."""
    return {name: spotted.strength for name, spotted in concepts(text).items() if spotted.named}


def _ones(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 1.0)


def _told(guide: Guide | None) -> str:
    """What the handbook says of an indicator, but for what does not count."""
    return plain("\n".join((guide.name, guide.notes, *guide.terms, *guide.evidence, guide.example))) if guide else ""


def _zones(said: Mapping[str, float], told: Mapping[str, float]) -> dict[str, float]:
    return {term: max(said.get(term, 0.0), _SECOND * told.get(term, 0.0)) for term in {*said, *told}}


def _asked(targets: tuple[Target, ...], field: Field) -> Asked:
    rows = [(at, item) for at, target in enumerate(targets) for item in target.items]
    weights = np.zeros((len(rows), len(field)), dtype=np.float32)
    for k, (_, item) in enumerate(rows):
        columns = [field.column[pair] for pair in item.pairs if pair in field.column]
        weights[k, columns] = field.rarity[columns]
    mass = (weights.sum(axis=1) + _ITEM_SLACK * field.unseen).astype(np.float32)
    return Asked(np.asarray([at for at, _ in rows], dtype=np.intp), weights, mass)


def _field(rows: list[dict[str, float]], background: bool = True) -> Field:
    column = {term: at for at, term in enumerate(sorted(set().union(*rows)))} if rows else {}
    weights = np.zeros((len(rows), len(column)), dtype=np.float32)
    for at, row in enumerate(rows):
        for term, weight in row.items():
            weights[at, column[term]] = weight
    having = np.count_nonzero(weights, axis=0)
    unseen = math.log(len(rows) + 1.5)
    rarity = (unseen - np.log(having + 0.5)).clip(0.05).astype(np.float32)
    if background:
        rarity *= np.asarray(telling(column), dtype=np.float32)
    for term in boilerplate() & column.keys():
        rarity[column[term]] *= _BOILERPLATE_WEIGHT
    weights *= rarity
    totals = weights.sum(axis=1)
    # A long indicator meets more by chance; part of its length is taken off.
    length = (1 - _LENGTH_SHARE) + _LENGTH_SHARE * totals / (totals.mean() or 1.0) if len(rows) else totals
    return Field(column, (weights / length[:, None].clip(1e-6)).astype(np.float32), rarity, unseen)
