"""Which entry speaks of which indicator: by what the indicator says, never by its number."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from govdoc.model import Entry, Guide, Notice, Sense
from govdoc.text.widths import narrow

# Of the shorter text's rarity, what both must share: to show that a notice follows the system, and once it does.
_FLOOR, _AMONG_OTHERS = 0.3, 0.12
_FEWEST = 5  # indicators; a notice that meets fewer does not follow the system, it only touches on it
_SHARE = 0.3  # of its indicators, likewise
_MARKS = re.compile(r"[\W_]+")


def attach(notice: Notice, entries: Sequence[Entry]) -> dict[str, Guide]:
    """The guide of each indicator that one fits, by code; none at all for a notice on another subject."""
    rarity = _rarity(tuple(entry.sense.gist for entry in entries))
    best: dict[str, tuple[float, Guide]] = {}
    for indicator in notice.indicators:
        text = _plain(f"{indicator.heading}\n{indicator.text}")
        likeness = [_likeness(text, entry.sense, rarity) for entry in entries]
        top = max(range(len(entries)), key=likeness.__getitem__, default=None)
        if top is not None and likeness[top] >= _AMONG_OTHERS:
            best[indicator.code] = (likeness[top], entries[top].guide)
    sure = sum(likeness >= _FLOOR for likeness, _ in best.values())
    if sure < max(_FEWEST, _SHARE * len(notice.indicators)):
        return {}
    return {code: guide for code, (_, guide) in best.items()}


def _likeness(text: str, sense: Sense, rarity: Counter[str]) -> float:
    """How much the text and the sense share, 0 where a phrase is missing or out of place."""
    if any(phrase in text for phrase in map(_plain, sense.without)):
        return 0.0
    if not all(any(phrase in text for phrase in map(_plain, group)) for group in sense.phrases):
        return 0.0
    # What no gist says is another county's wording, not another subject.
    said, wanted = _pairs(text) & rarity.keys(), _pairs(_plain(sense.gist))
    weight = {pair: math.log((len(rarity) + 1) / (rarity[pair] + 1)) for pair in said | wanted}
    both = sum(weight[pair] for pair in said & wanted)
    less = min(sum(weight[pair] for pair in said), sum(weight[pair] for pair in wanted))
    return both / less if less else 0.0


@cache
def _rarity(gists: tuple[str, ...]) -> Counter[str]:
    """In how many gists each pair of characters stands."""
    return Counter(pair for gist in gists for pair in _pairs(_plain(gist)))


@cache
def _plain(text: str) -> str:
    """The text without marks and spaces: “双随机、一公开” is 双随机一公开."""
    return _MARKS.sub("", narrow(text)).lower()


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
