"""Attachments a notice lists (附件说明, GB/T 9704-2012 7.3.4) and documents it cites."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from govdoc.model.notice import Attachment, Reference
from govdoc.model.span import Remark, Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.parts import DOC_NUMBER, number_text

_LIST = re.compile(
    r"^\(?附\s*[件表]?\s*\)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?P<stop>[:.、])\s*(?:(?P<n2>\d{1,2})\s*[.、]\s*)?(?=\S)"
)
_NEXT = re.compile(r"^(?:附\s*件\s*)?(?P<n>\d{1,2})\s*[.、:]\s*")
_END = re.compile(r"^(?:20|二)\S{2,}年|印发\s*$|^联系|^抄送|^\(此件|:$|。$")
_LABEL = re.compile(r"^\(?附\s*件\s*\)?\s*:?$")
_HEAD = re.compile(r"^\(?附\s*[件表]\s*(?P<n>[\d一二三四五六七八九十]{0,3})\s*\)?\s*[:.]?$")
_BY_HEAD = "attachment-head"
_INNER = re.compile(r"(?<=\S)[\s;；]+(?=(?:附\s*件\s*)?\d{1,2}\s*[.、:]\s*\D)")
_FILE = re.compile(r"\s*\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?)\b.*$", re.IGNORECASE)
_TITLE_ENDS = re.compile(
    r"(?:[表单册案法则南书录目图准卡证告知见划求程范例细点议]|名单|模板|材料|样式|标准|说明|要点|[)》”])$"
)
_CONTINUES = re.compile(r"[\u4e00-\u9fa5()、“”《》\d]{2,30}")


def read_attachments(source: Source, lines: Sequence[Line]) -> tuple[Attachment, ...]:
    """The list behind “附件：”, each line of it one attachment; the same list printed twice counts once.

    Without a list, the heads “附件1” with the titles below them.
    """
    found: dict[str, Attachment] = {}
    for at, line in enumerate(lines):
        head = _LIST.match(line.text)
        if line.cell or (head is None and not _LABEL.match(line.text)):
            continue
        number = (head["n"] or head["n2"]) if head else None
        rest = lines[at + 1 : at + 40]
        items = [(line.start + head.end(), line.end, number)] if head else []
        if head is None or head["n2"] or _INNER.search(line.text):
            items += _following(lines, at + 1)
        elif number is None:
            rest = rest[:2]
        for start, end, printed in _wrapped(source, items, rest):
            for item in _split(source, start, end, printed):
                found.setdefault(_key(item.title), item)
    return tuple(found.values()) or tuple(_headed(source, lines))


def _following(lines: Sequence[Line], at: int) -> Iterator[tuple[int, int, str | None]]:
    """The numbered lines of a list; a line between two of them is the rest of a title."""
    for index in range(at, min(len(lines), at + 40)):
        line = lines[index]
        numbered = _NEXT.match(line.text)
        if numbered and not _END.search(line.text) and len(line.text) <= 120:
            yield line.start + numbered.end(), line.end, numbered["n"]
        elif index + 1 >= len(lines) or not _NEXT.match(lines[index + 1].text) or not _CONTINUES.fullmatch(line.text):
            return


def _wrapped(
    source: Source, items: Sequence[tuple[int, int, str | None]], lines: Sequence[Line]
) -> Iterator[tuple[int, int, str | None]]:
    """Items with the line below them where the title breaks off in the middle."""
    for at, (start, end, number) in enumerate(items):
        below = next((line for line in lines if line.start >= end), None)
        last = at + 1 == len(items)
        if (
            below is not None
            and not below.label
            and not below.cell
            and _CONTINUES.fullmatch(below.text)
            and not _END.search(below.text)
            and not _TITLE_ENDS.search(source.flat[start:end].strip())
            and (not last or (len(source.flat[start:end]) > 12 and _TITLE_ENDS.search(below.text)))
        ):
            end = below.end
        yield start, end, number


def _split(source: Source, start: int, end: int, number: str | None) -> Iterator[Attachment]:
    """Items printed side by side on one line: “1.推荐表  2.汇总表”."""
    left = start
    for gap in [*_INNER.finditer(source.flat, start, end), None]:
        right = gap.start() if gap else end
        item = _attachment(source, left, right, number)
        if item:
            yield item
        following = _NEXT.match(source.flat[gap.end() : end]) if gap else None
        if gap and following:
            left, number = gap.end() + following.end(), following["n"]


def _headed(source: Source, lines: Sequence[Line]) -> Iterator[Attachment]:
    """Attachments known by their heads alone: “附件1”, the title on the line below."""
    for line, below in pairwise(lines):
        head = _HEAD.match(line.text)
        if head and head["n"] and not line.cell and not below.cell and not below.label and len(below.text) <= 60:
            item = _attachment(source, below.start, below.end, head["n"])
            if item:
                yield replace(item, rule=_BY_HEAD)


def _key(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def _attachment(source: Source, start: int, end: int, number: str | None) -> Attachment | None:
    flat = source.flat[start:end]
    cited = DOC_NUMBER.search(flat)
    doc_number = number_text(source.text[start + cited.start() : start + cited.end()]) if cited else None
    if cited:
        flat = flat[: cited.start()].rstrip("( ")
    title = re.sub(r"\s*\n\s*", "", source.text[start : start + len(flat)]).strip(" \t;；。")
    title = re.sub(r"^《(.+)》$", r"\1", _FILE.sub("", title))
    if len(title) < 3 or re.match(r"[,，。)）]", title):
        return None
    return Attachment(number, title, doc_number, Span(start, start + len(flat)), "attachment-list")


_APART = re.compile(
    r"略\)|另[发附行寄]|下载|扫码|不(?:予)?公开|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?)\b", re.IGNORECASE
)
_FAR = 3000  # lines below a list in which its attachments are looked for
_SEEN = re.compile(r"(?<![》)号的其])(?:见|按照?|填写|填报|依据|对照)附件\s?(?P<n>\d{1,2})(?!\d)")
_BEHIND = re.compile(r"[\u4e00-\u9fa5]{0,6}(?:名单|名册|表|清单|安排|目录)(?:附后|见后|见附页)")


def missing_attachments(source: Source, attachments: Sequence[Attachment], start: int, end: int) -> Iterator[Remark]:
    """Attachments that a notice (between two offsets) lists or names, and that stand nowhere in the file."""
    for attachment in attachments:
        if (
            attachment.rule != _BY_HEAD
            and not _is_apart(source, attachment)
            and not _is_in(source, attachment, len(attachments))
        ):
            yield Remark("attachment_missing", f"附件“{attachment.title}”不在本文件中", attachment.span)
    numbers = {attachment.number for attachment in attachments}
    seen = list(_SEEN.finditer(source.flat, start, end)) if numbers - {None} else []
    heads = {found["n"] for line in source.lines if (found := _HEAD.match(line.text))} if seen else set()
    named: set[str] = set()
    for found in seen:
        if found["n"] not in numbers | heads | named:
            named.add(found["n"])
            yield Remark("attachment_missing", f"文中提到附件{found['n']}，但没有列出这一附件", Span(*found.span()))
    behind = _BEHIND.search(source.flat, start, end)
    if behind and not attachments and not any(_names(line) for line in source.between(behind.end(), len(source.flat))):
        words = behind[0].strip()
        yield Remark("attachment_missing", f"文中写明“{words}”，但本文件中没有", Span(*behind.span()))


def _names(line: Line) -> bool:
    """A line that heads a list of names or a table, or a cell of one."""
    return line.cell or bool(
        _HEAD.match(line.text) or re.search(r"(?:名单|名册|表|清单|安排|目录)(?:\(.*\))?$", line.text)
    )


def _is_apart(source: Source, attachment: Attachment) -> bool:
    """The notice itself says that it is left out or to be had elsewhere."""
    line_end = source.flat.find("\n", attachment.span.end)
    return bool(_APART.search(source.flat[attachment.span.start : line_end if line_end >= 0 else len(source.flat)]))


def _is_in(source: Source, attachment: Attachment, count: int) -> bool:
    """Its head or its title stands below the list, on lines that are not the list printed again."""
    words = re.sub(r"[^\u4e00-\u9fa5]", "", attachment.title)[-14:]
    first = bisect_left(source.lines, attachment.span.end, key=lambda line: line.start)
    below = source.lines[first : first + _FAR]
    for at, line in enumerate(below):
        head = _HEAD.match(line.text)
        if head and (head["n"] == (attachment.number or "") or count == 1) and at + 1 < len(below):
            return True
        if _LIST.match(line.text) or _NEXT.match(line.text):
            continue
        han = ""
        for each in below[at : at + 4]:
            if re.search("[。,;]", each.text) or _LIST.match(each.text):
                break
            han += re.sub(r"[^\u4e00-\u9fa5]", "", each.text)
            if han.endswith(words) and len(han) <= len(attachment.title) + 24 and at + 1 < len(below):
                return True
    return False


_CITED = re.compile(r"《(?P<title>[^《》\n]{4,120}(?:《[^《》]*》[^《》\n]*)?)》\s*(?:\(\s*(?P<no>[^()]{6,40}?)\s*\))?")
_DECREE = re.compile(r"[\u4e00-\u9fa5]{1,16}令\s?(?:第\s?)?\d{1,4}\s?号")
_GROUNDS = re.compile(r"(?:根据|按照|依据|贯彻落实|落实|贯彻|遵照|对照|执行)[^。;]{0,60}$")
# What stands around a number that is cited without a title: “根据云政发〔2020〕3号和云政办〔2021〕5号文件”.
_BEFORE_NUMBER = re.compile(r"(?:[()》]|根据|依据|按照|遵照|落实|执行|贯彻|转发|[、和及与])$")
_AFTER_NUMBER = re.compile(r"\s?(?:等)?(?:文件|文|通知|精神|规定|要求)")


def read_references(
    source: Source, start: int, end: int, own: Sequence[str | None], own_titles: Sequence[str] = ()
) -> tuple[Reference, ...]:
    """Documents cited in the text: those with a number, and titles named as grounds.

    `own` numbers are no citations; nor are `own_titles`, those of the notice and of its attachments.
    """
    found: dict[str, Reference] = {}
    titles = [_key(title) for title in own_titles]
    for reference in _cited(source, start, end):
        if reference.doc_number in own and reference.doc_number is not None:
            continue
        if reference.doc_number is None and any(_key(reference.title) in title for title in titles):
            continue
        found.setdefault(reference.doc_number or reference.title, reference)
    return tuple(sorted(found.values(), key=lambda reference: reference.span))


def _cited(source: Source, start: int, end: int) -> Iterator[Reference]:
    flat, text = source.flat, source.text
    taken: list[Span] = []
    for found in _CITED.finditer(flat, start, end):
        behind = DOC_NUMBER.match(flat, found.end(), end)  # “《…的通知》云政办〔2021〕5号”
        number = DOC_NUMBER.search(found["no"] or "") or _DECREE.search(found["no"] or "") or behind
        line_start = flat.rfind("\n", 0, found.start()) + 1
        if number is None and not _GROUNDS.search(flat[line_start : found.start()]):
            continue
        value = None
        if number:
            at = number.start() if number is behind else found.start("no") + number.start()
            value = number_text(text[at : at + len(number[0])])
        span = Span(found.start(), number.end() if number and number is behind else found.end())
        taken.append(span)
        yield Reference(text[found.start("title") : found.end("title")], value, span, "reference:title")
    for number in DOC_NUMBER.finditer(flat, start, end):
        if any(span.start <= number.start() < span.end for span in taken):
            continue
        if not (
            _BEFORE_NUMBER.search(flat[max(start, number.start() - 2) : number.start()])
            or _AFTER_NUMBER.match(flat, number.end(), end)
        ):
            continue
        span = Span(*number.span())
        yield Reference("", number_text(span.of(text)), span, "reference:number")
