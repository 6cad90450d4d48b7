"""Rates that a notice sets its survey, wherever it says so."""

import pytest
from tests.parsing.test_notices import one

from govdoc.parsing.reaches import reaches

PHRASES = (
    ("覆盖率不低于90%", {"survey_coverage": 90}),
    ("回访率达到95%以上", {"survey_coverage": 95}),
    ("满意度不低于90%", {"survey_satisfied": 90}),
    ("组织不低于90%的服务对象填写问卷", {"survey_coverage": 90}),
    ("覆盖面和满意率均不低于百分之九十", {"survey_coverage": 90, "survey_satisfied": 90}),
    ("满意度测评覆盖率不低于80%", {"survey_coverage": 80}),
    ("案件回访率达到100%,满意率达到95%以上", {"survey_coverage": 100, "survey_satisfied": 95}),
    ("确保测评对象全覆盖", {"survey_coverage": 100}),
    ("参评率须在80%以上", {"survey_coverage": 80}),
    ("群众满意率为96%", {}),
    ("满意率同比提高5个百分点", {}),
    ("满意度测评得分不低于90分", {}),
    ("案卷合格率不低于95%", {}),
)


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_rates_are_read_with_what_they_are_of(text: str, expected: dict[str, float]) -> None:
    assert dict(reaches(text)) == expected


NOTICE = """
云医保〔2024〕6号
云汐县医疗保障局关于开展服务质量测评的通知
各定点医疗机构：
现将有关事项通知如下。
一、工作安排
各机构要安排专人负责，加强宣传，政策宣传覆盖率不低于70%。
二、有关要求
投诉处理回访率达到100%。
组织就诊患者填写问卷。覆盖率不低于85％；汇总后，满意率达到九十分的不作要求，满意度不低于92%。
三、联系方式
联系人：王某。
云汐县医疗保障局
2024年3月1日
"""


def test_rates_in_the_body_are_facts_of_the_notice() -> None:
    notice = one(NOTICE)
    facts = {fact.field: fact for fact in notice.facts if fact.field.startswith("survey_")}
    assert {field: fact.value for field, fact in facts.items()} == {"survey_coverage": "85", "survey_satisfied": "92"}
    assert facts["survey_coverage"].span.of(NOTICE) == "覆盖率不低于85％"
