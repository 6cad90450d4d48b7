"""Contacts (联系人), in lines of their own or inside a sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from govdoc.model.notice import Contact
from govdoc.model.span import Span
from govdoc.parsing.entities import FIXED_FORMS
from govdoc.parsing.lines import Line, Source

_PHONE = next(form.pattern for form in FIXED_FORMS if form.kind == "PHONE")
_EMAIL = next(form.pattern for form in FIXED_FORMS if form.kind == "EMAIL")
_FIELDS = (
    ("name", re.compile(r"(?:联\s*系\s*人|联\s*络\s*人|联\s*络\s*员|经\s*办\s*人)\s*(?:及(?:联系)?(?:电话|方式))?\s*[:]\s*(?P<v>[\u4e00-\u9fa5](?:\s{0,3}[\u4e00-\u9fa5]){1,3}?)(?=\s{2,}|[,;。、(]|\s*$|\s*\d|\s*(?:联系)?电|\s*手机)")),
    ("phone", re.compile(rf"(?:电\s*话|手\s*机|传\s*真|联系方式|咨询热线|热线|联系人[^:]{{0,8}}:\s*[\u4e00-\u9fa5\s]{{2,8}}?)\s*(?:\(.{{1,8}}?\))?\s*:?\s*(?P<v>{_PHONE.pattern})")),
    ("email", re.compile(rf"(?:邮\s*箱|邮\s*件|[Ee]-?mail|邮\s*编|信\s*箱|地\s*址)[^A-Za-z0-9]{{0,8}}(?P<v>{_EMAIL.pattern})")),
    ("address", re.compile(r"(?:地\s*址|通讯地址|邮寄地址)\s*:\s*(?P<v>[^,。;\n@]{5,50}?(?:号|楼|室|层|院|厦|中心|局|村|路)[^,。;\n@]{0,12})")),
)  # fmt: skip
_OFFICE = re.compile(
    r"[\u4e00-\u9fa5]{2,24}?(?:局|组|办|科|室|处|中心|委|厅|部|院|公司)(?=\((?:办公室|联系|地址)|[,、]?\s*(?:联系)?电\s*话|\s*(?:联系)?邮)"
)
_NOT_A_NAME = re.compile(r"^(?:电话|手机|职务|单位|姓名|及|和|名单|信息)")


def read_contacts(source: Source, lines: tuple[Line, ...]) -> tuple[Contact, ...]:
    """The contacts of a notice: values that follow each other closely belong to one person or office."""
    contacts: list[Contact] = []
    last_line = -9
    for at, line in enumerate(lines):
        for field, value, span in sorted(_values(source, line), key=lambda each: each[2]):
            open_ = contacts and at - last_line <= 2 and getattr(contacts[-1], field) is None and field != "name"
            if open_:
                grown: Contact = replace(contacts[-1], **{field: value}, span=Span(contacts[-1].span.start, span.end))
                contacts[-1] = grown
            else:
                contacts.append(Contact(**{field: value}, span=span, rule="contact"))
            last_line = at
    return tuple(contact for contact in contacts if contact.phone or contact.email or contact.name)


def _values(source: Source, line: Line) -> Iterator[tuple[str, str, Span]]:
    named = False
    for field, pattern in _FIELDS:
        for found in pattern.finditer(line.text):
            span = Span(line.start + found.start("v"), line.start + found.end("v"))
            value = re.sub(r"\s+", "", span.of(source.text)) if field == "name" else span.of(source.text).strip()
            if field == "name" and _NOT_A_NAME.match(value):
                continue
            named = named or field == "name"
            yield field, value, span
    if not named and _PHONE.search(line.text) and "电" in line.text:
        office = _OFFICE.search(line.text)
        if office and (line.label is not None or line.text.startswith(office[0])):
            name = re.split(r"报|至|到|向|与|送", office[0])[-1]
            start = line.start + office.end() - len(name)
            yield "name", name, Span(start, start + len(name))
