"""Another unit's paper; a paper older than asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from govdoc.matching import Targets, context_flags, match_evidence
from govdoc.model import Evidence, Unit

Paper = Callable[..., Evidence]

ROSTER = (
    Unit("清川县水利局", ("县水利局",), ("县直单位",)),
    Unit("清川县林业局", ("县林业局",), ("县直单位",)),
    Unit("清川县司法局", ("县司法局",), ("县直单位",)),
    Unit("清川县人民政府办公室", ("县政府办公室",), ("县直单位",)),
    Unit("中共清川县委机构编制委员会办公室", ("县委编办",), ("县委部门",)),
    Unit("清川县石门镇人民政府", ("石门镇",), ("镇",)),
    Unit("清川县白塔镇人民政府", ("白塔镇",), ("镇",)),
)

FOREIGN = (
    "清川县林业局2021年案卷评查报告\n我局评查案卷三十本。\n清川县林业局　2021年11月2日",
    "森林防火总结\n全年无火情。\n清川县林业局\n2021年12月1日",
    "白塔镇法律顾问工作小结\n全镇二十个村签约法律顾问。\n白塔镇人民政府　2021年6月2日",
)
OURS = (
    "清川县水利局执法总结\n全年检查百次。\n清川县水利局\n2021年12月1日",
    "关于编制调整的批复\n县水利局：\n同意你局增设法规股。\n中共清川县委机构编制委员会办公室\n2021年3月4日",
    "关于做好普法工作的通知\n各乡镇、县直各单位：\n请落实普法责任制。\n清川县人民政府办公室\n2021年3月4日",
    "联合执法方案\n由县林业局牵头，县水利局配合，开展河道林地联合执法。\n清川县林业局\n2021年5月1日",
    "河道清淤总结\n清淤三公里。\n水政监察大队\n2021年5月1日",
    "法律意见书\n受托审查采砂合同，合法有效。\n清风律师事务所\n2021年5月1日",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_another_unit_s_paper(text: str, paper: Paper, targets: Targets) -> None:
    evidence = paper(text)
    assert "wrong_unit" in context_flags(evidence, match_evidence(evidence, targets), targets, ROSTER)


@pytest.mark.parametrize("text", OURS)
def test_a_paper_that_is_ours_or_meant_for_us(text: str, paper: Paper, targets: Targets) -> None:
    evidence = paper(text)
    assert "wrong_unit" not in context_flags(evidence, match_evidence(evidence, targets), targets, ROSTER)


def test_without_a_known_unit_nothing_is_foreign(paper: Paper, targets: Targets) -> None:
    evidence = paper(FOREIGN[0], unit=None)
    assert "wrong_unit" not in context_flags(evidence, (), targets, ROSTER)


@pytest.mark.parametrize(("day", "old"), [(date(2018, 12, 31), True), (date(2019, 1, 1), False), (None, False)])
def test_a_paper_older_than_its_requirement(day: date | None, old: bool, paper: Paper, targets: Targets) -> None:
    evidence = replace(paper("shenhe"), date=day)
    flags = context_flags(evidence, match_evidence(evidence, targets), targets, ROSTER)
    assert ("outdated" in flags) is old


def test_without_a_start_date_nothing_is_too_old(paper: Paper, targets: Targets) -> None:
    evidence = replace(paper("quanze"), date=date(1999, 1, 1))
    assert context_flags(evidence, match_evidence(evidence, targets), targets, ROSTER) == ()
