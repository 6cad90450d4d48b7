"""The web addresses of a workspace, whose they are, and what the page behind each is worth."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govdoc.addresses import Ask, addresses_in, judge
from govdoc.model import Address, AddressEntry, Evidence, Indicator, Match, Notice, Visit
from govdoc.pipeline.matching import held_matches
from govdoc.pipeline.roster import owed
from govdoc.store import queries
from govdoc.store.visits import visits

if TYPE_CHECKING:
    from sqlite_utils import Database

HOSTS = "hosts"  # the meta key of the hosts an office vouches for


def addresses(db: "Database") -> tuple[Address, ...]:
    """Every address in every file there, with the cell it is handed in for, by path."""
    notices = {notice.key: notice for notice in queries.notices(db)}
    files = tuple(queries.ledger(db, text=True))
    ranked = held_matches(db, files)
    return tuple(
        address for file in files if file.status != "skipped" for address in _of_file(file, ranked[file.path], notices)
    )


def _of_file(file: Evidence, ranked: tuple[Match, ...], notices: dict[str, Notice]) -> Iterator[Address]:
    best = ranked[0] if ranked else None
    for url, line, number in addresses_in(file.text, file.links):
        key, code = (best.notice, best.indicator) if best else (None, None)
        named = next(
            (
                (notice.key, number)
                for notice in notices.values()
                for indicator in notice.indicators
                if number == indicator.code
            ),
            None,
        )
        key, code = named or (key, code)
        method = best.method if best and (best.notice, best.indicator) == (key, code) else None
        yield Address(url, file.path, file.unit, line, key, code, method)


def entries(db: "Database") -> tuple[AddressEntry, ...]:
    """Every address with what it is worth to its cell."""
    from govdoc.matching import Targets, match_evidence

    notices = queries.notices(db)
    targets = Targets.of(notices)
    cells, _ = owed(db)
    owes: dict[str, set[tuple[str, str, str | None]]] = {}
    for cell in cells:
        owes.setdefault(cell.unit, set()).add((cell.notice, cell.indicator, cell.method))
    known = visits(db)
    own = tuple(allowed_hosts(db))
    indicators = {(notice.key, one.code): one for notice in notices for one in notice.indicators}
    found = []
    for address in addresses(db):
        visit = known.get(address.url)
        if visit is None:
            found.append(_entry(address, None, None))
            continue
        support = None
        asked = indicators.get((address.notice or "", address.indicator or ""))
        if asked is not None and visit.text:
            page = Evidence(address.path, visit.sha256, len(visit.page), "", "read", address.unit, text=visit.text)
            page_matches = match_evidence(page, targets, frozenset(owes.get(address.unit or "", ())) or None)
            support = _support(page_matches, address)
        found.append(_entry(address, visit, Ask(support, _since(asked), own)))
    return tuple(found)


def _support(ranked: tuple[Match, ...], address: Address) -> float:
    """How likely a page serves the indicator it is handed in for; one among the best three does well enough."""
    for at, match in enumerate(ranked):
        if (match.notice, match.indicator) == (address.notice, address.indicator):
            return max(match.score, 0.5 if at < 3 else 0.0)
    return 0.0


def _since(indicator: Indicator | None) -> dt.date | None:
    """The day before which nothing the indicator asks for may be dated, where all its items say so."""
    days = [item.since for task in indicator.tasks for item in task.requirements] if indicator else []
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _entry(address: Address, visit: Visit | None, ask: Ask | None) -> AddressEntry:
    base = (address.url, address.path, address.unit, address.indicator, address.method, address.line)
    if visit is None or ask is None:
        return AddressEntry(*base, None, "", "尚未检查")
    worth = judge(visit, ask)
    return AddressEntry(
        *base, worth.state, worth.finding, worth.reason, visit.title, visit.date, visit.hops[-1], visit.checked_at
    )


def allowed_hosts(db: "Database") -> frozenset[str]:
    """The hosts an office vouches for: official for it, and visited even where they lie inside."""
    return frozenset(json.loads(queries.meta(db, HOSTS) or "[]"))


def drop_host(db: "Database", name: str) -> None:
    """Vouch for a host no longer."""
    queries.put_meta(db, HOSTS, json.dumps(sorted(allowed_hosts(db) - {name})))


def allow_hosts(db: "Database", names: Iterable[str]) -> None:
    """Vouch for further hosts."""
    queries.put_meta(db, HOSTS, json.dumps(sorted(allowed_hosts(db) | {name.strip().lower() for name in names})))
