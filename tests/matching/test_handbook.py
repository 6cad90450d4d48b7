from collections.abc import Callable
from dataclasses import replace

from govdoc.matching import Targets, match_evidence
from govdoc.model import Evidence, Guide, Match, Notice

Paper = Callable[..., Evidence]

KEY = "清法办〔2022〕1号"
LETTER = "关于翰墨园地收支的说明\n翰墨园地今年收件二百，开支三千元，均已入账。\n清川县水利局\n2022年2月11日"


def best(matches: tuple[Match, ...], code: str) -> Match | None:
    return next((match for match in matches if match.indicator == code), None)


def test_terms_of_the_handbook_speak_for_their_indicator(notice: Notice, paper: Paper) -> None:
    evidence = paper(LETTER)
    guided = Targets.of([notice], {(KEY, "7"): Guide(terms=("翰墨园地",))})
    before = best(match_evidence(evidence, Targets.of([notice])), "7")
    after = match_evidence(evidence, guided)
    assert after[0].indicator == "7"
    assert before is None or before.score < after[0].score
    assert "有操作手册所列的“翰墨园地”" in [reason.text for reason in after[0].reasons]


def test_what_only_looks_alike_is_lowered_and_says_why(notice: Notice, paper: Paper) -> None:
    evidence = paper("fajiao")
    before = match_evidence(evidence, Targets.of([notice]))[0]
    assert before.indicator == "9"
    warned = Targets.of([notice], {(KEY, "9"): Guide(others=("收缴和办案经费",))})
    after = best(match_evidence(evidence, warned), "9")
    assert after is not None
    assert after.score < before.score
    assert [reason.text for reason in after.reasons if reason.feature == "handbook_warning"] == [
        "有“收缴和办案经费”，操作手册提示易与本项混淆"
    ]


def test_a_warning_that_the_indicator_itself_contradicts_is_none(notice: Notice, paper: Paper) -> None:
    evidence = paper("fajiao")
    contradicted = Targets.of([notice], {(KEY, "9"): Guide(others=("罚没收入", "执法经费"))})
    plain = Targets.of([notice])
    assert match_evidence(evidence, contradicted)[0].score == match_evidence(evidence, plain)[0].score


def test_a_guide_of_another_notice_changes_nothing(notice: Notice, paper: Paper) -> None:
    guides = {("另法办〔2022〕9号", "7"): Guide(terms=("翰墨园地",))}
    evidence = paper(LETTER)
    assert match_evidence(evidence, Targets.of([notice], guides)) == match_evidence(evidence, Targets.of([notice]))


def test_emptied_guides_are_as_good_as_none(notice: Notice, paper: Paper) -> None:
    evidence = replace(paper(LETTER), path="水利局/7/翰墨.docx")
    assert match_evidence(evidence, Targets.of([notice], {(KEY, "7"): Guide()})) == match_evidence(
        evidence, Targets.of([notice])
    )
