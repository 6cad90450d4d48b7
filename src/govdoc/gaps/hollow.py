"""Reports that only say that work is well done (空话): words a reviewer gives no credit for."""

import re
from functools import cache

from govdoc.model import Evidence
from govdoc.rules.load import load

_LONGEST = 600  # characters; who writes more has something to tell
_REPORTS = re.compile(r"(?:情况|说明|汇报|总结|报告|小结)(?:[(（].{1,8}[)）])?$")
_SIGNED_ON = re.compile(r"\n[^\n。；]{0,40}(?:20\d\d|二[〇○零]..)年.{1,3}月.{1,3}日\s*$")
_COUNT = "[一二三四五六七八九十百千两]"
_FACT = re.compile(
    rf"\d|《[^》]{{3,}}》|[二三四五六七八九十百千两]{_COUNT}{{0,5}}(?:余|多)?"
    r"(?:人次|次|场|人|件|份|期|个|名|批|户|处|家|万|组|级|日|天|月|年|分钟|小时)"
)


def hollow(evidence: Evidence) -> bool:
    r"""Whether a short report has nothing in it that could be checked, or set phrases and hardly more.

    >>> hollow(Evidence("a", "", 1, "", "read", title="普法工作情况", text="普法工作情况\n我局高度重视，成效明显。"))
    True
    >>> hollow(Evidence("a", "", 1, "", "read", title="普法工作情况", text="普法工作情况\n3月12日，我局上街宣传。"))
    False
    """
    if evidence.doc_number or "\t" in evidence.text or len(evidence.text) > _LONGEST:
        return False
    if not _REPORTS.search(evidence.title.strip()):
        return False
    body = _SIGNED_ON.sub("", evidence.text.replace(evidence.title, "").strip())
    sentences = [one for one in re.split(r"[。！]", body) if len(one.strip()) > 4]
    solid = sum(bool(_FACT.search(one)) for one in sentences)
    if not sentences:
        return False  # nothing was read, so nothing can be said of it
    return not solid or (solid == 1 and len(sentences) > 2 and len(set(_stock().findall(body))) >= 2)


@cache
def _stock() -> re.Pattern[str]:
    return re.compile("|".join(load("intentions")["stock"]))
