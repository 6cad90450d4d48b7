"""The names in a list of units: where one ends and the next begins."""

import re
from collections.abc import Iterator

from govdoc.model.notice import Role
from govdoc.parsing.organs import are_persons, is_organ
from govdoc.text.sentences import split_outside_brackets

_AREA = r"(?:各|全)?辖?(?:中央|省|自治区|直辖市|地级以上市|市|州|地|盟|县|区|旗|乡|镇|街道|街|开发区|新区|自治州|自治县)(?:\([^()]{1,8}\))?"
_BARE = re.compile(
    rf"{_AREA}|(?:中央|[省市县区州])[属直管]|\S*各(?:委|办|局|部|厅|司|镇|街|室|科)|(?:委|办|局|部|厅|司|行|社|室)"
)
_TAIL = re.compile(
    r"(?:会同(?:有关|相关)(?:部门|单位))?(?:\s*(?:等(?:[^、,;等]{0,9}(?:部门|单位|科室|处室|机构|企业|学院|地区))?))?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|具体)?(?:负责|牵头|配合|落实)?\s*[。.;,、]*\s*$"
)
_ORGAN_END = re.compile(
    r"(?:局|委|部|厅|办|会|院|行|(?<!实验)室|处|科|联|中心|政府|公司|支队|大队|分局|支行|分行|管委会|单位|学校|部门|站|所|队|镇)$"
)
_OWN_ROLE = re.compile(r"\((牵头|配合|协办|主办|负责)(?:单位|部门)?\)$")


def without_tail(part: str) -> str:
    """A part of a list without 等部门 and the like behind it.

    >>> [without_tail(s) for s in ("县司法局等12个部门", "县财政局等", "市县两级法院")]
    ['县司法局', '县财政局', '市县两级法院']
    """
    found = _TAIL.search(part)
    return (part[: found.start()] if found else part).strip()


def own_role(flat: str, left: int, right: int, role: Role) -> tuple[Role, int]:
    """The role a name states in a bracket of its own, and where the name ends without it, a person or a time."""
    own = _OWN_ROLE.search(flat[left:right])
    if own:
        given: Role = "lead" if own[1] in ("牵头", "主办") else "support" if own[1] != "负责" else role
        return given, left + own.start()
    aside = re.search(r"\s*\(([^()]*)\)$", flat[left:right])
    if aside and (are_persons(aside[1]) or re.search(r":|\d{5}|\d\s?[月日]", aside[1])):
        return role, left + aside.start()
    return role, right


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
    """Is the part only the first half of a shared name (各市、县人民政府; 各乡镇党委、人民政府; 各临床、医技科室)?"""
    last = re.split(r"[、,，]", part)[-1].strip()
    following = re.match(r"\s*([^、,，;；]+)", rest)
    if following is None:
        return False
    if re.fullmatch("中央|[省市]", last) and re.match("[省市]$|[省市]?[驻在]|[省市县]属", following[1].strip()):
        return True
    if "各" in following[1]:
        return False
    whose = part.startswith("各") or part.endswith("委")  # “云汐县党委、政府”
    if whose and re.fullmatch("(?:人民)?政府|办事处|管委会|法院|检察院", following[1].strip(" :")):
        return True
    if following[1].strip() == "单位" and part.endswith("部门"):
        return True
    if re.fullmatch("各[县市区旗州]+", part) and re.match(
        r"[县市区旗州](?![直级委])[\u4e00-\u9fa5]{2}", following[1].strip()
    ):
        return True
    headless = part.startswith("各") and re.fullmatch(r"[\u4e00-\u9fa5]{3,6}", part) and not is_organ_end(part)
    return bool(_BARE.fullmatch(last) or (headless and is_organ(following[1])))


def is_organ_end(part: str) -> bool:
    """Does the part end as a name ends that needs no second half?"""
    return bool(_ORGAN_END.search(part) or re.search(r"[镇乡村县区市街道社校园院馆场业组长户]$", part))


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
    for found in re.finditer("以及|[和及与]", flat[start:end]):
        at, after = start + found.start(), start + found.end()
        left = re.sub(r"[(（][^()（）]*[)）]$", "", flat[start:at])  # “县发改局（县物价局）和县统计局”
        if _ORGAN_END.search(left) and at - start > 2 and end - after > 2 and flat[at - 1] not in "(（":
            yield from _tailless(flat, start, at)
            yield from _split_and(flat, after, end)
            return
    yield start, end


def _tailless(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cut = start + len(without_tail(flat[start:end]))
    if cut > start:
        yield start, cut


def _trim(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " \t\n":
        start += 1
    while end > start and flat[end - 1] in " \t\n。.;":
        end -= 1
    return start, end
