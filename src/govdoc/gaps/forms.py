"""The form an item asks for (a listing, a case file, a statement) against the form a file has."""

import re
from dataclasses import dataclass
from functools import cache

from govdoc.model import Evidence
from govdoc.rules.load import load

_HEAD = 1_500  # characters in which a paper shows what is in it
_FIRST = 60  # and those that stand for the title of a paper without one


@dataclass(frozen=True, slots=True)
class _Form:
    asked: re.Pattern[str]
    shown: re.Pattern[str]
    text: bool
    sheet: bool

    def of(self, evidence: Evidence) -> bool:
        """Whether a file has this form."""
        title = evidence.title.strip() or evidence.text[:_FIRST]
        where = f"{title}\n{evidence.text[:_HEAD]}" if self.text else title
        table = "sheet" in evidence.media_type or "excel" in evidence.media_type or "\t" in evidence.text
        return bool(self.shown.search(where)) or (self.sheet and table)


def has_form(evidence: Evidence, text: str) -> bool:
    """Whether a file has the form that an item's text asks for, or the item asks for none in particular.

    An item that names several forms takes any of them.

    >>> paper = Evidence("a", "", 1, "", "read", title="关于内设机构调整的批复", text="同意增核编制4名。")
    >>> has_form(paper, "机构、人员编制文件"), has_form(paper, "2018年以来案件汇总表")
    (True, False)
    """
    asked = [form for form in _forms() if form.asked.search(text)]
    return not asked or any(form.of(evidence) for form in asked)


@cache
def _forms() -> tuple[_Form, ...]:
    rows = load("forms")["form"]
    return tuple(_Form(re.compile(row["asked"]), re.compile(row["shown"]), row["text"], row["sheet"]) for row in rows)
