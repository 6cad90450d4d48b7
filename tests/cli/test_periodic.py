import json
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.schema import schemas

REPORT = """\
青河县公安局{month}月法治县创建工作进展情况

本月我局推进法治县创建各项工作，开展案卷评查，排查矛盾纠纷三十起，均已化解，下月继续推进。

青河县公安局
2024年{month}月{day}日
"""


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county whose police report in March, late in April, and never again."""
    monkeypatch.chdir(county)
    for month, day in ((3, 27), (4, 30)):
        file = county / "evidence" / "县公安局" / f"{month}月.txt"
        file.write_text(REPORT.format(month=month, day=day), encoding="utf-8")
    for command in (("init",), ("units", "import", "roster.csv"), ("ingest", "notice.txt")):
        assert call(*command).exit_code == 0
    assert call("scan", "evidence").exit_code == 1
    return county


def test_reports_are_held_against_the_calendar(workspace: Path) -> None:
    shown = call("periodic", "--unit", "县公安局", "--format", "json", "--out", "月报.xlsx")
    assert shown.exit_code == 1
    found = json.loads(shown.stdout)
    Draft202012Validator(schemas()["periodic"]).validate(found)
    states = {one["period"]: one["state"] for one in found}
    assert [states[f"2024-{month:02}"] for month in (3, 4, 5)] == ["on_time", "late", "missing"]
    sheet = openpyxl.load_workbook(workspace / "月报.xlsx")["定期报送"]
    assert [sheet.cell(3, column).value for column in (1, 2, 3, 4)] == ["青河县公安局", "按时", "迟报", "未报"]
    assert sheet.cell(3, 4).fill.fgColor.rgb == "FFF4B6B6"
    assert "未报" in call("periodic").stdout
