"""A part of the fictional county, made and worked through."""

from pathlib import Path

import pytest

from govdoc.demo.build import build
from govdoc.demo.county import read_county
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


def test_a_second_run_changes_nothing(story: Story) -> None:
    again = tell(story.folder, units=3, step=lambda _: None)
    assert (again.counts, again.figures) == (story.counts, story.figures)


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "重要文件.txt").write_text("勿动", "utf-8")
    with pytest.raises(GovdocError, match="别的文件"):
        tell(tmp_path, step=lambda _: None)
