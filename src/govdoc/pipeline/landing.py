"""What a visit to a web address came to: the page read, and what its host says to any nonsense."""

import datetime as dt
import hashlib
import re
import secrets
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from govdoc.addresses import host_of, shape_of
from govdoc.model import Evidence, Visit
from govdoc.pipeline.fetch import Fetched, Manners, fetch
from govdoc.pipeline.pool import MODE, run
from govdoc.pipeline.reading import read_data
from govdoc.pipeline.worker import Limits

_SECONDS = 30.0
_ALIKE = 95.0


class Visitor:
    """Visits, and once for each host asks for a page that cannot exist, to know what the host says then."""

    def __init__(self, manners: Manners, allowed: frozenset[str]) -> None:
        self.manners, self.allowed = manners, allowed
        self.nonsense: dict[str, bytes] = {}

    def go(self, url: str) -> Fetched:
        """Visit an address."""
        met = fetch(url, self.manners, self.allowed)
        host = host_of(met.hops[-1])
        if met.status == 200 and "html" in met.media_type and host not in self.nonsense:
            made_up = urljoin(met.hops[-1], f"{secrets.token_hex(8)}.html")
            other = fetch(made_up, self.manners, self.allowed)
            self.nonsense[host] = other.body if other.status == 200 and not other.problem else b""
        return met

    def landed(self, url: str, met: Fetched, tries: int, now: dt.datetime) -> Visit:
        """The visit with what could be read from what came; `now` is UTC."""
        return _visit(url, met, tries, now, self.nonsense.get(host_of(met.hops[-1]), b""))


def _visit(url: str, met: Fetched, tries: int, now: dt.datetime, nonsense: bytes) -> Visit:
    is_page = "html" in met.media_type.lower() or met.body.lstrip()[:1] == b"<"
    came = met.status is not None and 200 <= met.status < 300 and bool(met.body)
    read = _read(met, is_page) if came else None
    text = read.text if read else ""
    return Visit(
        url=url,
        checked_at=now.replace(microsecond=0),
        tries=tries,
        problem=met.problem,
        status=met.status,
        hops=met.hops,
        distrusted=met.distrusted,
        media_type=met.media_type,
        shape=shape_of(met.body) if is_page or not came else None,
        readable=bool(text),
        same_as_nonsense=is_page and bool(nonsense) and _alike(met.body, nonsense),
        title=(_title(met.body) if is_page else "") or (read.title if read else ""),
        doc_number=read.doc_number if read else "",
        date=read.date if read else None,
        text=text,
        page=met.body,
        sha256=hashlib.sha256(met.body).hexdigest() if met.body else "",
    )


def _read(met: Fetched, is_page: bool) -> Evidence | None:
    """What came as evidence; anything but a page is read in a process of its own."""
    name = unquote(urlsplit(met.hops[-1]).path.rsplit("/", 1)[-1]) or "index.html"
    if is_page:
        return _read_bytes((f"{name}.html", met.body))
    outcome = next(run(_read_bytes, [(name, met.body)], workers=1, limits=Limits(seconds=_SECONDS), mode=MODE))[1]
    return outcome if isinstance(outcome, Evidence) else None


def _read_bytes(given: tuple[str, bytes]) -> Evidence:
    name, data = given
    return read_data(name, data, hashlib.sha256(data).hexdigest(), "", _SECONDS)


def _title(page: bytes) -> str:
    """What the page calls itself, from its head, in whatever encoding the reader finds."""
    from govdoc.readers.decoding import decode

    found = re.search(r"<title[^>]*>(.*?)</title", decode(page)[0][:100_000], re.IGNORECASE | re.DOTALL)
    return " ".join(unescape(found[1]).split()) if found else ""


def _alike(one: bytes, other: bytes) -> bool:
    from rapidfuzz import fuzz

    shorter, longer = sorted((len(one), len(other)))
    return shorter > longer * 0.9 and fuzz.ratio(one[:20_000], other[:20_000]) >= _ALIKE
