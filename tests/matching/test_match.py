"""From a paper to its indicators, with reasons."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govdoc.matching import Targets, hold_back, match_evidence, understand
from govdoc.model import Evidence, Match, Notice, Requirement, Task

Paper = Callable[..., Evidence]

BEST = (
    ("quanze", "1", "材料查证"),
    ("jilu", "4", "实地核验"),
    ("shenhe", "5", "材料查证"),
    ("yingsu", "6", "材料查证"),
    ("fajiao", "9", "材料查证"),
    ("沿街商户对执法队员印象问卷汇总\n发放80份，收回80份，满意76份。", "8", "随机访谈"),
    ("闭卷学法考试成绩表\n姓名\t成绩\n甲\t92\n乙\t88", "7", "随机抽考"),
    (
        "局务会会议记录\n议题：采砂规划。甲：同意。乙：不同意见请记下。局长最后发言：按多数意见办。集体讨论通过。",
        "3",
        "材料查证",
    ),
)


@pytest.mark.parametrize(("text", "indicator", "method"), BEST)
def test_best(text: str, indicator: str, method: str, paper: Paper, targets: Targets) -> None:
    best = match_evidence(paper(text), targets)[0]
    assert (best.indicator, best.method) == (indicator, method)


def test_a_plain_case_stands_alone_and_says_why(paper: Paper, targets: Targets) -> None:
    best = match_evidence(paper("shenhe", "水利局/5/台账.xlsx"), targets)[0]
    assert best.decision == "auto"
    assert best.requirements == ("5/材料查证/1",)
    told = {reason.feature: reason.text for reason in best.reasons}
    assert "法制审核" in told["title_concept"]
    assert "路径“5”写明第5项" in told["path_number"]
    assert told["method"].startswith("归入材料查证")


def test_a_wrong_number_in_the_path_goes_to_the_reviewer(paper: Paper, targets: Targets) -> None:
    matches = match_evidence(paper("shenhe", "水利局/10/台账.xlsx"), targets)
    assert matches[0].indicator == "5"
    assert all(match.decision != "auto" for match in matches)
    (conflict,) = (reason for reason in matches[0].reasons if reason.feature == "conflict")
    assert "第5项" in conflict.text
    assert "第10项" in conflict.text


def test_path_and_content_together_carry_a_weaker_case(paper: Paper, targets: Targets) -> None:
    text = "关于票据使用的说明\n票据由财政统一印制，领用、缴销逐本登记，每季度核对一次，收入当日存入银行。"
    assert match_evidence(paper(text), targets)[0].decision == "review"
    best = match_evidence(paper(text, "水利局/第9项/说明.docx"), targets)[0]
    assert (best.indicator, best.decision) == ("9", "auto")


def test_what_a_unit_does_not_owe_is_never_taken(paper: Paper, targets: Targets, notice: Notice) -> None:
    matches = match_evidence(paper("shenhe", "水利局/5/台账.xlsx"), targets, frozenset({(notice.key, "6", "材料查证")}))
    assert (matches[0].indicator, matches[0].decision) == ("5", "review")


def test_the_path_alone_never_decides(targets: Targets) -> None:
    unread = Evidence(
        "水利局/5/重大执法决定法制审核台账.doc", "0", 9, "application/msword", "unsupported", unit="清川县水利局"
    )
    matches = match_evidence(understand(unread), targets)
    assert matches[0].indicator == "5"
    assert matches[0].decision == "review"


def test_a_duty_roster_is_not_taken(paper: Paper, targets: Targets) -> None:
    assert all(match.decision != "auto" for match in match_evidence(paper("zhiban", "水利局/5/值班表.docx"), targets))


def test_what_a_unit_does_not_owe_is_kept_but_damped(paper: Paper, targets: Targets, notice: Notice) -> None:
    evidence = paper("shenhe")
    free = match_evidence(evidence, targets)
    owed = frozenset({(notice.key, "6", "材料查证")})
    bound = match_evidence(evidence, targets, owed)
    assert score(bound, "5") < score(free, "5")
    assert any(reason.feature == "owed" for match in bound if match.indicator == "5" for reason in match.reasons)


def test_methods_a_unit_owes_come_first(paper: Paper, targets: Targets, notice: Notice) -> None:
    owed = frozenset({(notice.key, "4", "案卷评查")})
    assert match_evidence(paper("jilu"), targets, owed)[0].method == "案卷评查"


def test_the_method_folder_is_believed(paper: Paper, targets: Targets) -> None:
    assert match_evidence(paper("quanze", "水利局/网络检索/通知.docx"), targets)[0].method == "网络检索"


def test_a_flag_holds_a_match_back(paper: Paper, targets: Targets) -> None:
    matches = match_evidence(paper("shenhe", "水利局/5/台账.xlsx"), targets)
    held = hold_back(matches, ("near_duplicate:司法局/5/台账.xlsx",))
    assert held[0].decision == "review"
    assert "司法局/5/台账.xlsx" in held[0].reasons[-1].text
    assert hold_back(matches, ("partial",)) == matches


def test_no_notice_no_match(paper: Paper) -> None:
    assert match_evidence(paper("shenhe"), Targets.of(())) == ()


def test_a_method_that_asks_for_whatever_bears_on_the_indicator_is_served_too(paper: Paper, notice: Notice) -> None:
    asked = "按项汇总2019年以来的材料，迎接现场查看。"
    fifth = next(each for each in notice.indicators if each.code == "5")
    visit = Task("5/实地核验", "实地核验", asked, (Requirement("5/实地核验/1", asked),))
    wider = replace(notice, indicators=(*notice.indicators[:4], replace(fifth, tasks=(*fifth.tasks, visit))))
    first, second, *_ = match_evidence(paper("shenhe"), Targets.of([wider]))
    assert [(first.indicator, first.method), (second.indicator, second.method)] == [
        ("5", "材料查证"),
        ("5", "实地核验"),
    ]
    assert second.decision == first.decision


def test_the_passages_that_met_are_quoted(paper: Paper, targets: Targets) -> None:
    told = {reason.feature: reason.text for reason in match_evidence(paper("yingsu"), targets)[0].reasons}
    assert "行政应诉" in told["passage"].split("，对应指标")[0]
    assert "行政应诉" in told["passage"].split("，对应指标")[1]


def test_a_notice_without_methods(paper: Paper, notice: Notice) -> None:
    bare = replace(
        notice,
        indicators=tuple(
            replace(i, tasks=tuple(replace(task, id=i.code, method=None) for task in i.tasks[:1]))
            for i in notice.indicators
        ),
    )
    best = match_evidence(paper("shenhe"), Targets.of([bare]))[0]
    assert (best.indicator, best.method) == ("5", None)


def test_an_annex_of_many_pages_is_matched_by_its_beginning(paper: Paper, targets: Targets) -> None:
    evidence = paper("重大执法决定法制审核台账\n" + "1\t无证取水\t罚款三万元\t法制审核同意\n" * 3000)
    assert match_evidence(evidence, targets)[0].indicator == "5"


ALPHABET = st.text(
    alphabet="法制审核行政执法罚款清单会议问卷调解复议学习年月日〔〕（）：，。\n\t0123456789_□ /http:.cn", max_size=300
)


@settings(max_examples=60, deadline=None)
@given(text=ALPHABET, path=st.text(alphabet="第项指标0123456789/.-、x材料", min_size=1, max_size=30))
@example(text="习 核", path="/1/3")
def test_any_text_gives_ordered_scores(text: str, path: str, targets: Targets) -> None:
    evidence = understand(Evidence(path, "0", len(text), "text/plain", "read", text=text))
    assert evidence.text == text
    matches = match_evidence(evidence, targets)
    assert len({match.indicator for match in matches}) <= 10
    assert len({(match.indicator, match.method) for match in matches}) == len(matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert all(0 <= match.score <= 1 and match.reasons for match in matches)
    assert len({match.indicator for match in matches if match.decision == "auto"}) <= 1
    assert match_evidence(evidence, targets) == matches


def score(matches: tuple[Match, ...], indicator: str) -> float:
    return next((match.score for match in matches if match.indicator == indicator), 0.0)
