"""Find the unit that a name means, or the units it could mean. Never a guess between near twins."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from govdoc.model import Unit
from govdoc.units.area import Area, derive_area
from govdoc.units.names import GOVERNMENT, PARTY, clean, forms, is_town, loose_forms

FLOOR, MARGIN = 90.0, 5.0
_SHORTEST_FUZZY = 8
_SHOWN = 5
_ENDING = re.compile(r"(?:局|委|办|厅|部|中心|院|会|社|队|站|所|科|处|室|校|公司)$")
# Where names differ in one of these, they are two units, not two spellings.
_TELLING = set("一二三四五六七八九十0123456789东西南北中上下前后左右内外新老大小高低党政")
_BRANCH = re.compile(r"(?:分局|分行|支行|支队|大队|中队|所|科|乡|镇|街道|县|市|区|村)$")

Hits: TypeAlias = frozenset[int]


@dataclass(frozen=True, slots=True)
class Index:
    """The forms of every unit: position in the roster by full name, alias, strong form and loose form."""

    units: tuple[Unit, ...]
    area: Area
    full: dict[str, Hits]
    alias: dict[str, Hits]
    strong: dict[str, Hits]
    loose: dict[str, Hits]
    spellings: tuple[tuple[str, int], ...]

    def certain(self, name: str) -> Hits:
        """The units that have this name as full name, else as alias, else as a spelling of either."""
        plain = clean(name)
        for table in (self.full, self.alias):
            if hits := table.get(plain):
                return hits
        return frozenset[int]().union(*(self.strong.get(form, ()) for form in forms(name, self.area)))

    def likely(self, name: str) -> Hits:
        """The units that an office could mean by this shorter or slightly wrong name."""
        whole = forms(name, self.area)
        twins = frozenset[int]().union(*(self.strong.get(_other_seat(form), ()) for form in whole))
        town = any(is_town(form) for form in whole)
        for form in (*whole, *loose_forms(name, self.area)):
            if town and form.startswith("地:"):  # 白石乡 may not be 白石镇
                continue
            if hits := (self.loose.get(form) or self.strong.get(form, frozenset())) - twins:
                return hits
        return self._abbreviated(name) or self._misspelt(name)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to five full names for a person to choose from, best first."""
        from rapidfuzz import fuzz

        best: dict[int, float] = {}
        for form in self._written(name):
            for spelling, at in self.spellings:
                score = fuzz.ratio(_bare(form), _bare(spelling))
                best[at] = max(best.get(at, 0.0), score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return tuple(self.units[at].name for at, score in ranked[:_SHOWN] if score >= 30)

    def _written(self, name: str) -> tuple[str, ...]:
        return forms(name, self.area) + forms(name, self.area, shorten=False)

    def _abbreviated(self, name: str) -> Hits:
        """教科体局 for 教育科技体育局: same first character, same ending, the others in order."""
        found = set()
        for form in map(_bare, self._written(name)):
            ending = _ENDING.search(form)
            if ending is None or ending.start() < 2 or is_town(form):
                continue
            pattern = re.compile(".*".join(map(re.escape, form[: ending.start()])) + ".*" + ending[0] + "$")
            found |= {at for spelling, at in self.spellings if pattern.match(_bare(spelling))}
        return frozenset(found)

    def _misspelt(self, name: str) -> Hits:
        """One slip in a long name, if no other unit comes near."""
        from rapidfuzz import fuzz
        from rapidfuzz.distance import Levenshtein

        best: dict[int, float] = {}
        for form in map(_bare, self._written(name)):
            if len(form) < _SHORTEST_FUZZY or _BRANCH.search(form):
                continue
            for spelling, at in self.spellings:
                other = _bare(spelling)
                edits = Levenshtein.opcodes(form, other)
                changed = {
                    char
                    for edit in edits
                    if edit.tag != "equal"
                    for char in form[edit.src_start : edit.src_end] + other[edit.dest_start : edit.dest_end]
                }
                if not changed & _TELLING and form[-1] == other[-1]:
                    best[at] = max(best.get(at, 0.0), fuzz.ratio(form, other))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < FLOOR or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return frozenset()
        return frozenset({ranked[0][0]})


def build_index(units: tuple[Unit, ...]) -> Index:
    """The index of a roster. Its own area is read off the names."""
    area = derive_area(clean(unit.name) for unit in units)
    full: dict[str, set[int]] = {}
    alias: dict[str, set[int]] = {}
    strong: dict[str, set[int]] = {}
    loose: dict[str, set[int]] = {}
    spellings: dict[tuple[str, int], None] = {}
    for at, unit in enumerate(units):
        full.setdefault(clean(unit.name), set()).add(at)
        for name in unit.aliases:
            alias.setdefault(clean(name), set()).add(at)
        for name in (unit.name, *unit.aliases):
            for form in forms(name, area):
                strong.setdefault(form, set()).add(at)
                spellings[form, at] = None
            for form in forms(name, area, shorten=False):
                spellings[form, at] = None
            for form in loose_forms(name, area):
                loose.setdefault(form, set()).add(at)
    return Index(units, area, _frozen(full), _frozen(alias), _frozen(strong), _frozen(loose), tuple(spellings))


def _frozen(table: dict[str, set[int]]) -> dict[str, Hits]:
    return {name: frozenset(hits) for name, hits in table.items()}


def _bare(form: str) -> str:
    return form.removeprefix(PARTY).removeprefix(GOVERNMENT)


def _other_seat(form: str) -> str:
    """县政府督查室 for 县委督查室: never one for the other."""
    if form.startswith(PARTY):
        return GOVERNMENT + _bare(form)
    return PARTY + _bare(form) if form.startswith(GOVERNMENT) else ""
