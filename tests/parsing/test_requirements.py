import datetime as dt

import pytest

from govdoc.model import Within
from govdoc.parsing.requirements import measure_requirements, split_requirements


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("办结率不低于95%", "at_least", 95.0),
        ("比例不得低于60%", "at_least", 60.0),
        ("满意度达到90%以上", "at_least", 90.0),
        ("占比不超过30%", "at_most", 30.0),
        ("最高不得超过总额的70%", "at_most", 70.0),
        ("发生率低于5%", "at_most", 5.0),
        ("门诊使用率控制在20%以内", "at_most", 20.0),
        ("合格率不应低于百分之九十八", "at_least", 98.0),
        ("须经三分之二以上代表同意", "at_least", 66.67),
        ("持证上岗率100%", "at_least", 100.0),
        ("实现行政村全覆盖", "at_least", 100.0),
        ("线上办理比例提高到70%以上", "at_least", 70.0),
        ("平均时限压缩至50%以下", "at_most", 50.0),
        ("给予20%的补贴后，覆盖率达到85%", "at_least", 85.0),
        ("人均培训不少于90学时", "at_least", 90.0),
    ],
)
def test_thresholds(text: str, bound: str, value: float) -> None:
    (item,) = split_requirements(text, text, 0, len(text), "1", None)
    assert item.threshold is not None
    assert (item.threshold.bound, item.threshold.value) == (bound, value)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("巡查制度文件；上述巡查汇总表；以上材料汇总备查。", ["巡查制度文件", "上述巡查汇总表"]),
        ("巡查制度文件；上述内容均在网上公开。", ["巡查制度文件"]),
        ("巡查制度文件；以上各项资料整理归档", ["巡查制度文件"]),
        ("巡查制度文件；上述案卷备查", ["巡查制度文件"]),
    ],
)
def test_what_closes_a_list_is_no_item(text: str, items: list[str]) -> None:
    found = split_requirements(text, text, 0, len(text), "1", None)
    assert [item.text for item in found] == items


def read(text: str) -> list[tuple[object, ...]]:
    flat = text.translate(str.maketrans("，；：（）", ",;:()"))
    items = measure_requirements(flat, text, 0, len(text), "1", "标题")
    return [(item.text, item.count, item.threshold and item.threshold.value, item.within) for item in items]


def test_a_measure_keeps_every_figure() -> None:
    text = "每月开展检查不少于2次，整改率达到95%以上，投诉办结率100%；接到举报后24小时内到场，每村至少3名网格员。"
    assert read(text) == [
        ("标题", 2, 95.0, Within(24, "hour", "接到举报")),
        ("投诉办结率100%", None, 100.0, None),
        ("每村至少3名网格员", 3, None, None),
    ]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("公示期限不少于7个工作日", Within(7, "workday")),
        ("自收到申请之日起15个工作日内办结", Within(15, "workday", "收到申请")),
        ("最长不超过3个月", Within(3, "month")),
        ("全年组织活动不少于3000小时", None),
        ("10月内开工", None),
    ],
)
def test_limits(text: str, within: Within | None) -> None:
    (item,) = split_requirements(text, text, 0, len(text), "1", None)
    assert item.within == within


def test_a_limit_is_told_with_what_is_to_be_done_in_it() -> None:
    text = "建立台账，办结时限不超过15个工作日。企业提交申请后3个工作日内，一次性告知所需材料。"
    assert [item[0] for item in read(text)] == ["标题", "企业提交申请后3个工作日内，一次性告知所需材料"]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2023年1月至6月投诉台账", dt.date(2023, 1, 1), dt.date(2023, 6, 30)),
        ("2022年11月—2023年2月回访台账", dt.date(2022, 11, 1), dt.date(2023, 2, 28)),
        ("2023年1月1日至同年6月30日的培训记录", dt.date(2023, 1, 1), dt.date(2023, 6, 30)),
        ("2022年4月29日至5月13日的巡查记录", dt.date(2022, 4, 29), dt.date(2022, 5, 13)),
        ("2023年7-12月的统计表", dt.date(2023, 7, 1), dt.date(2023, 12, 31)),
        ("2021年至2022年的工作台账", dt.date(2021, 1, 1), dt.date(2022, 12, 31)),
        ("2021年3月以来的案卷", dt.date(2021, 3, 1), None),
        ("2023年6月至少报送1份简报", None, None),
    ],
)
def test_the_window_of_an_item(text: str, since: dt.date | None, until: dt.date | None) -> None:
    flat = text.replace("—", "-")
    (item,) = split_requirements(flat, text, 0, len(text), "1", None)
    assert (item.since, item.until) == (since, until)
