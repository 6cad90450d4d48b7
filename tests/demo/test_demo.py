"""A part of the fictional county, made and worked through."""

from pathlib import Path

import pytest

from govdoc.demo.build import build
from govdoc.demo.county import read_county
from govdoc.demo.later import plan_later
from govdoc.demo.pages import served
from govdoc.demo.plan import plan
from govdoc.demo.run import Story, tell
from govdoc.errors import GovdocError


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell(tmp_path_factory.mktemp("county"), units=3, step=lambda _: None)


def test_the_county_has_what_a_demo_needs() -> None:
    county = read_county()
    notice, measures, _ = (gold["notices"][0]["indicators"] for gold in county.gold())
    assert len(notice) >= 40
    assert len(measures) >= 8
    assert len(county.roster.read_text("utf-8-sig").splitlines()) > 30
    handed = list(plan(county))
    assert len(handed) >= 300
    assert len({each.truth.path for each in handed}) == len(handed)
    assert {each.format for each in handed} >= {"docx", "pdf", "xlsx", "html", "txt"}
    wanted = {"late", "outdated", "template", "near_duplicate", "duplicate", "wrong_unit", "url_only", "irrelevant"}
    assert {each.truth.quality for each in handed} >= wanted


def test_the_same_county_gives_the_same_files(tmp_path: Path) -> None:
    county = read_county()
    first, second = build(county, tmp_path / "a", 2), build(county, tmp_path / "b", 2)
    assert first == second
    for truth in first:
        one, two = ((tmp_path / side / "佐证材料" / truth.path).read_bytes() for side in "ab")
        assert one == two


def test_the_story_comes_out_as_the_truth_says(story: Story) -> None:
    rates = {figure.name: figure.rate for figure in story.figures}
    for name in ("文头", "指标和措施", "责任单位", "任务", "时限", "应报项", "文件入账", "文件归到单位"):
        assert rates[name] == 1.0, name
    assert rates["首选指标正确"] >= 0.75
    assert rates["缺项查全"] >= 0.9
    assert (story.reports / "index.html").is_file()
    assert len(list((story.reports / "反馈清单").glob("*.docx"))) == story.lists


def test_what_was_planted_later_is_found(story: Story) -> None:
    rates = {figure.name: figure.rate for figure in story.figures}
    for name in (
        *("问卷计数", "覆盖率、满意率和要求", "台账识别", "台账问题查全", "台账问题查准", "定期报送认定"),
        *("网址核查结论", "审核意见生效", "现场核验结论", "各批次应报项、材料和意见"),
    ):
        assert rates[name] == 1.0, name
    for name in ("补报后达标或部分达标", "问题写入反馈清单", "完成情况报告所印数字"):
        assert rates[name] >= 0.8, name
    labels = [folder.name for folder in sorted((story.folder / "反馈").iterdir())]
    assert sorted(labels) == sorted(["第一批", "第二批", "第三批"])
    assert {file.name for file in (story.folder / "核查结果").glob("*.*")} >= {
        "网址核查.csv",
        "台账问题.csv",
        "定期报送.xlsx",
    }
    assert len(list((story.folder / "问卷调查").rglob("*问卷汇总.docx"))) == 1 + story.units


def test_the_plans_hold_every_kind_of_fault() -> None:
    county = read_county()
    with served() as site:
        later = plan_later(county, [handed.truth for handed in plan(county)], site)
        assert len(site.pages) >= 20
    codes = {code for one in later.ledgers for code, _ in one.faults}
    assert codes >= {
        "same_person",
        "repeated",
        "bad_date",
        "outside",
        "overlong",
        "backwards",
        "shared_phone",
        "wrong_sum",
    }
    assert codes >= {"same_number", "low_rate", "blank", "empty"}
    assert sum(not one.kind for one in later.ledgers) == len(county.offices)
    assert sum(bool(one.kind) and not one.faults for one in later.ledgers) >= 10
    assert {one.state for one in later.reports} == {"on_time", "late", "twice", "undated", "missing"}
    findings = {finding for one in later.listed for _, _, finding in one.truth}
    assert len(findings) >= 14
    assert {state for one in later.listed for _, state, _ in one.truth} == {"alive", "dead", "person"}
    paths = [file.path for file in later.files]
    assert len(paths) == len(set(paths)) >= 200


def test_a_second_run_changes_nothing(story: Story) -> None:
    again = tell(story.folder, units=3, step=lambda _: None)
    assert (again.counts, again.figures) == (story.counts, story.figures)


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "重要文件.txt").write_text("勿动", "utf-8")
    with pytest.raises(GovdocError, match="别的文件"):
        tell(tmp_path, step=lambda _: None)
