"""Responsible units: labelled lists, brackets that say who is in charge, and the claims made in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from govdoc.model.notice import Responsible, Role
from govdoc.model.span import Span
from govdoc.parsing.organs import ends_as_organ, is_group, is_no_unit, is_organ, is_person
from govdoc.parsing.unit_names import name_spans, own_role, without_tail
from govdoc.rules.load import load
from govdoc.text.sentences import split_outside_brackets


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A stretch that names units. `implied` are units bound to every later item without being repeated."""

    span: Span
    units: tuple[Responsible, ...]
    implied: tuple[Responsible, ...] = ()


# Brackets of every kind are one to the rules; lengths stay.
_ROUND = str.maketrans("[【〔]】〕", "((()))")


@cache
def _labels() -> dict[str, Role]:
    """Every label (without its brackets and blanks) and the role it gives; a bare first word is no label by itself."""
    table = load("unit_labels")
    labels: dict[str, Role] = {}
    for row in table["label"]:
        labels |= {first + noun: row["role"] for first in row["first"] for noun in table["nouns"]}
        labels |= dict.fromkeys(row.get("words", ()), row["role"])
    return labels


@cache
def _bare_labels() -> dict[str, Role]:
    return {first: row["role"] for row in load("unit_labels")["label"] for first in row["first"]}


@cache
def _label_pattern() -> re.Pattern[str]:
    def spaced(words: Iterator[str]) -> str:
        return "|".join(r"\s?".join(word) for word in sorted(words, key=len, reverse=True))

    table = load("unit_labels")
    first, nouns = spaced(iter(_bare_labels())), spaced(iter(table["nouns"]))
    words = spaced(word for row in table["label"] for word in row.get("words", ()))
    return re.compile(
        rf"(?<![各由请本])(?P<open>\(\s*)?"
        rf"(?:(?P<label>(?P<first>{first})\s?(?:(?:及|和|、|/)\s?(?:{first})\s?|\((?:{first})\)\s?)?(?:{nouns})|{words})"
        rf"\s*(?:(?:(?:\(.{{1,20}}?\)|(?:及|和|、|与)\s?[\u4e00-\u9fa5]{{2,7}}?)?\s*(?::|—{{1,2}}(?=[\u4e00-\u9fa5]))|\)(?=[^\s。,;)])|(?:为|是)(?=[^。])(?!{first}))|(?(open)\s*(?=[^\s)、,的])|(?!)))"
        rf"|(?:(?<=[(;,。\s])|^|(?(open)|(?!)))(?P<bare>{first})\s?:)",
        re.MULTILINE,
    )


def _label_role(found: re.Match[str]) -> Role:
    label = re.sub(r"\s", "", found["label"] or "")
    if label in _labels():
        return _labels()[label]
    return _bare_labels()[re.sub(r"\s", "", found["first"] or found["bare"])]


_STATED_ONCE = re.compile(
    r"以下(?:各项|各条|政策|任务|工作|措施|事项|条款|内容)*(?:均|都)?(?:需|由|请|须|要)?(?:由)?(?P<names>[^。;()]+?)(?:负责|落实|配合|组织实施|参与)(?:到位)?[,，、](?:下文|以下)?不(?:再|另)"
    r"|(?:以上|上述|各项)(?:各项|任务|工作|措施)*(?:均|都)(?:需|须|要|由)(?P<names2>[^。;()]+?)(?:负责|落实|配合|组织实施|参与)[,，、](?:下文|以下)不(?:再|另)"
)


def unit_marks(flat: str, start: int, end: int) -> Iterator[UnitMark]:
    """The unit marks of a stretch of narrow text, in order: labelled ones, else brackets such as “(市财政局负责)”."""
    text = flat[start:end].translate(_ROUND)
    labels = list(_label_pattern().finditer(text))
    for mark in _labelled(text, labels) if labels else _bracketed(text):
        yield _shifted(mark, start)


def _shifted(mark: UnitMark, by: int) -> UnitMark:
    def moved(units: tuple[Responsible, ...]) -> tuple[Responsible, ...]:
        return tuple(
            Responsible(unit.name, unit.role, unit.group, Span(unit.span.start + by, unit.span.end + by), unit.rule)
            for unit in units
        )

    return UnitMark(Span(mark.span.start + by, mark.span.end + by), moved(mark.units), moved(mark.implied))


# A list ends at a full stop, at a line that does not continue it, at the next label of any kind.
_LIST_END = re.compile(
    r"。|(?<![、,;\s])\s*\n|(?:^|[\s,;、])[\u4e00-\u9fa5]{2,10}(?:\([^()]*\))?\s?:|\((?:完成|办结)?(?:时限|时间|期限)\)"
    r"|[,;]?\s*(?:完成|办结|整改|落实|工作|责任)?(?:时限|时间|期限)\s?:|(?:责任|联系|负责)人员?\s?:"
)


def _masked(text: str) -> str:
    """The text with what stands in brackets blotted out, but for “(时限)”: a label in it ends no list."""
    return re.sub(r"\((?![^()]{0,3}(?:时限|时间|期限)\))[^()\n]*\)", lambda found: "□" * len(found[0]), text)


def _labelled(text: str, labels: list[re.Match[str]]) -> Iterator[UnitMark]:
    for at, found in enumerate(labels):
        begin = found.end()
        while begin < len(text) and text[begin] in " \n":  # the list may stand on the line below its label
            begin += 1
        stop = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        enclosed = found["open"] is not None and text[found.end() - 1] == ")"  # “【责任单位】县公安局”
        opened = None if enclosed else found.start() if found["open"] else _open_bracket(text, found.start())
        close = _closing(text, opened) if opened is not None else None
        if close is not None:
            stop = min(stop, close)
        ended = _LIST_END.search(_masked(text[begin:stop]))
        list_end = begin + ended.start() if ended else stop
        role = _label_role(found)
        once = _STATED_ONCE.search(text, begin, stop)
        implied = tuple(_stated_once(text, once)) if once else ()
        if once:
            list_end = min(list_end, once.start() - (text[once.start() - 1] == "("))
        head = opened if opened is not None else found.start()
        whole = Span(head, close + 1 if close is not None else list_end)
        yield UnitMark(whole, tuple(claims(text, begin, list_end, f"label:{role}", role)), implied)


def _stated_once(text: str, found: re.Match[str]) -> Iterator[Responsible]:
    group = "names" if found["names"] else "names2"
    yield from responsible_names(text, found.start(group), found.end(group), "implied", "stated-once")


def _open_bracket(text: str, at: int) -> int | None:
    """The bracket on the same line that is still open at `at`."""
    depth = 0
    for index in range(at - 1, max(-1, at - 600), -1):
        if text[index] == "\n":
            return None
        if text[index] == ")":
            depth += 1
        elif text[index] == "(":
            if depth == 0:
                return index
            depth -= 1
    return None


def _closing(text: str, opened: int) -> int | None:
    depth = 0
    for index in range(opened, len(text)):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    return None


_BRACKET = re.compile(r"\(((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*)\)\s*(?=[。;,\n]|$)")


def _bracketed(text: str) -> Iterator[UnitMark]:
    """Brackets at a sentence's end that say who acts, or hold nothing but organs and a time."""
    for found in _BRACKET.finditer(text):
        last = text[found.end() : found.end() + 1]
        opened, start, end = found.start(), found.start(1), found.end(1)
        once = _STATED_ONCE.search(text, start, end)
        implied = tuple(_stated_once(text, once)) if once else ()
        units: tuple[Responsible, ...] = ()
        if verb_pattern().search(found[1]):
            units = tuple(claims(text, start, once.start() if once else end, "bracket")) if last != "," else ()
        else:
            units = _only_names(text, start, end)
            before = text[:opened].rstrip()
            # “报有关部门(县财政局、县审计局)” explains a word; “产业发展(县商务局、县文旅局)” names who is in charge.
            if (
                before
                and before[-1] not in "。;"
                and (len(units) < 2 or ends_as_organ(before) or before[-1] in "等是为")
            ):
                units = ()
        if units or implied:
            yield UnitMark(Span(opened, end + 1), units, implied)


def _only_names(text: str, start: int, end: int) -> tuple[Responsible, ...]:
    """The units of a bracket that holds organs and times alone."""
    units = tuple(responsible_names(text, start, end, "responsible", "bracket:names"))
    strict = all(is_organ(text[unit.span.start : unit.span.end]) for unit in units)
    named = sum(unit.span.end - unit.span.start for unit in units)
    return units if strict and named * 2 >= end - start else ()


@cache
def _verb_roles() -> dict[str, Role]:
    return {word: row["role"] for row in load("unit_labels")["verb"] for word in row["words"]}


def role_of_verb(phrase: str) -> Role | None:
    """The role a verb gives, None for any other word."""
    found = verb_pattern().fullmatch(phrase)
    return _verb_roles()[found["verb"]] if found else None


@cache
def verb_pattern() -> re.Pattern[str]:
    """What an organ does, with the words that go before it (按职责分工负责)."""
    words = "|".join(sorted(_verb_roles(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?:均|都|要|应|需)?(?:按照?|根据|依)(?:各自)?(?:工作)?职[责能](?:分工)?)?(?:分别|共同|具体|同步|抓好|全程|积极|密切|主动|分工)?(?P<verb>{words})"
    )


def claims(text: str, start: int, end: int, rule: str, default: Role | None = None) -> Iterator[Responsible]:
    """Who does what in a list: names wait for the verb behind them (“市教委、市财政局负责，各区配合”).

    Names without one take the `default` role; without a default they wait for the verb of the next clause.
    """
    waiting: tuple[int, int] | None = None
    helping = False  # the names that wait stand behind 会同
    for left, right, stop in (*_parts(text, start, end), (end, end, "。")):
        verb = _verb(text, left, right, waiting=waiting is not None)
        ends = stop in (",;。" if default else ";。")
        if _strays(text[left:right].strip(), verb):
            if default:
                yield from _read(text, waiting, default, rule, helping=helping)
                return
            waiting, helping = None, False
            continue
        begin, limit = _names(text, left, right, verb)
        together = re.search("会同|会商", text[begin:limit])
        if together:
            partners = (begin + together.end(), limit)
            vague = re.fullmatch(r"(?:各?(?:有关|相关).*)?", without_tail(text[slice(*partners)]))
            head = (waiting[0] if waiting else begin, begin + together.start())
            yield from _read(text, head, (default or "responsible") if vague else "lead", rule, helping=helping)
            waiting, helping = (None, False) if vague else (partners, True)
        elif begin < limit:
            waiting = (waiting[0] if waiting else begin, limit)
        role = _verb_roles()[verb["verb"]] if verb else default if ends else None
        if role:
            yield from _read(text, waiting, role, rule, helping=helping)
        if verb or ends:
            waiting, helping = None, False


def _read(text: str, span: tuple[int, int] | None, role: Role, rule: str, *, helping: bool) -> Iterator[Responsible]:
    if span is not None:
        yield from responsible_names(text, *span, "support" if helping else role, rule)


def _names(text: str, left: int, right: int, verb: re.Match[str] | None) -> tuple[int, int]:
    """Where the names of a part begin and end, without 由 before and the verb behind them."""
    part = text[left:right]
    if verb is None and is_no_unit(without_tail(part)):
        return right, right
    begin = left + len(part) - len(part.lstrip())
    begin += bool(verb is not None and re.match(r"[由请](?!求)", text[begin:right]))
    limit = verb.start() if verb else right
    return (begin, limit) if text[begin:limit].strip() else (limit, limit)


_PROSE = re.compile(r"(?:具体|原则上)?(?:由|要|应|须|按照|根据|对|将|把|并|确保|完成|推进|建立|开展|做好|加强|以|各项)")


def _strays(part: str, verb: re.Match[str] | None) -> bool:
    """Has the list run into a sentence, or into what explains the order of its names?"""
    if re.match("[排列居]", part):
        return True
    first = re.split(r"\s", part)[0]
    return verb is None and not is_organ(first) and (bool(_PROSE.match(part)) or len(part) > 24)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The parts of a list with the separator behind each."""
    for left, right in split_outside_brackets(text[start:end], "、,;。"):
        yield start + left, start + right, text[start + right : start + right + 1] if start + right < end else "。"


def _verb(text: str, left: int, right: int, *, waiting: bool) -> re.Match[str] | None:
    """The verb of a part: at its end, or inside where a whole organ stands before it."""
    for found in verb_pattern().finditer(text, left, min(right, left + 80)):
        before = re.sub(r"^\s*[由请]", "", without_tail(text[left : found.start()]))
        if is_organ(before) or all(is_organ(name) for name in re.split("和|会同|与", before)):
            return found
        if waiting and not before:
            return found
        if re.fullmatch(r"[,。;\s]*", text[found.end() : right]) and not is_organ(text[left:right]):
            return found
    return None


def responsible_names(flat: str, start: int, end: int, role: Role, rule: str) -> Iterator[Responsible]:
    """The units of a list, each with its span; “市司法局(牵头)” states its own role. Persons and times are none."""
    after_organ = False
    for left, right in name_spans(flat, start, end, "、,;，；/"):
        given, right = own_role(flat, left, right, role)
        name = re.sub(r"\s+", "", flat[left:right])
        behind_organ = after_organ and flat[left - 1 : left].isspace()
        person = is_person(name) and (behind_organ or "某" in name or (len(name) == 3 and not rule.startswith("label")))
        after_organ = is_organ(name)
        if person or is_no_unit(name):
            continue
        yield Responsible(_wide(name), given, is_group(name), Span(left, right), rule)


def _wide(name: str) -> str:
    """Brackets as GB/T 9704 prints them, so that one unit is not named two ways."""
    return name.replace("(", "（").replace(")", "）")
