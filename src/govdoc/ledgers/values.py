"""What the cells of a ledger say: days, names, telephones, answers, figures."""

import datetime as dt
import re

from govdoc.rules.load import load
from govdoc.text.dates import find_dates
from govdoc.text.widths import narrow
from govdoc.text.workdays import is_workday

_PARTED = re.compile(r"[、，,;；/\s]+")
_TITLES = re.compile(r"(?:同志|队长|股长|科长|主任|局长|警官|法官)$|[(（].*?[)）]")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-8]\d{6,7})(?!\d)")
_SPACED = re.compile(r"(?<![一-龥])([一-龥])\s+([一-龥])(?![一-龥])")  # 王　明, spread to the width of three
_TICK, _BOX = "☑√✓✔■", "□☐"
_TICKED = re.compile(rf"[{_TICK}]\s*([一-龥]+)"), re.compile(rf"([一-龥]+)\s*[{_TICK}]")
_LIMIT = re.compile(r"(\d+)\s*个?(工作日|小时|日|天)?")
_LIKE_A_DAY = re.compile(r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}|\d{1,2}月\d{1,2}[日号]|(?<!\d)20\d{6}(?!\d)")
_LEAP = 2024  # any day that some year has is sound where the year is not known
_SERIALS = range(36526, 73051)  # days of this century as a workbook counts them, from 1899-12-30
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])(?:月|[./-])(3[01]|[12]\d|0?[1-9])日?(?![\d./-])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")


def day_of(text: str, year: int | None = None) -> dt.date | None:
    """The day a cell names; a month and day alone are of `year`. None where it names none, or one that is none.

    >>> str(day_of("2024.3.5 上午")), str(day_of("3月5日", 2024)), str(day_of("45356")), day_of("2024年2月30日")
    ('2024-03-05', '2024-03-05', '2024-03-05', None)
    """
    plain = narrow(text)
    for found in find_dates(plain):
        if found.precision == "day":
            return found.value
    if plain.isdigit() and int(plain) in _SERIALS:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(plain))
    parts = _COMPACT.search(plain)
    if parts is None and year is not None and (short := _MONTH_DAY.search(plain)):
        return _real(year, int(short[1]), int(short[2]))
    return _real(int(parts[1]), int(parts[2]), int(parts[3])) if parts else None


def is_no_day(text: str, year: int | None = None) -> bool:
    """Whether a cell looks like a day and is none.

    >>> is_no_day("2月30日"), is_no_day("2月29日"), is_no_day("上半年")
    (True, False, False)
    """
    return bool(_LIKE_A_DAY.search(narrow(text))) and day_of(text, year or _LEAP) is None


def days_late(received: dt.date, done: dt.date, limit: str) -> tuple[int, str] | None:
    """How long handling took where that is beyond its limit, and in which unit; days alone are not known to the hour.

    >>> march = dt.date(2024, 3, 1)
    >>> [days_late(march, dt.date(2024, 3, 14), limit) for limit in ("10个工作日", "10日", "10", "24小时", "即时")]
    [None, (13, '天'), (13, '天'), (13, '天'), None]
    """
    found = _LIMIT.search(narrow(limit))
    if found is None:
        return None
    amount, unit, days = int(found[1]), found[2], (done - received).days
    if unit == "工作日":
        worked = sum(is_workday(received + dt.timedelta(days=at)) for at in range(1, min(days, 400) + 1))
        return (worked, "个工作日") if worked > amount else None
    late = (days - 1) * 24 >= amount if unit == "小时" else days > amount
    return (days, "天") if late else None


def month_of(text: str, year: int | None = None) -> tuple[int, int] | None:
    """Year and month that a cell names.

    >>> month_of("2024年3月"), month_of("2024-03-05")
    ((2024, 3), (2024, 3))
    """
    day = day_of(text, year)
    if day is None:
        day = next((found.value for found in find_dates(narrow(text)) if found.value), None)
    return (day.year, day.month) if day else None


def names_in(text: str) -> frozenset[str]:
    """The persons a cell names.

    >>> sorted(names_in("张三、李四（队长） 王　五"))
    ['张三', '李四', '王五']
    """
    parts = (_TITLES.sub("", part).strip() for part in _PARTED.split(_SPACED.sub(r"\1\2", text)))
    return frozenset(part for part in parts if 2 <= len(part) <= 4)


def phone_of(text: str) -> str:
    """The telephone number a cell names, digits only; "" where it names none or hides part of it."""
    found = _PHONE.search(narrow(text).replace(" ", ""))
    return found[0].replace("-", "") if found else ""


def figure_of(text: str) -> float | None:
    """The figure that is all a cell says, units aside.

    >>> figure_of("15人"), figure_of("1,200"), figure_of("第3批")
    (15.0, 1200.0, None)
    """
    plain = narrow(text).replace(",", "").strip()
    found = _FIGURE.match(plain)
    return float(found[0]) if found and len(plain) - found.end() <= 2 else None


def is_satisfied(text: str) -> bool | None:
    """Whether an answer says so; None where it says neither.

    >>> is_satisfied("非常满意"), is_satisfied("□满意 ☑不满意"), is_satisfied("满意√ 不满意□"), is_satisfied("未接听")
    (True, False, True, None)
    """
    answers = load("ledgers")["answers"]
    plain = text.strip()
    ticked = _TICKED[plain[:1] not in _TICK + _BOX].search(plain)
    plain = ticked[1] if ticked else plain
    if plain in answers["dissatisfied"] or plain.startswith("不"):
        return False
    return True if plain in answers["satisfied"] else None


def is_total(texts: tuple[str, ...]) -> bool:
    """Whether a row adds up those above it."""
    words = load("ledgers")["answers"]["total"]
    return any("".join(text.split()).rstrip(":：") in words for text in texts[:3])


def _real(year: int, month: int, dom: int) -> dt.date | None:
    try:
        return dt.date(year, month, dom)
    except ValueError:
        return None
