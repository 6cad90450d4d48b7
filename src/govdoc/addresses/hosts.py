"""Whose a host is."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from govdoc.rules.load import load


def host_of(url: str) -> str:
    """The host an address names, without its port.

    >>> host_of("https://www.example.gov.cn:8443/a")
    'www.example.gov.cn'
    """
    return urlsplit(url).hostname or ""


def is_official(host: str, own: Iterable[str] = ()) -> bool:
    """Whether a host is a government's, or one of the office's `own` list; names below a listed one count too.

    >>> is_official("www.example.gov.cn"), is_official("gov.cn.example.com"), is_official("a.b.cn", ["b.cn"])
    (True, False, True)
    """
    return any(host == name or host.endswith(f".{name}") for name in (*load("addresses")["official"], *own))
