"""Contacts (联系人), in lines of their own or inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from govdoc.model.notice import Contact
from govdoc.model.span import Span
from govdoc.parsing.entities import FIXED_FORMS
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.organs import is_organ
from govdoc.rules.load import load

_PHONE = next(form.pattern for form in FIXED_FORMS if form.kind == "PHONE").pattern
_EMAIL = next(form.pattern for form in FIXED_FORMS if form.kind == "EMAIL")
_NUMBER = rf"{_PHONE}(?!\s?\(传真\))"
_PHONES = re.compile(rf"{_NUMBER}(?:(?:\s?[/、,;或]\s?|\s{{1,3}}){_NUMBER})*")

# What stands before a telephone number; a fax number is nobody's telephone.
_PHONE_LABEL = re.compile(
    r"(?:电\s*话|手\s*机|热\s*线|联系方式|专\s*线|座\s*机|[Tt][Ee][Ll]|咨\s*询|短\s*号|值班室)(?:号码|号)?\s*(?:\([^()]{1,10}\)|[/、及和]\s?传\s*真)?\s*[:是为.]?\s*(?:\d{3,5}[,、]\s?)?$"
)
_FAX = re.compile(r"传\s*真\s*(?:号码?|电话)?\s*:?\s*$")
_NAME_LABEL = re.compile(
    r"(?:联\s*系\s*人|联\s*络\s*人|联\s*络\s*员|经\s*办\s*人|联系同志)\s*(?:员?姓名)?(?:及|和|、|与)?(?:其)?(?:联系)?(?:电话|方式|手机)?(?:号码)?\s*:"
)
_NAMES_END = re.compile(
    r"\d|[;。:(]|(?:联\s*系|办\s*公|咨\s*询)?\s*(?:电\s*话|方\s*式)|手\s*机|传\s*真|邮\s*[箱编件]|电子|地\s*址|[A-Za-z]{2,}"
)
_ADDRESS = re.compile(
    r"(?:地\s*址|邮\s*寄|信函邮寄|寄送至)\s*:\s*(?P<v>[^,。;\n@]{5,60}?(?:号|楼|室|层|院|厦|中心|局|村|路|科)[^,。;:\n@]{0,16}?)(?=[,。;)\n]|$|\s*\(?邮|\s{2,})"
)
_TALK = re.compile(r"联\s*系|联\s*络|电\s*话|手\s*机|热\s*线|咨\s*询|经\s*办|值班|支持")
_OFFICE = re.compile(
    r"[\u4e00-\u9fa5“”]{2,24}?(?:局|组|办|科|室|处|中心|委|厅|部|院|公司|站|所)(?=\(?(?:办公室|联系|咨询)?(?:电\s*话|地\s*址)|[,、]?\s*(?:联系|咨询)?电\s*话|\s*(?:联系)?邮|\()"
)
_NOT_A_NAME = re.compile(r"^(?:电话|手机|内线|短号|职务|单位|姓名|及|和|名单|信息|每|各|请|科室|部门)")

_Field = Literal["name", "phone", "email", "address"]


@dataclass(frozen=True, slots=True)
class _Value:
    """One value with its place in the source. Names read from one list share their `group`."""

    field: _Field
    text: str
    span: Span
    group: int = -1


@cache
def _person() -> re.Pattern[str]:
    person = load("entities")["person"]
    titles = "|".join(person["titles"])
    return re.compile(rf"[{person['surnames']}][\u4e00-\u9fa5]{{1,2}}?(?:{titles})?|[{person['surnames']}](?:{titles})")


def _apart() -> str:
    """A person of two characters set apart as forms print them: “刘　伟”."""
    return rf"[{load('entities')['person']['surnames']}]\s{{1,3}}[\u4e00-\u9fa5](?=\s)"


@cache
def _name_before_phone() -> re.Pattern[str]:
    """A person right before a telephone number, at most a label between them."""
    between = r"\s*[,:(、]?\s*(?:(?:联系|办公)?(?:电话|手机)(?:号码?)?\s*:?)?\s*"
    return re.compile(
        rf"(?<![\u4e00-\u9fa5])(?P<office>[\u4e00-\u9fa5“”]{{2,16}}?(?:局|办|科|股|室|处|院|组|队|中心|委|部|站|所)[:\s]?\s*)?(?P<name>{_person().pattern}|{_apart()}){between}(?={_PHONE})"
    )


def read_contacts(source: Source, lines: tuple[Line, ...]) -> tuple[Contact, ...]:
    """The contacts of a notice: values that follow each other closely belong to one person or office."""
    contacts: list[Contact] = []
    groups: list[int] = []
    last = -9
    for at, line in enumerate(lines):
        values = sorted(_values(source, line, near=at - last <= 2), key=lambda value: value.span)
        for order, value in enumerate(values):
            index = _owner(contacts, groups, value, near=at - last <= 2, more=values[order + 1 :])
            if index is None:
                contacts.append(Contact(**{value.field: value.text}, span=value.span, rule="contact"))
                groups.append(value.span.start if value.group < 0 else value.group)
            else:
                span = Span(min(contacts[index].span.start, value.span.start), value.span.end)
                grown: Contact = replace(contacts[index], **{value.field: value.text}, span=span)
                contacts[index] = grown
            last = at
    return tuple(contact for contact in contacts if contact.phone or contact.email or contact.name)


def _owner(
    contacts: Sequence[Contact], groups: Sequence[int], value: _Value, *, near: bool, more: Sequence[_Value]
) -> int | None:
    """The contact a value belongs to: the first of the last group that lacks it, None for a new one."""
    if not contacts or not near:
        return None
    last = contacts[-1]
    if value.field == "name":
        # A number or an address may stand before its owner, who has none of the kind behind the name then.
        follow = {later.field for later in more}
        fits = not any(getattr(last, field) and field in follow for field in ("phone", "email", "address"))
        return len(contacts) - 1 if last.name is None and groups[-1] != value.group and fits else None
    if len(groups) > 1 and last.phone and value.field == "phone":
        return None
    for index in range(len(contacts)):
        if groups[index] == groups[-1] and getattr(contacts[index], value.field) is None:
            return index
    return None


def _values(source: Source, line: Line, *, near: bool) -> Iterator[_Value]:
    named = list(_named(source, line, near=near))
    yield from named
    phones = list(_phones(source, line, [Span(n.span.start - line.start, n.span.end - line.start) for n in named]))
    yield from phones
    for found in _EMAIL.finditer(line.text):
        yield _quoted(source, line, "email", *found.span())
    for found in _ADDRESS.finditer(line.text):
        yield _quoted(source, line, "address", *found.span("v"))
    if not named and phones and "电" in line.text and not line.cell:
        office = _OFFICE.search(line.text)
        if office and (line.label is not None or line.text.startswith(office[0])):
            name = re.split(r"报|至|到|向|与|送", office[0])[-1]
            yield _quoted(source, line, "name", office.end() - len(name), office.end())


def _quoted(source: Source, line: Line, field: _Field, start: int, end: int, group: int = -1) -> _Value:
    span = Span(line.start + start, line.start + end)
    return _Value(field, span.of(source.text).strip(), span, group)


def _named(source: Source, line: Line, *, near: bool) -> Iterator[_Value]:
    """The persons of a line: behind a label, or right before a telephone number."""
    taken: list[tuple[int, int]] = []
    for label in _NAME_LABEL.finditer(line.text):
        for start, end in _names(line.text, label.end()):
            taken.append((start, end))
            value = _quoted(source, line, "name", start, end, line.start + label.start())
            yield replace(value, text=re.sub(r"\s", "", value.text))
    talk = near or bool(_TALK.search(line.text))
    for found in _name_before_phone().finditer(line.text):
        start, end = found.span("name")
        known = any(start < right and left < end for left, right in taken)
        if not known and not line.cell and (talk or found["office"]):
            value = _quoted(source, line, "name", start, end)
            yield replace(value, text=re.sub(r"\s", "", value.text))


def _phones(source: Source, line: Line, named: Sequence[Span]) -> Iterator[_Value]:
    """Numbers behind a label that says telephone, or behind a name."""
    for found in _PHONES.finditer(line.text):
        before = line.text[max(0, found.start() - 40) : found.start()]
        if _FAX.search(before) and not re.search(r"电\s*话\s*[/、及和(]\s?传\s*真\W*$", before):
            continue
        close = (name for name in named if 0 <= found.start() - name.end < 10)
        if _PHONE_LABEL.search(before) or any(
            not re.search(r"\d", line.text[name.end : found.start()]) for name in close
        ):
            yield from _numbers(line, source, found, len(named))


def _numbers(line: Line, source: Source, found: re.Match[str], names: int) -> Iterator[_Value]:
    """The numbers of a run: one each where as many persons stand before them, else the run whole."""
    each = list(re.finditer(_PHONE, found[0]))
    if not 1 < len(each) == names:
        each = [re.fullmatch(r"(?s).+", found[0]) or each[0]]
    for one in each:
        start = line.start + found.start()
        span = Span(start + one.start(), start + one.end())
        yield _Value("phone", span.of(source.text).strip(), span)


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The persons behind a label; where only an office stands there, the office."""
    stop = _NAMES_END.search(text, start)
    end = stop.start() if stop else len(text)
    persons: list[tuple[int, int]] = []
    offices: list[tuple[int, int]] = []
    # “张 三” is one person; so is every other run without 、 or a wider gap.
    for piece in re.finditer(
        r"[\u4e00-\u9fa5](?:\s{1,4}[\u4e00-\u9fa5]){1,2}(?![\u4e00-\u9fa5])|[\u4e00-\u9fa5“”]+", text[start:end]
    ):
        left, right = start + piece.start(), start + piece.end()
        name = re.sub(r"\s", "", piece[0])
        glued = re.fullmatch(rf"(?P<o>.*(?:局|办|科|室|处|院|组|中心|委|部|司|站|所))(?P<p>{_person().pattern})", name)
        if _NOT_A_NAME.match(name) or len(name) < 2:
            continue
        if glued and not is_organ(name):
            persons.append((right - len(glued["p"]), right))
        elif is_organ(name) or len(name) > 5 or re.fullmatch("[\u4e00-\u9fa5][办室科处局部股]", name):
            offices.append((left, right))
        else:
            persons.append((left, right))
    yield from persons or offices[:1]
