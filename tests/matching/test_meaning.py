"""Close calls settled by meaning."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from govdoc.matching import Targets, match_evidence
from govdoc.matching.meaning import Meaning
from govdoc.model import Evidence

Paper = Callable[..., Evidence]


class Sense:
    """A model that knows one thing: 应诉 and 打官司 mean the same. It counts the texts it was asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(texts)
        same = [any(word in text for word in ("应诉", "打官司")) for text in texts]
        return np.asarray([(1.0, 0.0) if yes else (0.0, 1.0) for yes in same], dtype=np.float32)


def test_a_close_call_goes_to_what_is_meant(paper: Paper, targets: Targets) -> None:
    evidence = paper("关于打官司的情况\n上半年开庭两次。")
    sense = Sense()
    meaning = Meaning.of(targets, sense)
    assert match_evidence(evidence, targets, meaning=meaning)[0].indicator == "6"
    assert sense.asked == sum(len(target.indicator.tasks) for target in targets.items) + 1
    reasons = {reason.feature: reason.text for reason in match_evidence(evidence, targets, meaning=meaning)[0].reasons}
    assert "按意思看" in reasons["meaning"]


def test_a_clear_case_is_not_asked_about(paper: Paper, targets: Targets) -> None:
    sense = Sense()
    meaning = Meaning.of(targets, sense)
    asked = sense.asked
    evidence = paper("shenhe", "水利局/5/台账.xlsx")
    assert match_evidence(evidence, targets, meaning=meaning) == match_evidence(evidence, targets)
    assert sense.asked == asked
