"""Files handed in twice, and files copied from another with the names changed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from govdoc.matching.words import plain
from govdoc.model import Evidence

_SHORTEST = 40  # characters below which equal text proves nothing
_GRAM = 5
_BANDS, _ROWS = 12, 4
_NEAR_OTHER_UNIT = 82.0  # per cent of the masked text that is the same
_NEAR_SAME_UNIT = 93.0
_SET_TEXTS = ("承诺书", "问卷", "证书")  # genres whose wording is given out for all units to use

_NUMBERS = re.compile(r"[\d〇零一二三四五六七八九十百]+")
_LETTERS = re.compile(r"[^\u4e00-\u9fffa-z0-9]+")

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file as it is compared: its place in the order, its letters, and those left once names and numbers are out."""

    order: int
    evidence: Evidence
    letters: str
    masked: str


def copies(evidences: Iterable[Evidence]) -> dict[str, str]:
    """Path of each copy → “duplicate:PATH” or “near_duplicate:PATH” of what it was copied from.

    Only the copy is flagged. The original is the one dated first; without that, the one that bears a number,
    then the one whose file name tells its content, then the one met first. A paper of a third office that two
    units both hand in is no copy. The work grows with the number of files, not with its square.
    """
    files = [evidence for evidence in evidences if evidence.status in ("read", "partial")]
    mask = _masking({evidence.unit for evidence in files if evidence.unit})
    sheets = [_Sheet(at, e, letters, mask(letters)) for at, e in enumerate(files) if (letters := _letters(e.text))]
    sheets = [sheet for sheet in sheets if len(sheet.letters) >= _SHORTEST]
    flags: dict[str, str] = {}
    for group in _equal(sheets):
        for copy in group[1:]:
            if not _shared_paper(group[0].evidence, copy.evidence):
                flags[copy.evidence.path] = f"duplicate:{group[0].evidence.path}"
    rest = [sheet for sheet in sheets if sheet.evidence.path not in flags]
    for one, other in _near(rest):
        first, copy = _ordered(one, other)
        origin = flags.get(first.evidence.path, "").partition(":")[2] or first.evidence.path
        if copy.evidence.path not in flags and origin != copy.evidence.path:
            flags[copy.evidence.path] = f"near_duplicate:{origin}"
    return flags


def _letters(text: str) -> str:
    return _LETTERS.sub("", plain(text))


def _masking(units: Iterable[str]) -> "_Mask":
    names = sorted({part for unit in units for part in (unit, *_short(unit))}, key=len, reverse=True)
    return _Mask(re.compile("|".join(map(re.escape, names))) if names else None)


@dataclass(frozen=True, slots=True)
class _Mask:
    """Takes out of a text what a copyist changes: units, places, numbers and dates."""

    units: re.Pattern[str] | None

    def __call__(self, letters: str) -> str:
        text = self.units.sub("", letters) if self.units else letters
        return _NUMBERS.sub("", text)


def _short(unit: str) -> Iterator[str]:
    """A unit's name without its county, and its place alone (瓦窑镇人民政府 → 瓦窑镇)."""
    inner = re.sub(r"^(?:中共)?[\u4e00-\u9fff]{2,4}?[县市区](?=[\u4e00-\u9fff]{3})", "", unit)
    if inner != unit:
        yield inner
    place = re.match(r"[\u4e00-\u9fff]{1,8}?[乡镇]|[\u4e00-\u9fff]{1,8}?街道", inner)
    if place and place[0] != unit:
        yield place[0]


def _equal(sheets: list[_Sheet]) -> Iterator[list[_Sheet]]:
    """Groups of files with the same bytes or the same letters, the original first."""
    groups: dict[str, list[_Sheet]] = defaultdict(list)
    for sheet in sheets:
        groups[sheet.letters].append(sheet)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=_first)


def _first(sheet: _Sheet) -> tuple[date, bool, float, int]:
    """What makes a file the original, in order of weight."""
    evidence = sheet.evidence
    name = plain(evidence.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    telling = fuzz.partial_ratio(name, plain(evidence.title)[:60]) if name and evidence.title else 0.0
    return evidence.date or date.max, not evidence.doc_number, -round(telling / 25), sheet.order


def _ordered(one: _Sheet, other: _Sheet) -> tuple[_Sheet, _Sheet]:
    return (one, other) if _first(one) <= _first(other) else (other, one)


def _shared_paper(one: Evidence, other: Evidence) -> bool:
    """Whether both units merely hand in the same paper of a third office."""
    if one.unit == other.unit or not one.issuer:
        return False
    return not any(unit and (one.issuer in unit or unit in one.issuer) for unit in (one.unit, other.unit))


def _near(sheets: list[_Sheet]) -> Iterator[tuple[_Sheet, _Sheet]]:
    """Pairs whose masked texts are nearly the same, nearest first by order of meeting."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for at, sheet in enumerate(sheets):
        signature = _signature(sheet.masked)
        if signature is not None:
            for band in range(_BANDS):
                buckets[band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(at)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        # A bucket of a hundred alike forms is compared with its first, not all with all.
        for k, later in enumerate(members[1:], 1):
            for earlier in members[max(0, k - 4) : k] if len(members) > 8 else members[:k]:
                seen.add((earlier, later))
    for a, b in sorted(seen):
        one, other = sheets[a], sheets[b]
        if one.letters != other.letters and _alike(one, other) and not _shared_paper(one.evidence, other.evidence):
            yield one, other


def _alike(one: _Sheet, other: _Sheet) -> bool:
    same_unit = one.evidence.unit == other.evidence.unit
    if same_unit:
        # Within a unit two months' returns differ in their numbers alone; that is no copy.
        return fuzz.ratio(one.letters, other.letters, score_cutoff=_NEAR_SAME_UNIT) > 0
    if one.evidence.genre in _SET_TEXTS and other.evidence.genre in _SET_TEXTS:
        return False
    return fuzz.ratio(one.masked, other.masked, score_cutoff=_NEAR_OTHER_UNIT) > 0


def _signature(text: str) -> Hashes | None:
    """A min-hash of the text's runs of five letters; None where the text is too short."""
    if len(text) < _SHORTEST // 2 + _GRAM:
        return None
    codes = np.frombuffer(text[:20000].encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    grams = np.zeros(len(codes) - _GRAM + 1, dtype=np.uint64)
    for step in range(_GRAM):
        grams = grams * np.uint64(1_000_003) + codes[step : len(codes) - _GRAM + 1 + step]
    grams = np.unique(grams)
    mixed = grams[None, :] * _FACTORS[:, None] + _SHIFTS[:, None]
    mixed ^= mixed >> np.uint64(29)
    lowest: Hashes = (mixed * np.uint64(0x9E3779B97F4A7C15)).min(axis=1)
    return lowest


_SOURCE = np.random.default_rng(20_210_409)
_FACTORS: Hashes = _SOURCE.integers(1, 1 << 62, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS: Hashes = _SOURCE.integers(0, 1 << 62, _BANDS * _ROWS, dtype=np.uint64)
