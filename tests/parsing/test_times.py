"""Stages, periods and deadlines of whole notices of a fictional county."""

from datetime import date

from govdoc.model import Document, Notice
from govdoc.model.notice import Deadline
from govdoc.model.span import Remark
from govdoc.parsing import parse


def read(text: str) -> tuple[Notice, tuple[Remark, ...]]:
    parsed = parse(Document(text, (), "text/plain", "test"))
    (notice,) = parsed.notices
    return notice, parsed.warnings


def said(deadline: Deadline | None) -> object:
    assert deadline is not None
    return deadline.due_on or deadline.recurrence or (deadline.within and deadline.within.unit) or deadline.text


CAMPAIGN = """
云汐县教育局
云汐教发〔2023〕21号
云汐县教育局关于开展校园安全大排查的通知
各乡镇中心校，县直各学校：
现就有关事项通知如下：
一、排查时间
2023年4月1日至4月30日
二、工作安排
第一阶段：动员部署（即日起至3月31日）。各校制定方案，3月28日（星期二）下班前发至邮箱yx@example.com。
第二阶段（4月1日—25日）：集中排查。每周五16:00前填报进度。
第三阶段：总结提升（4月下旬）。
三、有关要求
截至2022年底，全县已有32所学校达标，其余学校要在2023年底前全部达标。
联系人：张三，电话：0000-7654321。
云汐县教育局
2023年3月20日
"""


def test_stages_that_only_say_they_are_one() -> None:
    notice, _ = read(CAMPAIGN)
    assert [(stage.name, said(stage.deadline)) for stage in notice.stages] == [
        ("动员部署", date(2023, 3, 31)),
        ("集中排查", date(2023, 4, 25)),
        ("总结提升", date(2023, 4, 30)),
    ]
    assert notice.stages[0].deadline is not None
    assert notice.stages[0].deadline.starts_on == date(2023, 3, 20)
    assert notice.stages[0].text.endswith("邮箱yx@example.com。")


def test_a_stage_whose_words_follow_its_time_without_a_stop() -> None:
    notice, _ = read(
        "云汐县环保专项行动实施方案\n一、行动目标\n解决突出问题。\n二、时间安排\n"
        "（一）动员部署阶段（2023年5月） 各乡镇制定方案。\n（二）集中整治阶段（2023年6月至8月） 各乡镇开展检查。\n"
    )
    assert [(stage.name, said(stage.deadline)) for stage in notice.stages] == [
        ("动员部署阶段", date(2023, 5, 31)),
        ("集中整治阶段", date(2023, 8, 31)),
    ]


def test_the_period_under_a_heading_of_its_own() -> None:
    notice, _ = read(CAMPAIGN)
    assert notice.period is not None
    assert (notice.period.start, notice.period.end) == (date(2023, 4, 1), date(2023, 4, 30))


def test_deadlines_outside_measures_and_submissions_are_kept() -> None:
    notice, _ = read(CAMPAIGN)
    assert [(each.to, said(each.deadline)) for each in notice.submissions] == [
        ("yx@example.com", date(2023, 3, 28)),
        ("", "FREQ=WEEKLY;BYDAY=FR"),
    ]
    assert date(2023, 12, 31) in [each.due_on for each in notice.deadlines]
    assert date(2022, 12, 31) not in [each.due_on for each in notice.deadlines]
    assert [each.text for each in notice.deadlines] == [each.span.of(CAMPAIGN) for each in notice.deadlines]


def test_the_period_on_a_line_of_its_own() -> None:
    notice, _ = read("关于举办云汐县读书节的通告\n一、时间地点\n时间：2023年4月29日至5月3日\n地点：县图书馆\n")
    assert notice.period is not None
    assert (notice.period.start, notice.period.end) == (date(2023, 4, 29), date(2023, 5, 3))


MEASURES = """
云汐县人民政府关于印发《2023年重点工作任务》的通知
各乡镇人民政府：
现印发给你们。
2023年2月20日
一、主要任务
（一）改造老旧管网。清查隐患点。（县住建局牵头，县水务局配合，9月底前完成）
（二）建设口袋公园。新建3处。
责任单位：县住建局
完成时限：
2023年11月底前
（三）整治河道。（县水务局负责）
（四）推行“一窗通办”。
责任单位：县政务服务中心；完成时限：立行立改，长期坚持
"""


def test_times_inside_unit_brackets_and_behind_labels() -> None:
    notice, _ = read(MEASURES)
    assert [[each.due_on for each in indicator.deadlines] for indicator in notice.indicators] == [
        [date(2023, 9, 30)],
        [date(2023, 11, 30)],
        [],
        [None],
    ]
    assert notice.indicators[3].deadlines[-1].ongoing


def test_a_year_that_cannot_be_known_is_a_warning() -> None:
    notice, warnings = read("关于报送材料的通知\n各乡镇：\n请于11月底前将总结报县司法局。\n")
    (submission,) = notice.submissions
    assert submission.deadline is not None
    assert (submission.to, submission.deadline.due_on) == ("县司法局", None)
    assert "year_unknown" in [warning.code for warning in warnings]


def test_the_year_of_a_notice_without_a_date() -> None:
    notice, warnings = read("云汐法办〔2022〕3号\n关于报送材料的通知\n各乡镇：\n请于11月底前将总结报县司法局。\n")
    assert [said(each.deadline) for each in notice.submissions] == [date(2022, 11, 30)]
    assert "year_inferred" in [warning.code for warning in warnings]


def test_a_day_the_calendar_does_not_have_stays_readable() -> None:
    notice, warnings = read(
        "关于报送材料的通知\n各乡镇：\n请于2023年6月31日前将总结报县司法局。\n云汐县司法局\n2023年3月15日\n"
    )
    assert [(each.text, each.due_on) for each in notice.deadlines] == [("2023年6月31日前", None)]
    assert "year_unknown" not in [warning.code for warning in warnings]


def test_reports_set_no_dates() -> None:
    notice, _ = read(
        "关于2023年法治政府建设情况的报告\n县人民政府：\n2023年底前全部完成整改，每月5日前报送进展情况。\n"
    )
    assert notice.deadlines == ()


def test_steps_with_their_time_in_brackets_are_stages() -> None:
    text = "关于开展检查的通知\n各科室：\n一、活动安排\n（一）动员部署（5月6日—5月8日）\n各科室学习制度。\n"
    text += "（二）自查自纠（5月9日—5月15日）\n各科室自查。\n（三）总结提升（5月16日—5月20日）\n汇总情况。\n"
    text += "云汐县中医院\n2024年5月5日\n"
    notice, _ = read(text)
    assert [(stage.name, said(stage.deadline)) for stage in notice.stages] == [
        ("动员部署", date(2024, 5, 8)),
        ("自查自纠", date(2024, 5, 15)),
        ("总结提升", date(2024, 5, 20)),
    ]
