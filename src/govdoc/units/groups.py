"""Collective names (单位统称): which units 县直各单位 or 各乡（镇、街道） stand for."""

import re
from dataclasses import dataclass
from functools import cache

from govdoc.model import Unit
from govdoc.rules.load import load
from govdoc.text.sentences import split_outside_brackets
from govdoc.units.area import LEVELS, Area
from govdoc.units.names import clean

_BRACKETS = re.compile(r"[()\[\]、,/和及与]")
_BY_TAG = re.compile(
    r"^(?P<where>{L}直(?:机关)?|{L}级|{L}(?:人民)?政府|{L}局|局)?各?(?:具有|承担|负有|具备|有)?(?P<tag>.+?)"
    r"(?:职能|职责|职权|权限|任务)?的?(?:各)?(?:部门|单位|机关|机构|科室)?$".replace("{L}", f"[{LEVELS}]")
)


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Units of any of the sorts (or literal kinds) that bear all the tags. Level "" is any level."""

    sorts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    level: str = ""

    def holds(self, unit: Unit) -> bool:
        """Whether the rule binds the unit."""
        wanted = {(sort, self.level) for sort in self.sorts}
        of_kind = bool(set(self.kinds) & set(unit.kinds)) or any(
            (sort, level) in wanted or (sort, "") in wanted or (not level and (sort, self.level) in wanted)
            for sort, level in sorts_of(unit)
        )
        return (of_kind or not (self.kinds or self.sorts)) and set(self.tags) <= set(unit.tags)


def read_group(name: str, units: tuple[Unit, ...], area: Area) -> tuple[GroupRule, ...]:
    """The rules that a collective name adds up, empty where the roster cannot decide it.

    >>> [rule.sorts for rule in read_group("各乡（镇、街道）、县直各单位", (), Area())]
    [('乡', '镇', '街道'), ('直属',)]
    >>> read_group("县直各相关单位", (), Area())
    ()
    """
    plain = clean(name)
    if named := _by_roster(plain, units):
        return (named,)
    if is_open(plain):
        return ()
    if whole := _read_one(plain, units, area):
        return (whole,)
    parts = [plain[start:end] for start, end in split_outside_brackets(plain, "、,;和及")]
    rules = [_read_one(part, units, area) for part in parts]
    return tuple(rule for rule in rules if rule) if all(rules) else ()


def _read_one(plain: str, units: tuple[Unit, ...], area: Area) -> GroupRule | None:
    level = f"[{area.level}]" if area.level else f"[{LEVELS}]"
    for row in load("groups")["group"]:
        if re.fullmatch(row["pattern"].replace("{L}", level), plain):
            found = re.search(f"([{LEVELS}])(?:直|级|委|政府|人民政府)", plain)
            sorts = tuple(row["sorts"])
            have = {sort for unit in units for sort, _ in sorts_of(unit)}
            # 县委、县政府各部门 in a roster that marks only one of them is not decided.
            if len(sorts) > 1 and not have.issuperset(sorts):
                return None
            return GroupRule(sorts=sorts, level=found[1] if found else "")
    if places := place_sorts(plain):
        return GroupRule(sorts=places)
    return _by_roster(plain, units)


def is_collective(name: str) -> bool:
    """Whether a name reads like several units rather than one."""
    plain = clean(name)
    return (
        is_open(plain)
        or plain.startswith(("各", "全", "所有"))
        or bool(re.search(r"各(?!界)|(?:单位|部门|部委|机关)$", plain))
    )


def is_open(plain: str) -> bool:
    """Whether words such as 相关 or 等 leave open who is meant."""
    words = load("groups")["open"]
    return any(word in plain for word in words["words"]) or plain.endswith(tuple(words["endings"]))


def place_sorts(name: str) -> tuple[str, ...]:
    """The sorts of places a collective name or a kind counts up, in order; empty if it holds other words.

    >>> place_sorts("各县（市、区）人民政府"), place_sorts("乡镇街道"), place_sorts("县直单位")
    (('县', '市', '区'), ('乡', '镇', '街道'), ())
    """
    words, pattern = _places()
    plain = re.sub(rf"^(?:全[{LEVELS}]|[{LEVELS}](?:管|属|辖)|所有)(?=各)", "", clean(name))
    plain = _BRACKETS.sub("", plain)
    tokens = pattern.findall(plain)
    if not tokens or "".join(tokens) != plain:
        return ()
    return tuple(dict.fromkeys(sort for token in tokens if (sort := words[token])))


def sorts_of(unit: Unit) -> frozenset[tuple[str, str]]:
    """The (sort, level) pairs of a unit, level "" where its kind names none.

    A kind that counts up several places (乡镇街道) is narrowed by the unit's name.
    """
    return _sorts(unit.name, unit.kinds)


@cache
def _sorts(name: str, kinds: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for kind in kinds or ("",):
        plain = clean(kind)
        for row in load("groups")["kind"]:
            if plain and re.fullmatch(row["pattern"].replace("{L}", f"[{LEVELS}]"), plain):
                found.add((row["sort"], plain[0] if plain[0] in LEVELS else ""))
        places = place_sorts(plain)
        own = _place_of_name(name)
        if own and (own in places if len(places) > 1 else not plain):
            places = (own,)
        found |= {(place, "") for place in places}
    return frozenset(found)


def _place_of_name(name: str) -> str:
    """The sort of place a unit's name ends in: X镇人民政府 is 镇."""
    plain = clean(name)
    actors = "人民政府|政府|党委|党工委|委员会"
    if re.search(r"(?:管理委员会|管委会)$|(?:开发区|园区|新区|集聚区|示范区)$", plain):
        return "园区"
    if re.search(r"办事处$|街道(?:党工委)?$", plain):
        return "街道"
    found = re.search(rf"(乡|镇|社区|县|市|区|旗|村)(?:{actors})$|(乡|镇)$", plain)
    return (found[1] or found[2]) if found else ""


def _by_roster(plain: str, units: tuple[Unit, ...]) -> GroupRule | None:
    """各科室 where 科室 is a kind of the roster; 各行政执法部门 where 行政执法 is a tag."""
    kinds = {clean(kind): kind for unit in units for kind in unit.kinds}
    tags = {clean(tag): tag for unit in units for tag in unit.tags}
    bare = re.sub(rf"^(?:全?[{LEVELS}]?(?:局|委)?(?:机关|属)?)?各|^局(?:机关|属)", "", plain)
    for word in (plain, bare, bare + "单位", bare + "组织", bare.removesuffix("单位")):
        if word in kinds:
            return GroupRule(kinds=(kinds[word],))
    found = _BY_TAG.match(plain)
    if found is None:
        return None
    tag = next(
        (tags[word] for word in (found["tag"], found["tag"] + "单位", found["tag"] + "部门") if word in tags), None
    )
    if tag is None:
        return None
    where = found["where"] or ""
    return GroupRule(sorts=("直属",) if "直" in where else (), tags=(tag,), level=where[:1] if "直" in where else "")


@cache
def _places() -> tuple[dict[str, str], re.Pattern[str]]:
    words = {row["word"]: row["sort"] for row in load("groups")["place"]}
    return words, re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
