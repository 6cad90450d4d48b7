"""One visit to a web address: what came, by which way, or why nothing did. No cookie outlasts it, no script runs."""

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urljoin, urlsplit

import httpcore

from govdoc.addresses import host_of, next_hop, normal
from govdoc.pipeline.guarded import Guarded, RefusedError, UnknownError

_HEADERS = (
    (
        b"User-Agent",
        b"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
    ),
    (b"Accept", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    (b"Accept-Language", b"zh-CN,zh;q=0.9"),
    (b"Accept-Encoding", b"gzip, deflate"),
)
_MOST_HOPS = 10
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # zlib's window bits; 47 finds out which kind it is
_FLEETING = ("dns", "refused", "timeout", "broken")
_SIGNPOST = 64 * 1024  # bytes; a longer page is not looked into for a refresh


@dataclass(frozen=True, slots=True)
class Manners:
    """How a visit behaves, in seconds and bytes: waiting for an answer, a whole page, the pause at one host."""

    answer: float = 20.0
    whole: float = 60.0
    most: int = 8 * 1024 * 1024
    pause: float = 1.5
    again: tuple[float, ...] = (15.0, 90.0)
    hosts: int = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. `problem` is "" where a server answered, else a key of `addresses.judge.PROBLEMS`.

    `distrusted` where its certificate is not valid; `retry_after` in seconds where the server asked for patience.
    """

    hops: tuple[str, ...]
    problem: str = ""
    status: int | None = None
    media_type: str = ""
    body: bytes = b""
    distrusted: bool = False
    retry_after: float | None = None

    @property
    def fleeting(self) -> bool:
        """Whether another try later may end otherwise."""
        return self.problem in _FLEETING or self.status in (408, 425, 429) or (self.status or 0) >= 500


def fetch(url: str, manners: Manners, allowed: frozenset[str] = frozenset()) -> Fetched:
    """Visit an address, follow where it leads, and take what comes within the limits."""
    trusted = True
    here, hops, jar = url, [url], dict[str, dict[str, str]]()
    until = time.monotonic() + manners.whole
    while True:
        if urlsplit(here).scheme not in ("http", "https") or normal(here) is None:
            return Fetched(tuple(hops), "bad_address")
        met, onward = _step(here, manners, allowed, jar, until, trusted=trusted)
        if met.problem == "tls" and trusted:
            trusted = False
            continue
        if onward is None:
            return replace(met, hops=tuple(hops), distrusted=not trusted)
        here = onward
        if len(hops) > _MOST_HOPS:
            return Fetched(tuple(hops), "loop")
        hops.append(here)


def _step(
    url: str, manners: Manners, allowed: frozenset[str], jar: dict[str, dict[str, str]], until: float, *, trusted: bool
) -> tuple[Fetched, str | None]:
    """One request: what came, and where it sends on."""
    cookies = jar.setdefault(host_of(url), {})
    headers = [*_HEADERS]
    if cookies:
        headers.append((b"Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()))
    wait = dict.fromkeys(("connect", "read", "write", "pool"), manners.answer)
    try:
        with (
            httpcore.ConnectionPool(_context(trusted), network_backend=Guarded(allowed)) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": wait}) as answer,
        ):
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            _keep_cookies(answer.headers, cookies)
            if 300 <= answer.status < 400 and told.get("location"):
                return Fetched((), status=answer.status), _onward(url, told["location"])
            body, problem = _body(answer.iter_stream(), told.get("content-encoding", ""), manners.most, until)
    except RefusedError:
        return Fetched((), "private"), None
    except UnknownError:
        return Fetched((), "dns"), None
    except httpcore.TimeoutException:
        return Fetched((), "timeout"), None
    except (httpcore.ConnectError, ssl.SSLError) as error:
        return Fetched((), "tls" if _about_tls(error) else "refused"), None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
        return Fetched((), "broken"), None
    except (httpcore.UnsupportedProtocol, ValueError):
        return Fetched((), "bad_address"), None
    met = Fetched((), problem, answer.status, told.get("content-type", ""), body, retry_after=_patience(told))
    if answer.status == 200 and not problem and len(body) <= _SIGNPOST and _is_page(met.media_type, body):
        onward = next_hop(url, body)
        return met, _onward(url, onward) if onward and normal(onward) != normal(url) else None
    return met, None


def _onward(url: str, location: str) -> str:
    """The next address; servers write Chinese in a Location as it is, in UTF-8 that came as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    target = urljoin(url, location)
    return normal(target) or target


def _body(pieces: Iterable[bytes], coding: str, most: int, until: float) -> tuple[bytes, str]:
    """The content, unpacked, and what cut it short: "huge", "bomb", "endless" or ""."""
    body = bytearray()
    try:
        for piece in _unpacked(pieces, coding.strip().lower(), most):
            body += piece
            if len(body) > most:
                return bytes(body[:most]), "bomb" if coding else "huge"
            if time.monotonic() > until:
                return bytes(body), "endless"
    except zlib.error:
        return bytes(body), "broken"
    return bytes(body), ""


def _unpacked(pieces: Iterable[bytes], coding: str, most: int) -> Iterator[bytes]:
    if coding not in _ZIPPED:
        yield from pieces
        return
    unpacker = zlib.decompressobj(_ZIPPED[coding])
    for piece in pieces:
        yield unpacker.decompress(piece, most + 1)
        if unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, most + 1)


@cache
def _context(trusted: bool) -> ssl.SSLContext:
    """Old servers of small offices speak old TLS; what is read is public, and nothing secret is sent."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    if not trusted:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _about_tls(error: BaseException) -> bool:
    return isinstance(error, ssl.SSLError) or isinstance(error.__context__, ssl.SSLError) or "SSL" in str(error)


def _keep_cookies(headers: Iterable[tuple[bytes, bytes]], jar: dict[str, str]) -> None:
    for name, value in headers:
        if name.lower() == b"set-cookie":
            pair = value.decode("latin-1").split(";", 1)[0]
            key, _, content = pair.partition("=")
            jar[key.strip()] = content.strip()


def _patience(told: dict[str, str]) -> float | None:
    asked = told.get("retry-after", "")
    return float(asked) if asked.isdigit() else None


def _is_page(media_type: str, body: bytes) -> bool:
    return "html" in media_type.lower() or (not media_type and body.lstrip()[:1] == b"<")
