"""From one file of evidence to its best matches, each with its reasons."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np

from govdoc.matching.choose import decide
from govdoc.matching.features import FEATURES, Pair, grounded
from govdoc.matching.hints import read_path
from govdoc.matching.methods import choose_method
from govdoc.matching.score import Scores, certainty, score, served
from govdoc.matching.targets import Target, Targets
from govdoc.matching.view import view
from govdoc.model import Evidence, Match, Reason

Owed = AbstractSet[tuple[str, str, str | None]]

_MOST = 10
_NOT_OWED = 0.6  # what is left of a sum where the unit owes nothing under the indicator
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
    pair = Pair(view(evidence, hints.words), hints)
    scores = score(pair, targets)
    sums = scores.sums * _owing(targets, owed)
    order = [int(i) for i in np.argsort(-sums, kind="stable")[:_MOST] if sums[i] >= _LEAST]
    if not order:
        return ()
    conflict = _conflict(scores, hints.codes, targets, order[0])
    runner_up = float(np.sort(sums)[-2]) if len(sums) > 1 else 0.0
    matches = []
    for i in order:
        target = targets.items[i]
        lead = float(sums[i]) - (runner_up if i == order[0] else float(sums[order[0]]))
        sure = certainty(float(sums[i]), lead)
        method, why = choose_method(
            evidence,
            pair.view,
            hints.method,
            target.methods,
            lambda m, t=target: owed is None or (t.notice, t.code, m) in owed,  # type: ignore[misc]
        )
        items = served(pair.view, targets, target, method)
        reasons = [*_reasons(pair, targets, target, scores, i)]
        reasons.append(Reason("method", 0.0, f"归入{method or '本项'}：{why}"))
        if not _owes(target, owed):
            reasons.append(Reason("owed", -1.0, "本单位不承担该项，已降低分值"))
        if i == order[0] and conflict:
            reasons.append(Reason("conflict", 0.0, conflict))
        matches.append(
            Match(
                evidence=evidence.path,
                notice=target.notice,
                indicator=target.code,
                method=method,
                score=round(sure, 4),
                decision=decide(
                    sure, float(scores.content[i]) if grounded(pair, targets, target) else 0.0, lead, bool(conflict)
                ),
                requirements=tuple(item.requirement.id for item in items),
                reasons=tuple(reasons),
            )
        )
    return tuple(matches)


def _owes(target: Target, owed: Owed | None) -> bool:
    return owed is None or any((target.notice, target.code, method) in owed for method in target.methods)


def _owing(targets: Targets, owed: Owed | None) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
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
        if value >= 0.05:
            yield Reason(feature.name, round(value, 3), feature.sentence(pair, targets, target))
