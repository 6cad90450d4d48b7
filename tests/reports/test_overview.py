import dataclasses
import random

import pytest

from govdoc.model import Gap, GapItem, Unit
from govdoc.reports import Overview, tally
from govdoc.reports.overview import problem_text, request_text
from govdoc.reports.problems import problems
from govdoc.reports.wording import called, flag_row, words

POLICE = "云汐县公安局"


def test_gaps_stand_in_the_order_of_roster_notice_and_method(county: Overview) -> None:
    gaps = list(county.gaps)
    random.Random(7).shuffle(gaps)  # noqa: S311 - any order will do
    assert dataclasses.replace(county, gaps=tuple(gaps)).gaps == county.gaps
    assert [(gap.indicator, gap.method) for gap in county.gaps_of[POLICE]][:4] == [
        ("1", "网络检索"),
        ("1", "材料查证"),
        ("1", "随机访谈"),
        ("12", "材料查证"),
    ]


def test_units_that_owe_and_that_do_not(county: Overview) -> None:
    assert [unit.name for unit in county.owing] == [unit.name for unit in county.units if "党校" not in unit.name]
    assert [unit.name for unit in county.idle] == ["中共云汐县委党校"]
    stranger = dataclasses.replace(county, gaps=(*county.gaps, Gap("名册外的局", "x", "1", None, "missing")))
    assert stranger.owing[-1] == Unit("名册外的局")


def test_tallies_add_up(county: Overview) -> None:
    per_unit = [tally(gaps) for gaps in county.gaps_of.values()]
    assert sum(counts.owed for counts in per_unit) == tally(county.gaps).owed == len(county.gaps)


def test_files_without_fault_are_no_problem(county: Overview) -> None:
    paths = {problem.evidence.path for problem in problems(county, POLICE)}
    assert "县公安局/58/出庭应诉台账.xlsx" not in paths
    assert "县公安局/食堂采购询价单.docx" in paths
    unmatched = dataclasses.replace(county, matches=())
    assert "未对应指标" not in {problem.word for problem in problems(unmatched, POLICE)}


def test_a_file_of_several_faults_stands_once_with_all_of_them(county: Overview) -> None:
    file = dataclasses.replace(county.evidence[0], flags=("duplicate:县公安局/a.docx", "outdated", "brand_new"))
    (problem,) = problems(dataclasses.replace(county, evidence=(file,)), POLICE)
    assert problem.code == "outdated"
    assert problem.problem == "材料形成时间早于指标要求的时间范围；与其他单位材料内容相同；brand_new"


def test_remedy_of_a_failure_is_told_as_advice(county: Overview) -> None:
    failure = "旧版 Word 文档（.doc），暂不能读取（请另存为 .docx（或 PDF）后重新报送）"
    file = dataclasses.replace(county.evidence[0], status="unsupported", failure=failure)
    (problem,) = problems(dataclasses.replace(county, evidence=(file,)), POLICE)
    assert problem.problem == "旧版 Word 文档（.doc），暂不能读取"
    assert problem.advice == "请另存为 .docx（或 PDF）后重新报送"


def test_nothing_handed_in_is_said_in_a_word(county: Overview) -> None:
    item = GapItem("1/1", "制度文件", "missing")
    gap = Gap(POLICE, "n", "1", "材料查证", "missing", (item,), ("missing",), "未见“制度文件”相关材料。", "请补充。")
    assert (problem_text(gap), request_text(gap)) == ("未报送", "请补充")
    tried = dataclasses.replace(item, evidence=("a.docx",))
    assert problem_text(dataclasses.replace(gap, items=(tried,))) == "未见“制度文件”相关材料"


@pytest.mark.parametrize(
    "flag",
    [
        "url_only",
        "template",
        "outdated",
        "wrong_unit",
        "duplicate:a/b.docx",
        "near_duplicate:a",
        "unreadable",
        "encrypted",
        "partial",
    ],
)
def test_every_flag_of_the_ledger_has_words(flag: str) -> None:
    row = flag_row(flag)
    assert row["word"] != flag
    assert row["advice"]
    assert "{" not in row["problem"]


def test_every_status_of_the_ledger_has_a_word() -> None:
    known = {"read", "partial", "empty", "encrypted", "damaged", "unsupported", "too_large", "timed_out", "skipped"}
    assert set(words()["file"]) == known


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        ("云汐县发展和改革委员会", ("县发改委", "县发展改革委"), "县发改委"),
        ("云汐县财政局", (), "县财政局"),
        ("云汐县瓦石街道办事处", (), "瓦石街道办事处"),
        ("中共云汐县委党校", (), "中共云汐县委党校"),
    ],
)
def test_how_a_unit_is_greeted(name: str, aliases: tuple[str, ...], expected: str) -> None:
    assert called(Unit(name, aliases), "云汐县创建办公室") == expected


def test_what_reviewers_wrote_is_told_to_the_unit() -> None:
    item = GapItem("29/1", "制度", "missing")
    gap = Gap("青禾县水利局", "n", "29", "材料查证", "missing", (item,), ("missing",), "未见制度。")
    assert "审核意见" not in problem_text(gap)
    assert problem_text(dataclasses.replace(gap, comments=("未盖章。",))) == "未见制度。审核意见：未盖章"
    assert problem_text(dataclasses.replace(gap, text="未盖章。", comments=("未盖章",))) == "未盖章"
