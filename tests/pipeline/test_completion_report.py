"""The completion report of a workspace that has gone through rounds, against the gaps as the command prints them."""

import datetime as dt
import io
import json
import re
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.reports.traced import Book, printed
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.model import Visit
from govdoc.pipeline.workspace import open_workspace
from govdoc.store import queries
from govdoc.store.ledgers import Checked, put_ledgers
from govdoc.store.visits import put_visit

WORDS = {"met": "已达标", "partial": "部分达标", "verify": "待核实", "missing": "缺少"}
REPORT = """\
青河县司法局矛盾纠纷排查化解工作情况报告

我局建立矛盾纠纷排查化解台账，按月报告调解情况，全年共排查矛盾纠纷一百起，调解成功九十八起。

青河县司法局
2024年11月1日
"""


SURVEY = """\
青河县人民政府办公室关于开展政务服务满意度测评的通知

青政办〔2024〕7号

县直各单位：

现就开展政务服务满意度测评有关事项通知如下。

一、主要措施
1.开展满意度测评。请各单位组织服务对象填写调查问卷，满意率达到85%以上。（责任单位：县司法局。完成时限：2024年6月30日前）

青河县人民政府办公室
2024年3月1日

附件：政务服务满意度调查问卷

政务服务满意度调查问卷

一、共同题
1.您对窗口服务态度是否满意？
A.非常满意 B.满意 C.不满意
2.您对办理时间是否满意？
A.非常满意 B.满意 C.不满意
"""


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two rounds: in the second a file came, one was withdrawn, and reviewers changed their minds."""
    monkeypatch.chdir(county)
    steps = (
        ("init",),
        ("units", "import", "roster.csv", "--yes"),
        ("ingest", "notice.txt"),
        ("scan", "evidence"),
        ("round", "open", "第一批", "--by", "甲"),
        ("review", "status", "达标", "--unit", "县公安局", "--indicator", "3", "--by", "甲", "--yes"),
        ("round", "close", "--by", "甲"),
        ("round", "open", "第二批", "--by", "甲", "--due", "2024-12-31"),
    )
    told = [call(*arguments) for arguments in steps]
    assert all(one.exit_code in (0, 1) for one in told), [one.output for one in told]
    (county / "evidence" / "1 司法局" / "2" / "评查报告.txt").unlink()
    (county / "evidence" / "白石镇" / "调解.txt").write_text(REPORT.replace("司法局", "白石镇人民政府"), "utf-8")
    assert call("scan", "evidence").exit_code in (0, 1)
    changed = call("review", "status", "待核实", "--unit", "县公安局", "--indicator", "3", "--by", "甲", "--yes")
    assert changed.exit_code == 0, changed.output
    return county


def test_every_figure_against_the_gaps_as_printed(workspace: Path) -> None:
    assert call("feedback", "--out", "反馈").exit_code in (0, 1)
    gaps = json.loads(call("gaps", "--format", "json").stdout)
    out = workspace / "反馈"
    report = (out / "完成情况报告.docx").read_bytes()
    book = Book((out / "完成情况取数表.xlsx").read_bytes())
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out / "完成情况报告.docx")).paragraphs)
    counts = Counter(gap["status"] for gap in gaps)
    assert f"共有{len({gap['unit'] for gap in gaps})}个单位承担3项措施、{len(gaps)}项应报任务" in text
    assert f"部分达标{counts['partial']}项，待核实{counts['verify']}项，缺少{counts['missing']}项。" in text
    for one in printed(report):
        line = book.line(one.row)
        assert one.text == str(line.value)
        if line.listing == "应报项":
            asked = dict(part.split("＝") for part in line.rows.split("，")) if line.rows != "全部" else {}
            found = [
                gap
                for gap in gaps
                if asked.get("单位", gap["unit"]) == gap["unit"]
                and asked.get("状态", WORDS[gap["status"]]) == WORDS[gap["status"]]
                and asked.get("指标", f"第{gap['indicator']}项措施") == f"第{gap['indicator']}项措施"
                and ("是否达标" not in asked or gap["status"] != "met")
                and asked.get("单位类别", "")
                in ("", "乡镇（街道）" if gap["unit"].endswith("镇人民政府") else "部门单位")
            ]
            assert line.value == len(found)
            assert [row["单位"] for row in book.rows(line)] == [gap["unit"] for gap in found]


def test_rounds_are_told_with_what_was_closed_and_what_came_open_again(workspace: Path) -> None:
    assert call("feedback", "--out", "反馈").exit_code in (0, 1)
    document = docx.Document(str(workspace / "反馈" / "完成情况报告.docx"))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    first, now = (next(row for row in rows if row[0] == name) for name in ("第一批", "目前"))
    gaps = json.loads(call("gaps", "--format", "json").stdout)
    assert now[2:4] == [str(len(gaps)), str(sum(gap["status"] == "met" for gap in gaps))]
    assert first[3] != "0"
    assert now[-2] == "1"
    assert call("round", "close", "--by", "甲").exit_code == 0
    assert call("feedback", "--out", "反馈").exit_code in (0, 1)
    document = docx.Document(str(workspace / "反馈" / "完成情况报告.docx"))
    names = [row.cells[0].text for table in document.tables for row in table.rows]
    assert "第二批" in names
    assert "目前" not in names  # nothing has changed since


def test_other_work_is_what_the_workspace_holds(workspace: Path) -> None:
    (workspace / "evidence" / "县公安局" / "网址.txt").write_text(
        "调解情况公示：https://www.qinghe.example.gov.cn/tj.html\n", "utf-8"
    )
    (workspace / "测评.txt").write_text(SURVEY, "utf-8")
    for arguments in (("scan", "evidence"), ("ingest", "测评.txt"), ("survey", "form", "--out", "问卷")):
        assert call(*arguments).exit_code in (0, 1)
    sheet = workspace / "问卷" / "答卷登记表.xlsx"
    book = openpyxl.load_workbook(sheet)
    for at in range(10):
        book["答卷"].append([f"S{at}", "县司法局" if at < 7 else "", "2024-03", *["A" if at < 8 else "C"] * 2])
    book.save(sheet)
    assert call("survey", "import", "问卷/答卷登记表.xlsx").exit_code == 0
    db = open_workspace(workspace)
    url = "https://www.qinghe.example.gov.cn/tj.html"
    put_visit(db, Visit(url, dt.datetime.now(dt.UTC), problem="dns", hops=(url,)))
    file = next(one for one in queries.ledger(db, text=False) if one.path.endswith("台账.txt"))
    old = Checked("县公安局/旧.xlsx", "0" * 64, "n", "3", ("第1行缺少日期",), "")
    now = Checked(file.path, file.sha256, "n", "3", ("第3行缺少日期", "第5行缺少日期"), "")
    put_ledgers(db, (now, old), "")
    db.table("meta").delete("ledgers")  # as where none were asked for, so that none is read
    db.close()
    assert call("feedback", "--out", "反馈").exit_code in (0, 1)
    report = (workspace / "反馈" / "完成情况报告.docx").read_bytes()
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(report)).paragraphs)
    assert "“政务服务满意度调查问卷”收回有效答卷10份，满意率80.0%（未达85%）。" in text
    assert "发现1份台账存在问题，共2处。" in text
    assert "所报网址共1处，其中打不开或者已失效1处。" in text
    assert re.search("“进展情况”应报[0-9]+期次，其中", text)
    book = Book((workspace / "反馈" / "完成情况取数表.xlsx").read_bytes())
    answers = next(line for line in book.lines() if line.listing == "问卷")
    assert [(row["单位"], row["有效答卷"]) for row in book.rows(answers)] == [
        ("青河县司法局", 7),
        ("未注明单位", 3),
    ]


def test_the_page_leads_to_both_files(workspace: Path) -> None:
    from urllib.parse import unquote

    assert call("feedback", "--out", "反馈").exit_code in (0, 1)
    page = unquote((workspace / "反馈" / "index.html").read_text("utf-8"))
    for name in ("完成情况报告.docx", "完成情况取数表.xlsx"):
        assert f'href="{name}"' in page
        assert (workspace / "反馈" / name).is_file()
