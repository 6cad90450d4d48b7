import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


def data(result: Result, contract: str) -> Any:
    value = json.loads(result.stdout)
    Draft202012Validator(schemas()[contract], format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)
    return value


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with everything taken in, the current folder."""
    monkeypatch.chdir(county)
    assert call("init").exit_code == 0
    assert call("units", "import", "roster.csv").exit_code == 0
    assert call("ingest", "notice.txt").exit_code == 0
    scanned = call("scan", "evidence")
    assert scanned.exit_code == 1
    assert "共 8 个文件" in scanned.stdout
    assert "坏.pdf" in scanned.stdout
    return county


def test_the_work_from_notice_to_lists(workspace: Path) -> None:
    matches = data(call("matches", "--format", "json"), "matches")
    assert len(matches) == 8
    assert {entry["path"]: entry["unit"] for entry in matches}["县公安局/台账.txt"] == "青河县公安局"
    gaps = call("gaps", "--format", "json")
    assert gaps.exit_code == 1
    rows = data(gaps, "gaps")
    assert len(rows) == len(data(call("units", "owed", "--format", "json"), "owed")) == 5
    assert {row["unit"] for row in data(call("gaps", "--unit", "县公安局", "--format", "json"), "gaps")} == {
        "青河县公安局"
    }
    written = call("feedback", "--out", "反馈", "--round", "第一批")
    assert written.exit_code == 0
    assert "已写出 4 份反馈清单" in written.stdout
    assert len(list((workspace / "反馈" / "反馈清单").glob("*.docx"))) == 4


def test_tables_name_files_units_and_states(workspace: Path) -> None:
    shown = call("matches", "-w", workspace).stdout
    assert "青河县公安局" in shown
    assert "格式暂不能读" in shown
    assert "青河县统计局" in call("units", "list").stdout
    gaps = call("gaps", "--unit", "县发改委")
    assert "缺项" in gaps.stdout
    assert "共 1 项" in gaps.stdout


def test_a_second_scan_reads_nothing(workspace: Path) -> None:
    assert "本次读取 0 个，未改动 8 个" in call("scan", workspace / "evidence").stdout


def test_what_changed_is_matched_before_it_is_shown(workspace: Path) -> None:
    (workspace / "evidence" / "县公安局" / "二.txt").write_text("县公安局矛盾纠纷调解台账，按月报告调解情况。", "utf-8")
    assert call("scan", "evidence", "--no-match").exit_code == 1
    entries = data(call("matches", "--format", "json"), "matches")
    assert {entry["path"]: bool(entry["matches"]) for entry in entries}["县公安局/二.txt"]
    assert "共 9 个文件，本次匹配 0 个" in call("match").stdout
    assert call("units", "resolve", "县公安局", "--as", "县统计局").exit_code == 0
    rows = data(call("gaps", "--format", "json"), "gaps")
    assert [row["unit"] for row in rows if row["indicator"] == "3"] == ["青河县统计局", "青河县白石镇人民政府"]


def test_another_folder_needs_a_yes(workspace: Path) -> None:
    refused = call("scan", workspace / "evidence" / "县公安局", "--no-match")
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert len(data(call("matches", "--format", "json"), "matches")) == 8
    assert call("scan", workspace / "evidence" / "县公安局", "--no-match", "--yes").exit_code == 1
    assert len(data(call("matches", "--format", "json"), "matches")) == 4


def test_one_notice_gives_an_object_and_several_an_array(county: Path) -> None:
    one = data(call("parse", county / "notice.txt", "--format", "json"), "parsed")
    assert [indicator["code"] for indicator in one["notices"][0]["indicators"]] == ["1", "2", "3"]
    assert one["notices"][0]["issued_on"] == "2024-03-05"
    several = json.loads(call("parse", county / "notice.txt", county / "notice.txt", "--format", "json").stdout)
    assert several == [one, one]
    shown = call("parse", county / "notice.txt")
    assert "青法创办〔2024〕3号" in shown.stdout


def test_one_bad_file_does_not_stop_the_others(county: Path) -> None:
    result = call("parse", county / "没有.docx", county / "notice.txt", "--format", "json")
    assert result.exit_code == 2
    assert len(json.loads(result.stdout)) == 1
    assert "没有.docx" in result.stderr


def test_a_roster_is_replaced_only_after_a_yes(workspace: Path) -> None:
    (workspace / "roster.csv").write_text("单位名称,别名\n青河县司法局,县司法局\n", encoding="utf-8")
    preview = call("units", "import", "roster.csv")
    assert preview.exit_code == 1
    assert "删除：青河县公安局" in preview.stdout
    assert len(data(call("units", "list", "--format", "json"), "units")) == 5
    assert call("units", "import", "roster.csv", "--yes").exit_code == 1  # folders are now in doubt
    assert len(data(call("units", "list", "--format", "json"), "units")) == 1


def test_a_name_is_shown_answered_and_remembered(workspace: Path) -> None:
    asked = call("units", "resolve", "县公安局", "某某专班")
    assert asked.exit_code == 1
    assert "青河县公安局" in asked.stdout
    assert "某某专班" in asked.stderr
    assert call("units", "resolve", "某某专班", "--as", "县公安局", "--as", "县司法局").exit_code == 0
    assert "2" in call("units", "resolve", "某某专班").stdout
    assert call("units", "resolve", "某某专班", "--none").exit_code == 0
    assert call("units", "resolve", "某某专班", "--none", "--tag", "行政执法").exit_code == 2
    assert "没有待确认的名称" in call("units", "resolve").stdout


def test_edited_reports_are_not_overwritten_unasked(workspace: Path) -> None:
    assert call("feedback", "--out", "out").exit_code == 0
    (workspace / "out" / "index.html").write_text("改过", encoding="utf-8")
    refused = call("feedback", "--out", "out")
    assert refused.exit_code == 1
    assert "index.html" in refused.stderr
    assert call("feedback", "--out", "out", "--yes").exit_code == 0
    assert call("feedback", "--out", "evidence").exit_code == 2


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["scn"], "没有命令 scn"),
        (["scan"], "缺少参数 FOLDER"),
        (["scan", "x", "--frce"], "没有选项 --frce"),
        (["parse", "x", "--format", "xml"], "--format 填写有误"),
        (["init", "a", "b"], "多余的参数"),
        (["feedback"], "缺少选项 --out"),
        (["units", "lst"], "没有命令 lst"),
        (["gaps"], "不在 govdoc 工作区里"),
        (["gaps", "-w", "nowhere"], "不是 govdoc 工作区"),
        (["parse", "没有.docx"], "找不到文件"),
    ],
)
def test_a_bad_call_is_told_in_chinese(
    args: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("args", [[], ["parse"], ["units"], ["units", "resolve"], ["scan"], ["feedback"], ["gaps"]])
def test_help_is_in_chinese(args: list[str]) -> None:
    result = call(*args, "--help")
    assert result.exit_code == 0
    assert "用法：" in result.stdout
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default"):
        assert english not in result.stdout


def test_help_and_version_answer_at_once() -> None:
    begun = time.perf_counter()
    done = [
        subprocess.run([sys.executable, "-m", "govdoc", flag], capture_output=True, check=True)
        for flag in ("--help", "--version")
    ]
    assert (time.perf_counter() - begun) / 2 < 1.0  # 0.1 s on an idle machine
    assert done[1].stdout.startswith(b"govdoc ")
    listed = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "govdoc", "--help"], capture_output=True, check=True
    ).stderr.decode()
    assert not {"pydantic", "sqlite_utils", "rich", "numpy", "lxml", "jieba", "spacy", "docx"} & {
        line.rsplit("|", 1)[-1].strip() for line in listed.splitlines()
    }


def test_the_handbook_goes_out_comes_back_and_can_be_restored(workspace: Path) -> None:
    written = call("handbook", "export", "手册.toml")
    assert written.exit_code == 0
    assert "共 3 项指标，其中 0 项有说明。" in written.stdout
    file = workspace / "手册.toml"
    file.write_text(file.read_text("utf-8").replace('code = "1"\n', 'code = "1"\nterms = ["听证会"]\n'), "utf-8")
    asked = call("handbook", "import", file)
    assert asked.exit_code == 1
    assert "新增：1" in asked.stdout
    assert "加 --yes 再运行一次" in asked.stderr
    assert "已写入" in call("handbook", "import", file, "--yes").stdout
    assert "没有改动" in call("handbook", "import", file).stdout
    assert "其中 1 项有说明" in call("handbook", "export", "手册.docx", "--unit", "县司法局").stdout
    assert call("handbook", "export", "手册.docx").exit_code == 1
    assert "清空：1" in call("handbook", "undo", "--yes").stdout
    assert call("handbook", "undo", "--yes").exit_code == 2


def test_a_handbook_that_cannot_be_read_is_refused_in_chinese(workspace: Path) -> None:
    (workspace / "坏.toml").write_text("[[indicator]", "utf-8")
    refused = call("handbook", "import", "坏.toml")
    assert refused.exit_code == 2
    assert "不是正确的 TOML 文件" in refused.stderr
    assert call("handbook", "export", "手册.pdf").exit_code == 2
