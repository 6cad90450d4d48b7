"""Lines that end whatever item stands above them: signatures, dates, attachments, closing words."""

import re
from collections.abc import Sequence
from functools import cache

from govdoc.parsing.lines import Line
from govdoc.rules.load import load

_CLOSING = re.compile(
    r"^(?:未尽事宜|联\s*系\s*(?:人|电\s*话|方\s*式)|电\s*话|邮\s*箱|电子邮箱|传\s*真|咨询电话|监督电话|特此|抄\s*送|主题词|\(?此件|\(?信息公开"
    r"|(?:以上|上述)(?:各项)?(?:工作|措施|政策)|附则|附表|附\s*:"
    r"|本(?:意见|通知|办法|措施|方案|政策)(?:自|适用)|责任编辑|[\u4e00-\u9fa5]{2,20}(?:电话|邮编|邮箱|传真)\s*:|编辑:|编\s*辑\s*:|来源:|扫一扫)|印\s*发$"
)
# The last paragraph above a signature, to all alike.
_APPEAL = re.compile(
    r"(?:请|希望?|以上)(?:各|你|贵|通知)|各(?:单位|部门|地|级|乡镇|学校|科室)[^。]{0,12}(?:要|应)高度重视"
)
_ATTACHED = re.compile(r"^\(?附\s*件")
_ATTACHED_HEAD = re.compile(r"\(?附\s*件\s*(?:[\d一二三四五六七八九十]{1,3})?(?:-\d)?\s*\)?[:.]?")
_DAY = r"(?:20\d\d|19\d\d|二[\d〇○◯零一二三四五六七八九OＯo]{3})年[^,。;()]{2,6}日"
_DATE = re.compile(rf"(?P<office>[^\d,。;:]{{0,60}}?)(?:{_DAY}|\({_DAY}\))(?:印发)?")


@cache
def _office() -> re.Pattern[str]:
    ends = "|".join(
        (
            *load("entities")["unit"]["suffixes"],
            "机关",
            "中学",
            "小学",
            "幼儿园",
            "妇联",
            "科协",
            "工商联",
            "校",
            "院校",
        )
    )
    return re.compile(rf"[\u4e00-\u9fa5()、“”·]{{2,60}}(?:{ends})(?:\((?:代章|章|盖章|公章|印章)\))?")


def closing_lines(lines: Sequence[Line]) -> dict[int, bool]:
    """The closing lines by index; True for those after which numbering begins anew (a date, an attachment's head)."""
    found: dict[int, bool] = {}
    signed = True  # from the end upwards: what follows is a foot, or nothing
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        text = re.sub(r"\s", "", line.text)
        if line.label or line.cell:
            signed = False
        elif (date := _DATE.fullmatch(text)) and _signs(date["office"], lines[at - 1].text if at else ""):
            found[at] = signed = True
        elif _ATTACHED.match(text):
            found[at] = bool(_ATTACHED_HEAD.fullmatch(text))
            signed = True
        elif _CLOSING.search(line.text) or (
            signed and ((len(text) > 2 and _office().fullmatch(text)) or _APPEAL.match(text))
        ):
            found[at] = False
        else:
            signed = False
    return found


def _signs(office: str, above: str) -> bool:
    """Does a date stand there as a signature's, not as the answer to “完成时限：” on the line above?"""
    return not above.endswith(":") and (not office or _office().fullmatch(office) is not None)
