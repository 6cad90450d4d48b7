"""A line of the list of files: what each file is and what it serves."""

import datetime as dt
from dataclasses import dataclass

from govdoc.model.evidence import Status
from govdoc.model.match import Match


@dataclass(frozen=True, slots=True)
class MatchEntry:
    """One file met, read or not, with its matches best first. `failure` says why there is no text."""

    path: str
    unit: str | None
    status: Status
    failure: str = ""
    title: str = ""
    doc_number: str = ""
    date: dt.date | None = None
    issuer: str = ""
    genre: str = ""
    matches: tuple[Match, ...] = ()
    flags: tuple[str, ...] = ()
