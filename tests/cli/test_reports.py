"""The commands that write reports, task sheets, calendars and exports."""

import json
from pathlib import Path

import docx
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with everything taken in, the current folder."""
    monkeypatch.chdir(county)
    for command in (("init",), ("units", "import", "roster.csv"), ("ingest", "notice.txt")):
        assert call(*command).exit_code == 0
    assert call("scan", "evidence").exit_code == 1
    return county


def test_task_sheets_for_each_unit_that_owes(workspace: Path) -> None:
    done = call("tasks", "--out", "任务")
    assert done.exit_code == 0
    assert "已写出 4 个单位的任务分解表和任务分解总表" in done.stdout
    sheets = sorted(path.name for path in (workspace / "任务" / "各单位任务分解表").iterdir())
    assert len(sheets) == 12
    own = Calendar.from_ical((workspace / "任务" / "各单位任务分解表" / "青河县公安局时限日历.ics").read_bytes())
    assert len(own.walk("VEVENT")) == 3
    assert load_workbook(workspace / "任务" / "任务分解总表.xlsx").sheetnames == ["任务矩阵", "任务清单", "时限"]
    assert docx.Document(str(workspace / "任务" / "任务分解总表.docx")).tables


def test_deadlines_by_colour_and_as_calendar(workspace: Path) -> None:
    shown = call("deadlines", "--today", "2024-10-08", "--ics", "时限.ics")
    assert shown.exit_code == 1
    assert "截至 2024-10-08，共 5 项时限：红 1，黄 0，绿 4。" in shown.stdout
    events = Calendar.from_ical((workspace / "时限.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 5
    assert [event["rrule"]["FREQ"] for event in events if "rrule" in event] == [["MONTHLY"]] * 2
    one = call("deadlines", "--unit", "县公安局", "--today", "2024-10-08", "--format", "json")
    assert one.exit_code == 0
    found = json.loads(one.stdout)
    Draft202012Validator(schemas()["deadlines"]).validate(found)
    assert [(due["kind"], due["on"], due["light"]) for due in found] == [
        ("submission", "2024-10-28", "green"),
        ("indicator", "2024-10-31", "green"),
        ("indicator", "2024-11-30", "green"),
    ]


def test_a_calendar_replaces_its_own_kind_only(workspace: Path) -> None:
    (workspace / "手写.ics").write_text("BEGIN:VCALENDAR\n", encoding="utf-8")
    refused = call("deadlines", "--today", "2024-04-01", "--ics", "手写.ics")
    assert refused.exit_code == 1
    assert "将被覆盖" in refused.output
    assert (workspace / "手写.ics").read_text("utf-8") == "BEGIN:VCALENDAR\n"
    assert call("deadlines", "--today", "2024-04-01", "--ics", "手写.ics", "--yes").exit_code == 0
    assert call("deadlines", "--today", "2024-04-01", "--ics", "手写.ics").exit_code == 0
    missing = call("deadlines", "--today", "2024-04-01", "--ics", "没有/这里.ics")
    assert missing.exit_code == 2


def test_exports_are_what_the_commands_print(workspace: Path) -> None:
    done = call("export", "--out", "导出", "--due", "2024-12-31")
    assert done.exit_code == 0
    out = workspace / "导出"
    for name, command in (("gaps", ("gaps",)), ("owed", ("units", "owed")), ("matches", ("matches",))):
        printed = call(*command, "--format", "json").stdout
        assert json.loads((out / "json" / f"{name}.json").read_text("utf-8")) == json.loads(printed)
    assert (out / "csv" / "缺项清单.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    findings = json.loads((out / "oscal" / "assessment-results.json").read_text("utf-8"))
    assert len(findings["assessment-results"]["results"][0]["findings"]) == 5


def test_an_offices_own_template(workspace: Path) -> None:
    made = call("template", "模板.docx")
    assert made.exit_code == 0
    assert "字段：单位、称呼" in made.stdout
    assert call("template", "模板.docx").exit_code == 2
    assert call("feedback", "--out", "反馈", "--template", "模板.docx").exit_code == 0
    letter = docx.Document(str(workspace / "反馈" / "反馈清单" / "青河县公安局反馈清单.docx"))
    assert letter.paragraphs[0].text == "关于反馈第一批佐证材料审核情况的函"
    document = docx.Document()
    document.add_paragraph("{{ 单位名称 }}")
    document.save(str(workspace / "错.docx"))
    wrong = call("feedback", "--out", "反馈", "--template", "错.docx")
    assert wrong.exit_code == 2
    assert "模板 错.docx 里的字段“单位名称”不存在" in wrong.output
    assert call("feedback", "--out", "反馈", "--template", "没有.docx").exit_code == 2


def test_a_folder_of_templates_is_for_letters_and_the_report(workspace: Path) -> None:
    made = call("template", "模板")
    assert made.exit_code == 0
    assert "列表“各章”的各列：标题、段落。" in made.stdout
    assert "列表“各单位”的各列：名次、单位、应报" in made.stdout
    plain = call("feedback", "--out", "反馈")
    assert plain.exit_code == 0
    official = docx.Document(str(workspace / "反馈" / "完成情况报告.docx"))
    assert call("feedback", "--out", "反馈", "--template", "模板").exit_code == 0
    report = docx.Document(str(workspace / "反馈" / "完成情况报告.docx"))
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert texts[0] == "关于《青河县法治县创建工作实施方案》任务完成情况的报告"
    assert not any("{" in text for text in texts)
    # Chapter by chapter the same sentences.
    said = [paragraph.text for paragraph in official.paragraphs if paragraph.text]
    note = next(at for at, text in enumerate(said) if text.startswith("说明："))
    own = [text for text in texts if text]
    chapters = own[own.index("一、总体情况") : own.index("特此报告。")]
    assert chapters == said[said.index("一、总体情况") : note]
    assert [cell.text for cell in report.tables[1].rows[1].cells][:2] == ["1", "青河县司法局"]
    (workspace / "模板" / "反馈函模板.docx").unlink()
    assert call("feedback", "--out", "反馈", "--template", "模板").exit_code == 0
    (workspace / "模板" / "完成情况报告模板.docx").unlink()
    empty = call("feedback", "--out", "反馈", "--template", "模板")
    assert empty.exit_code == 2
    assert "里没有模板" in empty.output


def test_edited_reports_are_not_overwritten_unasked(workspace: Path) -> None:
    assert call("feedback", "--out", "反馈").exit_code == 0
    file = workspace / "反馈" / "通报.docx"
    file.write_bytes(b"edited")
    refused = call("feedback", "--out", "反馈")
    assert refused.exit_code == 1
    assert "通报.docx" in refused.output
    assert file.read_bytes() == b"edited"
    assert call("feedback", "--out", "反馈", "--yes").exit_code == 0
    assert file.read_bytes() != b"edited"
