"""Visit the web addresses of a workspace, here or on another machine, and keep what is found."""

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.addresses import host_of
from govdoc.errors import GovdocError
from govdoc.model import Visit
from govdoc.pipeline.addresses import addresses, allowed_hosts
from govdoc.pipeline.fetch import Manners
from govdoc.pipeline.landing import Visitor
from govdoc.pipeline.scan import Progress, Report, silent
from govdoc.pipeline.visiting import visit_all
from govdoc.store.visits import put_visit, visit_of, visits

if TYPE_CHECKING:
    from sqlite_utils import Database

Clock = Callable[[], dt.datetime]
_OFFLINE = ("dns", "refused", "timeout", "broken")
_ENOUGH = 3  # hosts that must fail alike before the fault is taken to be on this side


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run of visits did: addresses visited, and those left alone because they had been visited before."""

    visited: int
    known: int


def check(
    db: "Database",
    now: Clock,
    *,
    again: bool = False,
    manners: Manners | None = None,
    report: Report = silent,
) -> Checked:
    """Visit the addresses not visited yet, or all of them `again`; each visit is kept as soon as it is done.

    Raises GovdocError where nothing at all can be reached, which says more of this machine than of the addresses.
    """
    wanted = list(dict.fromkeys(address.url for address in addresses(db)))
    hosts = allowed_hosts(db)
    known = set() if again else _known(db, hosts)
    todo = [url for url in wanted if url not in known]
    for done, visit in enumerate(visit_addresses(todo, now, manners or Manners(), hosts), 1):
        put_visit(db, visit)
        report(Progress("visit", done, len(todo), visit.url))
    return Checked(len(todo), len(wanted) - len(todo))


def visit_addresses(urls: Iterable[str], now: Clock, manners: Manners, allowed: frozenset[str]) -> Iterator[Visit]:
    """Visit addresses; failures are held back until anything at all has been reached."""
    visitor = Visitor(manners, allowed)
    held: list[Visit] = []
    reached = False
    for url, met, tries in visit_all(urls, visitor.go, manners):
        visit = visitor.landed(url, met, tries, now())
        reached = reached or met.problem not in _OFFLINE
        held.append(visit)
        if reached:
            yield from held
            held.clear()
    if len({host_of(visit.url) for visit in held}) >= _ENOUGH:
        raise GovdocError(
            "所有网址都连不上，像是本机没有联网，未作结论",
            "请检查网络后再运行一次，或用 govdoc urls export 到能上网的电脑上检查",
        )
    yield from held


def export_addresses(db: "Database", file: Path) -> int:
    """Write the addresses not visited yet into a file for a machine that is online; returns how many."""
    hosts = allowed_hosts(db)
    known = _known(db, hosts)
    todo = [url for url in dict.fromkeys(address.url for address in addresses(db)) if url not in known]
    body = {"kind": "govdoc-addresses", "hosts": sorted(hosts), "urls": todo}
    file.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(todo)


def _known(db: "Database", hosts: frozenset[str]) -> set[str]:
    """The addresses visited so far; one left alone for its host is none any more once the host is allowed."""
    return {url for url, visit in visits(db).items() if visit.problem != "private" or host_of(url) not in hosts}


def check_exported(
    source: Path,
    target: Path,
    now: Clock,
    manners: Manners | None = None,
    report: Report = silent,
) -> int:
    """Visit the addresses of an exported file and write the visits into a zip; takes up where it was broken off.

    Until it is done each visit is kept beside the zip, which a kill would leave in pieces.
    """
    from govdoc.store.migrations import open_store

    try:
        body = json.loads(source.read_text("utf-8"))
        urls, hosts = [str(url) for url in body["urls"]], frozenset(map(str, body["hosts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GovdocError(f"{source} 不是导出的网址清单", "请用 govdoc urls export 重新导出") from error
    before = read_visits(target) if target.exists() else ()
    part = target.with_name(f"{target.name}.part")
    with closing(open_store(part)) as db:
        for visit in before:
            put_visit(db, visit)
        known = visits(db)
        todo = [url for url in urls if url not in known]
        try:
            for at, visit in enumerate(visit_addresses(todo, now, manners or Manners(), hosts), 1):
                put_visit(db, visit)
                report(Progress("visit", at, len(todo), visit.url))
        finally:
            _pack(db, target)
    part.unlink()
    return len(todo)


def _pack(db: "Database", target: Path) -> None:
    from pydantic import TypeAdapter

    half = target.with_name(f"{target.name}.tmp")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for url in visits(db):
            if (visit := visit_of(db, url)) is not None:
                name = hashlib.sha256(url.encode("utf-8")).hexdigest()[:16]
                archive.writestr(f"{name}.page", visit.page)
                archive.writestr(f"{name}.json", TypeAdapter(Visit).dump_json(replace(visit, page=b"")))
    half.replace(target)


def read_visits(file: Path) -> tuple[Visit, ...]:
    """The visits in a zip that `check_exported` wrote."""
    from pydantic import TypeAdapter, ValidationError

    try:
        with zipfile.ZipFile(file) as archive:
            if any(not name.endswith((".json", ".page")) for name in archive.namelist()):
                raise KeyError(file.name)
            names = [name.removesuffix(".json") for name in archive.namelist() if name.endswith(".json")]
            adapter = TypeAdapter(Visit)
            return tuple(
                replace(adapter.validate_json(archive.read(f"{name}.json")), page=archive.read(f"{name}.page"))
                for name in names
            )
    except (OSError, KeyError, zipfile.BadZipFile, ValidationError) as error:
        raise GovdocError(f"{file} 不是网址检查结果", "请用 govdoc urls check 清单 --out 结果.zip 重新生成") from error


def import_visits(db: "Database", file: Path) -> int:
    """Keep the visits made elsewhere; a later visit of one's own stays."""
    known = visits(db)
    fresh = [
        visit for visit in read_visits(file) if visit.url not in known or known[visit.url].checked_at < visit.checked_at
    ]
    for visit in fresh:
        put_visit(db, visit)
    return len(fresh)
