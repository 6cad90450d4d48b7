"""Deadlines in a stretch of text, told apart from stretches of validity."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from govdoc.model.notice import Deadline
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import DEADLINES, Calendar

_ONGOING = re.compile(r"[,、]?\s?(?:并|且)?(?:长期|持续|常态化|坚持)(?:坚持|推进|开展|实施|抓好|巩固|长效|长期)")
# A stretch of validity (of a subsidy, of a rule) is no deadline of a duty.
_WINDOW_AHEAD = re.compile(
    r"(?:自|从)[^,。;\n]{0,24}?(?:起|日|始)\s?(?:至|到)?\s?$|(?:至|到|—|-)\s?$|有效期[^,。;]{0,6}$|暂定[至到]?\s?$"
)
_WINDOW_AFTER = re.compile(
    r"^[^,。;\n]{1,16}的[,、]|^\s?(?:,\s?)?(?:期间|以来|以后|之间|[,、]?(?:在[^,。]{0,20})?(?:购买|缴纳|办理|新建|取得|签订|受理的|建成的|登记的|注册的))"
)


def find_deadlines(
    flat: str, start: int, end: int, calendar: Calendar, *, labelled: bool = False
) -> Iterator[Deadline]:
    """The deadlines of a stretch of narrow text, in order. `labelled`: a label such as 完成时限 stands before it.

    >>> s = "2023年8月30日前,并长期坚持"
    >>> [(str(d.due_on), d.ongoing) for d in find_deadlines(s, 0, len(s), Calendar(), labelled=True)]
    [('2023-08-30', True)]
    """
    taken: list[tuple[int, int]] = []
    found_here: list[Deadline] = []
    for rule in DEADLINES:
        if rule.bare and not labelled:
            continue
        for found in rule.pattern.finditer(flat, start, end):
            left, right = found.span()
            if any(left < t_end and t_start < right for t_start, t_end in taken):
                continue
            read = rule.read(found, calendar)
            if read is None:
                continue
            taken.append((left, right))
            if not labelled and _is_window(flat, left, right, read, calendar):
                continue
            after = flat[right : min(end, right + 12)]
            found_here.append(
                replace(
                    read,
                    ongoing=bool(_ONGOING.match(after)) or rule.id == "ongoing",
                    span=Span(left, right),
                    rule=rule.id,
                )
            )
    yield from sorted(found_here, key=lambda deadline: deadline.span)


def _is_window(flat: str, left: int, right: int, read: Deadline, calendar: Calendar) -> bool:
    line = max(flat.rfind("\n", 0, left) + 1, left - 40)
    if _WINDOW_AHEAD.search(flat[line:left]) or _WINDOW_AFTER.match(flat[right : right + 30]):
        return True
    return bool(read.due_on and calendar.issued_on and read.due_on < calendar.issued_on - timedelta(days=31))
