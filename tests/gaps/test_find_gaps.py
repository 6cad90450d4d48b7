"""How cells stand, rule by rule."""

import datetime as dt
import re
import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.gaps import concerned, figures, find_gaps, periods
from govdoc.gaps.pattern_rows import PatternRow
from govdoc.gaps.wording import is_general, subject_of
from govdoc.model import Cell, Evidence, Gap, Indicator, Match, Notice, Reason, Requirement, Task, Threshold
from govdoc.model.match import Match as MatchRecord
from govdoc.rules.load import load

UNIT, OTHER = "青禾县水利局", "青禾县林业局"
FIRST = Requirement("29/材料查证/1", "河道巡查制度文件")
SECOND = Requirement("29/材料查证/2", "巡查情况说明材料")
ALL = Requirement("48/材料查证/1", "按照指标要求，收集全部有关资料备查。")


def notice(*requirements: Requirement, kind: str = "indicator", method: str | None = "材料查证") -> Notice:
    task = Task("29/" + str(method), method, "；".join(one.text for one in requirements), requirements)
    indicator = Indicator("29", "29", kind, (), "", "落实河长制。巡查制度健全。", (), (), (task,))  # type: ignore[arg-type]
    return Notice("n", "main", issued_on=dt.date(2021, 4, 9), indicators=(indicator,))


def file(path: str = "水利局/a.docx", *, unit: str = UNIT, flags: tuple[str, ...] = (), **more: object) -> Evidence:
    plain = Evidence(path, path, 1, "text/plain", "read", unit, title="河道巡查办法", flags=flags)
    return replace(plain, **more)  # type: ignore[arg-type]


def match(path: str = "水利局/a.docx", *ids: str, decision: str = "auto", method: str | None = "材料查证") -> Match:
    return MatchRecord(path, "n", "29", method, 0.9 if decision == "auto" else 0.7, decision, ids)  # type: ignore[arg-type]


def one(made: Notice, files: list[Evidence], matches: list[Match]) -> Gap:
    method = made.indicators[0].tasks[0].method
    (gap,) = find_gaps([made], [Cell(UNIT, "n", "29", method)], files, matches)
    return gap


def test_nothing_handed_in_is_missing() -> None:
    gap = one(notice(FIRST, SECOND), [], [])
    assert (gap.status, gap.reasons) == ("missing", ("missing",))
    assert [item.status for item in gap.items] == ["missing", "missing"]
    assert gap.text == "未见“河道巡查制度文件”、“巡查情况说明”相关材料。"
    assert gap.suggestion == "请补充报送上述材料。"


def test_a_clean_match_for_every_item_is_met() -> None:
    both = file(title="巡查制度及情况说明")
    gap = one(notice(FIRST, SECOND), [both], [match("水利局/a.docx", FIRST.id, SECOND.id)])
    assert (gap.status, gap.reasons, gap.suggestion) == ("met", (), "")
    assert [item.evidence for item in gap.items] == [("水利局/a.docx",)] * 2


def test_some_items_is_partial_and_names_the_missing_one() -> None:
    gap = one(notice(FIRST, SECOND), [file()], [match("水利局/a.docx", FIRST.id)])
    assert (gap.status, gap.reasons) == ("partial", ("missing",))
    assert [item.status for item in gap.items] == ["met", "missing"]
    assert "巡查情况" in gap.text
    assert "河道巡查制度" not in gap.text


CASES = (
    Requirement("29/材料查证/1", "水事案件汇总表"),
    Requirement("29/材料查证/2", "水事执法经费保障文件"),
    Requirement("29/材料查证/3", "执法制度文件"),
)


@pytest.mark.parametrize(
    ("more", "states"),
    [
        ({"title": "水事执法制度"}, ["verify", "verify", "met"]),
        ({"title": "水事执法制度", "text": "经费20万元列入预算。"}, ["verify", "met", "met"]),
        ({"title": "水事案件办理表", "text": "序号\t案由\n1\t采砂"}, ["met", "verify", "verify"]),
    ],
)
def test_a_file_named_for_several_items_counts_for_those_whose_form_it_has(
    more: dict[str, object], states: list[str]
) -> None:
    serves = [match("水利局/a.docx", *(each.id for each in CASES))]
    gap = one(notice(*CASES), [file(**more)], serves)
    assert [item.status for item in gap.items] == states
    assert "尚不能确定是否涵盖" in gap.text
    alone = one(notice(*CASES), [file(**more)], [match("水利局/a.docx", CASES[0].id)])
    assert alone.items[0].status == "met"


@pytest.mark.parametrize("row", load("forms")["form"], ids=lambda row: row["name"])
def test_forms_hold_their_examples(row: dict[str, list[str]]) -> None:
    assert all(re.search(str(row["asked"]), text) for text in row["yes"])
    assert not any(re.search(str(row["asked"]), text) for text in row["no"])


def test_a_paper_that_another_body_gives() -> None:
    gap = one(notice(replace(FIRST, text="法院出具的不存在未履行生效裁判的证明")), [], [])
    assert "请向出具单位取得" in gap.suggestion


@pytest.mark.parametrize(("text", "status"), [("按要求迎接现场查看", "verify"), ("汇总相关材料，迎接现场查看", "met")])
def test_what_is_looked_at_on_site_is_closed_by_no_paper(text: str, status: str) -> None:
    made = notice(replace(FIRST, text=text, kind="site"), method="实地核验")
    gap = one(made, [file()], [match("水利局/a.docx", FIRST.id, method="实地核验")])
    assert gap.status == status
    assert ("需现场核验" in gap.text) == (status == "verify")


@pytest.mark.parametrize(("title", "status"), [("入选全市典型案例", "verify"), ("全国推广的典型案例", "met")])
def test_a_bonus_asks_for_its_rank(title: str, status: str) -> None:
    made = notice(replace(FIRST, text="有关经验做法在全国范围推广的材料"), kind="bonus")
    assert one(made, [file(title=title)], [match("水利局/a.docx", FIRST.id)]).status == status


def test_a_review_dated_after_the_decision() -> None:
    text = "当事人\t决定日期\t审核日期\n甲\t2020-10-19\t2020-11-02"
    gap = one(notice(FIRST), [file(text=text)], [match("水利局/a.docx", FIRST.id)])
    assert (gap.status, gap.reasons) == ("verify", ("late",))


def test_an_unread_page_is_named() -> None:
    made = file(status="partial", flags=("unreadable",), failure="第 2 页字迹不清，请对照原件核对")
    assert "（a.docx，第2页）" in one(notice(FIRST), [made], [match("水利局/a.docx", FIRST.id)]).text


def test_a_match_that_names_no_item_serves_the_only_one() -> None:
    assert one(notice(FIRST), [file()], [match()]).status == "met"


def test_a_match_that_names_no_item_of_several_is_partial_with_every_item_to_check() -> None:
    gap = one(notice(FIRST, SECOND), [file()], [match()])
    assert gap.status == "partial"
    assert [item.status for item in gap.items] == ["verify", "verify"]
    assert gap.reasons == ("weak",)


def test_an_item_that_asks_for_everything_closes_with_any_good_match() -> None:
    assert one(notice(ALL), [file()], [match("水利局/a.docx", "48/其他/9")]).status == "met"


def test_review_level_is_verify() -> None:
    gap = one(notice(FIRST), [file()], [match("水利局/a.docx", FIRST.id, decision="review")])
    assert (gap.status, gap.reasons) == ("verify", ("weak",))
    assert "《河道巡查办法》（a.docx）" in gap.text


def test_a_match_that_is_all_but_sure_does_not_trouble_the_unit() -> None:
    waits = match("水利局/a.docx", FIRST.id, decision="review")
    assert one(notice(FIRST), [file()], [replace(waits, score=0.92)]).status == "met"
    assert one(notice(FIRST), [file(flags=("template",))], [replace(waits, score=0.92)]).status == "missing"


def test_a_match_decided_none_counts_for_nothing() -> None:
    assert one(notice(FIRST), [file()], [match("水利局/a.docx", FIRST.id, decision="none")]).status == "missing"


@pytest.mark.parametrize(
    ("flag", "status", "code"),
    [
        ("template", "missing", "template"),
        ("wrong_unit", "missing", "wrong_unit"),
        ("outdated", "verify", "outdated"),
        ("url_only", "verify", "url_only"),
        ("unreadable", "verify", "unreadable"),
        ("encrypted", "verify", "unreadable"),
        ("duplicate:林业局/b.docx", "verify", "duplicate"),
        ("near_duplicate:林业局/b.docx", "verify", "duplicate"),
    ],
)
@pytest.mark.parametrize("decision", ["auto", "review"])
def test_a_flagged_file_never_closes_an_item_but_is_named(flag: str, status: str, code: str, decision: str) -> None:
    files = [file(flags=(flag,)), file("林业局/b.docx", unit=OTHER)]
    gap = one(notice(FIRST), files, [match("水利局/a.docx", FIRST.id, decision=decision)])
    assert (gap.status, gap.reasons) == (status, (code,))
    assert "a.docx" in gap.text
    assert "河道巡查制度文件" in gap.text
    assert gap.suggestion
    assert gap.items[0].evidence == ("水利局/a.docx",)


def test_a_copy_inside_the_unit_is_no_fault() -> None:
    files = [file(flags=("duplicate:水利局/b.docx",)), file("水利局/b.docx")]
    assert one(notice(FIRST), files, [match("水利局/a.docx", FIRST.id)]).status == "met"


def test_a_good_file_outweighs_a_flagged_one() -> None:
    files = [file(flags=("template",)), file("水利局/b.docx")]
    matches = [match("水利局/a.docx", FIRST.id), match("水利局/b.docx", FIRST.id)]
    gap = one(notice(FIRST), files, matches)
    assert gap.status == "met"
    assert gap.items[0].evidence == ("水利局/b.docx",)


def test_another_units_evidence_does_not_count() -> None:
    assert one(notice(FIRST), [file(unit=OTHER)], [match("水利局/a.docx", FIRST.id)]).status == "missing"


def test_a_file_not_read_is_unreadable() -> None:
    for status, told in (("unsupported", "人工核对"), ("damaged", "无法读取"), ("encrypted", "无法读取")):
        gap = one(notice(FIRST), [file(status=status)], [match("水利局/a.docx", FIRST.id, decision="review")])
        assert (gap.status, gap.reasons) == ("verify", ("unreadable",))
        assert told in gap.text


def test_a_far_fetched_match_is_not_told() -> None:
    weak = replace(match("水利局/a.docx", FIRST.id, decision="review"), score=0.15)
    gap = one(notice(FIRST), [file()], [weak])
    assert (gap.status, gap.reasons) == ("missing", ("missing",))
    assert one(notice(FIRST), [file(status="unsupported")], [weak]).reasons == ("unreadable",)
    filed = replace(weak, reasons=(Reason("path_number", 1.3, "路径写明第29项"),))
    assert one(notice(FIRST), [file()], [filed]).reasons == ("weak",)


def test_titles_are_quoted_once() -> None:
    for title, told in (("《巡查办法》", "《巡查办法》（"), ("《巡查办法》修订说明", "《〈巡查办法〉修订说明》（")):
        gap = one(notice(FIRST), [file(title=title)], [match("水利局/a.docx", FIRST.id, decision="review")])
        assert told in gap.text


ONLINE = Requirement("29/网络检索/1", "采砂规划在网上公开", "online")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "verify"),
        ({"text": "采砂规划公告"}, "verify"),
        ({"text": "联系邮箱：qhxslj@example.com"}, "verify"),
        ({"text": "见门户网站www.example.gov.cn"}, "met"),
        ({"text": "见qinghe.gov.cn首页"}, "met"),
        ({"media_type": "text/html"}, "met"),
        ({"links": ("https://www.example.cn/1",)}, "met"),
        ({"text": "公告见 http://www.example.gov.cn/a.html"}, "met"),
        ({"text": "您的位置：首页 > 公示公告\n发布时间：2021-03-01\n采砂规划公告"}, "met"),
    ],
)
def test_an_online_item_wants_an_address_or_a_page(more: dict[str, object], status: str) -> None:
    made = notice(ONLINE, method="网络检索")
    gap = one(made, [file(**more)], [match("水利局/a.docx", ONLINE.id, method="网络检索")])
    assert gap.status == status
    if status == "verify":
        assert gap.reasons == ("weak",)
        assert "网址" in gap.text


def test_a_penalty_item_is_closed_by_paper_and_asks_for_a_statement() -> None:
    made = notice(ONLINE, method="网络检索", kind="penalty")
    serves = [match("水利局/a.docx", ONLINE.id, method="网络检索")]
    assert one(made, [file(issuer="县水利局")], serves).status == "met"
    gap = one(made, [file()], serves)
    assert (gap.status, gap.reasons) == ("partial", ("needs_statement",))
    assert "盖公章" in gap.suggestion
    gap = one(made, [], [])
    assert (gap.status, gap.reasons) == ("missing", ("needs_statement",))
    assert "情况说明" in gap.suggestion


def test_a_negative_item_asks_for_a_signed_statement() -> None:
    gap = one(notice(replace(FIRST, kind="statement", text="未发生重大水事违法案件")), [], [])
    assert gap.reasons == ("needs_statement",)
    assert "盖" in gap.suggestion


def test_a_plain_statement_is_asked_for_as_such_and_paper_closes_it() -> None:
    asked = replace(FIRST, kind="statement", text="2018年以来河道清淤的情况说明")
    gap = one(notice(asked), [], [])
    assert (gap.status, gap.reasons) == ("missing", ("missing",))
    assert "如无此类情形" not in gap.suggestion
    assert one(notice(asked), [file()], [match("水利局/a.docx", FIRST.id)]).status == "met"


def test_public_notice_words_under_a_paper_method_do_not_ask_for_the_web() -> None:
    asked = replace(FIRST, kind="online", text="向社会公开征求意见的材料")
    assert one(notice(asked), [file()], [match("水利局/a.docx", FIRST.id)]).status == "met"


def test_a_bonus_item_may_be_left_out() -> None:
    gap = one(notice(FIRST, kind="bonus"), [], [])
    assert gap.status == "missing"
    assert "可不报送" in gap.suggestion


YEARLY = replace(FIRST, since=dt.date(2018, 1, 1), each_year=True)


@pytest.mark.parametrize(
    ("text", "status", "years"),
    [
        ("2018年、2019年、2020年均已开展", "met", ""),
        ("2018—2020年工作台账", "met", ""),
        ("2019年工作总结", "partial", "2018、2020"),
    ],
)
def test_a_yearly_item_names_the_years_not_covered(text: str, status: str, years: str) -> None:
    gap = one(notice(YEARLY), [file(text=text)], [match("水利局/a.docx", FIRST.id)])
    assert gap.status == status
    assert years in gap.text
    assert gap.reasons == (("years_missing",) if years else ())


def test_every_two_years_leaves_a_year_between() -> None:
    asked = replace(YEARLY, since=dt.date(2016, 1, 1), text="每2年至少开展一次评估")
    serves = [match("水利局/a.docx", FIRST.id)]
    assert one(notice(asked), [file(text="2016年、2018年、2020年评估")], serves).status == "met"
    gap = one(notice(asked), [file(text="2016年、2019年评估")], serves)
    assert (gap.status, gap.reasons) == ("partial", ("years_missing",))
    assert "2017、2018年" in gap.text


def test_a_file_before_the_window_is_outdated() -> None:
    dated = replace(FIRST, since=dt.date(2019, 1, 1))
    gap = one(notice(dated), [file(date=dt.date(2016, 5, 1))], [match("水利局/a.docx", FIRST.id)])
    assert (gap.status, gap.reasons) == ("verify", ("outdated",))
    assert "2019年以来" in gap.text
    ledger = file(date=dt.date(2016, 5, 1), text="2016年起，至2020年共办理")
    assert one(notice(dated), [ledger], [match("水利局/a.docx", FIRST.id)]).status == "met"


@pytest.mark.parametrize(
    ("text", "status", "years"),
    [
        ("2018年以来共办理12件", "met", ""),
        ("2020年办理3件", "partial", "2018、2019年"),
        ("统计期间：2018.1-2020.12", "met", ""),
        ("依据青水〔2018〕3号文件，2019、2020年共办理3件", "partial", "2018年"),
        ("共2018件，2019年、2020年各半", "partial", "2018年"),
        ("办理情况见下", "met", ""),
    ],
)
def test_a_listing_since_a_year_covers_every_year(text: str, status: str, years: str) -> None:
    asked = replace(FIRST, text="2018年以来河道执法案件汇总表", since=dt.date(2018, 1, 1))
    gap = one(notice(asked), [file(text=text)], [match("水利局/a.docx", FIRST.id)])
    assert gap.status == status
    assert years in gap.text
    paper = replace(asked, text="2018年以来河道执法制度文件")
    assert one(notice(paper), [file(text=text)], [match("水利局/a.docx", FIRST.id)]).status == "met"


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        (("1月、2月、3月、4月台账",), "met"),
        (("1月台账", "2月台账", "4月台账"), "partial"),
        (("1月台账", "4月台账"), "met"),
    ],
)
def test_a_monthly_item_names_the_months_left_out(texts: tuple[str, ...], status: str) -> None:
    asked = replace(FIRST, text="按月报送的巡查台账")
    files = [file(f"水利局/{at}.docx", text=text) for at, text in enumerate(texts)]
    gap = one(notice(asked), files, [match(each.path, FIRST.id) for each in files])
    assert gap.status == status
    assert (gap.reasons == ("years_missing",)) == (status == "partial")
    assert ("未见3月材料" in gap.text) == (status == "partial")


@pytest.mark.parametrize(
    ("asks", "text", "status"),
    [
        ("群众满意度达到90%以上的材料", "访谈率为35%，满意率92.5%", "met"),
        ("群众满意度达到90%以上的材料", "满意率为85%，任务完成率100%", "verify"),
        ("群众满意度达到90%以上的材料", "任务完成率为35%", "met"),
        ("出庭应诉90%以上的材料", "出庭率为35%", "verify"),
        ("出庭应诉90%以上的材料", "全部出庭", "met"),
    ],
)
def test_a_figure_below_the_threshold_is_verify(asks: str, text: str, status: str) -> None:
    asked = replace(FIRST, text=asks, threshold=Threshold(90, "at_least", "%"))
    gap = one(notice(asked), [file(text=text)], [match("水利局/a.docx", FIRST.id)])
    assert gap.status == status
    if status == "verify":
        assert gap.reasons == ("below_threshold",)
        assert re.search("[38]5%", gap.text)
        assert "90%" in gap.text


def test_a_figure_is_told_with_its_page() -> None:
    asked = replace(FIRST, threshold=Threshold(90, "at_least", "%"))
    made = file(text="第一页\n覆盖率35%", page_starts=(0, 4))
    assert "（a.docx，第2页）" in one(notice(asked), [made], [match("水利局/a.docx", FIRST.id)]).text


def test_an_item_for_some_units_leaves_the_others_a_way_out() -> None:
    gap = one(notice(replace(FIRST, text="设有水库的单位，报送水库管理制度")), [], [])
    assert (gap.status, gap.reasons) == ("missing", ("missing",))
    assert "不涉及的，请书面说明" in gap.suggestion


@pytest.mark.parametrize("row", [*periods.ROWS, *figures.ROWS, *concerned.ROWS], ids=lambda row: row.id)
def test_pattern_rows_hold_their_examples(row: PatternRow) -> None:
    assert all(row.pattern.search(text) for text in row.yes)
    assert [text for text in row.no if row.pattern.search(text)] == []


@pytest.mark.parametrize(
    ("title", "text", "method", "status"),
    [
        ("关于增加巡查经费的请示", "妥否，请批示。", "材料查证", "verify"),
        ("满意度调查问卷", "您满意吗？", "随机访谈", "verify"),
        ("满意度调查问卷", "您满意吗？共收回200份，满意率为95%。", "随机访谈", "met"),
        ("访谈工作方案", "访谈时间：6月。", "随机访谈", "verify"),
        ("宣传工作方案", "宣传时间：6月。", "材料查证", "met"),
        ("访谈情况报告", "访谈了3家商户。", "随机访谈", "met"),
        ("访谈情况报告", "访谈了商户。", "随机访谈", "verify"),
    ],
)
def test_a_plan_or_a_request_does_not_show_that_it_was_done(title: str, text: str, method: str, status: str) -> None:
    gap = one(
        notice(FIRST, method=method), [file(title=title, text=text)], [match("水利局/a.docx", FIRST.id, method=method)]
    )
    assert gap.status == status
    assert gap.reasons == (("weak",) if status == "verify" else ())


def test_an_item_that_asks_for_a_plan_is_met_by_one() -> None:
    asked = replace(FIRST, text="访谈工作方案和问卷")
    files = [file(title="访谈工作方案", text="访谈时间：6月。")]
    assert (
        one(notice(asked, method="随机访谈"), files, [match("水利局/a.docx", FIRST.id, method="随机访谈")]).status
        == "met"
    )


@pytest.mark.parametrize("row", load("intentions")["intention"], ids=lambda row: row["yes"][0])
def test_intention_rows_hold_their_examples(row: dict[str, list[str]]) -> None:
    assert all(re.search(str(row["title"]), title) for title in row["yes"])
    assert not any(re.search(str(row["title"]), title) for title in row["no"])


def test_a_measure_without_method_or_items_asks_by_its_own_text() -> None:
    indicator = Indicator("三（一）2", "2", "measure", ("三",), "加强河道巡查", "加强河道巡查。每月一次。")
    made = Notice("n", "main", indicators=(indicator,))
    (gap,) = find_gaps([made], [Cell(UNIT, "n", "三（一）2", None)], [], [])
    assert gap.status == "missing"
    assert "加强河道巡查" in gap.text


def test_every_kind_of_item_has_its_wording_under_every_method() -> None:
    kinds = ("material", "statement", "ledger", "archive", "online", "survey", "site", "exam")
    methods = (None, *(row["name"] for row in load("methods")["method"]))
    for kind, method in product(kinds, methods):
        gap = one(notice(replace(FIRST, kind=kind), method=method), [], [])
        assert gap.text.endswith("。")
        assert "{" not in gap.text + gap.suggestion


def test_the_subject_is_short_and_falls_back_to_the_indicator() -> None:
    indicator = notice(ALL).indicators[0]
    assert subject_of(ALL, indicator) == "落实河长制"
    assert (
        subject_of(Requirement("1", "对照指标要求，汇总巡查记录归档的文件资料等相关材料备查。"), indicator)
        == "巡查记录归档"
    )
    assert len(subject_of(Requirement("1", "很长的要求" * 30), indicator)) <= 48


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("对水质变化情况进行监测的佐证材料", "对水质变化情况进行监测的佐证材料"),
        ("将年度河道巡查情况通报等材料进行网上公开", "年度河道巡查情况通报"),
        ("落实河长制工作的相关文件在网上公开", "落实河长制工作"),
        # Too long to quote: the end says what paper is asked for.
        (
            "水利、农业农村、自然资源、生态环境、交通运输、林业、城管等巡查任务较重的部门，建立河道联合巡查机制的会议纪要",
            "水利、农业农村、自然资源、生态环境、交通运输、林业…建立河道联合巡查机制的会议纪要",
        ),
        (
            "2019年以来对沿河村庄生产生活用水安全有重大影响的取水许可事项向社会公开征求意见，充分听取用水户意见的材料",
            "2019年以来对沿河村庄生产生活用水安全有重大影响的…充分听取用水户意见",
        ),
    ],
)
def test_the_subject_keeps_what_is_asked_for(text: str, told: str) -> None:
    assert subject_of(Requirement("1", text), notice(ALL).indicators[0]) == told


def test_missing_items_that_read_alike_share_a_sentence_and_each_request_stands_once() -> None:
    some = replace(FIRST, text="设有水库的单位，报送水库管理制度")
    case = Requirement("29/材料查证/3", "取水许可案卷", kind="archive")
    gap = one(notice(some, replace(SECOND, text="巡查简报"), case), [], [])
    assert gap.text == "未见“设有水库的单位，报送水库管理制度”、“巡查简报”相关材料；未见“取水许可案卷”相关案卷材料。"
    assert gap.suggestion == (
        "请补充报送上述材料；本单位不涉及的，请书面说明；涉及案卷的，可报送案卷目录和卷宗复印件。"
    )


def test_an_item_is_asked_for_as_what_it_is_whatever_its_method() -> None:
    form = replace(FIRST, text="准备取水许可文书格式文本", kind="archive")
    review = replace(SECOND, text="开展取水许可案卷评查", kind="archive")
    assert "案卷评查" not in one(notice(form, method="案卷评查"), [], []).suggestion
    assert "评查记录" in one(notice(review, method="案卷评查"), [], []).suggestion
    minutes = replace(FIRST, text="听取用水户意见的座谈会记录", kind="survey")
    assert one(notice(minutes), [], []).suggestion == "请补充报送上述材料。"


def test_copies_of_one_name_are_named_once() -> None:
    asked = replace(FIRST, text="2019年以来每年巡查台账", since=dt.date(2019, 1, 1), each_year=True)
    paths = ("水利局/29/台账.xlsx", "水利局/重复/台账.xlsx")
    files = [file(path, text="2020年巡查台账") for path in paths]
    told = one(notice(asked), files, [match(path, FIRST.id) for path in paths]).text
    assert told.count("（台账.xlsx）") == 1


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("按照指标要求，收集全部有关资料备查。", True),
        ("按要求迎接现场查看。", True),
        ("汇总相关文件资料备查", True),
        ("以上材料汇总备查", True),
        ("汇总巡查清单备查", False),
        ("相关会议纪要", False),
    ],
)
def test_general_items(text: str, general: bool) -> None:
    assert is_general(text) == general


IDS = (FIRST.id, SECOND.id)
FLAGS = ("", "template", "url_only", "outdated", "wrong_unit")


@given(
    st.lists(
        st.tuples(st.sampled_from(FLAGS), st.sets(st.sampled_from(IDS)), st.sampled_from(["auto", "review", "none"])),
        max_size=5,
    )
)
def test_met_and_partial_rest_on_good_files_alone(handed: list[tuple[str, set[str], str]]) -> None:
    both = "巡查制度及情况说明"
    files = [file(f"水利局/{at}", title=both, flags=(flag,) if flag else ()) for at, (flag, _, _) in enumerate(handed)]
    matches = [match(f"水利局/{at}", *sorted(ids), decision=told) for at, (_, ids, told) in enumerate(handed)]
    gap = one(notice(FIRST, SECOND), files, matches)
    good = [ids for flag, ids, told in handed if not flag and told == "auto"]
    assert (gap.status in ("met", "partial")) == bool(good)
    assert (gap.status == "met") == (set().union(*good) == set(IDS))
    assert bool(gap.reasons) == (gap.status != "met")
    assert gap.text.endswith("。")
    assert {path for item in gap.items for path in item.evidence} <= {one.path for one in files}


def test_a_county_is_judged_in_a_second() -> None:
    tasks = (Task("1/材料查证", "材料查证", "", (FIRST, SECOND)),)
    indicators = tuple(
        Indicator(str(at), str(at), "indicator", (), "", "健全制度。", (), (), tasks) for at in range(153)
    )
    units = [f"青禾县第{at}局" for at in range(89)]
    cells = [Cell(unit, "n", one.code, "材料查证") for unit in units for one in indicators]
    files = [file(f"{unit}/{at}.docx", unit=unit, text="2019年制度。" * 200) for unit in units for at in range(20)]
    matches = [
        MatchRecord(one.path, "n", str(at), "材料查证", 0.9, "auto", (FIRST.id,)) for at, one in enumerate(files[:153])
    ]
    started = time.perf_counter()
    gaps = find_gaps([Notice("n", "main", indicators=indicators)], cells, files, matches)
    assert len(gaps) == 89 * 153
    assert time.perf_counter() - started < 2
