"""Attachments a notice lists (附件说明, GB/T 9704-2012 7.3.4) and documents it cites."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.notice import Attachment, Reference
from govdoc.model.span import Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.parts import DOC_NUMBER, number_text

_LIST = re.compile(
    r"^\(?附\s*件\s*\)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?P<stop>[:.、])\s*(?:(?P<n2>\d{1,2})\s*[.、]\s*)?(?=\S)"
)
_NEXT = re.compile(r"^(?:附\s*件\s*)?(?P<n>\d{1,2})\s*[.、:]\s*")
_END = re.compile(r"^(?:20|二)\S{2,}年|印发\s*$|^联系|^抄送|^\(此件|:$|。$")


def read_attachments(source: Source, lines: Sequence[Line]) -> tuple[Attachment, ...]:
    """The list behind “附件：”, each line of it one attachment; the same list printed twice counts once."""
    found: dict[str, Attachment] = {}
    for at, line in enumerate(lines):
        head = _LIST.match(line.text)
        if head is None or line.cell:
            continue
        number = head["n"] or head["n2"]
        first = _attachment(source, line, head.end(), number)
        if first:
            found.setdefault(_key(first.title), first)
        if head["n2"]:
            for following in lines[at + 1 : at + 20]:
                numbered = _NEXT.match(following.text)
                if numbered is None or _END.search(following.text) or len(following.text) > 120:
                    break
                item = _attachment(source, following, numbered.end(), numbered["n"])
                if item:
                    found.setdefault(_key(item.title), item)
    return tuple(found.values())


def _key(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def _attachment(source: Source, line: Line, skip: int, number: str | None) -> Attachment | None:
    start, end = line.start + skip, line.end
    flat = source.flat[start:end]
    cited = DOC_NUMBER.search(flat)
    doc_number = number_text(source.text[start + cited.start() : start + cited.end()]) if cited else None
    if cited:
        flat = flat[: cited.start()].rstrip("( ")
    title = source.text[start : start + len(flat)].strip(" \t;；。")
    title = re.sub(r"^《(.+)》$", r"\1", title)
    if len(title) < 3 or re.match(r"[,，。)）]", title):
        return None
    return Attachment(number, title, doc_number, Span(start, start + len(flat)), "attachment-list")


_CITED = re.compile(r"《(?P<title>[^《》\n]{4,120}(?:《[^《》]*》[^《》\n]*)?)》\s*(?:\(\s*(?P<no>[^()]{6,40}?)\s*\))?")
_DECREE = re.compile(r"[\u4e00-\u9fa5]{2,16}令\s?(?:第\s?)?\d{1,4}\s?号")
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
        number = DOC_NUMBER.search(found["no"] or "") or _DECREE.search(found["no"] or "")
        line_start = flat.rfind("\n", 0, found.start()) + 1
        if number is None and not _GROUNDS.search(flat[line_start : found.start()]):
            continue
        value = None
        if number:
            at = found.start("no") + number.start()
            value = number_text(text[at : at + len(number[0])])
        span = Span(*found.span())
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
