"""Notices put right from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govdoc.cli.app import app
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.workspace import make_workspace, open_workspace

UNIT = "指标1.单位1"


@pytest.fixture
def where(county: Path) -> Path:
    make_workspace(county)
    db = open_workspace(county)
    ingest(db, county / "notice.txt")
    db.close()
    return county


def run(where: Path, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["correct", *words, "-w", str(where)])
    assert done.exit_code == code, done.output
    return done.output


def test_a_notice_is_put_right_and_looked_back_on(where: Path) -> None:
    shown = run(where, "places")
    assert UNIT in shown
    assert "单位=县司法局" in shown
    assert "第 1 号更正：第1项 责任单位“县司法局”" in run(
        where, "change", UNIT, "单位=县统计局", "职责=牵头", "--by", "王某"
    )
    run(where, "add", "指标1.单位", "单位=县公安局", "--by", "王某")
    run(where, "split", "指标1.单位2", "县发展和改革委员会", "县档案馆", "--by", "王某")
    run(where, "merge", "指标1.单位2", "县发展和改革委员会", "--by", "王某")
    run(where, "delete", "指标1.单位3", "--by", "王某")
    run(where, "change", "文头", "发文字号=青法创办〔2024〕4号", "--by", "王某", "-m", "核对原件")
    lines = json.loads(run(where, "list", "--format", "json"))
    assert [line["state"] for line in lines] == ["holds"] * 6
    assert "已撤销第 6 号更正" in run(where, "undo", "--by", "王某")
    assert "核对原件" in run(where, "list")
    shown = run(where, "places")
    assert "单位=县统计局  职责=牵头" in shown
    assert "单位=县发展和改革委员会  职责=责任" in shown
    assert "指标1.单位3" not in shown


def test_what_went_astray_ends_with_one(where: Path) -> None:
    run(where, "change", UNIT, "单位=县统计局", "--by", "王某")
    file = where / "notice.txt"
    file.write_text(file.read_text("utf-8").replace("县司法局、县发", "县民政局、县发"), encoding="utf-8")
    done = CliRunner().invoke(app, ["ingest", str(file), "-w", str(where)])
    assert "1 处更正没有落到位" in done.output
    assert "没有落到位" in run(where, "list", code=1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("change", UNIT, "名称=县统计局"), "项目可选：单位、职责"),
        (("change", UNIT, "县统计局"), "看不懂"),
        (("change", "指标99", "内容=无"), "已不在"),
        (("change", "indicators.0", "内容=无"), "不是可以更正的位置"),
        (("change", "指标0", "内容=无"), "没有这一处"),
        (("change", UNIT, "单位=县统计局", "--notice", "无"), "没有这份通知"),
        (("undo",), "没有可以撤销"),
        (("undo", "7"), "不能撤销"),
    ],
)
def test_what_cannot_be_is_told(where: Path, words: tuple[str, ...], told: str) -> None:
    done = CliRunner().invoke(app, ["correct", *words, "--by", "王某", "-w", str(where)])
    assert done.exit_code != 0
    assert told in done.output + str(done.exception)


def test_a_later_version_from_another_file_carries_it(where: Path) -> None:
    run(where, "change", "文头", "发文字号=青法创办〔2024〕8号", "--by", "王某")
    run(where, "change", UNIT, "单位=县统计局", "--by", "王某")
    file = where / "更正版.txt"
    file.write_text((where / "notice.txt").read_text("utf-8").replace("3号", "8号"), encoding="utf-8")
    done = CliRunner().invoke(app, ["ingest", str(file), "-w", str(where)])
    assert "替换了先前从另一文件存入的同一通知" in done.output
    assert "单位=县统计局" in run(where, "places")
    assert {line["state"] for line in json.loads(run(where, "list", "--format", "json"))} == {"met", "holds"}
