"""Flags that need a file's surroundings: another unit's paper, a paper older than what is asked for."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from govdoc.matching.names import names_of
from govdoc.matching.shortfalls import shortfalls
from govdoc.matching.targets import Target, Targets
from govdoc.matching.words import plain
from govdoc.model import Evidence, Match, Unit

# Offices whose papers other units rightly hand in when they are addressed or named in them.
_ABOVE = re.compile(
    r"人民政府$|政府办公室$|委员会办公室$|^中共|[县市区]委|纪律检查|监察|人民法院|人民检察院|人大|人民代表大会|政协|政治协商|领导小组|指挥部|编"
)
_EVERYBODY = re.compile(
    r"各(?:有关|相关|责任|成员|直属)?(?:单位|部门|乡镇|乡|镇|街道|科室|县直|市直|区直|局|委|办)|[县市区]直(?:有关|各)|全[县市区]各"
)


def context_flags(
    evidence: Evidence, matches: Sequence[Match], targets: Targets, units: Iterable[Unit]
) -> tuple[str, ...]:
    """“wrong_unit”, “outdated”, “below_threshold” and “late”, where they hold.

    `evidence` should have passed `understand`, `matches` come from `match_evidence`, `units` are the whole roster.
    """
    flags = []
    if evidence.status in ("read", "partial") and evidence.text:
        if foreign_unit(evidence, units):
            flags.append("wrong_unit")
        if outdated(evidence, matches, targets):
            flags.append("outdated")
        flags += shortfalls(evidence, matches, targets)
    return tuple(flags)


def foreign_unit(evidence: Evidence, units: Iterable[Unit]) -> Unit | None:
    """The unit whose paper this is, where that is not the unit that handed it in and the paper is not meant for it.

    A paper that names our unit anywhere is ours to hand in; so is one that an office above sends to everybody.
    """
    roster = list(units)
    ours = next((unit for unit in roster if unit.name == evidence.unit), None)
    if ours is None:
        return None
    author = _author(evidence, [unit for unit in roster if unit is not ours])
    if author is None:
        return None
    text = plain(f"{evidence.issuer}\n{evidence.title}\n{evidence.text}")
    if any(name in text for name in names_of(ours, shortest=2)):
        return None
    if _ABOVE.search(author.name) and not _SEAT_OF_TOWN.search(author.name):
        head = plain(evidence.text[:400])
        return None if _EVERYBODY.search(head) or not _addressed_elsewhere(head, roster, ours, author) else author
    return author


_SEAT_OF_TOWN = re.compile(r"[乡镇]人民政府$|街道办事处$|办事处$")


def _author(evidence: Evidence, others: list[Unit]) -> Unit | None:
    """The other unit that signs the paper or opens its title."""
    issuer, title = plain(evidence.issuer), plain(evidence.title)
    for unit in others:
        if issuer and any(_is_of(issuer, name) for name in names_of(unit)):
            return unit
    if issuer:
        return None
    return next((u for u in others if any(title.startswith(n) for n in names_of(u))), None)


def _is_of(issuer: str, name: str) -> bool:
    """Whether an issuer is the unit of that name, or a team or section of it."""
    if issuer.endswith(name):
        return len(issuer) <= len(name) + 6
    return len(name) >= 4 and issuer.startswith(name) and len(issuer) <= len(name) + 8


def _addressed_elsewhere(head: str, roster: list[Unit], ours: Unit, author: Unit) -> bool:
    """Whether the paper opens by addressing another unit of the roster."""
    opening = re.match(r"[^。]{0,200}?[:：]", head, re.DOTALL)
    if not opening:
        return False
    return any(name in opening[0] for unit in roster if unit not in (ours, author) for name in names_of(unit))


def outdated(evidence: Evidence, matches: Sequence[Match], targets: Targets) -> bool:
    """Whether the paper is older than the start date of everything it would serve.

    A required item without a start date of its own takes its indicator's earliest; without any, nothing is too old.
    """
    if evidence.date is None:
        return False
    best = next((match for match in matches if match.decision != "none"), None)
    target = targets.find(best.notice, best.indicator) if best else None
    if best is None or target is None:
        return False
    starts = _starts(target, best)
    return bool(starts) and evidence.date < min(starts)


def _starts(target: Target, match: Match) -> list[date]:
    served = [item.requirement for item in target.items if item.requirement.id in match.requirements]
    own = [requirement.since for requirement in served if requirement.since]
    if own:
        return own
    return [target.since] if target.since else []
