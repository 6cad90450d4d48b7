import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.pipeline.situations import Net, net
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the many loopback addresses of Linux")


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


@pytest.fixture
def servers() -> Iterator[Net]:
    with net() as found:
        found.host("a")
        yield found


@pytest.fixture
def workspace(county: Path, servers: Net, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county whose bureau of justice hands in three addresses."""
    monkeypatch.chdir(county)
    base = servers.bases["a"]
    text = f"第1项：重大行政决策事项目录 {base}/good\n重大行政决策听证会 {base}/404\n情况说明 {base}/login\n"
    (county / "evidence" / "1 司法局" / "网址.txt").write_text(text, encoding="utf-8")
    assert call("init").exit_code == 0
    assert call("units", "import", "roster.csv").exit_code == 0
    assert call("ingest", "notice.txt").exit_code == 0
    assert call("scan", "evidence").exit_code == 1
    return county


def listed(*args: str) -> dict[str, dict[str, str]]:
    entries = json.loads(call("urls", "list", "--format", "json", *args).stdout)
    Draft202012Validator(schemas()["addresses"]).validate(entries)
    return {entry["url"].rsplit("/", 1)[-1]: entry for entry in entries}


def test_addresses_are_listed_checked_and_shown(workspace: Path, servers: Net) -> None:
    before = listed()
    assert {name: entry["reason"] for name, entry in before.items()} == dict.fromkeys(
        ("good", "404", "login"), "尚未检查"
    )
    assert {entry["indicator"] for entry in before.values()} == {"1"}
    assert {entry["unit"] for entry in before.values()} == {"青河县司法局"}
    assert call("urls", "allow", "127.0.0.2").exit_code == 0
    done = call("urls", "check")
    assert done.exit_code == 1
    assert "本次检查 3 个网址" in done.stdout
    assert "可用 1 个；打不开 1 个；需人工核对 1 个" in done.stdout
    assert {name: entry["finding"] for name, entry in listed().items()} == {
        "good": "matching",
        "404": "gone",
        "login": "login",
    }
    assert set(listed("--state", "dead")) == {"404"}
    assert listed("--unit", "县公安局") == {}
    shown = call("urls", "show", servers.bases["a"] + "/good", "--out", "页面.html")
    assert "意见采纳情况一并公开" in shown.stdout
    assert (workspace / "页面.html").read_bytes().startswith(b"<html>")
    assert "本次检查 0 个网址，此前已检查 3 个" in call("urls", "check").stdout


def test_addresses_go_to_another_machine_and_back(workspace: Path) -> None:
    assert call("urls", "allow", "127.0.0.2").exit_code == 0
    assert "导出 3 个网址" in call("urls", "export", "清单.json").stdout
    assert "检查了 3 个网址" in call("urls", "check", "清单.json", "--out", "结果.zip").stdout
    assert listed()["good"]["state"] is None
    brought = call("urls", "import", "结果.zip")
    assert brought.exit_code == 1
    assert "导入 3 个" in brought.stdout
    assert listed()["good"]["state"] == "alive"
    assert "导入 0 个" in call("urls", "import", "结果.zip").stdout


def test_bad_use_names_the_remedy(workspace: Path) -> None:
    for arguments, told in (
        (("check", "清单.json"), "--out"),
        (("show", "http://a.gov.cn/"), "govdoc urls check"),
        (("import", "notice.txt"), "重新生成"),
    ):
        done = call("urls", *arguments)
        assert done.exit_code == 2
        assert told in done.output
