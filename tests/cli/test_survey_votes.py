"""Tables of votes taken in: what is sure is counted, what is not is asked."""

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.cli.test_survey import NOTICE, call

from govdoc.readers.ocr import available

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
scanned = pytest.mark.skipif(not (available() and FONT.exists()), reason="needs the extra ocr and Noto's Chinese font")
TITLE = ("政务服务满意度调查计票表", "单位：青河县司法局　　2024年3月")
HEAD = ("题号", "选项A人数", "选项B人数", "选项C人数", "选项D人数", "合计")
VOTES = (("1", "20", "15", "3", "2", "40"), ("2", "31", "12", "8", "5", "56"), ("4", "正正下", "正一", "3", "", "22"))


@pytest.fixture
def workspace(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(county)
    (county / "测评.txt").write_text(NOTICE, encoding="utf-8")
    assert call("init").exit_code == 0
    assert call("units", "import", "roster.csv").exit_code == 0
    assert call("ingest", "测评.txt").exit_code in (0, 1)
    return county


def photo(*rows: tuple[str, ...], smudged: tuple[int, int] | None = None) -> bytes:
    """A sheet of votes on paper; the cell `smudged` (row, column) is struck through."""
    page, out = Image.new("RGB", (1654, 1000), "white"), io.BytesIO()
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 40)
    for at, line in enumerate(TITLE):
        draw.text((120, 80 + 70 * at), line, "black", font=font)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            box = (100 + 250 * column, 250 + 90 * at, 350 + 250 * column, 340 + 90 * at)
            draw.rectangle(box, outline="black", width=3)
            draw.text((box[0] + 20, box[1] + 20), text, "black", font=font)
            if (at, column) == smudged:
                for step in range(6):
                    draw.line((box[0] + 12, box[1] + 22 + 8 * step, box[0] + 90, box[3] - 20 - 7 * step), "black", 7)
    page.save(out, "PNG")
    return out.getvalue()


def counts() -> tuple[int, dict[str, list[int]]]:
    """How many responses are counted, and the votes by question."""
    whole = json.loads(call("survey", "tally", "--format", "json").stdout)[0]
    return whole["responses"], {
        one["id"]: [option["count"] for option in one["options"]] for one in whole["questions"] if one["options"]
    }


@scanned
def test_a_photographed_table_is_counted(workspace: Path) -> None:
    (workspace / "计票.png").write_bytes(photo(HEAD, *VOTES))
    assert "计票.png：40 份" in call("survey", "import", "计票.png").stdout
    assert counts() == (40, {"1.1": [20, 15, 3, 2], "1.2": [31, 12, 8, 5], "2.1": [13, 6, 3]})
    unit = json.loads(call("survey", "tally", "--format", "json", "--month", "2024-03").stdout)[1]
    assert (unit["unit"], unit["responses"]) == ("青河县司法局", 40)


@scanned
def test_what_cannot_be_read_is_asked(workspace: Path) -> None:
    (workspace / "计票.png").write_bytes(photo(HEAD, *VOTES, smudged=(1, 2)))
    done = call("survey", "import", "计票.png")
    assert done.exit_code == 2
    assert "没有收入" in done.output
    assert counts()[0] == 0
    sheet = workspace / "计票（请核对）.xlsx"
    assert call("survey", "import", sheet).exit_code == 2  # not before somebody has looked
    book = openpyxl.load_workbook(sheet)
    page = book.active
    assert (page["B1"].value, page["D1"].value) == ("青河县司法局", "2024-03")
    asked = [row for row in range(3, page.max_row + 1) if page.cell(row, 4).value == "？"]
    assert [page.cell(row, 3).value for row in asked] == ["B.满意"]
    page["D4"] = 15
    book.save(sheet)
    assert "40 份" in call("survey", "import", sheet).stdout
    assert counts()[1]["1.1"] == [20, 15, 3, 2]


def test_a_word_table_of_strokes_and_one_that_does_not_add_up(workspace: Path) -> None:
    rows = [
        ("题目", "选项", "票数"),
        ("您对窗口服务态度是否满意？", "非常满意", "正正"),
        ("", "满意", "正T"),
        ("", "一般", "一"),
        ("", "不满意", ""),
    ]
    made = docx.Document()
    made.add_paragraph("填报单位：县公安局")
    table = made.add_table(len(rows), 3)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    made.save(str(workspace / "计票.docx"))
    assert "18 份" in call("survey", "import", "计票.docx").stdout
    assert counts()[1]["1.1"] == [10, 7, 1, 0]
    (workspace / "计票.csv").write_text("单位：县公安局\n题号,A,B,C,D,合计\n1.1,5,5,1,1,13\n", encoding="utf-8")
    done = call("survey", "import", "计票.csv")
    assert done.exit_code == 2
    assert "第1.1题各项相加为12，合计写的是13" in done.output
    asked = openpyxl.load_workbook(workspace / "计票（请核对）.xlsx").active
    assert [asked.cell(row, 4).value for row in range(3, 7)] == ["？"] * 4
