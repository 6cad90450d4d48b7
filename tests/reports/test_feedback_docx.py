import dataclasses
import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from govdoc.errors import GovdocError
from govdoc.model import Contact, Gap, GapItem, Unit
from govdoc.reports import Overview, feedback_docx, file_name

POLICE = "云汐县公安局"
HEALTH = "云汐县卫生健康委员会"
TOWN = "云汐县石门镇人民政府"


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def letter(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def grid(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


@pytest.fixture(scope="module")
def police(county: Overview) -> Document:
    return opened(feedback_docx(county, POLICE))


def test_letter_greets_counts_and_signs(police: Document) -> None:
    lines = letter(police).splitlines()
    assert lines[:2] == ["佐证材料审核情况反馈清单", "（第一批）"]
    assert "县公安局：" in lines
    text = letter(police)
    assert "《云汐县创建全省法治政府建设示范县工作方案》（云法办〔2021〕1号）" in text
    assert (
        "你单位应报12项，已达标1项（8.3%），部分达标2项，待核实2项，缺少7项；报送文件17份，其中10份存在问题。" in text
    )
    assert "于2021年6月28日前将补充材料报送我办（fzb@yunxi.example.com）。" in text
    assert lines.index("云汐县法治政府建设领导小组办公室") + 1 == lines.index("2021年6月15日")
    assert "（联系人：宁采薇，电话：0000-6123588）" in lines
    assert "附件：1.未达标材料清单" in lines


def test_figures_add_up_to_the_rows(police: Document) -> None:
    numbers = [row[0] for row in grid(police, 0)[1:] if row[0].isdigit()]
    assert numbers == [str(at) for at in range(1, 12)]
    assert len(grid(police, 2)) == 1 + 1


def test_open_items_stand_in_groups(police: Document) -> None:
    rows = grid(police, 0)
    assert rows[0] == ["序号", "指标", "查验方式", "应报材料", "已报材料", "状态", "问题", "请补充"]
    bands = [row[0] for row in rows if len(set(row)) == 1]
    assert bands == ["缺少材料（7项）", "已报材料待核实（2项）", "部分达标、仍需补充（2项）"]
    assert [row[5] for row in rows if row[5] in {"缺少", "待核实", "部分\n达标"}] == ["缺少"] * 7 + ["待核实"] * 2 + [
        "部分\n达标"
    ] * 2


def test_row_shows_items_with_their_files(police: Document) -> None:
    row = next(row for row in grid(police, 0) if row[1].startswith("第12项指标") and row[2] == "材料查证")
    assert row[3].splitlines()[1] == "②2019年以来每年度执法公示信息目录（缺少）"
    assert "②《行政执法公示办法》（云公〔2014〕6号）" in row[4].splitlines()
    assert row[6].startswith("②所报《行政执法公示办法》为2014年文件")
    assert row[7].startswith("请补充2019年以来")


def test_row_without_wording_falls_back(police: Document) -> None:
    bonus = next(row for row in grid(police, 0) if row[1].startswith("加分1"))
    assert bonus[3:] == ["推广文件、会议材料或者刊物原件复印件", "无", "缺少", "未报送", "请按指标要求报送"]
    training = next(row for row in grid(police, 0) if row[1].startswith("第37项指标") and row[2] == "材料查证")
    assert training[6] == "缺2019年、2021年；空表"
    assert training[7].startswith("请报送：2019年、2020年、2021年法治专题讲座通知")


def test_indicator_of_another_notice_names_it(police: Document) -> None:
    names = [row[1] for row in grid(police, 0)]
    assert "（一）1\n推行首问负责\n（云政数〔2021〕6号）" in names
    assert not any("云法办" in name for name in names)


def test_problem_files_by_kind(police: Document) -> None:
    rows = grid(police, 1)
    bands = [row[0] for row in rows if len(set(row)) == 1]
    assert bands == [
        f"{word}（1份）"
        for word in (
            "无法读取",
            "未能自动读取",
            "已加密",
            "空表",
            "只有网址",
            "过期",
            "非本单位",
            "重复",
            "雷同",
            "未对应指标",
        )
    ]
    copied = next(row for row in rows if row[1].startswith("履行情况报告.docx"))
    assert copied[1:4] == [
        "履行情况报告.docx\n（县公安局/58）",
        "《关于履行生效裁判情况的报告》\n云公〔2021〕12号\n2021年5月10日",
        "与“县卫健委/58/履行情况报告.docx”内容高度雷同",
    ]
    damaged = next(row for row in rows if row[1].startswith("案卷扫描件.pdf"))
    assert damaged[3] == "文件已损坏，打不开，请重新扫描后报送"


def test_page_follows_the_standard(police: Document) -> None:
    upright, wide = police.sections
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert [round(side.mm) for side in (upright.page_width, upright.page_height) if side] == [210, 297]
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    for footer in (upright.footer, upright.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert "PAGE" in footer._element.xml


def test_tables_fit_the_page_and_repeat_their_head(police: Document) -> None:
    wide = police.sections[1]
    room = wide.page_width - wide.left_margin - wide.right_margin
    for table in police.tables:
        assert sum(column.width for column in table.columns) <= room
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_run_names_its_east_asian_face(police: Document) -> None:
    runs = [run for run in police.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    faces = {run.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in runs}
    assert faces == {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"}


def test_same_input_same_bytes(county: Overview) -> None:
    shuffled = dataclasses.replace(county, gaps=county.gaps[::-1])
    assert feedback_docx(county, POLICE) == feedback_docx(shuffled, POLICE)
    with zipfile.ZipFile(io.BytesIO(feedback_docx(county, POLICE))) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None
    properties = opened(feedback_docx(county, POLICE)).core_properties
    assert properties.author == county.office
    assert properties.modified == dt.datetime(2021, 6, 15, tzinfo=properties.modified.tzinfo)


def test_unit_that_met_all_is_thanked(county: Overview) -> None:
    document = opened(feedback_docx(county, TOWN))
    text = letter(document)
    assert "石门镇人民政府：" in text
    assert "应报材料已全部达标" in text
    assert "尚未收到你单位报送的文件。" in text
    assert "附件：已达标材料清单" in text
    assert "将补充材料报送" not in text
    assert len(document.tables) == 1


def test_without_due_day_or_contact(county: Overview) -> None:
    bare = tuple(dataclasses.replace(notice, contacts=()) for notice in county.notices)
    text = letter(opened(feedback_docx(dataclasses.replace(county, due=None, notices=bare), HEALTH)))
    assert "抓紧补充完善，尽快将补充材料报送我办。" in text
    assert "联系人" not in text
    named = dataclasses.replace(county, contact="联系人：祁连，电话：0000-6123599")
    assert "（联系人：祁连，电话：0000-6123599）" in letter(opened(feedback_docx(named, HEALTH)))
    phone_only = (dataclasses.replace(bare[0], contacts=(Contact(phone="0000-6000000"),)),)
    assert "（电话：0000-6000000）" in letter(
        opened(feedback_docx(dataclasses.replace(county, notices=phone_only), HEALTH))
    )


@pytest.mark.parametrize("unit", ["中共云汐县委党校", "没有这个单位"])
def test_unit_that_owes_nothing_gets_no_list(county: Overview, unit: str) -> None:
    with pytest.raises(GovdocError, match=unit):
        feedback_docx(county, unit)


@given(text=st.text(max_size=40), title=st.text(max_size=20))
def test_any_text_makes_a_file_that_opens(text: str, title: str) -> None:
    item = GapItem("1/1", text, "missing", (text,), text)
    gap = Gap("某局", "n", "1", "材料查证", "missing", (item,), (), text, title)
    overview = Overview(title, title, text, dt.date(2021, 6, 15), (), (Unit("某局"),), (gap,), ())
    assert grid(opened(feedback_docx(overview, "某局")), 0)[2][5] == "缺少"


def test_marks_of_the_empty_letter_are_only_text(county: Overview) -> None:
    odd = dataclasses.replace(county, office="mark-letter & <mark-name>")
    assert "mark-letter & <mark-name>" in letter(opened(feedback_docx(odd, HEALTH)))


@given(st.text(min_size=1, max_size=60))
def test_file_name_is_safe_on_windows(unit: str) -> None:
    name = file_name(unit)
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(char) >= 32 for char in name)
    assert name.endswith("反馈清单.docx")


def test_file_names_stay_apart() -> None:
    assert file_name("甲/乙局") != file_name("甲:乙局") != file_name("甲乙局")
