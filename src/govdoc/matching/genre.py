"""The genre (文种) of a paper, from how its title ends."""

import re
from functools import cache

from govdoc.rules.load import load

_TAIL = re.compile(
    r"\s*(?:[(（〔【\[][^()（）〔〕【】\[\]]{0,30}[)）〕】\]]|第[\d一二三四五六七八九十]+[期号版批])\s*$"
)


def find_genre(title: str, text: str) -> str:
    """The genre of rules/genres.toml, empty where nothing shows it.

    >>> find_genre("关于2020年案卷评查结果的通报（摘要）", "")
    '通报'
    >>> find_genre("社会稳定风险评估报告", "")
    '评估报告'
    """
    core = title_core(title)
    ending = max((end for end in _endings() if core.endswith(end)), key=len, default="")
    if ending:
        return _endings()[ending]
    head = title or text[:80]
    for row in load("genres")["genre"]:
        if any(word in head for word in row.get("inside", ())):
            return str(row["name"])
    return ""


def ends_like_a_title(line: str) -> bool:
    """Whether a line ends the way titles end.

    >>> ends_like_a_title("关于印发《防汛预案》的"), ends_like_a_title("关于防汛的通知(试行)")
    (False, True)
    """
    return title_core(line).endswith(tuple(_endings()))


def title_core(title: str) -> str:
    """A title without what is added behind it in brackets."""
    while True:
        shorter = _TAIL.sub("", title)
        if shorter == title:
            return title.rstrip('》”" ')
        title = shorter


@cache
def _endings() -> dict[str, str]:
    return {str(end): str(row["name"]) for row in load("genres")["genre"] for end in row["endings"]}
