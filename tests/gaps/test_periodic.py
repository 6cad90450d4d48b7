import datetime as dt
from dataclasses import replace

import pytest

from govdoc.gaps import periodic
from govdoc.gaps.periodic import is_report
from govdoc.model import Deadline, Evidence, Notice, Period, Periodic, Submission

UNIT = "青河县公安局"
NOTICE = Notice(
    "青政办〔2024〕7号",
    "main",
    issued_on=dt.date(2024, 1, 5),
    submissions=(
        Submission(
            "法治建设工作进展情况", "县司法局", (), Deadline("每月28日前", recurrence="FREQ=MONTHLY;BYMONTHDAY=28")
        ),
    ),
)  # fmt: skip
TODAY = dt.date(2024, 7, 10)


def report(title: str, date: str | None, *, unit: str = UNIT, path: str = "", text: str = "") -> Evidence:
    made = Evidence(path or f"公安局/{title}{date}.docx", f"{title}{date}{text}", 1, "docx", "read", unit, title=title)
    return replace(made, date=dt.date.fromisoformat(date) if date else None, text=text or title)


def standing(*files: Evidence, notice: Notice = NOTICE, today: dt.date = TODAY) -> dict[str, Periodic]:
    return {one.period: one for one in periodic((notice,), {(notice.key, 0): [UNIT]}, files, today)}


def test_without_reports_every_month_past_is_missing_and_the_next_is_waited_for() -> None:
    states = {period: one.state for period, one in standing().items()}
    assert states == {f"2024-{month:02}": "missing" for month in range(1, 7)} | {"2024-07": "waiting"}


# A report's title and date, and what it makes of which month; None where it is no such report at all.
REPORTS = (
    ("青河县公安局2024年1月法治建设工作进展情况", "2024-01-26", ("2024-01", "on_time")),
    ("青河县公安局2024年2月法治建设工作进展情况", "2024-02-28", ("2024-02", "on_time")),
    ("青河县公安局2024年2月份法治建设进展情况报告", "2024-03-01", ("2024-02", "late")),
    ("关于3月法治建设工作进展情况的报告", "2024-03-27", ("2024-03", "on_time")),
    ("关于三月份法治建设工作情况的报告", "2024-03-28", ("2024-03", "on_time")),
    ("二〇二四年四月法治建设工作情况", "2024-04-28", ("2024-04", "on_time")),
    ("法治建设工作月报（2024年5月）", "2024-05-27", ("2024-05", "on_time")),
    ("法治建设工作月报（2024.5）", "2024-05-30", ("2024-05", "late")),
    ("法治建设工作进展情况", "2024-05-20", ("2024-05", "on_time")),
    ("法治建设工作进展情况", "2024-05-29", ("2024-06", "on_time")),
    ("2024年1-5月法治建设工作进展情况", "2024-05-28", ("2024-05", "on_time")),
    ("截至6月法治建设工作进展情况", "2024-06-28", ("2024-06", "on_time")),
    ("6月法治建设工作进展情况", "2024-07-01", ("2024-06", "late")),
    ("青河县公安局6月法治建设工作小结", "2024-06-25", ("2024-06", "on_time")),
    ("6月法治建设工作进展情况汇总表", "2024-06-21", ("2024-06", "on_time")),
    ("2024年4月法治建设工作进展情况", "2024-06-03", ("2024-04", "late")),
    ("2024年4月法治建设工作进展情况", None, ("2024-04", "undated")),
    ("2023年4月法治建设工作进展情况", "2023-04-28", None),
    ("2023年12月法治建设工作进展情况", "2023-12-28", None),
    ("12月法治建设工作进展情况", "2024-01-04", None),
    ("关于开展法治建设工作的通知", "2024-03-05", None),
    ("法治建设工作实施方案", "2024-03-05", None),
    ("3月消防安全工作情况", "2024-03-26", None),
    ("3月党风廉政建设情况报告", "2024-03-26", None),
    ("2024年3月份车辆管理统计表", "2024-03-26", None),
    ("法治建设工作进展情况", None, None),
    ("公安局2024年一季度法治建设工作情况", "2024-03-28", None),
    ("关于报送1月法治建设工作进展情况的报告", "2024-01-30", ("2024-01", "late")),
    ("2024年1月法治建设工作进展", "2024-01-28", ("2024-01", "on_time")),
    ("1月份法治建设工作情况报告", "2024-01-15", ("2024-01", "on_time")),
)


@pytest.mark.parametrize(("title", "date", "expected"), REPORTS)
def test_a_report_closes_its_month(title: str, date: str | None, expected: tuple[str, str] | None) -> None:
    closed = [(period, one.state) for period, one in standing(report(title, date)).items() if one.files]
    assert closed == ([expected] if expected else [])


def test_a_day_off_moves_the_day_to_the_next_working_day() -> None:
    """28 January 2024 was a Sunday, 28 April a Sunday worked instead of a holiday; of 2060 only weekends are known."""
    found = standing(report("4月法治建设工作进展情况", "2024-04-29"), report("1月法治建设工作进展情况", "2024-01-29"))
    assert found["2024-01"].until == dt.date(2024, 1, 29)
    assert found["2024-04"].until == dt.date(2024, 4, 28)
    assert (found["2024-01"].state, found["2024-04"].state) == ("on_time", "late")
    later = replace(NOTICE, issued_on=dt.date(2060, 1, 5))
    assert not standing(notice=later, today=dt.date(2060, 2, 1))["2060-01"].certain


def test_two_reports_of_one_month_are_told_and_a_copy_is_none() -> None:
    one = report("3月法治建设工作进展情况", "2024-03-27")
    other = report("关于3月法治建设工作进展情况的报告", "2024-03-20")
    assert standing(one, other)["2024-03"].state == "twice"
    assert standing(one, other)["2024-03"].files == (other.path, one.path)
    assert standing(one, replace(one, path="公安局/副本.docx"))["2024-03"].state == "on_time"


def test_quarters_and_days_shortly_after_the_month() -> None:
    quarterly = replace(
        NOTICE.submissions[0], deadline=Deadline("每季度末", recurrence="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25")
    )
    notice = replace(NOTICE, issued_on=dt.date(2024, 3, 1), submissions=(quarterly,))
    found = standing(report("2024年第一季度法治建设工作进展情况", "2024-03-22"), notice=notice)
    assert found["2024-Q1"].state == "on_time"
    assert found["2024-Q2"].state == "missing"
    after = replace(NOTICE.submissions[0], deadline=Deadline("次月5日前", recurrence="FREQ=MONTHLY;BYMONTHDAY=5"))
    notice = replace(NOTICE, issued_on=dt.date(2024, 1, 6), submissions=(after,))
    found = standing(report("1月法治建设工作进展情况", "2024-02-05"), notice=notice)
    assert found["2024-01"].state == "on_time"


DONE = "本月围绕年度任务清单开展工作，办理行政复议案件三件，审查合同十一份，组织干部旁听庭审，"
DONE += "指导各所队规范执法流程，整改上级反馈的问题，走访企业了解办事难点，收集意见建议并逐条答复。"


def test_the_report_of_the_month_before_under_a_new_title_is_told() -> None:
    said = [f"{month}月法治建设工作进展情况\n{month}月份，{DONE}\n2024年{month}月26日" for month in (1, 2)]
    first, second = (report(f"{at}月法治建设工作进展情况", f"2024-0{at}-26", text=said[at - 1]) for at in (1, 2))
    other = replace(second, text=second.text.replace("三件", "五件"))
    assert [standing(first, second)[month].state for month in ("2024-01", "2024-02")] == ["on_time", "copied"]
    assert standing(first, other)["2024-02"].state == "on_time"
    nothing = [replace(one, text=one.text + "特此零报告。") for one in (first, second)]
    assert standing(*nothing)["2024-02"].state == "on_time"


@pytest.mark.parametrize(
    ("rule", "title", "date", "expected"),
    [
        (
            "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1",
            "2024年上半年法治建设工作总结",
            "2024-06-27",
            ("2024-H1", "on_time"),
        ),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=5", "上半年法治建设工作小结", "2024-07-08", ("2024-H1", "late")),
        ("FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=20", "1-6月法治建设工作情况", "2024-06-18", ("2024-H1", "on_time")),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", "2024年度法治建设工作总结", "2025-01-06", ("2024", "late")),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", "法治建设工作情况报告", "2024-12-06", ("2024", "on_time")),
    ],
)
def test_halves_and_years(rule: str, title: str, date: str, expected: tuple[str, str]) -> None:
    asked = replace(NOTICE, submissions=(replace(NOTICE.submissions[0], deadline=Deadline("", recurrence=rule)),))
    found = standing(report(title, date), notice=asked, today=dt.date(2025, 2, 1))
    assert [(period, one.state) for period, one in found.items() if one.files] == [expected]


def test_the_report_on_the_last_month_is_expected_after_the_work_has_ended() -> None:
    asked = Submission("上月法治建设工作进展情况", "", (), Deadline("", recurrence="FREQ=MONTHLY;BYMONTHDAY=25"))
    work = replace(NOTICE, period=Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31), ""), submissions=(asked,))
    assert list(standing(notice=work)) == ["2024-01", "2024-02", "2024-03"]


def test_another_units_report_is_not_this_ones() -> None:
    other = report("青河县司法局3月法治建设工作进展情况", "2024-03-27", unit="青河县司法局")
    assert standing(other)["2024-03"].state == "missing"


def test_what_only_names_work_in_general_is_no_hindrance() -> None:
    assert is_report("工作", report("3月工作总结", "2024-03-01"))
    assert not is_report("工作", report("3月值班表", "2024-03-01"))


def test_a_form_not_filled_in_is_no_report() -> None:
    blank = replace(report("2024年3月法治建设工作进展情况统计表", "2024-03-20"), flags=("template",))
    assert standing(blank)["2024-03"].state == "missing"


def test_the_month_in_a_title_is_no_day_it_was_handed_in() -> None:
    assert standing(report("法治建设工作进展情况（2024年3月）", "2024-03-01"))["2024-03"].state == "undated"
    assert standing(report("3月份法治建设工作进展情况", "2024-04-01"))["2024-03"].state == "late"


@pytest.mark.parametrize(
    ("what", "rule", "first"),
    [
        ("上月法治建设工作进展情况", "FREQ=MONTHLY;BYMONTHDAY=20", "2023-12"),
        ("上个月法治建设工作进展情况", "FREQ=MONTHLY;BYMONTHDAY=5", "2023-12"),
        ("法治建设工作进展情况", "FREQ=MONTHLY;BYMONTHDAY=20", "2024-01"),
        ("上季度法治建设工作情况", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "2023-Q4"),
        ("本季度法治建设工作情况", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "2024-Q1"),
    ],
)
def test_a_report_on_the_month_before_is_of_that_month(what: str, rule: str, first: str) -> None:
    asked = replace(NOTICE, submissions=(Submission(what, "县司法局", (), Deadline("", recurrence=rule)),))
    assert next(iter(standing(notice=asked))) == first


def test_of_months_before_the_work_begins_nothing_is_told() -> None:
    asked = Submission("上月法治建设工作进展情况", "", (), Deadline("", recurrence="FREQ=MONTHLY;BYMONTHDAY=20"))
    begun = replace(NOTICE, period=Period(dt.date(2024, 2, 1), dt.date(2024, 12, 31), ""), submissions=(asked,))
    assert list(standing(notice=begun))[:2] == ["2024-02", "2024-03"]
