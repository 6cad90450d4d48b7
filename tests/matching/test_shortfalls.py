"""Faults of substance: drafts, officers who call back themselves, years left out, surveys of too few, late reports."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from govdoc.matching import Targets, context_flags, match_evidence
from govdoc.model import Deadline, Evidence, Indicator, Notice, Requirement, Submission, Task

Paper = Callable[..., Evidence]

DRAFTS = (
    "清川县行政执法回访办法（征求意见稿）\n第一条　为规范回访，制定本办法。",
    "学法制度\n（讨论稿）\n一、每月学法一次。",
    "清水〔2021〕  号\n关于规范执法的通知\n各股室：\n请遵照执行。\n清川县水利局\n2021年  月  日",
)
FINISHED = (
    "关于公开征求《水资源管理办法（征求意见稿）》意见的公告\n现公开征求意见。\n清川县水利局\n2021年3月4日",
    "清水〔2021〕4号\n关于规范执法的通知\n各股室：\n请遵照执行。\n清川县水利局\n2021年3月4日",
    "学法制度\n一、每月学法一次。草案由法规股起草。",
)


@pytest.mark.parametrize("text", DRAFTS)
def test_a_draft(text: str, paper: Paper) -> None:
    assert "draft" in paper(text).flags


@pytest.mark.parametrize("text", FINISHED)
def test_no_draft(text: str, paper: Paper) -> None:
    assert "draft" not in paper(text).flags


def test_the_officer_calls_back_himself(paper: Paper) -> None:
    rows = "案件回访登记表\n序号\t案由\t办案人员\t回访人员\t意见\n"
    assert "same_person" in paper(f"{rows}1\t采砂\t闻某甲、岑某乙\t岑某乙\t满意\n2\t取水\t应某丁\t应某丁\t满意").flags
    assert (
        "same_person" not in paper(f"{rows}1\t采砂\t闻某甲、岑某乙\t柏某丙\t满意\n2\t取水\t应某丁\t柏某丙\t满意").flags
    )
    assert "same_person" in paper("回访记录\n承办人：闻某甲、岑某乙\n回访人：岑某乙\n当事人表示满意。").flags


def test_a_year_left_out_of_a_series(paper: Paper) -> None:
    table = "2018年以来案卷评查统计表\n年度\t件数\n2018年\t30\n{}2020年\t41\n2021年\t38"
    assert "years_missing" in paper(table.format("")).flags
    assert "years_missing" not in paper(table.format("2019年\t33\n")).flags
    assert "years_missing" not in paper("2018年以来工作总结\n2018年以来，案卷评查一百件，2020年整改三件。").flags


@pytest.fixture
def survey() -> Targets:
    asked = "向服务对象开展访谈，访谈人数不低于服务对象总数的90%，形成访谈情况汇总。"
    task = Task("1", None, asked, (Requirement("1/1", asked),))
    report = Submission("自查报告", "县法治办", deadline=Deadline("2021年5月20日前", due_on=date(2021, 5, 20)))
    indicators = (
        Indicator("1", "1", "measure", (), "满意度访谈", asked, tasks=(task,)),
        Indicator("2", "2", "measure", (), "开展自查", "各单位开展自查，形成自查报告。"),
    )
    return Targets.of([Notice("清法办〔2021〕2号", "main", indicators=indicators, submissions=(report,))])


@pytest.mark.parametrize(("figure", "few"), [("41%", True), ("96.5%", False)])
def test_a_survey_of_too_few(figure: str, few: bool, paper: Paper, survey: Targets) -> None:
    evidence = paper(f"服务对象访谈情况汇总\n本季度访谈217人，占服务对象总数的{figure}，其中满意者占98%以上。")
    flags = context_flags(evidence, match_evidence(evidence, survey), survey, ())
    assert ("below_threshold" in flags) is few


@pytest.mark.parametrize(("day", "late"), [(date(2021, 5, 21), True), (date(2021, 5, 20), False), (None, False)])
def test_a_report_after_its_day(day: date | None, late: bool, paper: Paper, survey: Targets) -> None:
    evidence = replace(paper("法治政府建设自查情况报告\n经自查，各项工作均已完成。"), date=day)
    flags = context_flags(evidence, match_evidence(evidence, survey), survey, ())
    assert ("late" in flags) is late
