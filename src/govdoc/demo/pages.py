"""The web pages of the county: served on this computer alone, handed in as addresses, visited and judged."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from random import Random
from socket import socket
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

from govdoc.demo.county import County
from govdoc.demo.papers import File, Paper, as_docx, as_html
from govdoc.demo.plan import Clerk, Truth
from govdoc.demo.score import Figure, shared
from govdoc.model import AddressEntry
from govdoc.pipeline.addresses import allow_hosts, allowed_hosts, entries
from govdoc.pipeline.fetch import Manners
from govdoc.pipeline.visits import visit_addresses
from govdoc.store.visits import put_visit

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER, HOST = "网址", "127.0.0.1"
# The pages lie on this computer, so nobody is spared by waiting; real sites are visited with the shipped manners.
_HASTE = Manners(answer=5.0, pause=0.02, again=(0.2,))
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HOME = "<html><head><title>云汐县人民政府门户网站</title></head><body><h1>云汐县人民政府</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers to a path."""

    body: bytes
    status: int = 200
    to: str = ""
    media_type: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its pages by path, its address, and one where nobody answers."""

    pages: dict[str, Page]
    base: str
    silent: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of addresses that a unit hands in for a cell: for each address its state and what is found there."""

    unit: str
    cell: str
    file: File
    truth: tuple[tuple[str, str, str], ...]


@contextmanager
def served() -> Iterator[Site]:
    """A site, on a server for as long as it is needed."""
    pages: dict[str, Page] = {"/": Page(_HOME.encode())}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path, Page(b"<html><body><h1>Not Found</h1></body></html>", 404))
            self.send_response(page.status)
            for name, value in (("Content-Type", page.media_type), ("Location", page.to)):
                if value:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """The terminal belongs to the story."""

    # An HTTPServer would ask for this computer's full name first, which takes long where there is no net.
    with ThreadingTCPServer((HOST, 0), Handler) as server, socket() as silent:
        silent.bind((HOST, 0))  # taken, so that nobody else answers there, but not listened at
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield Site(pages, f"http://{HOST}:{server.server_address[1]}", f"http://{HOST}:{silent.getsockname()[1]}")
        finally:
            server.shutdown()
            thread.join()


def plan_addresses(county: County, truths: Iterable[Truth], site: Site, units: int | None = None) -> Iterator[Listed]:
    """The lists of addresses of the first `units` offices, each for a cell it has handed in nothing for yet.

    The pages they lead to are put into the site.
    """
    spec = tomllib.loads((county.folder / "pages.toml").read_text("utf-8"))
    taken = {(truth.unit, cell) for truth in truths for cell in truth.satisfies}
    for at, office in enumerate(county.offices[:units]):
        clerk = Clerk(county, office, Random(county.seed + 3000 + at))  # noqa: S311 - a demo, no secrets
        ways = spec["lists"][at % len(spec["lists"])].split()
        fit = [
            body
            for body in county.bodies
            if body.web and body.quality == "ok" and body.cells[0] in clerk.owed
            if (office.name, body.cells[0]) not in taken and (body.cells[0] in county.since or "old" not in ways)
        ]
        body = clerk.random.choice(fit)
        code = body.cells[0].split("/")[0]
        lines, truth = [], []
        for number, name in enumerate(ways, 1):
            way = spec["way"][name]
            path = f"/{office.words['path']}/{code}/{number}-{name}.{'docx' if way.get('body') == 'paper' else 'html'}"
            url = f"{site.silent if name == 'refused' else site.base}{path}"
            paper = clerk.paper(body, year=way.get("year"))
            _publish(site.pages, path, way, paper)
            lines.append(f"第{code}项 {paper.title}：{url}")
            truth.append((url, way["state"], way["finding"]))
        paper = Paper(f"第{code}项指标网络检索网址", "", tuple(lines))
        file = File(f"{office.folder}/{FOLDER}/{code}.网络检索-网址.docx", "docx", paper)
        yield Listed(office.name, body.cells[0], file, tuple(truth))


def _publish(pages: dict[str, Page], path: str, way: Mapping[str, Any], paper: Paper) -> None:
    """Put what a way answers under a path, and where it leads beside it."""
    to = way.get("to", "")
    if to == "page":
        to = path.replace(".html", "-new.html")
        pages[to] = Page(as_html(paper))
    body = way.get("body", "")
    if body == "paper":
        pages[path] = Page(as_docx(paper), media_type=_WORD)
    elif body == "page":
        pages[path] = Page(as_html(paper))
    elif body == "list":
        links = "".join(f'<li><a href="{n}.html">{paper.title}（第{n}期）</a></li>' for n in range(1, 25))
        pages[path] = Page(f"<html><head><title>信息公开</title></head><body><ul>{links}</ul></body></html>".encode())
    else:
        pages[path] = Page(body.replace("{to}", to).encode(), way.get("status", 200), to if "status" in way else "")


def visit(db: "Database", listed: Iterable[Listed], now: datetime) -> tuple[AddressEntry, ...]:
    """Visit the addresses listed, and no others; those of the first round lead nowhere and are left alone."""
    allow_hosts(db, [HOST])
    urls = [url for one in listed for url, _, _ in one.truth]
    for met in visit_addresses(urls, lambda: now, _HASTE, allowed_hosts(db)):
        put_visit(db, met)
    return tuple(entry for entry in entries(db) if entry.state)


def address_figure(listed: Iterable[Listed], entries: Iterable[AddressEntry]) -> Figure:
    """How many addresses stand as a person would say."""
    listed = list(listed)
    paths = {one.file.path for one in listed}
    wanted = Counter((one.file.path, *each) for one in listed for each in one.truth)
    told = Counter((e.path, e.url, e.state, e.finding) for e in entries if e.path in paths)
    return shared("网址核查结论", wanted, told)
