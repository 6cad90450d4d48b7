"""Calendar dates as Chinese offices print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from govdoc.model.span import Span
from govdoc.text.numerals import number

YEAR = r"(?:\d{4}|[〇零○◯OoＯ一二三四五六七八九]{4})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_GAP = r"\s{0,3}"

_DATE = re.compile(
    rf"(?P<y>{YEAR}){_GAP}年{_GAP}(?P<m>{MONTH}){_GAP}月(?:{_GAP}(?P<d>{DAY}){_GAP}[日号])?"
    r"|(?<![\d.\-/])(?P<y2>(?:19|20)\d{2})(?P<sep>[.\-/])(?P<m2>1[0-2]|0?[1-9])(?:(?P=sep)(?P<d2>3[01]|[12]\d|0?[1-9]))"
    r"(?![\d.\-/])"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A printed date. `value` is None for a day the calendar does not have; a month alone gives its first day."""

    value: date | None
    precision: Literal["day", "month"]
    span: Span


def day(year: int, month: int, dom: int) -> date | None:
    """The date, or None where the calendar has no such day.

    >>> day(2023, 6, 31) is None
    True
    """
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def find_dates(text: str) -> Iterator[DateMention]:
    """Every date with its year, in order. Expects text folded by `widths.narrow`.

    >>> [str(m.value) for m in find_dates("二○二一年四月九日印发，2021.5.20前，2023年6月31日，2021年7月")]
    ['2021-04-09', '2021-05-20', 'None', '2021-07-01']
    """
    for found in _DATE.finditer(text):
        year = number(found["y"] or found["y2"])
        month = number(found["m"] or found["m2"])
        dom = found["d"] or found["d2"]
        if year is None or month is None:
            continue
        value = day(year, month, (number(dom) or 0) if dom else 1) if year else None
        yield DateMention(value, "day" if dom else "month", Span(*found.span()))
