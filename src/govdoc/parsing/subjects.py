"""Units that sentences name without a label: “由县财政局牵头，县教育局配合”, “各乡镇要…”, “县公安局：负责…”."""

import re
from collections.abc import Iterator

from govdoc.model.notice import Responsible, Role
from govdoc.model.span import Span
from govdoc.parsing.organs import is_everybody, is_organ
from govdoc.parsing.unit_lists import responsible_names, role_of_verb, verb_pattern
from govdoc.parsing.unit_names import without_tail
from govdoc.text.sentences import sentences, split_outside_brackets

# What follows a subject that must do something, and what a partner named by 会同 does.
_MUST = re.compile(
    r"要(?!素)|应(?!急)|须|必须|务必|需|于(?=[\d每])|在(?=[\d收每规])|按(?!职责)|认真|结合|对照|定期|组成"
)
_DOES = re.compile(r"组织|开展|制定|研究|建立|落实|做好|加强|推进|共同|联合|成立|对|定期|印发|出台|完成|进行|实施")
_OPENING = re.compile(r"^\s*(?:[^由]{0,14}?由|请(?!求)|各自|并|同时)?\s*")


def subjects(flat: str, start: int, end: int) -> Iterator[Responsible]:
    """The units the sentences of a stretch of narrow text name as those who act, each once, in order.

    Behind a heading, a sentence addressed to everybody (各乡镇、各单位要…) is an exhortation: it makes nobody responsible.
    """
    seen: set[str] = set()
    for left, right in sentences(flat[start:end]):
        units = list(_sentence(flat, start + left, start + right))
        told = flat.startswith("由", start + left)  # “由县直各部门负责” is no exhortation
        if left and not told and any(is_everybody(unit.name) for unit in units):
            continue
        for unit in units:
            if unit.name not in seen:
                seen.add(unit.name)
                yield unit


_DUTY_LINE = re.compile(
    r"(?P<names>[\u4e00-\u9fa5、()“”]{2,60}?)(?::\s?(?P<duty>[\u4e00-\u9fa5“]{2}.*)|(?=负责))", re.DOTALL
)
_BEGINS = re.compile(r"负责|牵头|配合|协助|承担|组织|参与|做好|指导|开展|制定|落实|加强")


def duty_line(text: str) -> str:
    """The units that a line such as “县公安局:负责秩序维护。” begins with, empty where it is none.

    >>> [duty_line(s) for s in ("县公安局、县城管局:负责秩序维护", "教育、卫生部门:负责", "责任单位:县公安局", "各部门要负责")]
    ['县公安局、县城管局', '教育、卫生部门', '', '']
    """
    found = _DUTY_LINE.match(text)
    if found is None or re.search(r"(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门)|[要应须]$", found["names"]):
        return ""
    units = list(_read(text, found.start("names"), found.end("names"), "responsible"))
    listed = found["duty"] and (len(found["duty"]) < 4 or _organs(re.split("[、,;。]", found["duty"])[0]))
    told = found["duty"] is None or _BEGINS.match(found["duty"])
    if not told and (listed or re.search(r"\d{6}", found["duty"]) or found["names"].endswith(("单位", "成员"))):
        return ""
    return (
        "、".join(unit.name for unit in units) if units and all(_organs(unit.span.of(text)) for unit in units) else ""
    )


def heading_units(flat: str, start: int, end: int) -> tuple[Responsible, ...]:
    """The units a heading consists of, none where it says anything else."""
    units = tuple(responsible_names(flat, start, end, "responsible", "heading"))
    return units if all(_organs(unit.span.of(flat)) for unit in units) else ()


def _sentence(flat: str, start: int, end: int) -> Iterator[Responsible]:
    """Names wait for the verb behind them; any other words between send them away."""
    run: int | None = None  # where the names that wait for their verb begin
    helping = False  # they stand behind 会同
    for left, right in split_outside_brackets(flat[start:end], "、,;:"):
        opening = _OPENING.match(flat[start + left : start + right])
        begin, stop = start + left + (opening.end() if opening else 0), start + right
        run = None if opening and "由" in opening[0] else run  # “食堂、宿舍由总务处负责”
        divider = flat[stop : stop + 1] if stop < end else "。"
        before, _, after = flat[begin:stop].partition("会同")
        if after and (run is not None or not before or _organs(before)):
            if before:
                yield from _read(flat, begin if run is None else run, begin + len(before), "lead")
            run, begin, helping = None, begin + len(before) + 2, True
        verb = _verb(flat, begin, stop, waiting=run is not None, helping=helping)
        if verb is not None:
            role = role_of_verb(verb[0]) or "responsible"
            first = begin if run is None else run
            yield from _read(flat, first, verb.start(), "support" if helping else role)
            run, helping = None, False
        elif _organs(flat[begin:stop]) or (divider == "、" and _headless(flat[begin:stop])):
            run = begin if run is None else run
            if divider == ":" and not flat[start:run].strip() and _speaks(flat, stop + 1, end):
                told = verb_pattern().match(flat, stop + 1, end)
                yield from _read(flat, run, stop, (told and role_of_verb(told[0])) or "responsible")
                run = None
        else:
            run, helping = None, False
        if divider in ";:":
            run, helping = None, False


def _read(flat: str, start: int, end: int, role: Role) -> Iterator[Responsible]:
    """The units of a run; “教育、卫生部门” has one head for both and is one name."""
    units = list(responsible_names(flat, start, end, role, f"sentence:{role}"))
    if len(units) > 1 and units[-1].name.endswith("部门") and all(_headless(unit.name) for unit in units[:-1]):
        span = Span(units[0].span.start, units[-1].span.end)
        yield Responsible(span.of(flat), role, group=True, span=span, rule=units[0].rule)
    else:
        yield from (unit for unit in units if not _headless(unit.name))


def _headless(text: str) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fa5]{2,4}", text) is not None and not is_organ(text)


def _organs(text: str) -> bool:
    """One organ, or two with 和 between them, or fields that share their head (教育、卫生部门)."""
    text = without_tail(text)
    if is_organ(text) or all(is_organ(name) for name in re.split("[和与及]", text)):
        return True
    *fields, last = text.split("、")
    return bool(fields) and last.endswith("部门") and all(_headless(field) for field in fields)


def _verb(flat: str, start: int, end: int, *, waiting: bool, helping: bool) -> re.Match[str] | None:
    """The first verb behind whole organs, or behind nothing where organs wait."""
    patterns = (verb_pattern(), _MUST, *((_DOES,) if helping else ()))
    end = min(end, start + 80)
    found: list[re.Match[str]] = [each for pattern in patterns for each in pattern.finditer(flat, start, end)]
    for verb in sorted(found, key=lambda each: (each.start(), -each.end())):
        before = flat[start : verb.start()]
        if _organs(before) or (waiting and not before.strip()):
            return verb
    return None


def _speaks(flat: str, start: int, end: int) -> bool:
    """Does a duty stand behind the colon, not another list?"""
    return bool(re.match(r"\s*(?:\d[.、)])?\s*(?:一是)?[\u4e00-\u9fa5]{2,}", flat[start:end])) and end - start > 3
