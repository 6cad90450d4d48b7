"""Responsible units: labelled lists, brackets that say who is in charge, and the names in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from govdoc.model.notice import Responsible, Role
from govdoc.model.span import Span
from govdoc.rules.load import load
from govdoc.text.sentences import split_outside_brackets


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A stretch that names units. `implied` are units bound to every later item without being repeated."""

    span: Span
    units: tuple[Responsible, ...]
    implied: tuple[Responsible, ...] = ()


@cache
def _label_pattern() -> re.Pattern[str]:
    words = sorted((w for row in load("unit_labels")["label"] for w in row["words"]), key=len, reverse=True)
    spaced = "|".join(r"\s?".join(word) for word in words)
    return re.compile(
        rf"(?P<open>\(\s*)?(?P<label>{spaced})\s*(?:(?:\(.{{1,20}}?\))?\s*:|(?(open)\s*(?=[^\s)、,的])|(?!)))"
    )


@cache
def _label_role(word: str) -> Role:
    for row in load("unit_labels")["label"]:
        if word in row["words"]:
            return row["role"]  # type: ignore[no-any-return]
    raise KeyError(word)


def unit_marks(flat: str, start: int, end: int) -> Iterator[UnitMark]:
    """The unit marks of a stretch of narrow text, in order: labelled ones, else brackets such as “(市财政局负责)”."""
    labels = list(_label_pattern().finditer(flat, start, end))
    if labels:
        yield from _labelled(flat, labels, end)
        return
    for found in re.finditer(r"\(((?:[^()\n]|\([^()\n]*\))*)\)\s*(?=[。\n]|$)", flat[start:end]):
        if re.search("负责|牵头|落实|配合", found[1]):
            mark = _bracket(flat, start + found.start(), start + found.start(1), start + found.end(1))
            if mark.units:
                yield mark


_LIST_END = re.compile(
    r"。|\n|[,;]?\s*(?:完成|办结|整改|落实|工作|责任)(?:时限|时间|期限)\s*:|[,;]\s*(?:责任人|联系人)\s*:|时限\s*:"
)


def _labelled(flat: str, labels: list[re.Match[str]], end: int) -> Iterator[UnitMark]:
    for at, found in enumerate(labels):
        begin = found.end()
        while begin < end and flat[begin] in " \n":  # the list may stand on the line below its label
            begin += 1
        stop = labels[at + 1].start() if at + 1 < len(labels) else end
        opened = found.start() if found["open"] else _open_bracket(flat, found.start())
        close = _closing(flat, opened, end) if opened is not None else None
        if close is not None:
            stop = min(stop, close)
        ended = _LIST_END.search(flat, begin, stop)
        list_end = ended.start() if ended else stop
        role = _label_role(re.sub(r"\s", "", found["label"]))
        whole = Span(
            opened if opened is not None else found.start("label"), close + 1 if close is not None else list_end
        )
        yield UnitMark(whole, tuple(responsible_names(flat, begin, list_end, role, f"label:{role}")))


def _open_bracket(flat: str, at: int) -> int | None:
    """The bracket on the same line that is still open at `at`."""
    depth = 0
    for index in range(at - 1, max(-1, at - 600), -1):
        if flat[index] == "\n":
            return None
        if flat[index] == ")":
            depth += 1
        elif flat[index] == "(":
            if depth == 0:
                return index
            depth -= 1
    return None


def _closing(flat: str, opened: int, end: int) -> int | None:
    depth = 0
    for index in range(opened, end):
        if flat[index] == "(":
            depth += 1
        elif flat[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    return None


# Who does what in a bracket without a label: the longest predicate at the end of a clause.
_PREDICATE = re.compile(
    r"(?:等(?:有关|相关|各)?(?:部门|单位)?)?(?:(?:均|都|要|应|需)?(?:按照?|根据|依)(?:各自)?(?:工作)?职[责能](?:分工)?)?(?:分别|共同|具体|同步|抓好|全程)?"
    r"(?P<verb>牵头负责|牵头|负责落实|负责实施|负责|配合落实|配合|组织实施|参与|参加|承担|落实|协办|主办)[。,;]?\s*$"
)
_LATER = re.compile(
    r"以下(?:各项|各条)?(?:均|都)?(?:需|由|请|须)?(?P<names>.+?)(?:负责|落实|配合|组织实施|参与)[,，]不再"
)


def _bracket(flat: str, opened: int, start: int, end: int) -> UnitMark:
    units: list[Responsible] = []
    implied: list[Responsible] = []
    for left, right in _clauses(flat, start, end):
        later = _LATER.search(flat[left:right])
        if later:
            begin = left + later.start("names")
            implied += responsible_names(flat, begin, left + later.end("names"), "implied", "stated-once")
            continue
        predicate = _PREDICATE.search(flat[left:right])
        if predicate and "以下" not in flat[left:right]:
            verb = predicate["verb"]
            role: Role = "lead" if verb in ("牵头", "牵头负责", "主办") else "responsible"
            if verb.startswith(("配合", "参与", "参加", "协办")):
                role = "support"
            units += responsible_names(flat, left, left + predicate.start(), role, f"bracket:{role}")
    return UnitMark(Span(opened, end + 1), tuple(units), tuple(implied))


def _clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Clauses of a bracket; parts without a predicate of their own belong to the next (“市教委,市财政局负责”)."""
    for left, right in split_outside_brackets(flat[start:end], "。;"):
        if _LATER.search(flat[start + left : start + right]):
            yield start + left, start + right
            continue
        begin = left
        for part_left, part_right in split_outside_brackets(flat[start + left : start + right], ","):
            if _PREDICATE.search(flat[start + left + part_left : start + left + part_right]):
                yield start + begin, start + left + part_right
                begin = left + part_right + 1
        if begin < right:
            yield start + begin, start + right


_AREA = r"(?:各|全)?(?:省|自治区|直辖市|地级以上市|市|州|地|盟|县|区|旗|乡|镇|街道|街|开发区|新区|自治州|自治县)(?:\([^()]{1,8}\))?"
_BARE = re.compile(rf"{_AREA}|\S*各(?:委|办|局|部|厅|司|镇|街|室|科)|(?:委|办|局|部|厅|司|行|社|室)")
_TAIL = re.compile(
    r"(?:会同(?:有关|相关)(?:部门|单位))?(?:\s*(?:等(?:\d+个)?(?:有关|相关|各)?(?:部门|单位|科室)?))?(?:按照?(?:各自)?职责分工)?(?:分别|共同|具体)?(?:负责|牵头|配合|落实)?\s*[。.;,、]*\s*$"
)
_ORGAN_END = re.compile(r"(?:局|委|部|厅|办|会|院|行|室|处|科|中心|政府|公司|支队|大队|分局|支行|分行|管委会|单位)$")
_OWN_ROLE = re.compile(r"\((牵头|配合|协办|主办|负责)\)$")


def responsible_names(flat: str, start: int, end: int, role: Role, rule: str) -> Iterator[Responsible]:
    """The units of a list, each with its span; “市司法局(牵头)” states its own role."""
    for left, right in name_spans(flat, start, end, "、,;，；"):
        own = _OWN_ROLE.search(flat[left:right])
        if own:
            right = left + own.start()
        given: Role = (
            role if not own else "lead" if own[1] in ("牵头", "主办") else "support" if own[1] != "负责" else role
        )
        name = re.sub(r"\s+", "", flat[left:right])
        yield Responsible(_wide(name), given, is_group(name), Span(left, right), rule)


def _wide(name: str) -> str:
    """Brackets as GB/T 9704 prints them, so that one unit is not named two ways."""
    return name.replace("(", "（").replace(")", "）")


def is_group(name: str) -> bool:
    """A collective name: 各…, …各单位, 成员单位, 有关部门.

    >>> [is_group(s) for s in ("县直各单位", "各乡(镇、街道)", "县司法局", "市人民政府具有行政执法职能的部门")]
    [True, True, False, True]
    """
    return bool(re.search(r"各(?!级人民代表)|成员单位|(?:有关|相关|直属|直)(?:部门|单位)|部门$|系统$|专班$", name))


def name_spans(
    flat: str, start: int, end: int, separators: str, *, split_and: bool = True
) -> Iterator[tuple[int, int]]:
    """Offsets of the names in a list, tails such as 等部门 cut off.

    A part that is only an area word belongs to the next one (各市、县人民政府; 国务院各委、办、局).

    >>> s = "省发改委、各市、县人民政府，市公安局等"
    >>> [s[a:b] for a, b in name_spans(s, 0, len(s), "、，")]
    ['省发改委', '各市、县人民政府', '市公安局']
    """
    pending: int | None = None
    for left, right in split_outside_brackets(flat[start:end], separators):
        for part_left, part_right in _spaced(flat, start + left, start + right):
            begin, stop = _trim(flat, part_left, part_right)
            if begin >= stop:
                continue
            if pending is not None:
                begin, pending = pending, None
            following = flat[part_right : part_right + 1]
            if following == "、" and part_right < end and _joins(flat[begin:stop], flat[part_right + 1 : end]):
                pending = begin
                continue
            tail = _TAIL.search(flat, begin, stop)
            cut = tail.start() if tail else stop
            if cut > begin:
                yield from _split_and(flat, begin, cut) if split_and else ((begin, cut),)
    if pending is not None:
        yield pending, _trim(flat, pending, end)[1]


def _joins(part: str, rest: str) -> bool:
    """Is the part only the first half of a shared name?"""
    last = re.split(r"[、,，]", part)[-1].strip()
    if not _BARE.fullmatch(last):
        return False
    following = re.match(r"\s*([^、,，;；]+)", rest)
    return following is not None and "各" not in following[1]


def _spaced(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names set apart by blanks alone: both sides must look like whole names."""
    begin = start
    for gap in re.finditer(r"(?<=[\u4e00-\u9fff)])\s+(?=[\u4e00-\u9fff])", flat[start:end]):
        left = flat[begin : start + gap.start()].strip()
        if _ORGAN_END.search(left) and len(left) > 2:
            yield begin, start + gap.start()
            begin = start + gap.end()
    yield begin, end


def _split_and(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """“市计生协会和市联席会议成员单位” are two; “市发展和改革委” is one."""
    shared = re.search(r"等(?:和|及)(?=各)", flat[start:end])
    if shared:
        yield start, start + shared.start()
        yield start + shared.end(), end
        return
    for found in re.finditer("[和及]", flat[start:end]):
        at = start + found.start()
        if _ORGAN_END.search(flat[start:at]) and at - start > 3 and end - at > 3 and flat[at - 1] not in "(（":
            yield start, at
            yield from _split_and(flat, at + 1, end)
            return
    yield start, end


def _trim(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " \t\n":
        start += 1
    while end > start and flat[end - 1] in " \t\n。.;":
        end -= 1
    return start, end
