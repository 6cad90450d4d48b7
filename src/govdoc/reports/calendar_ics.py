"""Deadlines as a calendar (RFC 5545) that Outlook, phones and the calendars of office suites take in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from govdoc.model import Due
from govdoc.reports.due import occurrences
from govdoc.reports.wording import clean, words
from govdoc.text.recurrence import dated

PRODUCT = "-//govdoc//deadlines//ZH"
_UNITS_NAMED = 12
# Before the midnight the day begins with: nine in the morning, three days and one day ahead.
_ALARMS = (dt.timedelta(days=-2, hours=-15), dt.timedelta(hours=-15))


def calendar_ics(dues: Iterable[Due], name: str, made: dt.date) -> bytes | None:
    """The dated deadlines as all-day events with alarms, None where no day is known; what recurs is one event.

    The bytes depend on the arguments alone, and an event keeps its UID, so that a second import brings it up to date.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", clean(name))
    dated_ones = [(due, first) for due in dues if (first := _first(due))]
    for due, first in dated_ones:
        calendar.add_component(_event(due, first, made))
    if not dated_ones:
        return None
    return bytes(calendar.to_ical())


def _first(due: Due) -> dt.date | None:
    rule = due.deadline.recurrence
    if not rule:
        return due.deadline.due_on
    return next(occurrences(rule, due.starts, due.ends), None) if due.starts else due.on


def _event(due: Due, first: dt.date, made: dt.date) -> Any:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", f"{due.uid}@govdoc")
    event.add("dtstamp", dt.datetime(made.year, made.month, made.day, tzinfo=dt.UTC))
    event.add("dtstart", first)
    event.add("dtend", first + dt.timedelta(days=1))
    event.add("summary", clean(words()["due"]["event"].format(what=due.what)))
    event.add("description", clean(_description(due)))
    event.add("categories", [clean(due.source)])
    event.add("transp", "TRANSPARENT")
    if due.deadline.recurrence:
        rule = vRecur.from_ical(dated(due.deadline.recurrence))
        if due.ends and not {"COUNT", "UNTIL"} & set(rule):
            rule["UNTIL"] = [due.ends]
        event.add("rrule", rule)
    for ahead in _ALARMS:
        event.add_component(_alarm(due, ahead))
    return event


def _alarm(due: Due, ahead: dt.timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(due.what))
    alarm.add("trigger", ahead)
    return alarm


def _description(due: Due) -> str:
    named = "、".join(due.units[:_UNITS_NAMED])
    more = f"等{len(due.units)}个单位" if len(due.units) > _UNITS_NAMED else ""
    lines = [f"依据：{due.source}", f"时限：{due.deadline.text}"]
    if due.deadline.ongoing:
        lines.append("完成后长期坚持")
    if due.units:
        lines.append(f"责任单位：{named}{more}")
    return "\n".join(lines)
