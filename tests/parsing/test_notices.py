"""Whole notices of a fictional county, one for each layout."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.model import Block, Document, Notice, Parsed, Span
from govdoc.parsing import parse


def document(text: str) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(Span(start, at + len(line.rstrip()))))
        at += len(line) + 1
    return Document(text, tuple(blocks), "text/plain", "test")


def one(text: str) -> Notice:
    (notice,) = parse(document(text)).notices
    return notice


INDICATORS = """
云法办〔2023〕1号
云溪县法治建设领导小组办公室
关于印发《云溪县法治示范创建方案》的
通  知
各乡（镇、街道），县直各单位：
现将方案印发给你们，请认真落实。
云溪县法治建设领导小组办公室
2023年3月15日
云溪县法治示范创建方案
一、总体目标
全面提升依法行政水平。
二、具体任务
第1项指标：权责事项全部公开。
工作任务：
（1）网络检索：权责清单在网上公开；动态调整信息在网上公开。
（2）材料查证：2021年以来清单调整的文件；每年至少开展1次核查的记录；以上材料汇总备查。
责任单位：县委编办、县司法局，县直各单位。
第2项指标：群众满意度不低于90%。
工作任务：
随机访谈：制定问卷开展访谈，访谈率不低于80%。
责任单位：县政务服务中心，各乡（镇、街道）
附加项指标加分项1：获得省级表彰。
工作任务：
材料查证：汇总表彰文件备查。
责任单位：县司法局。
三、实施步骤
创建工作从2023年4月上旬至2023年11月底：
（一）动员部署（2023年4月10前）。召开会议。
（二）自查整改（2023年6月30日前）。自查报告于2023年7月10日前报送县创建办。
四、工作要求
（一）提高认识。各单位要高度重视，每月25日前将进展情况报送至县创建办。
联系人：张  三   电话：0000-7654321
邮  箱：yunxi@example.com
抄送：县人大办公室，县政协办公室。
云溪县法治建设领导小组办公室      2023年3月16日印发
"""


def test_indicator_notice() -> None:
    notice = one(INDICATORS)
    assert notice.doc_number == "云法办〔2023〕1号"
    assert notice.title == "云溪县法治建设领导小组办公室关于印发《云溪县法治示范创建方案》的通知"
    assert (notice.genre, notice.issuers) == ("通知", ("云溪县法治建设领导小组办公室",))
    assert notice.recipients == ("各乡（镇、街道）", "县直各单位")
    assert (notice.issued_on, notice.printed_on) == (date(2023, 3, 15), date(2023, 3, 16))
    assert notice.printed_by == "云溪县法治建设领导小组办公室"
    assert notice.cc == ("县人大办公室", "县政协办公室")
    assert notice.period is not None
    assert (notice.period.start, notice.period.end) == (date(2023, 4, 1), date(2023, 11, 30))
    assert [(i.code, i.kind) for i in notice.indicators] == [("1", "indicator"), ("2", "indicator"), ("加分1", "bonus")]
    assert [t.method for i in notice.indicators for t in i.tasks] == ["网络检索", "材料查证", "随机访谈", "材料查证"]
    assert [u.name for u in notice.indicators[0].responsible] == ["县委编办", "县司法局", "县直各单位"]
    assert [(s.name, s.deadline and s.deadline.due_on) for s in notice.stages] == [
        ("动员部署", date(2023, 4, 10)),
        ("自查整改", date(2023, 6, 30)),
    ]
    assert [(s.to, s.deadline and (s.deadline.due_on or s.deadline.recurrence)) for s in notice.submissions] == [
        ("县创建办", date(2023, 7, 10)),
        ("县创建办", "FREQ=MONTHLY;BYMONTHDAY=25"),
    ]
    assert [(c.name, c.phone, c.email) for c in notice.contacts] == [("张三", "0000-7654321", "yunxi@example.com")]


def test_required_items_carry_their_figures() -> None:
    indicators = one(INDICATORS).indicators
    online, papers = indicators[0].tasks
    assert [(r.id, r.kind) for r in online.requirements] == [("1/网络检索/1", "online"), ("1/网络检索/2", "online")]
    first, second = papers.requirements  # 以上材料汇总备查 is none
    assert (first.since, first.count) == (date(2021, 1, 1), None)
    assert (second.count, second.each_year) == (1, True)
    (survey,) = indicators[1].tasks[0].requirements
    assert survey.threshold is not None
    assert (survey.kind, survey.threshold.value, survey.threshold.bound) == ("survey", 80.0, "at_least")


def test_contradictions_become_warnings() -> None:
    codes = {remark.code: remark.message for remark in parse(document(INDICATORS)).warnings}
    assert set(codes) == {"dates_contradict"}
    assert "2023年7月10日" in codes["dates_contradict"]


MEASURES = """
云溪县市场监管局
关于印发《放心消费行动方案》的通知
局属各单位，机关各科室：
现将方案印发给你们。
2023年7月20日
放心消费行动方案
一、工作目标
环境明显改善。
二、行动时间
2023年8月—2024年6月
三、具体措施
（一）规范经营行为
1.开展明码标价检查。检查重点场所，每月回访。（责任单位：价监科、各监管所。完成时限：2023年9月30日前，并长期坚持）
2.畅通投诉渠道。公布投诉电话。（责任单位：消保科。完成时限：2023年10月31日前）
（二）强化宣传引导。1.办好宣传周。组织咨询活动。（牵头单位：办公室；配合单位：各监管所）
四、工作要求
（一）加强领导。各单位要抓好落实。
"""


def test_measures_with_units_and_times() -> None:
    notice = one(MEASURES)
    assert [(i.code, i.heading) for i in notice.indicators] == [
        ("（一）1", "开展明码标价检查"),
        ("（一）2", "畅通投诉渠道"),
        ("（二）1", "办好宣传周"),
    ]
    assert [[(u.name, u.role) for u in i.responsible] for i in notice.indicators] == [
        [("价监科", "responsible"), ("各监管所", "responsible")],
        [("消保科", "responsible")],
        [("办公室", "lead"), ("各监管所", "support")],
    ]
    assert [[(d.due_on, d.ongoing) for d in i.deadlines] for i in notice.indicators] == [
        [(date(2023, 9, 30), True)],
        [(date(2023, 10, 31), False)],
        [],
    ]
    assert all(task.method is None for i in notice.indicators for task in i.tasks)


def test_a_run_on_text_is_cut_at_its_numbers() -> None:
    text = (
        "云溪县支持消费若干措施为进一步提振消费，制定以下措施。一、促进汽车消费1.发放补贴。自发布之日起至2023年12月31日，购车补贴1000元。"
        "(责任单位:县商务局、县财政局)2.举办车展。(责任单位:县商务局)二、优化环境3.加强监管。(责任单位:县市场监管局)"
    )
    notice = one(text)
    assert notice.title == "云溪县支持消费若干措施"
    assert [(i.code, [u.name for u in i.responsible]) for i in notice.indicators] == [
        ("1", ["县商务局", "县财政局"]),
        ("2", ["县商务局"]),
        ("3", ["县市场监管局"]),
    ]
    assert [i.deadlines for i in notice.indicators] == [(), (), ()]


def test_several_notices_in_one_file() -> None:
    text = """
云法办〔2023〕9号
云溪县法治办关于做好满意度提升工作的通知
县直各单位：
要求如下：
1、加强领导。各单位要高度重视。
2、压实责任。按照上级通知(江法办〔2022〕3号)要求抓好落实。
附件：1.江岚市法治办关于印发满意度方案的通知(江法办〔2022〕3号)
2.满意度调查问卷
2023年5月8日
附件1：
江法办〔2022〕3号
江岚市法治办关于印发满意度方案的通知
各县（区）人民政府：
现将方案印发给你们。
2022年6月1日
一、具体措施
（一）开展宣传。广泛宣传。（责任单位：市司法局）
二、工作要求
于7月15日之前将方案报市法治办。
"""
    main, attached = parse(document(text)).notices
    assert (main.role, main.doc_number, main.issued_on) == ("main", "云法办〔2023〕9号", date(2023, 5, 8))
    assert [i.heading for i in main.indicators] == ["加强领导", "压实责任"]
    assert [(a.title, a.doc_number) for a in main.attachments] == [
        ("江岚市法治办关于印发满意度方案的通知", "江法办〔2022〕3号"),
        ("满意度调查问卷", None),
    ]
    assert "江法办〔2022〕3号" in {r.doc_number for r in main.references}
    assert (attached.role, attached.doc_number) == ("attachment", "江法办〔2022〕3号")
    assert [(s.to, s.deadline and s.deadline.due_on) for s in attached.submissions] == [("市法治办", date(2022, 7, 15))]


def test_joint_issuers_are_no_part_of_the_title() -> None:
    text = """
江岚市发展和改革委员会
江   岚   市   公   安   局
江岚市商务委员会
关于印发《扩大消费若干措施》的通知
江发改规范〔2023〕7号
市政府各部门，有关单位：
现印发给你们。
江岚市发展和改革委员会        江岚市公安局
江岚市商务委员会
2023年11月6日
"""
    notice = one(text)
    assert notice.title == "关于印发《扩大消费若干措施》的通知"
    assert notice.issuers == ("江岚市发展和改革委员会", "江岚市公安局", "江岚市商务委员会")
    assert (notice.doc_number, notice.issued_on) == ("江发改规范〔2023〕7号", date(2023, 11, 6))


def test_a_report_gives_no_tasks() -> None:
    text = """
云溪县关于法治建设情况的报告
市法治办：
一、主要做法
（一）加强领导。我县要求各单位落实责任。（县司法局负责）
二、下步打算
（一）强化监督。于6月30日前报送县委。
"""
    notice = one(text)
    assert (notice.genre, notice.indicators, notice.submissions) == ("报告", (), ())


def test_rows_of_a_task_table() -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "修订应急预案", "县应急局", "2023年6月底"],
        ["2", "开展演练", "县应急局、各乡镇", "2023年9月30日"],
        ["3", "", "", ""],
    ]
    blocks, parts, at = [], ["云溪县应急工作任务分解表"], 13
    blocks.append(Block(Span(0, 12)))
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            blocks.append(Block(Span(at, at + len(cell)), "cell", table=0, row=r, column=c))
            cells.append(cell)
            at += len(cell) + 1
        parts.append("\t".join(cells))
    parsed = parse(Document("\n".join(parts), tuple(blocks), "text/plain", "test"))
    found = parsed.notices[0].indicators
    assert [(i.code, i.text, [u.name for u in i.responsible]) for i in found] == [
        ("1", "修订应急预案", ["县应急局"]),
        ("2", "开展演练", ["县应急局", "各乡镇"]),
    ]
    assert [[d.due_on for d in i.deadlines] for i in found] == [[date(2023, 6, 30)], [date(2023, 9, 30)]]


SURVEY = """
云溪县法治办关于开展测评的通知
县直各单位：
请开展测评。
附件：依法行政调查问卷
2023年5月8日
（附件）
依法行政调查问卷
一、1.请问今年以来您办事时是否遇到以下情况？（   ）
1. 推诿拖延     B.违规收费       C.态度生硬
2.您对办事公开情况的评价是？
1、满意
2、不满意
3.您对回应诉求的评价？            1、满意
2、一般
3、不满意  B4.您认为4.决策是否听取意见？
1、有    2、没有
二、如果您是民营企业，请接着作答。
1.是否遇到歧视？（   ）
A.是      B.否
2.您有什么建议？
云溪县法治办       2023年5月8日印发
"""


def test_a_questionnaire_with_broken_numbers() -> None:
    (questionnaire,) = one(SURVEY).questionnaires
    assert questionnaire.title == "依法行政调查问卷"
    first, second = questionnaire.sections
    assert [len(q.options) for q in first.questions] == [3, 2, 3, 2]
    assert first.questions[3].stem == "您认为决策是否听取意见？"
    assert (second.condition, [len(q.options) for q in second.questions]) == ("民营企业", [2, 0])
    assert second.questions[1].kind == "open"


def _facts(parsed: Parsed) -> list[tuple[str, Span]]:
    found = []
    for notice in parsed.notices:
        found += [(fact.value, fact.span) for fact in notice.facts if fact.field in ("doc_number", "recipients", "cc")]
        for indicator in notice.indicators:
            found += [(unit.name, unit.span) for unit in indicator.responsible]
            found += [(deadline.text, deadline.span) for deadline in indicator.deadlines]
            found += [(item.text, item.span) for task in indicator.tasks for item in task.requirements if task.method]
    return found


@pytest.mark.parametrize("text", [INDICATORS, MEASURES, SURVEY])
def test_spans_quote_their_facts(text: str) -> None:
    facts = _facts(parse(document(text)))
    assert facts
    squeeze = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", " ": None, "\u3000": None})
    for value, span in facts:
        assert span.of(text).translate(squeeze) == value.translate(squeeze)


PIECES = st.sampled_from(
    [
        "第1项指标：",
        "工作任务：\n",
        "（1）材料查证：",
        "责任单位：县司法局、",
        "各乡（镇、街道）",
        "一、",
        "（二）",
        "3.",
        "2023年4月",
        "10日前",
        "报送县创建办。",
        "\n",
        "附件：",
        "关于印发",
        "的通知",
        "调查问卷",
        "？（  ）",
        "A.是 B.否",
        "每月28日前",
        "（",
        "）",
        "《",
        "；",
        "抄送：",
        "印发",
        "云法〔2023〕1号",
        "\u3000",
        "具体措施",
        "1.1 ",
        "①",
        "一要",
        "第二条 ",
        "目录\n",
        "如下：",
        "县公安局：负责",
        "完成时限：",
        "上一篇\n",
        "不少于三分之二以上",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_a_parse_never_raises_and_spans_stay_inside(text: str) -> None:
    parsed = parse(document(text))
    for notice in parsed.notices:
        spans = [notice.span, *(fact.span for fact in notice.facts), *(i.span for i in notice.indicators)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize("text", [INDICATORS, MEASURES])
def test_widths_and_blank_lines_change_nothing(text: str) -> None:
    def essence(text: str) -> list[object]:
        return [
            (
                n.doc_number,
                [(i.code, [u.name for u in i.responsible], [d.due_on for d in i.deadlines]) for i in n.indicators],
            )
            for n in parse(document(text)).notices
        ]

    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,:;()"})
    assert essence(text) == essence(wide) == essence(text.replace("\n", "\n\n")) == essence(text.replace("\n", "\n  "))
