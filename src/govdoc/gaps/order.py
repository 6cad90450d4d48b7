"""Dates in a register against each other: a review that is dated after the decision it should come before."""

import re
from datetime import date

from govdoc.model import Evidence

_REVIEWED = re.compile(r"(?:审核|审查|复核|评估|论证)(?:日期|时间)")
_DECIDED = re.compile(r"(?:决定|作出|印发|签发|发文|出台|公布|实施|签订)(?:书)?(?:日期|时间)")
_DAY = re.compile(r"(20\d\d)\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})")


def reviewed_after(evidence: Evidence) -> bool:
    r"""Whether half or more of a register's reviews are dated later than what they were to precede.

    >>> head = "当事人\t决定日期\t审核日期\n"
    >>> reviewed_after(Evidence("a", "", 1, "", "read", text=head + "甲\t2020-10-19\t2020-11-02"))
    True
    >>> reviewed_after(Evidence("a", "", 1, "", "read", text=head + "甲\t2020-10-19\t2020-10-12"))
    False
    """
    if not (_REVIEWED.search(evidence.text) and _DECIDED.search(evidence.text)):
        return False
    columns: tuple[int, int] | None = None
    dated = late = 0
    for row in (line.split("\t") for line in evidence.text.splitlines() if "\t" in line):
        reviewed = next((at for at, cell in enumerate(row) if _REVIEWED.search(cell)), None)
        decided = next((at for at, cell in enumerate(row) if _DECIDED.search(cell)), None)
        if reviewed is not None and decided is not None:
            columns = reviewed, decided
        elif columns and max(columns) < len(row):
            first, second = (_day(row[at]) for at in columns)
            dated += bool(first and second)
            late += bool(first and second and first > second)
    return late > 0 and 2 * late >= dated


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
