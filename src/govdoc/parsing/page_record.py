"""The record of a web page around a title: when the document was made, when it was put there, whose it is."""

import re
from collections.abc import Sequence
from datetime import date

from govdoc.model.span import Span
from govdoc.parsing.issuers import Office, find_offices
from govdoc.parsing.lines import Line
from govdoc.text.dates import find_dates

_MADE = re.compile(r"(?:^|\s)\W*(?:成文|发文|印发|制发|签发|生成)(?:日期|时间)\s*(?:[:|]\s*|$)")
_SHOWN = re.compile(r"(?:^|\s)\W*(?:发布|公开|公布)(?:日期|时间)\s*(?:[:|]\s*|$)")
# “（2024年12月24日县人民政府令第314号公布）” under a title.
_ENACTED = re.compile(r"^\((?=[^()]*(?:公布|发布|通过|印发))")
_OFFICE = re.compile(
    r"(?:^|\s)\W*(?:发文|发布|制发|印发|公开)(?:机构|机关|单位|部门)\s*[:|]\s*(?P<by>[\u4e00-\u9fa5、]{3,40})(?=\s|$)"
)


def recorded_date(flat: str, lines: Sequence[Line]) -> tuple[date, Span] | None:
    """The day the record or the bracket under the title states; the day it was made before the day it was shown."""
    for pattern in (_ENACTED, _MADE, _SHOWN):
        for line in lines:
            found = pattern.search(line.text)
            if found is None:
                continue
            at = line.start + found.end()
            while at < len(flat) and flat[at].isspace():  # the value may stand in the next cell or line
                at += 1
            mention = next(find_dates(flat[at : at + 20]), None)
            if mention and mention.value and mention.precision == "day" and mention.span.start == 0:
                return mention.value, Span(at, at + mention.span.end)
    return None


def recorded_offices(flat: str, lines: Sequence[Line]) -> list[Office]:
    """The offices the record names, with their offsets into the source."""
    found = _OFFICE.search(flat, lines[0].start, lines[-1].end) if lines else None
    if found is None:
        return []
    at = found.start("by")
    return [(name, at + left, at + right) for name, left, right in find_offices(found["by"])]
