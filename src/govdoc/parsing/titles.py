"""Titles (标题): “发文机关 关于 事由 的 文种”, often broken over several lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from govdoc.parsing.lines import Line, Source
from govdoc.parsing.organs import ends_as_organ
from govdoc.rules.load import load


@dataclass(frozen=True, slots=True)
class Title:
    """A title over the lines `first` to `last` (indices, inclusive), as printed but closed up.

    `letter`: its genre goes out by itself, with a head of its own. `issuers` counts the lines above 关于.
    """

    text: str
    genre: str
    first: int
    last: int
    letter: bool
    issuer_lines: int = 0


@cache
def _genres() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = load("entities")["genre"]
    return tuple(table["letter"]), tuple(table["plan"])


@cache
def _ending() -> re.Pattern[str]:
    letter, plan = _genres()
    words = "|".join(sorted((*letter, *plan), key=len, reverse=True))
    return re.compile(
        rf"(?P<genre>{words})(?:\((?:试行|暂行|(?:公开)?征求意见稿|修订[版稿]?|代拟稿|送审稿|报批稿|草案|讨论稿|[一二三四五]|\d{{4}}年[^()]*)\))*$"
    )


_MAX_LINES, _MAX_LENGTH = 8, 130
_NOT_TITLE = re.compile(
    r"^[•·*\s]*(?:附\s*件|抄送|主送|联系|电话|来源|发布|索引|信息|分享|打印|字号|当前位置|\d{4}年\d{1,2}月\d{1,2}日|现将|为|根据|第|\(此件"
    r"|(?:标题|名称|主题词?|文件名称?)\s*:)|[。;>|\t]|:$|^[^关]*文件$|\d{4}-\d\d?-\d"
)
# The title's own number in brackets behind it: “…的通知(云政办〔2021〕2号)”.
_NUMBER = r"[(（][\u4e00-\u9fa5]{2,14}(?:[(（][\u4e00-\u9fa5]{1,4}[)）])?[〔\[(（【]\d{4}[〕\])）】]第?\d{1,5}号[)）]"
_NUMBERED = re.compile(_NUMBER + "$")
# The state of a draft on a line below its title.
_STATE = re.compile(
    r"[(（](?:试行|暂行|征求意见稿|公开征求意见稿|修订版?|代拟稿|送审稿|草案|讨论稿|修订稿|报批稿)[)）]"
)
_HEAD_LINES = 12


def squeeze(text: str) -> str:
    """Letter-spaced text closed up: “通  知” is 通知, “2 0 2 3年” is 2023年."""
    text = re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", text).strip()
    return re.sub(r"(?<=(?<!\d)\d)\s+(?=\d(?!\d))", "", text)


def _unquoted(text: str) -> str:
    """A title that stands in 《》 of its own."""
    found = re.fullmatch(r"《(关于[^《》]+)》", text)
    return found[1] if found else text


def genre_of(title: str) -> str:
    """The kind of document (文种) a title ends with, empty where it names none.

    >>> [genre_of(s) for s in ("关于做好秋粮收购的通知", "若干措施(试行)", "你好")]
    ['通知', '措施', '']
    """
    found = _ending().search(squeeze(title).rstrip("》”"))
    return found["genre"] if found else ""


def find_titles(source: Source) -> list[Title]:
    """The titles of a text, in order; they never overlap."""
    titles: list[Title] = []
    at = 0
    while at < len(source.lines):
        title = _title_at(source, at)
        if title is None:
            at += 1
            continue
        titles.append(title)
        at = title.last + 1
    return titles or list(_recorded(source))


# The title in a web page's record: “标题：…”.
RECORDED = re.compile(r"^\W*(?:标\s*题|(?:文件)?名\s*称)\s*[:|]\s*(?=\S)")


def _recorded(source: Source) -> Iterator[Title]:
    """The title that only the record above the text names."""
    for at, line in enumerate(source.lines[:_HEAD_LINES]):
        label = RECORDED.match(line.text)
        if label and genre_of(line.text):
            text = squeeze(source.text[line.start + label.end() : line.end])
            yield Title(text, genre_of(text), at, at, genre_of(text) in _genres()[0])
            return


def _title_at(source: Source, at: int) -> Title | None:
    """The title that begins on line `at`: the shortest run of short lines that reads as one."""
    lines = source.lines
    printed: list[str] = []
    issuer_lines = 0
    for index in range(at, min(len(lines), at + _MAX_LINES)):
        line = lines[index]
        text = _unquoted(squeeze(line.text))
        joined = "".join(printed) + text
        if line.cell or (line.label and index == at) or _NOT_TITLE.search(text) or len(joined) > _MAX_LENGTH:
            return None
        printed.append(_unquoted(squeeze(source.text[line.start : line.end])))
        if index == at < _HEAD_LINES and _NUMBERED.search(joined) and re.match(r"[^《,]{6}", joined):
            name = _NUMBERED.sub("", printed[0])
            return Title(name, genre_of(name), at, at, genre_of(name) in _genres()[0])
        if "关于" not in joined and not _plain_title(joined):
            # The issuers may stand on lines of their own above 关于.
            if len(text) > 36 or not re.fullmatch(r"[\u4e00-\u9fa5、()《》“”·\d]+", text):
                return None
            issuer_lines += 1
            continue
        if issuer_lines == 1 and not re.match("关于|转发|批转|印发", text) and "关于" in text:
            return None  # a letterhead above a title that names its own issuer
        named = _NUMBERED.sub("", joined)
        found = _ending().search(named)
        if issuer_lines and index > at and not _belongs([squeeze(each) for each in printed[:-1]], text):
            return None
        if found and _balanced(joined) and not _continues(lines, index):
            last = index
            if index + 1 < len(lines) and _STATE.fullmatch(squeeze(lines[index + 1].text)):
                last = index + 1
                printed.append(squeeze(source.text[lines[last].start : lines[last].end]))
            text = _NUMBERED.sub("", "".join(printed))
            title = Title(text, found["genre"], at, last, found["genre"] in _genres()[0], issuer_lines)
            return title if issuer_lines < 2 or "关于" not in joined else _without_issuers(title, printed)
    return None


def _belongs(lines: Sequence[str], text: str) -> bool:
    """Do the lines above belong to a title? Issuers do, and the first half of a name; a menu's words do not."""
    whole = bool(re.match("关于|转发|批转", text)) or (len(text) >= 14 and "关于" not in text and _plain_title(text))
    menu = len(lines) > 2 and len(lines[-1]) <= 8
    return not whole or lines[-1].endswith("”") or ends_as_organ(lines[-1]) or (sum(map(len, lines)) > 16 and not menu)


def _without_issuers(title: Title, printed: list[str]) -> Title:
    """Joint issuers stand above the title; a single one is its first part, and so are those a letterhead repeats."""
    for at in range(2, len(printed)):
        head, rest = "".join(printed[:at]), "".join(printed[at:])
        if rest.startswith(head):
            return _without_issuers(replace(title, text=rest), printed[at:])
    begin = next(at for at, text in enumerate(printed) if "关于" in text)
    return replace(title, text="".join(printed[begin:])) if printed[begin].startswith("关于") else title


def _plain_title(joined: str) -> bool:
    """A plan's title may lack 关于: “云溪县普法实施方案”."""
    return len(joined) >= 8 and _ending().search(_NUMBERED.sub("", joined)) is not None


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》") and text.count("“") == text.count("”")


def _continues(lines: Sequence[Line], index: int) -> bool:
    """“…实施方案” / “的通知”: the next line belongs to the title still."""
    if index + 1 >= len(lines):
        return False
    following = squeeze(lines[index + 1].text)
    if re.fullmatch(rf"{_STATE.pattern}的\S{{2}}", following):
        return True
    return bool(re.match(r"(?:的|》|及)", following)) and len(following) <= 12 and not _NOT_TITLE.search(following)


# A whole notice on one line: its title runs into the first sentence.
_GLUED = re.compile(
    r"^[^。;:]{6,60}?(?:方案|办法|措施|意见|通知|细则|规定)(?=为(?:了|深入|进一步|全面|切实|贯彻|落实|推动|加强|规范|做好|促进|加快|确保))"
)


def glued_title(source: Source) -> Title | None:
    """The title at the head of a run-on text, or None."""
    if not source.lines:
        return None
    line = source.lines[0]
    found = _GLUED.match(squeeze(line.text))
    if found is None:
        return None
    genre = genre_of(found[0])
    return Title(found[0], genre, 0, -1, genre in _genres()[0])
