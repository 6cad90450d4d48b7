"""From one file of evidence to its best matches, each with its reasons."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from govdoc.matching.choose import Standing, decide
from govdoc.matching.features import FEATURES, Pair
from govdoc.matching.hints import called, read_path
from govdoc.matching.meaning import CLOSE, WEIGHT, Meaning
from govdoc.matching.methods import also_served, choose_method, likely_methods, looks
from govdoc.matching.names import names_of
from govdoc.matching.passages import Clause, clauses, passage, side_by_side
from govdoc.matching.score import Scores, answered, certainty, score, served
from govdoc.matching.targets import Target, Targets, Vector
from govdoc.matching.view import view
from govdoc.matching.words import as_printed
from govdoc.model import Evidence, Match, Reason, Unit

Owed = AbstractSet[tuple[str, str, str | None]]

_MOST = 10
_NOT_OWED = 4.0  # what a target loses under which the unit owes nothing
_PATH_ALONE = 0.6  # what is left of a score where nothing but the path speaks
_LEAST = 0.01  # a score below this says nothing
_LEAST_TOLD = 0.1  # below this only the method is told, but for the best
_TOLD = 0.3  # what a feature must add for its sentence to be told,
_TOLD_SHARE = 0.05  # or which share of all it can add
_READ = 8000  # characters of a file in which its passage is looked for as printed
_CONFLICT = 3.0  # by how much another indicator's content must lead the one the path names


def match_evidence(
    evidence: Evidence,
    targets: Targets,
    owed: Owed | None = None,
    unit: Unit | None = None,
    meaning: Meaning | None = None,
) -> tuple[Match, ...]:
    """The file's matches, best first: at most ten indicators, a second method of the best where it serves that too.

    `evidence` should have passed `understand`. `owed` holds the (notice, indicator, method) the unit owes;
    what it does not owe is kept but damped. `unit` is its roster entry, whose names say nothing here.
    A file without text is matched by its path alone and never taken without a reviewer. Where the best two are
    close, `meaning` orders the best ten anew.
    """
    if not len(targets):
        return ()
    pair = _pair(evidence, targets, unit)
    scores = score(pair, targets)
    sums = scores.sums - _damped(targets, owed)
    order = [int(i) for i in np.argsort(-sums, kind="stable")[:_MOST]]
    nearness = np.zeros(len(targets), dtype=np.float32)
    if meaning and evidence.text.strip() and len(order) > 1 and sums[order[0]] - sums[order[1]] < CLOSE:
        near = meaning.near(evidence, len(targets))
        nearness[order] = WEIGHT * (near[order] - near[order].mean())
        sums = sums + nearness
        order.sort(key=lambda i: -float(sums[i]))
    own = clauses((pair.view.title.plain, pair.view.body.plain), traces=True)
    look = looks(evidence, pair.view)
    ranking = _Ranking(evidence, targets, owed, pair, look, scores, sums, order[0], own, nearness)
    found: list[Match] = []
    for i in order:
        if scores.sums[i] > 0 and (match := _match(ranking, i)).score >= _LEAST:
            found += (match, *(_also(ranking, match) if i == ranking.best else ()))
    # What is doubtful may have lost more than what had fewer points.
    return tuple(sorted(found, key=lambda match: -match.score))


def points(
    evidence: Evidence, targets: Targets, owed: Owed | None = None, unit: Unit | None = None
) -> tuple[Vector, Vector]:
    """The points of every feature for every target, and what each target loses because the unit does not owe it."""
    return score(_pair(evidence, targets, unit), targets).values, _damped(targets, owed)


def _pair(evidence: Evidence, targets: Targets, unit: Unit | None) -> Pair:
    methods = tuple(dict.fromkeys(m for target in targets.items for m in target.methods))
    hints = read_path(evidence.path, (target.code for target in targets.items), methods)
    seen = view(evidence, hints.words, names_of(unit) if unit else ())
    folder = {hints.method} if hints.method else set()
    return Pair(seen, hints, likely_methods(evidence, seen, methods) | folder)


def _damped(targets: Targets, owed: Owed | None) -> Vector:
    return np.asarray([0.0 if _owes(t, owed) else _NOT_OWED for t in targets.items], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """One file against all targets, and which of them came out best."""

    evidence: Evidence
    targets: Targets
    owed: Owed | None
    pair: Pair
    looks: Mapping[str, tuple[float, str]]
    scores: Scores
    sums: Vector
    best: int
    clauses: tuple[Clause, ...]
    nearness: Vector

    def lead(self, i: int) -> float:
        """By how much target i leads the next one, below zero for all but the best."""
        if i != self.best:
            return float(self.sums[i] - self.sums[self.best])
        return float(self.sums[i] - np.sort(self.sums)[-2]) if len(self.sums) > 1 else float(self.sums[i])

    def owes(self, target: Target, method: str | None) -> bool:
        """Whether the unit owes the target under the method; yes where nothing is known."""
        return self.owed is None or (target.notice, target.code, method) in self.owed


def _match(ranking: _Ranking, i: int) -> Match:
    targets, pair, scores, owed = ranking.targets, ranking.pair, ranking.scores, ranking.owed
    target, evidence = targets.items[i], ranking.evidence
    content = float(scores.content[i]) if _owes(target, owed) else 0.0
    named = target.code in pair.hints.codes
    sure = certainty(content, ranking.lead(i), named)
    if not evidence.text.strip():
        sure *= _PATH_ALONE
    method, why = choose_method(
        ranking.looks,
        pair.hints.method,
        target.methods,
        lambda m: ranking.owes(target, m),
        lambda m: answered(pair.view, targets, target, m),
    )
    conflict = _conflict(ranking) if i == ranking.best else ""
    reasons = [*_reasons(ranking, i)] if i == ranking.best or sure >= _LEAST_TOLD else []
    reasons.append(Reason("method", 0.0, f"归入{method or '本项'}：{why}"))
    if not _owes(target, owed):
        reasons.append(Reason("owed", -_NOT_OWED, "本单位不承担该项，已降低分值"))
    if conflict:
        reasons.append(Reason("conflict", 0.0, conflict))
    return Match(
        evidence=evidence.path,
        notice=target.notice,
        indicator=target.code,
        method=method,
        score=round(sure, 4),
        decision=decide(Standing(round(sure, 4), content, named, bool(conflict))),
        requirements=tuple(item.requirement.id for item in served(pair.view, targets, target, method)),
        reasons=tuple(reasons),
    )


def _also(ranking: _Ranking, best: Match) -> Iterator[Match]:
    """The best match under the other methods of its indicator that the file serves as well."""
    targets = ranking.targets
    target = targets.items[ranking.best]
    seen = ranking.pair.view
    for method, why in also_served(
        target, best.method, lambda m: ranking.owes(target, m), lambda m: answered(seen, targets, target, m)
    ):
        items = served(seen, targets, target, method)
        told = Reason("method", 0.0, f"同时归入{method}：{why}")
        reasons = tuple(told if reason.feature == "method" else reason for reason in best.reasons)
        ids = tuple(item.requirement.id for item in items)
        yield replace(best, method=method, requirements=ids, reasons=reasons)


def _owes(target: Target, owed: Owed | None) -> bool:
    return owed is None or any((target.notice, target.code, method) in owed for method in target.methods)


def _conflict(ranking: _Ranking) -> str:
    """A sentence where the path names one indicator and the content another, else empty."""
    items, codes, content = ranking.targets.items, ranking.pair.hints.codes, ranking.scores.content
    best = items[ranking.best].code
    if not codes:
        return ""
    if best not in codes:
        return f"内容像{called(best)}，路径却写明{'、'.join(map(called, codes))}"
    told = int(np.argmax(content))
    if items[told].code in codes or content[told] < content[ranking.best] + _CONFLICT:
        return ""
    return f"路径写明{called(best)}，内容更像{called(items[told].code)}"


def _reasons(ranking: _Ranking, at: int) -> Iterator[Reason]:
    pair, targets = ranking.pair, ranking.targets
    target = targets.items[at]
    met = passage(ranking.clauses, target.clauses, targets.rarity, targets.pairs.unseen)
    if met:
        asked = "\n".join((target.indicator.heading, target.indicator.text, *(t.text for t in target.indicator.tasks)))
        here, there = as_printed(met[0], ranking.evidence.text[:_READ]), as_printed(met[1], asked)
        yield Reason("passage", 0.0, side_by_side(here, there))
    if ranking.nearness[at] >= _TOLD:
        name = target.indicator.heading or target.indicator.text[:24]
        yield Reason("meaning", round(float(ranking.nearness[at]), 3), f"按意思看，与“{name}”较为相近")
    for row, feature in enumerate(FEATURES):
        value = float(ranking.scores.values[row, at])
        enough = abs(value) >= min(_TOLD, _TOLD_SHARE * feature.weight)
        sentence = feature.sentence(pair, targets, target) if enough else ""
        if "“" in sentence:
            yield Reason(feature.name, round(value, 3), sentence)
