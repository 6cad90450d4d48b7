"""Title, number, date, issuer and genre as offices print them."""

from datetime import date

import pytest

from govdoc.matching.genre import find_genre
from govdoc.matching.header import RULES, Rule, find_date, find_doc_number, find_issuer, find_title, lines_of
from govdoc.matching.understand import understand
from govdoc.model import Evidence
from govdoc.text.widths import narrow


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_meet_their_examples(rule: Rule) -> None:
    for text in rule.yes:
        assert rule.pattern.search(narrow(text)), text
    for text in rule.no:
        assert not rule.pattern.search(narrow(text)), text


TITLES = (
    ("清川县水利局文件\n清水〔2021〕12号\n关于做好防汛工作的通知\n各股室：", "关于做好防汛工作的通知"),
    ("清川县水利局\n关于印发《河道采砂管理办法》的\n通知\n各科室：", "清川县水利局关于印发《河道采砂管理办法》的通知"),
    ("首页 > 政务公开 > 通知公告\n河道清障公告\n发布时间：2021-06-01　浏览：88", "河道清障公告"),
    ("附件3\n行政执法人员名单\n序号\t姓名\n1\t甲", "行政执法人员名单"),
    ("序号\t姓名\t单位\n1\t甲\t乙", ""),
    ("各科室：\n请于周五前报送材料。", ""),
    ("第一条　为规范执法，制定本办法。\n第二条　略。", ""),
    ("2021年3月2日，局长办公会研究了采砂规划，决定如下。", ""),
    ("关于清检建〔2021〕4号检察建议办理情况的复函\n县检察院：\n收悉。", "关于清检建〔2021〕4号检察建议办理情况的复函"),
    ("水政监察巡查制度（试行）\n第一章　总则", "水政监察巡查制度（试行）"),
)


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_title(text: str, title: str) -> None:
    assert understand(Evidence("a/b.txt", "0", 1, "text/plain", "read", text=text)).title == title


def test_title_never_comes_from_the_file_name() -> None:
    texts = "各科室：\n请于周五前报送材料。"
    one = understand(Evidence("水利局/防汛通知.docx", "0", 1, "docx", "read", text=texts))
    assert (one.title, one.doc_number, one.genre) == ("", "", "")


DATES = (
    ("关于防汛的通知\n请于2021年6月1日前报送。\n清川县水利局\n2021年5月20日", date(2021, 5, 20)),
    ("关于防汛的通知\n请落实。　清川县水利局　二〇二一年五月二十日", date(2021, 5, 20)),
    ("公告\n来源：县水利局　发布时间：2021-05-20 10:00\n自2022年1月1日起执行，至2025年12月31日。", date(2021, 5, 20)),
    ("会议记录\n2020年4月21日下午，局长主持召开会议。\n议题一：采砂。", date(2020, 4, 21)),
    ("巡查台账\n日期\t地点\n2021-03-02\t东河\n2021-04-09\t西河", date(2021, 4, 9)),
    ("案件统计表（2021年3月）\n合计12件。", date(2021, 3, 1)),
    ("管理办法\n为规范管理，制定本办法。", None),
)


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_date(text: str, expected: date | None) -> None:
    lines = lines_of(narrow(text))
    assert find_date(lines, find_title(lines)) == expected


NUMBERS = (
    ("清水〔2021〕12号\n关于防汛的通知", "清水〔2021〕12号"),
    ("清川县水利局文件\n清水发[2021]3号　　签发人：某某\n通知", "清水发[2021]3号"),
    ("关于防汛的通知\n根据省水〔2021〕9号文件要求，现通知如下。", ""),
    ("〔2020〕清某律意字第31号\n法律意见书", "〔2020〕清某律意字第31号"),
)


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_doc_number(text: str, expected: str) -> None:
    assert find_doc_number(lines_of(narrow(text))) == expected


ISSUERS = (
    ("关于防汛的通知\n各科室：\n请落实。\n清川县水利局\n2021年5月20日", "清川县水利局"),
    ("巡查总结\n全年巡查十次。\n清川县水利局　2021年5月20日", "清川县水利局"),
    ("清川县司法局关于普法的通知\n各单位：\n请落实。", "清川县司法局"),
    ("公告\n发布机构：清川县水利局　发布时间：2021-05-20\n内容", "清川县水利局"),
    ("某某\n内容", ""),
)


@pytest.mark.parametrize(("text", "expected"), ISSUERS)
def test_issuer(text: str, expected: str) -> None:
    lines = lines_of(narrow(text))
    assert find_issuer(lines, find_title(lines)) == expected


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于2020年案卷评查结果的通报（摘要）", "通报"),
        ("社会稳定风险评估报告", "评估报告"),
        ("商户满意度调查问卷", "问卷"),
        ("卷内目录", "案卷目录"),
        ("河道管理条例实施细则（试行）", "细则"),
        ("春天来了", ""),
    ],
)
def test_genre(title: str, genre: str) -> None:
    assert find_genre(title, "") == genre
