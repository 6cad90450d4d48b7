import pytest

from govdoc.parsing.requirements import split_requirements


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("办结率不低于95%", "at_least", 95.0),
        ("比例不得低于60%", "at_least", 60.0),
        ("满意度达到90%以上", "at_least", 90.0),
        ("占比不超过30%", "at_most", 30.0),
        ("最高不得超过总额的70%", "at_most", 70.0),
        ("发生率低于5%", "at_most", 5.0),
    ],
)
def test_thresholds(text: str, bound: str, value: float) -> None:
    (item,) = split_requirements(text, text, 0, len(text), "1", None)
    assert item.threshold is not None
    assert (item.threshold.bound, item.threshold.value) == (bound, value)
