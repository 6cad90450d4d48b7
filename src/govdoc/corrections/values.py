"""Values of a notice's fields as a person writes them, and back."""

import datetime as dt
import re
from typing import Any, Literal

from govdoc.errors import GovdocError
from govdoc.model import Threshold
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.requirements import split_requirements
from govdoc.text.widths import narrow

# How a value is written: `line` and `text` as they are, the words of a `choice` by their codes.
Kind = Literal["line", "text", "names", "date", "yes", "recurrence", "threshold", "choice"]
_DAYS = "一二三四五六日"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY = {"DAILY": "每日", "WEEKLY": "每周", "MONTHLY": "每月", "YEARLY": "每年"}


def written(value: Any) -> str:
    """A value as a person writes it; nothing is "".

    >>> written(("县司法局", "县公安局")), written(dt.date(2024, 5, 1)), written(True), written(None)
    ('县司法局、县公安局', '2024-05-01', '是', '')
    >>> written(Threshold(90.0, "at_least", "%"))
    '不低于90%'
    """
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Threshold):
        return f"{'不低于' if value.bound == 'at_least' else '不超过'}{value.value:g}{value.unit}"
    return str(value) if value is not None else ""


def said_recurrence(rule: str | None) -> str:
    """An RRULE in words, itself where there are none for it.

    >>> [said_recurrence(f"FREQ={rule}") for rule in ("MONTHLY;BYMONTHDAY=28", "WEEKLY;BYDAY=FR", "DAILY")]
    ['每月28日', '每周五', '每日']
    >>> said_recurrence("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
    '每年3、6、9、12月底'
    """
    parts = dict(part.split("=", 1) for part in (rule or "").split(";") if part)
    every, day = _EVERY.get(parts.pop("FREQ", "")), parts.pop("BYMONTHDAY", "")
    weekday, months = parts.pop("BYDAY", ""), parts.pop("BYMONTH", "").replace(",", "、")
    if parts or not every or (weekday and (weekday not in _WEEKDAYS or day or months)):
        return rule or ""
    every = f"每年{months}月" if months else every
    if weekday:
        return every + _DAYS[_WEEKDAYS.index(weekday)]
    return every + ("底" if day == "-1" else f"{day}日" if day else "")


def read(kind: Kind, said: str) -> Any:
    """The value that words mean, None for none. Raises GovdocError where they mean nothing of the kind."""
    said = said.strip()
    if kind == "names":
        return tuple(name for name in re.split(r"[、；;\n]\s*", said) if name)
    if kind == "yes":
        return said == "是"
    if not said or kind in ("line", "text", "choice"):
        return said or None
    found = _READ[kind](said)
    if found is None:
        raise GovdocError(f"“{said}”看不懂", _SHAPES[kind])
    return found


def _date(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def _recurrence(said: str) -> str | None:
    found = find_deadlines(said, 0, len(said), Calendar(), labelled=True)
    return next((one.recurrence for one in found if one.recurrence), None)


def _threshold(said: str) -> Threshold | None:
    found = split_requirements(narrow(said), said, 0, len(said), "", None)
    return next((one.threshold for one in found if one.threshold), None)


_READ = {"date": _date, "recurrence": _recurrence, "threshold": _threshold}
_SHAPES = {
    "date": "日期写成 2024-05-31",
    "recurrence": "例如：每月28日前、每周五前、每季度末",
    "threshold": "例如：不低于90%、不超过5%",
}
