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


def medium_of(host: str) -> str:
    """What a host publishes for anybody, "" where it is none of those known.

    >>> medium_of("mp.weixin.qq.com"), medium_of("www.example.gov.cn")
    ('微信公众号文章', '')
    """
    found = (what for name, what in load("addresses")["media"].items() if host == name or host.endswith(f".{name}"))
    return next(found, "")


def is_official(host: str, own: Iterable[str] = ()) -> bool:
    """Whether a host is a government's, or one of the office's `own` list; names below a listed one count too.

    >>> is_official("www.example.gov.cn"), is_official("gov.cn.example.com"), is_official("a.b.cn", ["b.cn"])
    (True, False, True)
    """
    return any(host == name or host.endswith(f".{name}") for name in (*load("addresses")["official"], *own))
