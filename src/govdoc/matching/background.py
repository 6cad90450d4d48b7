"""How rare words, pairs and characters are in Chinese at large, from the frequencies jieba brings along."""

import logging
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

# Between these distances (natural logarithm of one in how many) a term gains weight.
_EVERYDAY, _RARE = 7.0, 12.5
_LEAST = 0.15


def telling(terms: Iterable[str]) -> list[float]:
    """For each term how much it tells by being rare, 0.15 (everyday) to 1 (rare or unknown).

    >>> common, rare = telling(["工作", "秸秆"])
    >>> common < 0.2 and rare == 1.0
    True
    """
    words, parts, total = _counts()
    return [_weight(words.get(term) or parts.get(term, 0), total, len(term)) for term in terms]


def _weight(count: int, total: int, length: int) -> float:
    # A single character stands in so many words that it must be rarer than a word to tell as much.
    distance = math.log(total / (count or 1)) + (1.5 if length == 1 else 0.0)
    return min(1.0, max(_LEAST, (distance - _EVERYDAY) / (_RARE - _EVERYDAY)))


@cache
def _counts() -> tuple[dict[str, int], Counter[str], int]:
    """Words with their counts, the characters and pairs inside words with theirs, and the sum of all counts."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    words: dict[str, int] = jieba.dt.FREQ
    parts: Counter[str] = Counter()
    for word, count in words.items():
        if count:
            for at in range(len(word)):
                parts[word[at]] += count
                if at:
                    parts[word[at - 1 : at + 1]] += count
    return words, parts, int(jieba.dt.total)
