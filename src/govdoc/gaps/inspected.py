"""What the visits to addresses and the checks of ledgers say of a cell, in house wording."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from govdoc.gaps.faults import Handed
from govdoc.gaps.templates import Template, Templates
from govdoc.gaps.wording import Sentence, paragraph
from govdoc.model import Gap, Inspected, Requirement

_SHOWN = 3
_STATES = {"alive": "可以打开且内容相符的", "dead": "打不开的", "person": "需人工核对的"}
_SURVEY = re.compile("问卷|测评")


def notes(files: Sequence[Handed], templates: Templates, *, web: bool) -> list[Sentence]:
    """A sentence on the addresses of a cell about the web, and one on each ledger with faults."""
    told = []
    looked = _sum([handed.inspected for handed in files])
    if web and looked.visited:
        row = templates["inspected.sites" if looked.alive < looked.visited else "inspected.open"]
        counts = {name: getattr(looked, name) for name in ("alive", "dead", "person", "visited")}
        found = "，".join(f"{word}{counts[name]}个" for name, word in _STATES.items() if counts[name])
        told.append(_filled(row, **counts, found=found, sites=_listed(looked.sites, "个")))
    for handed in files:
        if faults := handed.inspected.faults:
            name = PurePosixPath(handed.evidence.path.replace("!/", "/")).name
            told.append(_filled(templates["inspected.ledger"], file=name, faults=_listed(_numbered(faults), "处")))
    return told


def is_survey(requirements: Sequence[Requirement]) -> bool:
    """Whether a cell asks for a survey."""
    return any(one.kind == "survey" or _SURVEY.search(one.text) for one in requirements)


def with_survey(gap: Gap, short: str, templates: Templates) -> Gap:
    """The cell with what its unit's survey came short of; papers alone meet it in part."""
    row = _filled(templates["inspected.survey"], survey=short)
    return replace(
        gap,
        status="partial" if gap.status == "met" else gap.status,
        reasons=tuple(dict.fromkeys((*gap.reasons, "below_threshold"))),
        text=paragraph([row.text] if gap.status == "met" else [gap.text.removesuffix("。"), row.text]),
        suggestion=paragraph([gap.suggestion.removesuffix("。"), row.suggestion]),
    )


def _sum(found: Sequence[Inspected]) -> Inspected:
    alive, dead, person = (sum(getattr(one, name) for one in found) for name in ("alive", "dead", "person"))
    return Inspected(alive, dead, person, sites=tuple(site for one in found for site in one.sites))


def _listed(told: Sequence[str], unit: str) -> str:
    return "、".join(told[:_SHOWN]) + (f"等{len(told)}{unit}" if len(told) > _SHOWN else "")


def _numbered(told: Sequence[str]) -> Sequence[str]:
    """Each with its number where there are several; commas inside leave them hard to tell apart."""
    return [f"（{at}）{one}" for at, one in enumerate(told, 1)] if len(told) > 1 else told


def _filled(row: Template, **values: object) -> Sentence:
    return Sentence(row.text.format_map(values), row.suggestion.format_map(values))
