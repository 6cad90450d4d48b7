import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


def ledger(handler: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "回访"
    book.active.append(["行政执法案件回访台账"])
    book.active.append(["序号", "案号", "承办人", "回访人", "回访日期", "是否满意"])
    book.active.append([1, "青公罚决〔2024〕1号", "王明", "李华", "2024.3.5", "满意"])
    book.active.append([2, "青公罚决〔2024〕2号", handler, "李华", "2024.4.5", "满意"])
    book.save(out)
    return out.getvalue()


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county whose police hand in a ledger with a fault, once more inside an archive, and a sound one."""
    monkeypatch.chdir(county)
    folder = county / "evidence" / "县公安局"
    (folder / "回访台账.xlsx").write_bytes(ledger("李华"))
    (folder / "好台账.xlsx").write_bytes(ledger("赵强"))
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("内/台账.xlsx", ledger("李华、王明"))
    for command in (("init",), ("units", "import", "roster.csv"), ("ingest", "notice.txt")):
        assert call(*command).exit_code == 0
    assert call("scan", "evidence").exit_code == 1
    return county


def test_ledgers_are_checked_wherever_they_lie(workspace: Path) -> None:
    shown = call("ledgers", "--format", "json")
    assert shown.exit_code == 1
    entries = json.loads(shown.stdout)
    Draft202012Validator(schemas()["ledgers"]).validate(entries)
    found = {
        entry["path"].removeprefix("县公安局/"): [
            (one["code"], one["sheet"], one["row"]) for one in entry["ledger"]["findings"]
        ]
        for entry in entries
    }
    assert found == {
        "包.zip!/内/台账.xlsx": [("same_person", "回访", 4)],
        "回访台账.xlsx": [("same_person", "回访", 4)],
        "好台账.xlsx": [],
    }
    assert "同为李华，应由他人回访" in call("ledgers", "--unit", "县公安局").stdout
    assert "台账 0 份" in call("ledgers", "--unit", "县司法局").stdout


def test_what_ledgers_show_stands_in_the_list_of_gaps(workspace: Path) -> None:
    def told() -> str:
        return " ".join(gap["text"] for gap in json.loads(call("gaps", "--format", "json").stdout))

    file = workspace / "evidence" / "县公安局" / "3" / "矛盾纠纷排查化解调解台账.csv"
    file.parent.mkdir()
    rows = "序号,当事人,矛盾纠纷情况,受理时间,调解员,办结时间,调解结果\n1,赵某、钱某,邻里排水,2024.3.9,王明,{},已化解\n"
    text = "青河县公安局2024年矛盾纠纷排查化解调解台账\n" + rows
    file.write_text(text.format("2024.3.2"), encoding="utf-8")
    assert call("scan", "evidence").exit_code == 1
    assert "早于" not in told()
    assert call("ledgers").exit_code == 1
    assert "所报“矛盾纠纷排查化解调解台账.csv”中：第3行办结日期2024-03-02早于受理日期2024-03-09" in told()
    assert call("correct", "change", "指标3", "编号=三", "--by", "王某").exit_code == 0
    assert "第3行办结日期2024-03-02早于" in told()
    file.write_text(text.format("2024.3.12"), encoding="utf-8")
    assert call("scan", "evidence").exit_code == 1
    assert "早于" not in told()
    file.write_text(text.format("2024.3.1"), encoding="utf-8")
    assert call("scan", "evidence").exit_code == 1
    assert "第3行办结日期2024-03-01早于" in told()  # once asked for, they are checked again by themselves


def test_without_a_folder_the_remedy_is_named(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county)
    assert call("init").exit_code == 0
    done = call("ledgers")
    assert done.exit_code == 2
    assert "govdoc scan" in done.output
