"""Working days by the State Council's calendar, make-up days included.

Source: 国务院办公厅关于部分节假日安排的通知, year by year, as chinese-calendar carries them. Beyond its years only
weekends are known; `is_certain` says so.
"""

from datetime import date, timedelta

_SATURDAY = 5


def is_certain(day: date) -> bool:
    """Whether the calendar of that year has been announced.

    >>> is_certain(date(2024, 5, 1)), is_certain(date(2060, 5, 1))
    (True, False)
    """
    return _official(day) is not None


def is_workday(day: date) -> bool:
    """Whether offices are open.

    >>> is_workday(date(2024, 2, 4)), is_workday(date(2024, 5, 1)), is_workday(date(2060, 5, 1))
    (True, False, False)
    """
    official = _official(day)
    return day.weekday() < _SATURDAY if official is None else official


def next_workday(day: date) -> date:
    """The day itself, or the first working day after it.

    >>> next_workday(date(2024, 4, 28)), next_workday(date(2024, 5, 1))
    (datetime.date(2024, 4, 28), datetime.date(2024, 5, 6))
    """
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _official(day: date) -> bool | None:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
