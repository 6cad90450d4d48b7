"""The addresses a file gives, each with the line it stands in and the indicator that line names."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from govdoc.text.widths import narrow

# An address ends at a blank, a Han character or a mark that belongs to the sentence around it.
_END = r"[^\s\u4e00-\u9fff\u3000-\u303f，。；：！？、“”‘’（）《》<>\"'|]"
_ADDRESS = re.compile(
    rf"https?://{_END}+|(?<![a-z0-9@./_-])(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.cn(?![\w.-]*@)){_END}*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[.,;:!?)\]}>~]+$")
_NUMBERED = re.compile(r"第?\s*(\d{1,3})\s*(?:项|号?指标|[、.:)](?!\d))")
_BROKEN = re.compile(rf"(https?://{_END}+)[ \t]*\n[ \t\u3000]*({_END}+)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?|ofd)$", re.IGNORECASE)
_DATE = re.compile(r"\d{4}([./-])\d{1,2}\1\d{1,2}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEEP = "/%:=&?~+!$,;'@()*[]-._"


def normal(address: str) -> str | None:
    """An address in one spelling, so that the same page is asked for once; None where it is none.

    >>> normal("HTTP://WWW.Example.gov.cn:80/a/../b.html#top"), normal("www.example.gov.cn"), normal("http://")
    ('http://www.example.gov.cn/b.html', 'http://www.example.gov.cn/', None)
    """
    address = narrow(address).strip()
    if not re.match(r"https?://", address, re.IGNORECASE):
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host = host.rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if not host or ("." not in host and ":" not in host and host != "localhost"):
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        place += f":{port}"
    return urlunsplit(
        SplitResult(parts.scheme, place, _straight(quote(parts.path, safe=_KEEP)), quote(parts.query, safe=_KEEP), "")
    )


def addresses_in(text: str, links: Iterable[str] = ()) -> Iterator[tuple[str, str, str | None]]:
    r"""Each address once: normalised, the line it stands in, and the indicator's number if one is named for it.

    A number in the line counts, else the one in the nearest line above that has one. `links` are targets of
    hyperlinks, which stand in no line.

    >>> list(addresses_in("第12项：\n公开目录 www.example.gov.cn/a.html，详见页面"))
    [('http://www.example.gov.cn/a.html', '公开目录 www.example.gov.cn/a.html，详见页面', '12')]
    """
    seen: set[str] = set()
    number: str | None = None
    for line in _BROKEN.sub(_mended, text).splitlines():
        plain = narrow(line)
        # Wide marks of the sentence stay wide, where an address ends; narrow they would be part of it.
        kept = "".join(wide if wide in "，；！（）" else slim for wide, slim in zip(line, plain, strict=True))
        at = 0
        for match in _ADDRESS.finditer(kept):
            named = _NUMBERED.findall(plain, at, match.start())
            number = named[-1].lstrip("0") if named else number
            at = match.end()
            found = normal(_whole(match[0]))
            if found and found not in seen:
                seen.add(found)
                yield found, line.strip(), number
        named = _NUMBERED.findall(plain, at)
        number = named[-1].lstrip("0") if named and not _ADDRESS.search(plain) else number
    for link in links:
        found = normal(link)
        if found and found not in seen and urlsplit(link).scheme in _DEFAULT_PORTS:
            seen.add(found)
            yield found, "", None


def _mended(broken: re.Match[str]) -> str:
    """An address that goes on in the next line in one piece; two lines that only follow each other as they are."""
    head, tail = broken[1], _TAIL.sub("", broken[2])
    goes_on = _FILE.search(tail) or head[-1] in "=&?%" or (head[-1] in "/-_" and re.search(r"\w[/=&]", tail))
    other = _FILE.search(head) or re.match(r"https?:|www\.", tail, re.IGNORECASE) or _DATE.fullmatch(tail)
    return head + broken[2] if goes_on and not other else broken[0]


def _whole(address: str) -> str:
    """Without the marks of the sentence behind it; a closing bracket stays where it was opened inside."""
    tail = _TAIL.search(address)
    if tail is None:
        return address
    kept = address[: tail.start()]
    return kept + ")" if tail[0].startswith(")") and kept.count("(") > kept.count(")") else kept


def _straight(path: str) -> str:
    """A path without “.” and “..”."""
    parts: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/" + "/".join(parts)
