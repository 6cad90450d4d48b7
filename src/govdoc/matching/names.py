"""What a unit is called in its own papers and in others'."""

import re
from collections.abc import Iterable
from functools import cache

from govdoc.matching.words import plain
from govdoc.model import Unit

_COUNTY = re.compile(r"^(?:中共)?(?P<county>[\u4e00-\u9fff]{2,4}?[县市区])(?=[\u4e00-\u9fff]{2})")
_SEAT = re.compile(r"(?:人民政府|街道办事处|办事处|管理委员会|委员会)$")


def names_of(unit: Unit, shortest: int = 3) -> tuple[str, ...]:
    """A unit's name and aliases in plain form, each also without the county and without its seat.

    >>> names_of(Unit("清川县石门镇人民政府", ()))
    ('清川县石门镇人民政府', '石门镇人民政府', '石门镇')
    """
    return _names(unit.name, unit.aliases, shortest)


@cache
def _names(name: str, aliases: tuple[str, ...], shortest: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for given in (name, *aliases):
        flat = plain(given)
        inner = _COUNTY.sub("", flat)
        bare = re.sub(r"^[县市区](?=[\u4e00-\u9fff]{2})", "", inner)
        for form in (flat, inner, bare, _SEAT.sub("", inner)):
            if len(form) >= shortest:
                found[form] = None
    return tuple(found)


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that meets any of the names, the longest first; None without names."""
    longest = sorted(set(names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))) if longest else None
