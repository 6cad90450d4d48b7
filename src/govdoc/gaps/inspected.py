"""What the visits to addresses and the checks of ledgers say of a cell, in house wording."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from govdoc.gaps.faults import Handed
from govdoc.gaps.templates import Template, Templates
from govdoc.gaps.wording import Sentence
from govdoc.model import Inspected

_SHOWN = 3


def notes(files: Sequence[Handed], templates: Templates, *, web: bool) -> list[Sentence]:
    """A sentence on the addresses of a cell about the web, and one on each ledger with faults."""
    told = []
    looked = _sum([handed.inspected for handed in files])
    if web and looked.visited:
        row = templates["inspected.sites" if looked.alive < looked.visited else "inspected.open"]
        counts = {name: getattr(looked, name) for name in ("alive", "dead", "person", "visited")}
        told.append(_filled(row, **counts, sites=_listed(looked.sites, "个")))
    for handed in files:
        if faults := handed.inspected.faults:
            name = PurePosixPath(handed.evidence.path.replace("!/", "/")).name
            told.append(_filled(templates["inspected.ledger"], file=name, faults=_listed(faults, "处")))
    return told


def _sum(found: Sequence[Inspected]) -> Inspected:
    alive, dead, person = (sum(getattr(one, name) for one in found) for name in ("alive", "dead", "person"))
    return Inspected(alive, dead, person, sites=tuple(site for one in found for site in one.sites))


def _listed(told: Sequence[str], unit: str) -> str:
    return "、".join(told[:_SHOWN]) + (f"等{len(told)}{unit}" if len(told) > _SHOWN else "")


def _filled(row: Template, **values: object) -> Sentence:
    return Sentence(row.text.format_map(values), row.suggestion.format_map(values))
