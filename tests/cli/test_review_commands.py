"""govdoc review, round and wording, as typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


def refused(*args: object) -> str:
    """What a bad call says; it ends with exit code 2."""
    result = call(*args)
    assert result.exit_code == 2
    return result.stderr


def data(result: Result, contract: str) -> Any:
    value = json.loads(result.stdout)
    Draft202012Validator(schemas()[contract], format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)
    return value


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(county)
    for args in (["init"], ["units", "import", "roster.csv"], ["ingest", "notice.txt"], ["scan", "evidence"]):
        assert call(*args).exit_code in (0, 1)
    return county


def rows(*args: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data(call("review", "list", "--all", "--format", "json", *args), "review")
    return found


def status(unit: str, code: str) -> str:
    gaps = json.loads(call("gaps", "--format", "json").stdout)
    return next(str(gap["status"]) for gap in gaps if gap["unit"].endswith(unit) and gap["indicator"] == code)


def test_reviewers_decide_by_row_and_take_it_back(workspace: Path) -> None:
    listed = call("review", "list", "--all")
    assert "县公安局/台账.txt" in listed.stdout
    row = next(row for row in rows("--unit", "县公安局") if row["place"] and row["path"].endswith("台账.txt"))
    code = row["place"]["indicator"]
    assert call("review", "reject", row["id"], "--by", "王某", "--comment", "缺下半年").exit_code == 0
    assert status("公安局", code) == "missing"
    assert "不认可" in call("review", "log").stdout
    accepted = call("review", "accept", row["id"], "--item", "1", "--by", "赵某")
    assert "已记录 1 条意见" in accepted.stdout
    assert status("公安局", code) == "met"
    assert "已撤销 1 条" in call("review", "undo").stdout
    assert status("公安局", code) == "missing"
    (line,) = data(call("review", "log", "--format", "json"), "decisions")
    assert (line["decision"]["who"], line["decision"]["comment"], line["state"]) == ("王某", "缺下半年", "holds")
    assert len(data(call("review", "log", "--all", "--format", "json"), "decisions")) == 3


def test_files_are_moved_and_cells_set(workspace: Path) -> None:
    assert call("review", "move", "听证会.txt", "--to", "2", "--by", "王某").exit_code == 0
    assert status("司法局", "2") == "met"
    assert call("review", "status", "待核实", "--unit", "县司法局", "--indicator", "2", "-m", "原件待验").exit_code == 0
    assert status("司法局", "2") == "verify"
    assert call("review", "comment", "请盖章", "--unit", "县司法局", "--indicator", "1").exit_code == 0
    bulk = call("review", "status", "达标", "--indicator", "3")
    assert bulk.exit_code == 1
    assert status("白石镇人民政府", "3") != "met"
    assert call("review", "status", "达标", "--indicator", "3", "--yes").exit_code == 0
    assert status("白石镇人民政府", "3") == "met"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("accept",), "没有写明审核哪些材料"),
        (("accept", "ZZ"), "没有行号或文件“ZZ”"),
        (("status", "马马虎虎", "--indicator", "3"), "没有“马马虎虎”这种状态"),
        (("status", "达标"), "没有写明哪些应报项"),
        (("status", "达标", "--unit", "县公安局", "--indicator", "9"), "没有这样的应报项"),
        (("move", "听证会.txt", "--to", "3"), "不承担指标“3”"),
        (("undo",), "没有可以撤销的审核意见"),
        (("export", "审核.doc"), "不是 xlsx"),
        (("import", "notice.txt"), "不是审核工作簿"),
        (("list", "--unit", "某某局"), "认不出单位"),
    ],
)
def test_bad_calls_are_told_in_words(workspace: Path, args: tuple[str, ...], told: str) -> None:
    assert told in refused("review", *args)


def test_the_workbook_goes_out_and_comes_back(workspace: Path) -> None:
    assert "已写出" in call("review", "export", "审核.xlsx").stdout
    assert call("review", "export", "审核.xlsx").exit_code == 1
    book = load_workbook("审核.xlsx")
    heads = {cell.value: cell.column for cell in book["应报项"][3]}
    book["应报项"].cell(4, heads["审核状态"]).value = "达标"
    book["应报项"].cell(5, heads["审核状态"]).value = "不知道"
    book.save("审核.xlsx")
    preview = call("review", "import", "审核.xlsx", "--by", "王某")
    assert preview.exit_code == 1
    assert "达标" in preview.stdout
    assert "“应报项”第 5 行" in preview.stderr
    assert data(call("review", "log", "--format", "json"), "decisions") == []
    assert "已写入 1 处改动" in call("review", "import", "审核.xlsx", "--by", "王某", "--yes").stdout
    assert len(data(call("review", "log", "--format", "json"), "decisions")) == 1


def test_rounds_are_opened_closed_and_held_against_each_other(workspace: Path) -> None:
    assert "没有进行中的批次" in refused("round", "close")
    assert "还没有结束过的批次" in refused("round", "changes")
    assert "第一批已开始，截止日期 2024-06-30" in call("round", "open", "第一批", "--due", "2024-06-30").stdout
    assert "第一批还没有结束" in refused("round", "open", "第二批")
    assert call("feedback", "--out", "反馈").exit_code == 0
    assert call("round", "close", "--by", "王某").exit_code == 0
    assert "已有名为" in refused("round", "open", "第一批")
    (workspace / "evidence" / "县公安局" / "台账.txt").unlink()
    call("scan", "evidence")
    call("round", "open", "第二批")
    changes = data(call("round", "changes", "--unit", "县公安局", "--format", "json"), "changes")
    assert [one["file"] for one in changes if one["kind"] == "withdrawn"] == ["县公安局/台账.txt"]
    shown = call("round", "changes")
    assert shown.exit_code == 1
    assert "与第一批相比" in shown.stdout
    assert [one["label"] for one in data(call("round", "list", "--format", "json"), "rounds")] == ["第一批", "第二批"]
    assert "进行中" in call("round", "list").stdout


def test_the_office_writes_its_own_sentences(workspace: Path) -> None:
    assert "使用自带的措辞" in call("wording").stdout
    assert "措辞.toml" in call("wording", "--write").stdout
    assert "使用自带的措辞" in call("wording").stdout
