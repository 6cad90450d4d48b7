"""A text taken apart into notices: a main one, those it attaches, drafts back to back."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from govdoc.parsing.entities import FIXED_FORMS
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.titles import Title, find_titles, glued_title, squeeze
from govdoc.text.widths import narrow_digits

DOC_NUMBER = next(form.pattern for form in FIXED_FORMS if form.kind == "DOC_NUMBER")

_ATTACHMENT_HEAD = re.compile(r"\(?附\s*件\s*(?:[\d一二三四五六七八九十]{1,3})?\s*\)?[:.]?")
_LETTERHEAD = re.compile(r"[\u4e00-\u9fa5\s]{4,40}文\s*件|\(?20\d\d\)?")


@dataclass(frozen=True, slots=True)
class Part:
    """One notice's lines `first` to `end` (exclusive), its title, and the title of the plan it issues, if any."""

    first: int
    end: int
    title: Title | None
    plan: Title | None
    attached: bool


def split_parts(source: Source) -> tuple[Part, ...]:
    """The notices of a text, in order. A text without any title is one part."""
    lines = source.lines
    titles = find_titles(source)
    heads: list[tuple[int, Title | None]] = []
    plans: dict[int, Title] = {}
    for title in titles:
        if not heads:
            # Lines of a notice may precede the first title only where they are its head.
            heads.append((0, title) if _is_opening(source, title) else (0, None))
            if heads[0][1] is not None:
                continue
        current = heads[-1][1]
        same = current is not None and _same(current, title) and not _renumbered(source, current, title)
        if not same and _is_head(source, title, current, begun=_begun(lines, current, title)):
            heads.append((_with_letterhead(source, title.first, floor=current.last + 1 if current else 1), title))
        elif (
            not title.letter and len(heads) - 1 not in plans and (current.letter if current else _issued(source, title))
        ):
            plans[len(heads) - 1] = title
    if not heads:
        heads = [(0, glued_title(source))]
    ends = [first for first, _ in heads[1:]] + [len(lines)]
    listed = next((at for at, line in enumerate(lines) if re.match(r"附\s*件\s*[:\d]", line.text)), len(lines))
    return tuple(
        Part(first, end, title, plans.get(at), attached=at > 0 and (listed < first or _is_labelled(lines, first)))
        for at, ((first, title), end) in enumerate(zip(heads, ends, strict=True))
    )


def _is_opening(source: Source, title: Title) -> bool:
    """The first title opens the text unless the text is under way before it."""
    before = source.lines[: title.first]
    return not any(line.text.endswith("。") or is_recipients(line) or _is_item(line) for line in before)


def _issued(source: Source, title: Title) -> bool:
    """Does the text above the title, which has none of its own, issue what bears it (现将《…》印发给你们)?"""
    above = source.flat[: source.lines[title.first].start]
    return f"《{squeeze(title.text)}》" in squeeze(above) and "印发" in above


def _is_item(line: Line) -> bool:
    """A labelled line that is more than a word of a web page's menu (“1. 首页”)."""
    return line.label is not None and len(line.text) > 12


def is_recipients(line: Line) -> bool:
    """A line that addresses units: “各乡（镇、街道），县直各单位：”."""
    text = squeeze(line.text)
    return (
        text.endswith(":")
        and line.label is None
        and not line.cell
        and 3 < len(text) < 260
        and not _RECORD.fullmatch(text)
        and not re.search(r"[。;]|:.|附件|如下|通知:|联系|电话|措施:|要求:|任务:|单位:$(?<=责任单位:)", text)
        and bool(re.search(r"各|单位|部门|科室|政府|委|局|办|公司|学校|医院|中心|院|社|会|处|镇|乡", text))
    )


_RECORD = re.compile(
    r"(?:发布|发文|公开|制发|主办|承办|来源|信息|责任|牵头|配合|成文|主题|索引|组配|报送|抄送)[\u4e00-\u9fa5]{0,4}:$"
)


def head_end(lines: tuple[Line, ...], first: int, end: int) -> int:
    """The line where a head that begins at `first` must be over: the first labelled or running one.

    A web page's record and a list of attachments may stand in a head.
    """
    listing = False
    for at in range(first, min(end, first + 60)):
        line = lines[at]
        listing = bool(re.match(r"\(?附\s*件", line.text)) or (listing and bool(line.label))
        if listing or line.cell:
            continue
        if line.label or "。" in line.text or line.text.endswith(("如下:", ";")):
            return at
    return min(end, first + 60)


def number_text(printed: str) -> str:
    """A 文号 without blanks and with plain digits."""
    return narrow_digits(re.sub(r"\s", "", printed))


def _same(current: Title, title: Title) -> bool:
    """The page title printed again, or the plan inside its 印发 notice."""

    def key(text: str) -> str:
        text = DOC_NUMBER.sub("", text)
        return re.sub(r"[^\u4e00-\u9fa5\d]|^.{0,40}?关于(?:印发)?|的?(?:通知|通告)$", "", text)

    ours, theirs = key(current.text), key(title.text)
    return title.letter == current.letter and fuzz.partial_ratio(ours, theirs) >= 88


def _renumbered(source: Source, current: Title, title: Title) -> bool:
    """Does the title stand under a 文号 of its own?"""
    ours, theirs = (_number_near(source, each) for each in (current, title))
    return theirs is not None and theirs != ours


def _number_near(source: Source, title: Title) -> str | None:
    lines = source.lines
    near = lines[max(0, title.first - 6) : title.first][::-1] + lines[title.last + 1 : title.last + 4]
    return next((text for line in near if DOC_NUMBER.fullmatch(text := squeeze(line.text))), None)


def _begun(lines: tuple[Line, ...], current: Title | None, title: Title) -> bool:
    """Has the body of the current notice begun before this title?"""
    return current is not None and any(line.label for line in lines[current.last + 1 : title.first])


def _is_head(source: Source, title: Title, current: Title | None, *, begun: bool) -> bool:
    lines = source.lines
    numbered = _number_near(source, title) is not None
    addressed = any(is_recipients(line) for line in lines[title.last + 1 : title.last + 6])
    if title.letter:
        return numbered or addressed
    # A plan of its own, not the one the current notice issues.
    issued = current is not None and current.letter and _core(title.text) in _core(current.text)
    return begun and not issued and len(title.text) >= 12 and "关于" in title.text


def _core(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fa5\d]|关于|的", "", text)


def _with_letterhead(source: Source, first: int, *, floor: int) -> int:
    """The line where a head really begins: 附件 label, letterhead, 文号 and issuer lines above the title."""
    while first > floor:
        text = squeeze(source.lines[first - 1].text)
        if not (DOC_NUMBER.fullmatch(text) or _ATTACHMENT_HEAD.fullmatch(text) or _LETTERHEAD.fullmatch(text)):
            break
        first -= 1
    return first


def _is_labelled(lines: tuple[Line, ...], first: int) -> bool:
    """Does a 附件 label head the notice?"""
    return first < len(lines) and _ATTACHMENT_HEAD.fullmatch(squeeze(lines[first].text)) is not None
