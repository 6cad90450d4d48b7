import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.pipeline.situations import Net, net
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.pipeline.workspace import open_workspace
from govdoc.schema import schemas
from govdoc.store.visits import page_supports, put_page_supports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the many loopback addresses of Linux")

WEB = """\
青河县法治县创建工作领导小组办公室关于印发创建指标的通知

青法创办〔2024〕5号

县直各单位：

现将创建指标印发给你们。

一、指标任务
第7项指标：重大行政决策事项目录向社会公布，组织听证，公开意见采纳情况。
工作任务：
（1）网络检索：重大行政决策事项目录、听证公告和意见采纳情况在政府网站公布。
（2）材料查证：重大行政决策制度文件。
责任单位：县司法局
第8项指标：行政执法案卷规范完整。
工作任务：
（1）案卷评查：开展案卷评查并及时整改。
责任单位：县公安局

青河县法治县创建工作领导小组办公室
2024年3月8日
"""


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


def test_what_was_found_at_addresses_stands_in_the_list_of_gaps(workspace: Path, servers: Net) -> None:
    (workspace / "指标.txt").write_text(WEB, encoding="utf-8")
    assert call("ingest", "指标.txt").exit_code in (0, 1)
    folder = workspace / "evidence" / "1 司法局" / "第7项指标" / "网络检索"
    folder.mkdir(parents=True)
    base = servers.bases["a"]
    text = f"第7项指标网络检索\n重大行政决策事项目录公布网址：\n{base}/good\n听证公告和意见采纳情况网址：\n{base}/404\n"
    (folder / "网址.txt").write_text(text, encoding="utf-8")
    assert call("scan", "evidence").exit_code == 1

    def cell() -> dict[str, str]:
        gaps = json.loads(call("gaps", "--unit", "县司法局", "--format", "json").stdout)
        return next(gap for gap in gaps if gap["method"] == "网络检索")

    assert "上网核实" in cell()["text"]
    assert call("urls", "allow", "127.0.0.2").exit_code == 0
    assert call("urls", "check").exit_code == 1
    assert (
        "所报网址已上网核查2个，其中可以打开且内容相符的1个，打不开的1个，"
        f"具体是：{base}/404（页面标题为“404”，页面不存在（404））。"
    ) in cell()["text"]
    (folder / "网址.txt").write_text(text.replace("/404", "/moved"), encoding="utf-8")
    assert call("scan", "evidence").exit_code == 1
    call("urls", "check")
    assert "所报网址已上网核查2个，均可打开且内容相符" in cell()["text"]


def test_a_page_is_judged_once_until_the_notices_change(workspace: Path, servers: Net) -> None:
    assert call("urls", "allow", "127.0.0.2").exit_code == 0
    assert call("urls", "check").exit_code == 1
    with closing(open_workspace(workspace)) as db:
        put_page_supports(db, dict.fromkeys(page_supports(db), 0.0))  # as if the page had been judged so
    assert listed()["good"]["finding"] == "mismatch"
    (workspace / "指标.txt").write_text(WEB, encoding="utf-8")
    assert call("ingest", "指标.txt").exit_code in (0, 1)
    assert listed()["good"]["finding"] == "matching"


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


def test_an_address_left_alone_is_visited_once_its_host_is_allowed(workspace: Path) -> None:
    assert call("urls", "check").exit_code == 1
    assert "本次检查 0 个" in call("urls", "check").stdout
    assert call("urls", "allow", "127.0.0.2").exit_code == 0
    assert "导出 3 个" in call("urls", "export", "清单.json").stdout
    assert "本次检查 3 个" in call("urls", "check").stdout
    assert "本次检查 0 个" in call("urls", "check").stdout


def test_bad_input_is_told(workspace: Path) -> None:
    with zipfile.ZipFile("通知.zip", "w") as archive:
        archive.writestr("word/document.xml", "")
    for told, args in (
        ("不是网址检查结果", ("import", "通知.zip")),
        ("不是网站域名", ("allow", "http://a.cn/")),
        ("没有这个文件或文件夹", ("export", "没有这个文件夹/清单.json")),
    ):
        result = call("urls", *args)
        assert (result.exit_code, told in result.stderr) == (2, True), result.output
