"""Files handed in twice, and files copied from another with the names changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from govdoc.matching.masking import Mask, Sheet
from govdoc.matching.words import plain
from govdoc.model import Evidence, Notice, Unit

_SHORTEST = 40  # characters below which equal text proves nothing
_GRAM = 5
_BANDS, _ROWS = 16, 3
_NEAR_OTHER_UNIT = 82.0  # per cent of what is a paper's own that is the same
_NEAR_SAME_UNIT = 93.0
_SAME_FIGURES = 0.8  # of the figures of the paper that states fewer
# Where few figures tell two papers apart, more must be the same.
_FEW, _NEAR_BY_FEW, _SHORTEST_BY_NONE = 3, 95.0, 80
_COMPARED = 4000  # characters; a copy shows in its first pages
_SET_TEXTS = ("承诺书", "问卷", "证书")  # genres whose wording is given out for all units to use
_EMPTY = ("template", "url_only")  # what these hold is given out too, or is no text

Hashes = NDArray[np.uint64]


def copies(
    evidences: Iterable[Evidence], notices: Iterable[Notice] = (), roster: Iterable[Unit] = ()
) -> dict[str, str]:
    """Path of each copy → “duplicate:PATH” or “near_duplicate:PATH” of what it was copied from.

    A copy repeats another unit's sentences and the figures in them, once names, dates and numbers of documents are
    taken out; papers filled in from one pattern share the sentences, not the figures. What the notice says itself
    counts for nobody. Only the copy is flagged: the original is the one dated first; without that, the one that bears
    a number, then the one whose file name tells its content, then the one met first. A paper of a third office that
    two units both hand in is no copy. The work grows with the number of files, not with its square.
    """
    files = [evidence for evidence in evidences if evidence.status in ("read", "partial")]
    mask = Mask.of(files, notices, roster)
    sheets = [mask.sheet(at, evidence) for at, evidence in enumerate(files)]
    sheets = [sheet for sheet in sheets if len(sheet.letters) >= _SHORTEST]
    flags: dict[str, str] = {}
    for group in _equal(sheets):
        for copy in group[1:]:
            if not _shared_paper(group[0], copy):
                flags[copy.evidence.path] = f"duplicate:{group[0].evidence.path}"
    rest = [sheet for sheet in sheets if sheet.evidence.path not in flags and not _flagged(sheet, _EMPTY)]
    for one, other in _near(rest):
        first, copy = (one, other) if _first(one) <= _first(other) else (other, one)
        origin = flags.get(first.evidence.path, "").partition(":")[2] or first.evidence.path
        if copy.evidence.path not in flags and origin != copy.evidence.path:
            flags[copy.evidence.path] = f"near_duplicate:{origin}"
    return flags


def _flagged(sheet: Sheet, flags: tuple[str, ...]) -> bool:
    return any(flag in flags for flag in sheet.evidence.flags)


def _equal(sheets: list[Sheet]) -> Iterator[list[Sheet]]:
    """Groups of files with the same letters, the original first; a blank form is a copy within its unit only."""
    groups: dict[tuple[str, str | None], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        groups[sheet.letters, sheet.evidence.unit if _flagged(sheet, ("template",)) else ""].append(sheet)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=_first)


def _first(sheet: Sheet) -> tuple[date, bool, float, int]:
    """What makes a file the original, in order of weight."""
    evidence = sheet.evidence
    name = plain(evidence.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    telling = fuzz.partial_ratio(name, plain(evidence.title)[:60]) if name and evidence.title else 0.0
    return evidence.date or date.max, not evidence.doc_number, -round(telling / 25), sheet.order


def _shared_paper(one: Sheet, other: Sheet) -> bool:
    """Whether two units merely hand in the same paper of a third office."""
    same = one.evidence.issuer == other.evidence.issuer
    return one.evidence.unit != other.evidence.unit and same and one.foreign and other.foreign


def _near(sheets: list[Sheet]) -> Iterator[tuple[Sheet, Sheet]]:
    """Pairs whose own texts are nearly the same, in the order of meeting; all are compared at once, on all cores."""
    pairs = [(one, other) for one, other in _candidates(sheets) if one.letters != other.letters]
    pairs = [(one, other) for one, other in pairs if _comparable(one, other)]
    if not pairs:
        return
    firsts, seconds = zip(*((_compared(one, other), _compared(other, one)) for one, other in pairs), strict=True)
    ratios = process.cpdist(firsts, seconds, scorer=fuzz.ratio, workers=-1, dtype=np.float32)
    for (one, other), ratio in zip(pairs, ratios, strict=True):
        if ratio >= _enough(one, other):
            yield one, other


def _enough(one: Sheet, other: Sheet) -> float:
    if one.evidence.unit == other.evidence.unit:
        return _NEAR_SAME_UNIT
    return _NEAR_OTHER_UNIT if min(one.figures.total(), other.figures.total()) >= _FEW else _NEAR_BY_FEW


def _comparable(one: Sheet, other: Sheet) -> bool:
    if _shared_paper(one, other):
        return False
    if one.evidence.unit == other.evidence.unit:
        return True
    if one.evidence.genre in _SET_TEXTS and other.evidence.genre in _SET_TEXTS:
        return False
    fewer = min(one.figures.total(), other.figures.total())
    if not fewer:
        return min(len(one.own), len(other.own)) >= _SHORTEST_BY_NONE
    return (one.figures & other.figures).total() >= _SAME_FIGURES * fewer


def _compared(sheet: Sheet, other: Sheet) -> str:
    # Within a unit two months' returns differ in their dates and numbers alone; that is no copy.
    same_unit = sheet.evidence.unit == other.evidence.unit
    return (sheet.letters if same_unit else sheet.own)[:_COMPARED]


def _candidates(sheets: list[Sheet]) -> Iterator[tuple[Sheet, Sheet]]:
    """Pairs that share a good part of their runs of letters."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for at, sheet in enumerate(sheets):
        signature = _signature(sheet.own)
        if signature is not None:
            for band in range(_BANDS):
                buckets[band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(at)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        # A bucket of a hundred alike forms is compared with its first, not all with all.
        for k, later in enumerate(members[1:], 1):
            for earlier in (members[0], *members[max(1, k - 4) : k]) if len(members) > 8 else members[:k]:
                seen.add((earlier, later))
    for a, b in sorted(seen):
        yield sheets[a], sheets[b]


def _signature(text: str) -> Hashes | None:
    """A min-hash of the text's runs of five letters; None where the text is too short."""
    if len(text) < _SHORTEST // 2 + _GRAM:
        return None
    codes = np.frombuffer(text[:_COMPARED].encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
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
