"""The web addresses of a workspace, whose they are, and what the page behind each is worth."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govdoc.addresses import Ask, addresses_in, judge
from govdoc.errors import GovdocError
from govdoc.model import Address, AddressEntry, Evidence, Indicator, Match, Visit
from govdoc.pipeline.against import Against, fingerprint
from govdoc.pipeline.matching import held_matches
from govdoc.store import queries
from govdoc.store.visits import page_supports, put_page_supports, visits

if TYPE_CHECKING:
    from sqlite_utils import Database

_SPOKEN = 1.0  # log-odds that a page's own words must give; a page on anything else shares some characters
_HOST = re.compile(r"[\w.:-]+")
HOSTS = "hosts"  # the meta key of the hosts an office vouches for


def addresses(db: "Database") -> tuple[Address, ...]:
    """Every address in every file there, with the cell it is handed in for, by path."""
    codes = [(notice.key, indicator.code) for notice in queries.notices(db) for indicator in notice.indicators]
    files = tuple(queries.ledger(db, text=True))
    ranked = held_matches(db, files)
    return tuple(
        address for file in files if file.status != "skipped" for address in _of_file(file, ranked[file.path], codes)
    )


def _of_file(file: Evidence, ranked: tuple[Match, ...], codes: Iterable[tuple[str, str]]) -> Iterator[Address]:
    """An address is for the indicator that its place names, under the notice the file serves, else for the file's."""
    for url, line, number in addresses_in(file.text, file.links):
        named = next((match for match in ranked if match.indicator == number), None)
        best = named or next(iter(ranked), None)
        if named is None and (cell := next((one for one in codes if one[1] == number), None)):
            yield Address(url, file.path, file.unit, line, *cell)
        elif best is not None:
            yield Address(url, file.path, file.unit, line, best.notice, best.indicator, best.method)
        else:
            yield Address(url, file.path, file.unit, line)


def entries(db: "Database") -> tuple[AddressEntry, ...]:
    """Every address with what it is worth to its cell."""
    known, own = visits(db), tuple(allowed_hosts(db))
    indicators = {(notice.key, one.code): one for notice in queries.notices(db) for one in notice.indicators}
    found = addresses(db)
    support = _supports(db, [(address, known[address.url]) for address in found if address.url in known])
    return tuple(
        _entry(
            address,
            known.get(address.url),
            Ask(
                support.get(address),
                _since(indicators.get((address.notice or "", address.indicator or ""))),
                own,
                address.line,
            ),
        )
        for address in found
    )


def _supports(db: "Database", visited: Iterable[tuple[Address, Visit]]) -> dict[Address, float]:
    """How likely each page serves the cell it is handed in for; kept until anything that this rests on changes."""
    against = Against.of(db)
    keys, kept = against.keys(), page_supports(db)
    pages = {
        address: Evidence(address.path, visit.sha256, len(visit.page), "", "read", address.unit, text=visit.text)
        for address, visit in visited
        if visit.text and address.indicator
    }
    named = {
        a: fingerprint(keys.of(page.unit), page.sha256, a.path, a.notice, a.indicator) for a, page in pages.items()
    }
    if fresh := [address for address, key in named.items() if key not in kept]:
        targets = against.targets()
        kept |= {named[address]: _support(against.match(pages[address], targets), address) for address in fresh}
        put_page_supports(db, {key: kept[key] for key in named.values()})
    return {address: kept[key] for address, key in named.items()}


def _support(ranked: tuple[Match, ...], address: Address) -> float:
    """How likely a page serves the indicator it is handed in for; one among the best three does well enough.

    The folder and the list it stands in only claim so: the page's own words must speak for it too.
    """
    from govdoc.matching import FEATURES

    own = {feature.name for feature in FEATURES if feature.content}
    for at, match in enumerate(ranked):
        if (match.notice, match.indicator) == (address.notice, address.indicator):
            spoken = sum(reason.value for reason in match.reasons if reason.feature in own)
            return max(match.score, 0.5 if at < 3 else 0.0) if spoken >= _SPOKEN else 0.0
    return 0.0


def _since(indicator: Indicator | None) -> dt.date | None:
    """The day before which nothing the indicator asks for may be dated, where all its items say so."""
    days = [item.since for task in indicator.tasks for item in task.requirements] if indicator else []
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _entry(a: Address, visit: Visit | None, ask: Ask) -> AddressEntry:
    base = (a.url, a.path, a.unit, a.indicator, a.method, a.line)
    if visit is None:
        return AddressEntry(*base, None, "", "尚未检查", notice=a.notice)
    worth = judge(visit, ask)
    landed = (visit.title, visit.date, visit.hops[-1], visit.checked_at, a.notice)
    return AddressEntry(*base, worth.state, worth.finding, worth.reason, *landed)


def allowed_hosts(db: "Database") -> frozenset[str]:
    """The hosts an office vouches for: official for it, and visited even where they lie inside."""
    return frozenset(json.loads(queries.meta(db, HOSTS) or "[]"))


def drop_host(db: "Database", name: str) -> None:
    """Vouch for a host no longer."""
    queries.put_meta(db, HOSTS, json.dumps(sorted(allowed_hosts(db) - {name})))


def allow_hosts(db: "Database", names: Iterable[str]) -> None:
    """Vouch for further hosts. Raises GovdocError where one is no host's name."""
    hosts = {name.strip().lower() for name in names}
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise GovdocError(f"“{host}”不是网站域名", "只写域名，如 mp.weixin.qq.com，不写 http:// 和路径")
    queries.put_meta(db, HOSTS, json.dumps(sorted(allowed_hosts(db) | hosts)))
