"""Units whose names stand inside a longer text, such as 县公安局法治创建专班."""

import re

from govdoc.units.area import LEVELS
from govdoc.units.index import Hits, Index

_SHORTEST, _LONGEST_NAME, _LONGEST_TEXT = 3, 40, 60


def units_inside(text: str, index: Index) -> Hits:
    """The units named inside `text`; a name inside a longer name, or of another area, does not count."""
    text = text[:_LONGEST_TEXT]
    found: list[tuple[int, int, Hits]] = []
    for start in range(len(text)):
        for end in range(min(len(text), start + _LONGEST_NAME), start + _SHORTEST - 1, -1):
            if any(first <= start and end <= last for first, last, _ in found):
                continue
            hits = index.certain(text[start:end])
            if hits and not _of_other_area(text, start, index):
                found.append((start, end, hits))
    return frozenset[int]().union(*(hits for _, _, hits in found))


def _of_other_area(text: str, start: int, index: Index) -> bool:
    """Whether what stands before the name makes it another area's (白石县公安局 in a roster of 青禾县)."""
    own = (*index.area.names, index.area.level)
    lead = next((name for name in own if name and text.startswith(name, start)), "")
    before = text[:start] + lead
    if lead and len(lead) > 1:
        return False
    found = re.search(rf"[一-龥]+[{LEVELS}]$", before)
    return found is not None and not any(len(name) > 1 and before.endswith(name) for name in own)
