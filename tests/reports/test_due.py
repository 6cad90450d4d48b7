import dataclasses
import datetime as dt

import pytest

from govdoc.model import Cell, Deadline, Due, Gap, Indicator, Notice, Period, Span, Stage, Submission, Task, Unit
from govdoc.reports.calendar_ics import calendar_ics
from govdoc.reports.due import all_due, in_order, of_unit, standing

POLICE, TOWN, SCHOOL = "云汐县公安局", "云汐县石门镇人民政府", "中共云汐县委党校"
UNITS = tuple(Unit(name) for name in (POLICE, TOWN, SCHOOL))
DAY = dt.date(2023, 6, 14)


def deadline(text: str, on: dt.date | None = None, rule: str | None = None, **more: object) -> Deadline:
    at = sum(map(ord, text))  # a place of its own for each text
    return Deadline(text, on, recurrence=rule, span=Span(at, at + 1), **more)  # type: ignore[arg-type]


def indicator(code: str, due: Deadline) -> Indicator:
    return Indicator(
        code, code, "measure", (), f"第{code}件事", "", deadlines=(due,), tasks=(Task(code, None, "办好"),)
    )


NOTICE = Notice(
    "云政〔2023〕5号",
    "main",
    "云政〔2023〕5号",
    title="十件实事",
    issued_on=dt.date(2023, 3, 6),
    period=Period(dt.date(2023, 3, 1), dt.date(2023, 12, 31), "2023年3月至12月"),
    indicators=(
        indicator("1", deadline("5月20日前", dt.date(2023, 5, 20))),
        indicator("2", deadline("6月20日前", dt.date(2023, 6, 20), ongoing=True)),
        indicator("3", deadline("5月31日前", dt.date(2023, 5, 31))),
        indicator("4", deadline("9月底前", dt.date(2023, 9, 30))),
    ),
    stages=(Stage("动员部署", "", deadline("3月15日前", dt.date(2023, 3, 15))),),
    submissions=(
        Submission("进展情况", "县政府办", deadline=deadline("每月25日前", rule="FREQ=MONTHLY;BYMONTHDAY=25")),
    ),
    deadlines=(
        deadline("3月15日前", dt.date(2023, 3, 15)),
        deadline("按上级部署时间"),
    ),
)
CELLS = tuple(Cell(unit, NOTICE.key, code, None) for unit, codes in ((POLICE, "1234"), (TOWN, "13")) for code in codes)
GAPS = tuple(
    Gap(cell.unit, cell.notice, cell.indicator, None, "met" if cell.indicator == "3" else "missing") for cell in CELLS
)


@pytest.fixture
def dues() -> tuple[Due, ...]:
    return all_due((NOTICE,), UNITS, CELLS, DAY, GAPS)


def named(dues: tuple[Due, ...]) -> dict[str, Due]:
    return {due.deadline.text: due for due in dues}


def test_lights_as_offices_use_them(dues: tuple[Due, ...]) -> None:
    told = {text: (due.light, standing(due, DAY)) for text, due in named(dues).items()}
    assert told == {
        "5月20日前": ("red", "逾期25天"),
        "6月20日前": ("yellow", "还有6天"),
        "5月31日前": ("green", "已完成"),
        "9月底前": ("green", "还有108天"),
        "3月15日前": ("grey", "已到期91天，请核对"),
        "每月25日前": ("green", "还有11天"),
        "按上级部署时间": ("grey", "未写明日期"),
    }


def test_overdue_comes_first_and_a_deadline_told_twice_stands_once(dues: tuple[Due, ...]) -> None:
    assert [due.deadline.text for due in in_order(dues)] == [
        "5月20日前",
        "6月20日前",
        "5月31日前",
        "每月25日前",
        "9月底前",
        "3月15日前",
        "按上级部署时间",
    ]
    assert len(dues) == 7


def test_whom_it_binds_and_who_is_open(dues: tuple[Due, ...]) -> None:
    first = named(dues)["5月20日前"]
    assert (first.units, first.open) == ((POLICE, TOWN), (POLICE, TOWN))
    assert named(dues)["5月31日前"].open == ()
    # A report is due from those who owe anything; the school owes nothing.
    assert named(dues)["每月25日前"].units == (POLICE, TOWN)
    assert {due.deadline.text for due in of_unit(dues, TOWN)} == {
        "5月20日前", "5月31日前", "3月15日前", "每月25日前", "按上级部署时间"
    }  # fmt: skip
    assert of_unit(dues, SCHOOL) == ()


def test_what_recurs_is_due_the_next_time(dues: tuple[Due, ...]) -> None:
    monthly = "每月25日前"
    assert named(dues)[monthly].on == dt.date(2023, 6, 25)
    on_the_day = named(all_due((NOTICE,), UNITS, CELLS, dt.date(2023, 6, 25)))[monthly]
    assert (on_the_day.on, on_the_day.light, standing(on_the_day, dt.date(2023, 6, 25))) == (
        dt.date(2023, 6, 25),
        "yellow",
        "今天到期",
    )
    over = named(all_due((NOTICE,), UNITS, CELLS, dt.date(2024, 1, 5)))[monthly]
    assert (over.on, over.light, standing(over, dt.date(2024, 1, 5))) == (None, "grey", "已结束")
    before = named(all_due((NOTICE,), UNITS, CELLS, dt.date(2023, 1, 1)))[monthly]
    assert before.on == dt.date(2023, 3, 25)


def test_calendar_comes_back_as_it_went(dues: tuple[Due, ...]) -> None:
    from icalendar import Calendar

    data = calendar_ics(dues, "各单位工作时限", DAY)
    assert data
    assert data == calendar_ics(dues, "各单位工作时限", DAY)
    assert calendar_ics([due for due in dues if not due.on], "无", DAY) is None
    assert max(map(len, data.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(data)
    assert calendar.to_ical() == data
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {f"{due.uid}@govdoc" for due in dues if due.deadline.due_on or due.deadline.recurrence}
    for event in events.values():
        assert event["summary"].startswith("【截止】")
        assert [alarm["trigger"].dt.total_seconds() / 3600 for alarm in event.walk("VALARM")] == [-63, -15]
        assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(days=1)
    monthly = events[f"{named(dues)['每月25日前'].uid}@govdoc"]
    assert monthly["dtstart"].dt == dt.date(2023, 3, 25)
    assert monthly["rrule"] == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [25], "UNTIL": [dt.date(2023, 12, 31)]}
    kept_up = events[f"{named(dues)['6月20日前'].uid}@govdoc"]
    assert kept_up["description"].splitlines() == [
        "依据：云政〔2023〕5号",
        "时限：6月20日前",
        "完成后长期坚持",
        "责任单位：云汐县公安局",
    ]


def test_uids_outlast_another_day_and_another_standing(dues: tuple[Due, ...]) -> None:
    later = all_due((NOTICE,), UNITS, CELLS, dt.date(2023, 11, 1))
    assert [due.uid for due in later] == [due.uid for due in dues]
    renamed = dataclasses.replace(NOTICE, key="云政〔2024〕5号")
    cells = tuple(dataclasses.replace(cell, notice=renamed.key) for cell in CELLS)
    assert not {due.uid for due in all_due((renamed,), UNITS, cells, DAY)} & {due.uid for due in dues}


def test_a_rhythm_in_a_measures_text_is_the_measures(dues: tuple[Due, ...]) -> None:
    inner = Deadline("按月", recurrence="FREQ=MONTHLY", span=Span(12, 14))
    first = dataclasses.replace(NOTICE.indicators[0], span=Span(10, 40))
    notice = dataclasses.replace(
        NOTICE, indicators=(first, *NOTICE.indicators[1:]), deadlines=(*NOTICE.deadlines, inner)
    )
    monthly = named(all_due((notice,), UNITS, CELLS, DAY))["按月"]
    assert (monthly.kind, monthly.indicator, monthly.on) == ("indicator", "1", dt.date(2023, 6, 30))
    assert len(all_due((notice,), UNITS, CELLS, DAY)) == len(dues) + 1


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("FREQ=WEEKLY", dt.date(2023, 6, 16)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", dt.date(2023, 6, 21)),  # counted from 1 March, a Wednesday
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", dt.date(2023, 6, 30)),
        ("FREQ=YEARLY;BYMONTH=6", dt.date(2023, 6, 30)),
        ("FREQ=DAILY", DAY),
    ],
)
def test_the_next_time(rule: str, on: dt.date) -> None:
    notice = dataclasses.replace(NOTICE, deadlines=(Deadline("定期", recurrence=rule, span=Span(1, 3)),))
    assert named(all_due((notice,), UNITS, CELLS, DAY))["定期"].on == on
