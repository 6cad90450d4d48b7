"""Web addresses handed in as evidence, what was found behind them, and what that is worth."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

State = Literal["alive", "dead", "person"]


@dataclass(frozen=True, slots=True)
class Address:
    """One address in one file. `url` is normalised; `line` is the text it stood in, "" for a hyperlink's target.

    `notice`, `indicator` and `method` say which cell it is handed in for, where that can be told.
    """

    url: str
    path: str
    unit: str | None
    line: str = ""
    notice: str | None = None
    indicator: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """Characters of text in all, in links, and in long paragraphs; how many links and scripts; a password asked for."""

    size: int = 0
    linked: int = 0
    running: int = 0
    links: int = 0
    scripts: int = 0
    password: bool = False

    @property
    def is_list(self) -> bool:
        """A column of headlines rather than one of the papers it leads to."""
        return self.links >= 12 and self.linked > self.size * 0.6 and self.running < 120

    @property
    def is_scripted(self) -> bool:
        """A page that shows nothing until its scripts have run."""
        return self.size < 30 and self.scripts > 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found at an address at one time. `checked_at` is UTC to the second.

    `problem` says why no server answered (see addresses.judge), "" where one did. `hops` are the addresses passed
    through, the last one being where the page came from; `distrusted` where its certificate is not valid. `page` is
    what came and `sha256` its digest; `title`, `doc_number`, `date` and `text` were read from it, where it is
    `readable`. `same_as_nonsense` where the server answers the same to an address that cannot exist.
    """

    url: str
    checked_at: dt.datetime
    tries: int = 1
    problem: str = ""
    status: int | None = None
    hops: tuple[str, ...] = ()
    distrusted: bool = False
    media_type: str = ""
    shape: Shape | None = None
    readable: bool = True
    same_as_nonsense: bool = False
    title: str = ""
    doc_number: str = ""
    date: dt.date | None = None
    text: str = ""
    page: bytes = b""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """An address with what it is worth; `state` is None as long as nobody has looked. `reason` is in Chinese."""

    url: str
    path: str
    unit: str | None
    indicator: str | None
    method: str | None
    line: str
    state: State | None
    finding: str
    reason: str
    title: str = ""
    date: dt.date | None = None
    final: str = ""
    checked_at: dt.datetime | None = None
    notice: str | None = None
