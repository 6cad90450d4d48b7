"""The words and short forms that several pages share."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from govdoc.model import Decision, Indicator, Notice, Place
from govdoc.reports.wording import excerpt, indicator_label, status_word
from govdoc.rules.load import load

STATUS_FILE = {
    "read": "已读",
    "partial": "部分可读",
    "empty": "没有文字",
    "encrypted": "有密码",
    "damaged": "损坏或打不开",
    "unsupported": "格式暂不能读",
    "too_large": "过大",
    "timed_out": "读取超时",
    "skipped": "不计入",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One decision as a line of history."""

    number: int
    when: str
    who: str
    what: str
    comment: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


def choices(values: Iterable[str], *chosen: str) -> tuple[Choice, ...]:
    """Values that are called as they are, those chosen marked."""
    return tuple(Choice(value, value, value in chosen) for value in values)


def address(page: str, /, **values: str | int | None) -> str:
    """A page's address with its values, empty ones left out.

    >>> address("/cell", unit="某局", method="")
    '/cell?unit=%E6%9F%90%E5%B1%80'
    """
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{page}?{urlencode(given)}" if given else page


def cell_address(unit: str, place: Place) -> str:
    """Where a cell's page is."""
    return address("/cell", unit=unit, notice=place.notice, indicator=place.indicator, method=place.method)


def cell_name(place: Place | None) -> str:
    """How reviewers write a cell."""
    return place.name if place else "未对应"


def indicator_of(notices: tuple[Notice, ...], place: Place | None) -> Indicator | None:
    """The indicator of a cell."""
    if place is None:
        return None
    of_notice = (notice for notice in notices if notice.key == place.notice)
    return next((one for notice in of_notice for one in notice.indicators if one.code == place.indicator), None)


def indicator_title(indicator: Indicator | None) -> str:
    """An indicator's name with what it is about, in one line."""
    if indicator is None:
        return "未对应指标"
    return f"{indicator_label(indicator)} {excerpt(indicator.heading or indicator.text, 36)}"


def said(one: Decision, state: str = "") -> Said:
    """A decision in words."""
    words = load("review")
    what = words["kind"][one.kind]
    if one.status:
        what += f"“{status_word(one.status)}”"
    if one.kind == "move":
        what += f" {cell_name(one.place)}"
    return Said(one.number, f"{one.at:%Y-%m-%d %H:%M}", one.who, what, one.comment, words["state"].get(state, ""))
