"""Text as the matcher compares it: plain form, words, pairs of characters, concepts."""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from govdoc.rules.load import load
from govdoc.text.widths import narrow

# Marks that come and go between two spellings of one phrase (“双随机、一公开”, 双随机一公开).
_MARKS = dict.fromkeys(map(ord, "“”、\"'‘’《》〈〉「」、·•—－-_ "))
_BETWEEN = f"[{re.escape(''.join(map(chr, _MARKS)))}\\n]{{0,4}}"
# A long line that stops without a stop was broken by the page, not by the writer.
_WRAPPED = re.compile(r"(?<=[^\n]{28})(?<=[\u4e00-\u9fff\w，])\n(?=[\u4e00-\u9fff，。])")
# A team's name says who acts, not what a paper is about, unless the paper founds the team.
_TEAM = re.compile(r"(?:综合)?(?:行政)?执法(?:监察|监督)?(?:大队|支队|中队|分局|局|队)(?!伍)")
_FOUNDED = re.compile(r"组建|成立|整合|合并|挂牌|设立|方案|规范化")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A concept in a text: the phrases that show it, whether one names it outright, and how strongly (0–1)."""

    phrases: tuple[str, ...]
    named: bool
    strength: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    concept: str
    named: bool
    weight: float


def plain(text: str) -> str:
    """Text without quotation marks, spaces, dashes and names of enforcement teams, lower case, wrapped lines joined.

    >>> plain("推行“双随机、一公开” 监管")
    '推行双随机一公开监管'
    """
    flat = _WRAPPED.sub("", narrow(text)).lower().translate(_MARKS)
    return _TEAM.sub(lambda team: team[0] if _founded(flat, team) else "，", flat)


def _founded(text: str, team: re.Match[str]) -> bool:
    return bool(_FOUNDED.search(text[max(0, team.start() - 12) : team.end() + 8]))


def as_printed(flat: str, text: str) -> str:
    """Where a stretch of plain text stands in the text it comes from, with its marks; itself where it does not.

    >>> as_printed("推行双随机一公开", "依法推行“双随机、一公开”监管")
    '推行“双随机、一公开'
    """
    found = re.search(_BETWEEN.join(map(re.escape, flat)), narrow(text), re.IGNORECASE)
    return "".join(text[found.start() : found.end()].split()) if found else flat


def pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring Han characters with their counts.

    >>> sorted(pairs("行政复议，复议"))
    ['复议', '政复', '行政']
    """
    return Counter([run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)])


def chars(text: str) -> Counter[str]:
    """Han characters with their counts."""
    return Counter("".join(_HAN.findall(text)))


def words(text: str) -> Counter[str]:
    """Words of two Han characters or more, and Latin words, with their counts.

    >>> words("行政复议委员会 ppp")["ppp"]
    1
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    found: Counter[str] = Counter(_LATIN.findall(text))
    for run in _HAN.findall(text):
        found.update(word for word in jieba.cut(run, HMM=False) if len(word) > 1)
    return found


def concepts(text: str) -> dict[str, Spotted]:
    """The concepts of rules/synonyms.toml that a plain text shows.

    A concept named by a phrase both sides use counts more than one only hinted at by its traces.

    >>> concepts("违法所得已缴入国库，罚没收入与经费脱钩")["罚缴分离"].named
    True
    """
    index = _phrases()
    found: dict[str, dict[str, _Phrase]] = defaultdict(dict)
    for at in range(len(text) - 1):
        for phrase in index.get(text[at : at + 2], ()):
            if text.startswith(phrase.text, at):
                found[phrase.concept].setdefault(phrase.text, phrase)
    return {concept: _spotted(hits.values()) for concept, hits in found.items()}


def _spotted(hits: Collection[_Phrase]) -> Spotted:
    naming = [phrase for phrase in hits if phrase.named]
    traces = sum(phrase.weight for phrase in hits if not phrase.named)
    strength = (0.55 + 0.15 * (len(naming) - 1) if naming else 0.0) + min(0.6, 0.2 * traces)
    shown = sorted(hits, key=lambda phrase: (not phrase.named, -len(phrase.text)))
    return Spotted(tuple(phrase.text for phrase in shown), bool(naming), min(1.0, strength))


@cache
def boilerplate() -> frozenset[str]:
    """Words that say little because everybody uses them."""
    return frozenset(load("boilerplate")["words"])


def _telling(trace: str) -> float:
    """A longer trace is harder to leave by chance."""
    return {2: 0.7, 3: 0.9}.get(len(trace), 1.1)


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases of all concepts by their first two characters."""
    index: dict[str, list[_Phrase]] = defaultdict(list)
    rows = load("synonyms")["concept"]
    sharing = Counter(plain(sign) for row in rows for sign in row.get("signs", ()))
    for row in rows:
        naming = {plain(word) for word in (row["name"], *row.get("words", ()))}
        traces = {plain(sign) for sign in row.get("signs", ())} - naming
        for text in sorted(naming):
            index[text[:2]].append(_Phrase(text, row["name"], True, 1.0))
        for text in sorted(traces):
            # A trace that several things leave says less about each of them.
            index[text[:2]].append(_Phrase(text, row["name"], False, _telling(text) / sharing[text]))
    return {head: tuple(phrases) for head, phrases in index.items()}
