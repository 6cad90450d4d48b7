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
    sites = _sum([handed.inspected for handed in files])
    if web and sites.visited:
        row = templates["inspected.sites" if sites.alive < sites.visited else "inspected.open"]
        told.append(_filled(row, alive=sites.alive, dead=sites.dead, person=sites.person, visited=sites.visited))
    for handed in files:
        if faults := handed.inspected.faults:
            name = PurePosixPath(handed.evidence.path.replace("!/", "/")).name
            more = f"等{len(faults)}处" if len(faults) > _SHOWN else ""
            told.append(_filled(templates["inspected.ledger"], file=name, faults="、".join(faults[:_SHOWN]) + more))
    return told


def _sum(found: Sequence[Inspected]) -> Inspected:
    return Inspected(*(sum(getattr(one, name) for one in found) for name in ("alive", "dead", "person")))


def _filled(row: Template, **values: object) -> Sentence:
    return Sentence(row.text.format_map(values), row.suggestion.format_map(values))
