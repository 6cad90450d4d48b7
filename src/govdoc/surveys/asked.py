"""What a notice asks a survey to reach."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govdoc.model import Notice
from govdoc.text.widths import narrow

_REACH = r"[^。；]{0,12}?(?:不低于|不少于|不得低于|达到|达|超过|>=|≥)\s*(\d{1,3}(?:\.\d+)?)\s*%"
_COVERAGE = re.compile(rf"(?:覆盖(?:面|率|比例)?|(?:测评|调查|问卷|回收|参与|应答)率){_REACH}")
_SATISFIED = re.compile(rf"满意(?:率|度){_REACH}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The least coverage and the least share of satisfied answers (0–1), None where the notice names none."""

    coverage: float | None = None
    satisfied: float | None = None


def asked_of(notice: Notice) -> Asked:
    """The thresholds in the parts of a notice that speak of surveys."""
    return asked_in(text for text in _texts(notice) if "测评" in text or "问卷" in text or "调查" in text)


def asked_in(texts: Iterable[str]) -> Asked:
    """The first threshold of either sort.

    >>> asked_in(["组织服务对象填写问卷，覆盖面不低于90%，满意率达到95%以上。", "案卷合格率不低于95%"])
    Asked(coverage=0.9, satisfied=0.95)
    """
    plain = [narrow(text) for text in texts]
    return Asked(_first(_COVERAGE, plain), _first(_SATISFIED, plain))


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> float | None:
    found = next((match for text in texts if (match := pattern.search(text))), None)
    return float(found[1]) / 100 if found else None


def _texts(notice: Notice) -> Iterator[str]:
    yield from (stage.text for stage in notice.stages)
    for indicator in notice.indicators:
        yield indicator.text
        yield from (task.text for task in indicator.tasks)
    for questionnaire in notice.questionnaires:
        yield questionnaire.title
        yield from (section.heading for section in questionnaire.sections)
