"""From one file of evidence to its best matches, each with its reasons."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from govdoc.matching.choose import Standing, decide
from govdoc.matching.features import FEATURES, Pair, grounded
from govdoc.matching.hints import read_path
from govdoc.matching.methods import choose_method, likely_methods, looks
from govdoc.matching.score import Scores, certainty, score, served
from govdoc.matching.targets import Target, Targets, Vector
from govdoc.matching.view import view
from govdoc.model import Evidence, Match, Reason

Owed = AbstractSet[tuple[str, str, str | None]]

_MOST = 10
_NOT_OWED = 0.6  # what is left of a sum where the unit owes nothing under the indicator
_PATH_ALONE = 0.6  # what is left of a score where nothing but the path speaks
_LEAST = 0.12  # a sum below this says nothing


def match_evidence(evidence: Evidence, targets: Targets, owed: Owed | None = None) -> tuple[Match, ...]:
    """The file's matches, best first, at most ten, one per indicator.

    `evidence` should have passed `understand`. `owed` holds the (notice, indicator, method) the unit owes;
    what it does not owe is kept but damped. A file without text is matched by its path alone and never taken
    without a reviewer.
    """
    if not len(targets):
        return ()
    methods = tuple(dict.fromkeys(m for target in targets.items for m in target.methods))
    hints = read_path(evidence.path, (target.code for target in targets.items), methods)
    seen = view(evidence, hints.words)
    folder = {hints.method} if hints.method else set()
    pair = Pair(seen, hints, likely_methods(evidence, seen, methods) | folder)
    scores = score(pair, targets)
    sums = scores.sums * _owing(targets, owed)
    order = [int(i) for i in np.argsort(-sums, kind="stable")[:_MOST] if sums[i] >= _LEAST]
    if not order:
        return ()
    ranking = _Ranking(evidence, targets, owed, pair, looks(evidence, seen), scores, sums, order[0])
    return tuple(_match(ranking, i) for i in order)


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

    def lead(self, i: int) -> float:
        """By how much target i leads the next one, below zero for all but the best."""
        if i != self.best:
            return float(self.sums[i] - self.sums[self.best])
        return float(self.sums[i] - np.sort(self.sums)[-2]) if len(self.sums) > 1 else float(self.sums[i])


def _match(ranking: _Ranking, i: int) -> Match:
    targets, pair, scores, owed = ranking.targets, ranking.pair, ranking.scores, ranking.owed
    target, evidence, codes = targets.items[i], ranking.evidence, pair.hints.codes
    sure = certainty(float(ranking.sums[i]), ranking.lead(i))
    if not evidence.text.strip():
        sure *= _PATH_ALONE
    method, why = choose_method(
        ranking.looks,
        pair.hints.method,
        target.methods,
        lambda m: owed is None or (target.notice, target.code, m) in owed,
    )
    items = served(pair.view, targets, target, method)
    conflict = _conflict(scores, codes, targets, i) if i == ranking.best else ""
    reasons = [*_reasons(pair, targets, target, scores, i)]
    reasons.append(Reason("method", 0.0, f"归入{method or '本项'}：{why}"))
    if not _owes(target, owed):
        reasons.append(Reason("owed", -1.0, "本单位不承担该项，已降低分值"))
    if conflict:
        reasons.append(Reason("conflict", 0.0, conflict))
    standing = Standing(
        score=sure,
        content=float(scores.content[i]) if _owes(target, owed) else 0.0,
        lead=ranking.lead(i),
        grounded=grounded(pair, targets, target),
        agreed=i == ranking.best and target.code in codes and i == int(np.argmax(scores.content)),
        conflict=bool(conflict),
    )
    return Match(
        evidence=evidence.path,
        notice=target.notice,
        indicator=target.code,
        method=method,
        score=round(sure, 4),
        decision=decide(standing),
        requirements=tuple(item.requirement.id for item in items),
        reasons=tuple(reasons),
    )


def _owes(target: Target, owed: Owed | None) -> bool:
    return owed is None or any((target.notice, target.code, method) in owed for method in target.methods)


def _owing(targets: Targets, owed: Owed | None) -> Vector:
    return np.asarray([1.0 if _owes(t, owed) else _NOT_OWED for t in targets.items], dtype=np.float32)


def _conflict(scores: Scores, codes: dict[str, tuple[float, str]], targets: Targets, best: int) -> str:
    """A sentence where the path names one indicator and the content another, else empty."""
    if not codes or targets.items[best].code in codes:
        told = int(np.argmax(scores.content))
        if not codes or targets.items[told].code in codes or scores.content[told] < 1.3 * scores.content[best] + 0.5:
            return ""
        return f"路径写明第{targets.items[best].code}项，内容更像第{targets.items[told].code}项"
    return f"内容像第{targets.items[best].code}项，路径却写明第{'、'.join(codes)}项"


def _reasons(pair: Pair, targets: Targets, target: Target, scores: Scores, at: int) -> Iterator[Reason]:
    for row, feature in enumerate(FEATURES):
        value = float(scores.values[row, at])
        sentence = feature.sentence(pair, targets, target) if abs(value) >= 0.05 else ""
        if "“" in sentence:
            yield Reason(feature.name, round(value, 3), sentence)
