import dataclasses
import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from govdoc.errors import GovdocError
from govdoc.model import Change, Contact, Gap, GapItem, Unit
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
    assert lines[0] == "关于反馈第一批佐证材料审核情况的函"
    assert "县公安局：" in lines
    text = letter(police)
    assert "《云汐县创建全省法治政府建设示范县工作方案》（云法办〔2021〕1号）" in text
    assert (
        "你单位应报12项，已达标1项，达标率8.3%；部分达标2项，待核实2项，缺少7项。报送文件17份，其中10份存在问题。"
        in text
    )
    assert "于2021年6月28日前将补充材料报送我办（fzb@yunxi.example.com）。" in text
    assert lines.index("云汐县法治县建设工作领导小组办公室") + 1 == lines.index("2021年6月15日")
    assert "（联系人：宁采薇，电话：0000-6123588）" in lines
    assert lines.index("附件：1.佐证材料审核情况汇总表") + 4 == lines.index("5.已达标材料清单")
    assert lines[-1] == "云汐县法治县建设工作领导小组办公室\t2021年6月15日印发"


def test_figures_add_up_to_the_rows(police: Document) -> None:
    figures, handed, absent, _, met = (grid(police, at) for at in range(5))
    assert figures[-1] == ["合计", "12", "1", "2", "2", "7", "8.3%"]
    assert [sum(int(row[column]) for row in figures[1:-1]) for column in range(1, 6)] == [12, 1, 2, 2, 7]
    assert sum(len(set(row)) > 1 for row in handed[1:]) == 6
    assert sum(len(set(row)) > 1 for row in absent[1:]) == 5
    assert len(met) == 1 + 1


def test_what_was_handed_in_stands_in_groups(police: Document) -> None:
    rows = grid(police, 1)
    assert rows[0] == ["指标", "指标内容", "查验方式", "应报材料和已报文件", "问题和补报要求"]
    bands = [row[0] for row in rows if len(set(row)) == 1]
    assert bands == ["部分达标、仍需补充（2项）", "需进一步核实（2项）", "所报文件不能作为佐证、需重新报送（2项）"]


def test_row_shows_items_with_their_files(police: Document) -> None:
    row = next(row for row in grid(police, 1) if row[0] == "12" and row[2] == "材料查证")
    assert row[3].splitlines()[1] == "②2019年以来每年度执法公示信息目录（缺少）"
    assert "②《行政执法公示办法》（云公〔2014〕6号）" in row[3].splitlines()[-1]
    problem, request = row[4].splitlines()
    assert problem.startswith("问题：②所报《行政执法公示办法》为2014年文件")
    assert request.startswith("补报：请补充2019年以来")


def test_row_without_wording_falls_back(police: Document) -> None:
    training = next(row for row in grid(police, 1) if row[0] == "37" and row[2] == "材料查证")
    problem, request = training[4].splitlines()
    assert problem == "问题：缺2019年、2021年；空表。"
    assert request.startswith("补报：请报送：2019年、2020年、2021年法治专题讲座通知")


def test_what_was_not_handed_in_is_short(police: Document) -> None:
    rows = grid(police, 2)
    assert rows[0] == ["指标", "指标内容", "查验方式", "应报送的材料"]
    bands = [row[0] for row in rows if len(set(row)) == 1]
    assert bands == ["云法办〔2021〕1号（3项）", "云政数〔2021〕6号（1项）", "加分项（1项，有此项成绩的报送）"]
    assert rows[-1][:2] == ["加分1", "法治政府建设工作经验在省级以上会议或者刊物推广"]
    assert rows[-1][3].startswith("推广文件、会议材料或者刊物原件复印件")


def test_an_indicator_stands_once_and_methods_that_ask_the_same_share_a_row(county: Overview) -> None:
    asked = GapItem("x", "县政府门户网站公开的清单", "missing")
    gaps = tuple(
        Gap(HEALTH, "云法办〔2021〕1号", "12", method, "missing", (item,), ("missing",), "", say)
        for method, item, say in (
            ("网络检索", asked, "请补充报送"),
            ("材料查证", asked, "请补充报送"),
            ("案卷评查", dataclasses.replace(asked, text="案卷"), "请报送目录；请加盖公章"),
        )
    )
    document = opened(feedback_docx(dataclasses.replace(county, gaps=gaps), HEALTH))
    assert "网络检索、材料查证：请补充报送。" in letter(document)
    alone = opened(feedback_docx(dataclasses.replace(county, gaps=gaps[:2]), HEALTH))
    assert "下列材料尚未收到。请补充报送；表中另有要求的，从其要求。" in letter(alone).splitlines()
    _, *rows = grid(document, 1)
    assert [row[0] for row in rows] == ["12", "12"]
    assert document.tables[1]._tbl.xpath("count(.//w:vMerge[@w:val='restart'])") == 2.0
    assert [row[2] for row in rows] == ["网络检索\n材料查证", "案卷评查"]


def test_a_unit_that_handed_in_nothing_is_not_told_of_its_files(county: Overview) -> None:
    gaps = tuple(dataclasses.replace(gap, unit=TOWN) for gap in county.gaps if gap.status == "missing")
    text = letter(opened(feedback_docx(dataclasses.replace(county, gaps=gaps), TOWN)))
    assert "对各单位报送的第一批佐证材料进行了审核，现将你单位有关情况反馈如下。" in text
    assert "对你单位报送的" not in text


def test_copies_of_one_name_stand_once_among_the_files(county: Overview) -> None:
    item = GapItem("x", "清单", "partial", ("公安局/1/清单.docx", "公安局/重复/清单.docx"))
    gap = Gap(POLICE, "云法办〔2021〕1号", "12", "材料查证", "partial", (item,), (), "不全。", "请补充。")
    document = opened(feedback_docx(dataclasses.replace(county, gaps=(gap,)), POLICE))
    assert any("已报：清单.docx" in row[3].splitlines() for row in grid(document, 0) if len(row) > 3)


def test_what_one_cell_is_asked_beyond_the_rest_stands_with_it(county: Overview) -> None:
    item = GapItem("x", "清单", "missing")
    says = ("请补充报送", "请补充报送", "请补充报送；请加盖公章")
    gaps = tuple(
        Gap(HEALTH, "云法办〔2021〕1号", code, "材料查证", "missing", (item,), ("missing",), "", say)
        for code, say in zip(("1", "12", "37"), says, strict=True)
    )
    rows = grid(opened(feedback_docx(dataclasses.replace(county, gaps=gaps), HEALTH)), 0)
    assert [row[3] for row in rows[1:]] == ["清单", "清单", "清单\n（请加盖公章）"]


def test_problem_files_by_kind(police: Document) -> None:
    rows = grid(police, 3)
    bands = [row[0].partition("：")[0] for row in rows if len(set(row)) == 1]
    kinds = "无法读取 未能自动读取 已加密 空表 只有网址 过期 非本单位 重复 雷同 未对应指标"
    assert bands == [f"{word}（1份）" for word in kinds.split()]
    copied = next(row for row in rows if row[1].startswith("履行情况报告.docx"))
    assert copied[1:4] == [
        "履行情况报告.docx\n（县公安局/58）",
        "《关于履行生效裁判情况的报告》\n云公〔2021〕12号\n2021年5月10日",
        "与其他单位材料内容高度雷同。",
    ]
    damaged = next(row for row in rows if row[1].startswith("案卷扫描件.pdf"))
    assert damaged[3] == "文件已损坏，打不开，请重新扫描后报送。"


def test_list_opens_with_what_changed(county: Overview) -> None:
    key = "云法办〔2021〕1号"
    ledger = "县公安局/58/出庭应诉台账.xlsx"
    changes = (
        Change("fixed", POLICE, key, "1", "材料查证", "missing", "met"),
        Change("open", POLICE, key, "1", "网络检索", "missing", "missing"),
        Change("open", POLICE, key, "58", "网络检索", "missing", "missing"),
        Change("new", POLICE, key, "37", "随机抽考", None, "missing"),
        Change("replaced", POLICE, key, "58", "材料查证", file="县公安局/58/台账.xls", successor=ledger),
        Change("withdrawn", POLICE, file="县公安局/旧稿.docx"),
        Change("fixed", HEALTH, key, "1", "材料查证", "missing", "met"),
    )
    document = opened(feedback_docx(dataclasses.replace(county, changes=changes, previous="第一批"), POLICE))
    assert "与第一批相比，已解决1项，仍未解决2项，新增1项，更换文件1份，撤回文件1份。" in letter(document)
    rows = grid(document, 1)
    assert [row[0] for row in rows if len(set(row)) == 1] == [
        "已解决（1项）",
        "仍未解决（2项，见后附清单）",
        "新增（1项）",
        "更换文件（1份）",
        "撤回文件（1份）",
    ]
    told = [row[3] for row in rows[1:] if len(set(row)) > 1]
    assert told == [
        "缺少 → 已达标",
        "上次未列入 → 缺少",
        "“台账.xls”更换为《2019—2021年负责人出庭应诉台账》",
        "撤回旧稿.docx",
    ]


def test_page_follows_the_standard(police: Document) -> None:
    (page,) = police.sections
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert [round(side.mm) for side in (page.page_width, page.page_height) if side] == [210, 297]
    for footer in (page.footer, page.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert "PAGE" in footer._element.xml


def test_tables_fit_the_page_and_repeat_their_head(police: Document) -> None:
    (page,) = police.sections
    room = page.page_width - page.left_margin - page.right_margin
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
    assert "附件：1.佐证材料审核情况汇总表" in text
    assert "将补充材料报送" not in text
    assert len(document.tables) == 2


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
    assert "材料查证" in grid(opened(feedback_docx(overview, "某局")), 0)[2]


def test_marks_of_the_empty_letter_are_only_text(county: Overview) -> None:
    odd = dataclasses.replace(county, office="mark-body & <mark-name>")
    assert "mark-body & <mark-name>" in letter(opened(feedback_docx(odd, HEALTH)))


@given(st.text(min_size=1, max_size=60))
def test_file_name_is_safe_on_windows(unit: str) -> None:
    name = file_name(unit)
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(char) >= 32 for char in name)
    assert name.endswith("反馈清单.docx")


def test_file_names_stay_apart() -> None:
    assert file_name("甲/乙局") != file_name("甲:乙局") != file_name("甲乙局")


def test_a_notice_of_measures_speaks_of_measures(county: Overview) -> None:
    measures = dataclasses.replace(county, notices=county.notices[1:], gaps=county.gaps_of[POLICE][-1:], matches=())
    document = opened(feedback_docx(measures, POLICE))
    # No method stands anywhere: no column is spent on it, and there are no figures but those of the letter.
    assert grid(document, 0) == [
        ["措施", "措施内容", "应报送的材料"],
        ["（一）1", "推行首问负责", "①首问负责制度\n②各季度通报"],
    ]
    assert "补充材料按措施序号分设文件夹" in letter(document)


def test_an_item_that_repeats_the_heading_is_said_in_other_words(county: Overview) -> None:
    item = GapItem("（一）1/1", "推行首问负责", "missing")
    gap = dataclasses.replace(county.gaps_of[POLICE][-1], items=(item,))
    measures = dataclasses.replace(county, notices=county.notices[1:], gaps=(gap,), matches=())
    assert grid(opened(feedback_docx(measures, POLICE)), 0)[1][2] == "反映该项措施落实情况的文件、台账、总结等材料"
