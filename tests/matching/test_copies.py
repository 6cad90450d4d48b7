"""Files handed in twice or copied with the names changed."""

from collections.abc import Callable
from dataclasses import replace

from govdoc.matching import copies
from govdoc.model import Evidence

Paper = Callable[..., Evidence]

RULE = """{number}
执法过错责任追究办法
第一条　为防止执法随意，结合{unit}实际，制定本办法。
第二条　对事实不清、适用依据错误、程序颠倒造成后果的，由法制机构会同纪检人员启动调查，调取案卷，约见承办人。
第三条　情节轻的责令书面检查；造成败诉或者赔偿的，暂停执法资格三个月；屡犯的调离岗位。
第四条　审核人员明知有错仍签字同意的，与承办人承担同样责任；会上提出过不同意见的除外。
{unit}
{day}
"""
WATER = RULE.format(number="清水〔2020〕3号", unit="清川县水利局", day="2020年5月6日")


def test_the_later_paper_is_the_copy(paper: Paper) -> None:
    forest = RULE.format(number="清林〔2021〕8号", unit="清川县林业局", day="2021年7月1日")
    found = copies([paper(forest, "林业局/5/办法.docx", "清川县林业局"), paper(WATER, "水利局/5/办法.docx")])
    assert found == {"林业局/5/办法.docx": "near_duplicate:水利局/5/办法.docx"}


def test_the_same_paper_twice_keeps_the_one_with_the_telling_name(paper: Paper) -> None:
    found = copies([paper(WATER, "水利局/4/新建文档.docx"), paper(WATER, "水利局/5/执法过错责任追究办法.pdf")])
    assert found == {"水利局/4/新建文档.docx": "duplicate:水利局/5/执法过错责任追究办法.pdf"}


def test_without_a_date_the_numbered_paper_is_the_original(paper: Paper) -> None:
    same = {"day": "2020年5月6日"}
    bare = RULE.format(number="", unit="清川县林业局", **same)
    numbered = RULE.format(number="清水〔2020〕3号", unit="清川县水利局", **same)
    found = copies([paper(bare, "林业局/a.docx", "清川县林业局"), paper(numbered, "水利局/b.docx")])
    assert found == {"林业局/a.docx": "near_duplicate:水利局/b.docx"}


def test_a_third_office_s_paper_is_nobody_s_copy(paper: Paper) -> None:
    circular = RULE.format(number="清政〔2020〕1号", unit="清川县人民政府", day="2020年5月6日")
    files = [paper(circular, "水利局/a.docx"), paper(circular, "林业局/a.docx", "清川县林业局")]
    assert copies(files) == {}


def test_two_months_returns_of_one_unit_are_no_copies(paper: Paper) -> None:
    head = "执法数据月报（2021年{m}月）\n项目\t本月\t累计\n"
    table = head + "检查\t{a}\t{b}\n立案\t{c}\t{d}\n罚款（元）\t{e}\t{f}\n移送\t{g}\t{h}"
    march = table.format(m=3, a=12, b=30, c=4, d=9, e=20000, f=41000, g=0, h=1)
    april = table.format(m=4, a=21, b=51, c=7, d=16, e=35500, f=76500, g=2, h=3)
    assert copies([paper(march, "水利局/3月.xlsx"), paper(april, "水利局/4月.xlsx")]) == {}


def test_different_papers_and_short_ones_are_left_alone(paper: Paper) -> None:
    files = [paper("quanze"), paper("jilu", "水利局/b.docx"), paper("略", "水利局/c.txt"), paper("略", "水利局/d.txt")]
    assert copies(files) == {}


def test_files_not_read_are_no_copies_of_each_other(paper: Paper) -> None:
    blank = replace(paper(""), status="unsupported")
    assert copies([blank, replace(blank, path="林业局/x.doc")]) == {}


def test_many_alike_forms_stay_quick(paper: Paper) -> None:
    base = paper(WATER)
    files = [replace(base, path=f"水利局/{k}.docx", text=f"{WATER}{k}") for k in range(400)]
    assert len(copies(files)) == 399
