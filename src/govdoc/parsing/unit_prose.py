"""Units that sentences name without a label: “由县财政局牵头，县教育局配合”, “各乡镇要…”, “县公安局：负责…”."""

import re
from collections.abc import Iterator

from govdoc.model.notice import Responsible, Role
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


def spoken_units(flat: str, start: int, end: int) -> Iterator[Responsible]:
    """The units the sentences of a stretch of narrow text name as those who act, each once, in order.

    Behind a heading, a sentence addressed to everybody (各乡镇、各单位要…) is an exhortation: it makes nobody responsible.
    """
    seen: set[str] = set()
    for left, right in sentences(flat[start:end]):
        units = list(_sentence(flat, start + left, start + right))
        if left and any(is_everybody(unit.name) for unit in units):
            continue
        for unit in units:
            if unit.name not in seen:
                seen.add(unit.name)
                yield unit


def _sentence(flat: str, start: int, end: int) -> Iterator[Responsible]:
    """Names wait for the verb behind them; any other words between send them away."""
    run: int | None = None  # where the names that wait for their verb begin
    helping = False  # they stand behind 会同
    for left, right in split_outside_brackets(flat[start:end], "、,;:"):
        begin, stop = start + left + _OPENING.match(flat[start + left : start + right]).end(), start + right  # type: ignore[union-attr]
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
        elif _organs(flat[begin:stop]):
            run = begin if run is None else run
            if divider == ":" and not flat[start:run].strip() and _speaks(flat, stop + 1, end):
                yield from _read(flat, run, stop, "responsible")
                run = None
        else:
            run, helping = None, False
        if divider in ";:":
            run, helping = None, False


def _read(flat: str, start: int, end: int, role: Role) -> Iterator[Responsible]:
    yield from responsible_names(flat, start, end, role, f"sentence:{role}")


def _organs(text: str) -> bool:
    """One organ, or two with 和 between them."""
    text = without_tail(text)
    return is_organ(text) or all(is_organ(name) for name in re.split("[和与及]", text))


def _verb(flat: str, start: int, end: int, *, waiting: bool, helping: bool) -> re.Match[str] | None:
    """The first verb behind whole organs, or behind nothing where organs wait."""
    patterns = (verb_pattern(), _MUST, *((_DOES,) if helping else ()))
    found: list[re.Match[str]] = [each for pattern in patterns for each in pattern.finditer(flat, start, end)]
    for verb in sorted(found, key=lambda each: (each.start(), -each.end())):
        before = flat[start : verb.start()]
        if _organs(before) or (waiting and not before.strip()):
            return verb
    return None


def _speaks(flat: str, start: int, end: int) -> bool:
    """Does a duty stand behind the colon, not another list?"""
    return bool(re.match(r"\s*(?:\d[.、)])?\s*(?:一是)?[\u4e00-\u9fa5]{2,}", flat[start:end])) and end - start > 6
