import json
import random
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.parsing import parse
from govdoc.readers import read
from govdoc.surveys import read_rows

NOTICE = """\
青河县人民政府办公室关于开展政务服务满意度测评的通知

青政办〔2024〕7号

县直各单位：

现就开展政务服务满意度测评有关事项通知如下。

一、主要措施
1.开展满意度测评。请各单位组织服务对象填写调查问卷。（责任单位：县司法局、县公安局。完成时限：2024年6月30日前）
2.公布测评结果。县政府办公室汇总后公布测评结果。（责任单位：县司法局。完成时限：2024年7月31日前）

二、有关要求
测评由各单位自行组织，覆盖面不低于90%，满意率达到85%以上。

青河县人民政府办公室
2024年3月1日

附件：政务服务满意度调查问卷

政务服务满意度调查问卷

一、共同题
1.您对窗口服务态度是否满意？
A.非常满意 B.满意 C.一般 D.不满意
若选D，请写明原因：____
2.您办理过哪些事项？（多选）
A.证照 B.社保 C.税务 D.其他
3.您对改进服务有什么建议？

二、如您是企业，请填写
4.您对审批效率是否满意？
A.满意 B.基本满意 C.不满意
"""


def call(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(county)
    (county / "测评.txt").write_text(NOTICE, encoding="utf-8")
    assert call("init").exit_code == 0
    assert call("units", "import", "roster.csv").exit_code == 0
    assert call("ingest", "测评.txt").exit_code in (0, 1)
    return county


def fill(sheet: Path, rows: list[list[object]]) -> None:
    book = openpyxl.load_workbook(sheet)
    for row in rows:
        book["答卷"].append(row)
    book.save(sheet)


def text_of(file: Path) -> str:
    return read(file.name, file.read_bytes()).text


def counted(*args: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(call("survey", "tally", "--format", "json", *args).stdout)
    return found


def test_two_thousand_answers_come_to_what_they_are(workspace: Path) -> None:
    """Gaps, double answers and choices that do not exist; counted here on its own."""
    assert call("survey", "form", "--out", "问卷").exit_code == 0
    draw = random.Random(7)  # noqa: S311
    rows: list[list[object]] = []
    for at in range(2000):
        number = f"S{at % 900:04}"
        first = draw.choice(["A", "B", "C", "D", "", "E", "AB"])
        second = "".join(sorted(draw.sample("ABCD", draw.randint(0, 3))))
        fourth = draw.choice(["A", "B", "C", ""]) if at % 3 == 0 else ""
        unit = draw.choice(["县司法局", "县公安局"])
        rows.append([number, unit, f"2024-{3 + at % 2:02}", first, second, "请加快" if at % 50 == 0 else "", fourth])
    fill(workspace / "问卷" / "答卷登记表.xlsx", rows)
    answered = sum(1 for row in rows if any(row[3:]))
    assert f"{answered} 份" in call("survey", "import", "问卷/答卷登记表.xlsx").stdout

    seen: dict[tuple[object, ...], list[object]] = {}
    for row in rows:
        if any(row[3:]):
            seen.setdefault(tuple(row[:3]), row)
    kept = list(seen.values())
    firsts = Counter(row[3] for row in kept if row[3] in ("A", "B", "C", "D"))
    seconds = Counter(letter for row in kept for letter in str(row[4]))
    fourths = Counter(row[6] for row in kept if row[6])
    whole, *units = counted()
    assert whole["responses"] == len(kept)
    questions = {question["id"]: question for question in whole["questions"]}  # type: ignore[attr-defined]
    for identity, expected in (("1.1", firsts), ("1.2", seconds), ("2.1", fourths)):
        assert {one["key"]: one["count"] for one in questions[identity]["options"]} == dict(expected)
    content = firsts["A"] + firsts["B"] + fourths["A"] + fourths["B"]
    assert whole["satisfied"] == pytest.approx(content / (firsts.total() + fourths.total()))
    refused = Counter(refusal["code"] for refusal in whole["refusals"])  # type: ignore[attr-defined]
    assert refused["out_of_range"] == sum(1 for row in kept if row[3] == "E")
    assert refused["several"] == sum(1 for row in kept if row[3] == "AB")
    assert refused["double"] == answered - len(kept)
    assert {one["unit"] for one in units} == {"青河县司法局", "青河县公安局"}
    assert sum(one["responses"] for one in units) == len(kept)  # type: ignore[misc]
    march = counted("--month", "2024-03")[0]
    assert march["responses"] == sum(1 for row in kept if row[2] == "2024-03")


def test_coverage_is_of_all_served_and_held_against_the_notice(workspace: Path) -> None:
    assert call("survey", "form", "--out", "问卷").exit_code == 0
    answers = [[f"S{at}", "县司法局", "2024-03", "A", "AB" if at % 2 else "C", "请加快", ""] for at in range(45)]
    answers += [[f"S{at}", "县公安局", "2024-03", "D" if at < 4 else "B", "", "", ""] for at in range(16)]
    fill(workspace / "问卷" / "答卷登记表.xlsx", answers)
    (workspace / "人数.csv").write_text("单位,人数\n县司法局,50\n县公安局,20\n", encoding="utf-8-sig")
    done = call("survey", "import", "问卷/答卷登记表.xlsx", "--served", "人数.csv")
    assert "2 个单位" in done.stdout
    shown = call("survey", "tally", "--out", "汇总", "--office", "青河县人民政府办公室").stdout
    assert "满意率 93.4%（达标）" in shown
    assert sorted(file.name for file in (workspace / "汇总").iterdir()) == [
        "全部单位问卷汇总.docx",
        "问卷统计图表.xlsx",
        "青河县公安局问卷汇总.docx",
        "青河县司法局问卷汇总.docx",
    ]
    book = openpyxl.load_workbook(workspace / "汇总" / "问卷统计图表.xlsx")
    assert [cell.value for cell in book["各单位"][3]] == ["青河县司法局", 45, 50, 0.9, 1.0]
    names = zipfile.ZipFile(workspace / "汇总" / "问卷统计图表.xlsx").namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 5  # units, months, three questions
    whole = text_of(workspace / "汇总" / "全部单位问卷汇总.docx")
    assert "共收到有效答卷61份，覆盖率为87.1%（未达90%），满意率为93.4%（达标）。" in whole
    assert "青河县司法局\t45\t50\t90.0%（达标）\t100.0%（达标）" in whole
    assert "青河县公安局\t16\t20\t80.0%（未达90%）\t75.0%（未达85%）" in whole
    gaps = json.loads(call("gaps", "--format", "json").stdout)
    told = {gap["unit"]: gap for gap in gaps if "问卷测评" in gap["text"]}
    assert set(told) == {"青河县公安局"}
    gap = told["青河县公安局"]
    assert "问卷测评覆盖率为80.0%，低于要求的90%、满意率为75.0%，低于要求的85%。" in gap["text"]
    assert (gap["indicator"], gap["status"], gap["reasons"][-1]) == ("1", "missing", "below_threshold")
    one = text_of(workspace / "汇总" / "青河县公安局问卷汇总.docx")
    assert "B.满意\t12\t75.0%\t███████████" in one
    assert "青河县司法局" not in one


def test_a_survey_sites_export_is_read_by_its_stems(workspace: Path) -> None:
    rows = (
        "序号,提交答卷时间,来自IP,1、您对窗口服务态度是否满意？,2、您办理过哪些事项？【多选题】,3、您对改进服务有什么建议？\n"
        "1,2024/3/5 10:01:02,10.0.0.1,非常满意,证照┋社保,(空)\n"
        "2,2024/3/6 11:01:02,10.0.0.2,2,3,再快些\n"
    )
    (workspace / "导出.csv").write_text(rows, encoding="gb18030")
    assert "2 份" in call("survey", "import", "导出.csv").stdout
    whole = counted()[0]
    questions = {question["id"]: question for question in whole["questions"]}  # type: ignore[attr-defined]
    assert [one["count"] for one in questions["1.1"]["options"]] == [1, 1, 0, 0]
    assert [one["count"] for one in questions["1.2"]["options"]] == [1, 1, 1, 0]
    assert questions["1.3"]["texts"] == ["再快些"]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("2、您办理过哪些事项？(证照),2、(社保),2、(税务),2、(其他)", "1,0,1,0"),
        (
            "2、您办理过哪些事项？(A.证照),2、您办理过哪些事项？(B.社保),2、您办理过哪些事项？(C.税务),2、您办理过哪些事项？(D.其他)",
            "1,0,1,0",
        ),
        (
            "2.您办理过哪些事项？:证照,2.您办理过哪些事项？:社保,2.您办理过哪些事项？:税务,2.您办理过哪些事项？:其他",
            "证照,,税务,",
        ),
        ("Q2_您办理过哪些事项？|1,Q2_您办理过哪些事项？|2,Q2_您办理过哪些事项？|3,Q2_您办理过哪些事项？|4", "1,0,1,0"),
        ("2、您办理过哪些事项？（多选）", "证照;税务"),
    ],
)
def test_an_export_with_a_column_for_each_option(workspace: Path, heads: str, cells: str) -> None:
    rows = f"序号,1、您对窗口服务态度是否满意？,{heads},3、您对改进服务有什么建议？\n1,满意,{cells},(空)\n"
    (workspace / "导出.csv").write_text(rows, encoding="gb18030")
    assert "1 份" in call("survey", "import", "导出.csv").stdout
    questions = {question["id"]: question for question in counted()[0]["questions"]}  # type: ignore[attr-defined]
    assert [one["count"] for one in questions["1.1"]["options"]] == [0, 1, 0, 0]
    assert [one["count"] for one in questions["1.2"]["options"]] == [1, 0, 1, 0]


def test_a_questionnaire_can_be_put_right_and_stays_so(workspace: Path) -> None:
    assert call("survey", "form", "--out", "问卷").exit_code == 0
    sheet = workspace / "问卷" / "问卷题目（可修改）.xlsx"
    book = openpyxl.load_workbook(sheet)
    book["题目"]["E2"] = "A.非常满意\nB.满意\nC.一般\nD.不满意\nE.不了解"
    book.save(sheet)
    assert "已更正" in call("survey", "correct", sheet).stdout
    assert call("ingest", "测评.txt").exit_code in (0, 1)
    assert "已更正" in call("survey", "list").stdout
    assert call("survey", "form", "--out", "新问卷").exit_code == 0
    assert "E. 不了解" in (workspace / "新问卷" / "问卷（网页填写）.html").read_text("utf-8")
    book["题目"]["C2"] = "选择"
    book.save(sheet)
    done = call("survey", "correct", sheet)
    assert done.exit_code == 2
    assert "第2行的题型“选择”不认得" in done.output


def test_bad_files_name_the_remedy(workspace: Path) -> None:
    (workspace / "别的.json").write_text('{"answers": {}}', encoding="utf-8")
    for arguments, told in (
        (("import", "roster.csv"), "没有认出这份问卷的答卷"),
        (("import", "别的.json"), "不是网页问卷保存的答卷"),
        (("import", "没有.xlsx"), "打不开"),
        (("tally", "--number", "4"), "没有第 4 份问卷"),
    ):
        done = call("survey", *arguments)
        assert done.exit_code == 2
        assert told in done.output


def test_a_questionnaire_without_a_title_goes_out_under_a_name(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county)
    asked = "\n".join(
        f"{at}.您对{what}是否满意？\nA.满意 B.不满意" for at, what in enumerate(("服务", "环境", "效率"), 1)
    )
    (county / "问卷.txt").write_text(
        f"尊敬的市民朋友：\n您好！现开展满意度问卷调查，请您填写。\n{asked}\n", encoding="utf-8"
    )
    assert call("init").exit_code == 0
    assert call("ingest", "问卷.txt").exit_code in (0, 1)
    assert "调查问卷" in call("survey", "list").stdout
    assert call("survey", "form", "--out", "问卷").exit_code == 0
    assert text_of(county / "问卷" / "问卷（打印填写）.docx").startswith("调查问卷\n")


def test_points_behind_a_question_are_no_option_of_it() -> None:
    asked = "1.您对景区环境满意吗？\nA.满意 B.不满意\n2.您给导游打几分（1-5）？\n1.1分 2.2分 3.3分 4.4分 5.5分\n"
    text = f"云汐县旅游服务调查问卷\n{asked}"
    (questionnaire,) = parse(read("问卷.txt", text.encode())).notices[0].questionnaires
    rows = (("序号", "1、您对景区环境满意吗？", "2、您给导游打几分（1-5）？"), ("7", "满意", "4"))
    (response,) = read_rows(questionnaire, rows, "导出.csv")
    assert response.answers == {"1.1": ("A",), "1.2": ("4",)}


def test_what_came_before_the_notice_and_the_same_file_again_do_not_count(workspace: Path) -> None:
    assert call("survey", "form", "--out", "问卷").exit_code == 0
    rows = [["", "县司法局", "2024-03", "A", "", "", ""] for _ in range(6)]
    rows += [[7, "县司法局", "2023-12", "D", "", "", ""], [8, "王庄诊所", "2024-03", "B", "", "", ""]]
    fill(workspace / "问卷/答卷登记表.xlsx", rows)
    (workspace / "副本.xlsx").write_bytes((workspace / "问卷/答卷登记表.xlsx").read_bytes())
    assert call("survey", "import", "问卷/答卷登记表.xlsx").exit_code == 0
    again = call("survey", "import", "副本.xlsx")
    assert (again.exit_code, "内容相同" in again.stderr) == (2, True)
    result = call("survey", "tally")
    assert "有效答卷 7 份，满意率 100.0%" in result.stdout
    assert "单位名册里没有：王庄诊所" in result.stderr
    assert "编号7填写于2023-12" in result.stderr


def test_bad_input_is_told(workspace: Path) -> None:
    for told, args in (
        ("月份“2024-13”不对", ("tally", "--month", "2024-13")),
        ("已有同名文件", ("form", "--out", "测评.txt")),
        ("没有.xlsx 打不开", ("import", "没有.xlsx")),
    ):
        result = call("survey", *args)
        assert (result.exit_code, told in result.stderr) == (2, True), result.output
