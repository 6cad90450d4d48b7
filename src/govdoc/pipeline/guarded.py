"""Connections that lead nowhere inside: names of private networks are refused unless the office allows them by name.

The address that was checked is the one connected to, so that a name cannot answer differently the second time.
"""

import ipaddress
import socket
from collections.abc import Iterable

import httpcore


class RefusedError(Exception):
    """A name that leads into a private network."""


class UnknownError(Exception):
    """A name that leads nowhere."""


class Guarded(httpcore.NetworkBackend):
    """A network that looks where names lead before it connects; `allowed` names may lead anywhere."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._inner = httpcore.SyncBackend()
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the name that answers.

        Raises RefusedError, UnknownError or httpcore's errors.
        """
        failed: Exception = UnknownError(host)
        for address in self._places(host, port):
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _places(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnknownError(host) from error
        places = list(dict.fromkeys(str(place[4][0]) for place in found))
        if host not in self._allowed and any(not is_public(place) for place in places):
            raise RefusedError(host)
        return places


def is_public(place: str) -> bool:
    """Whether an IP address is one of the open net.

    >>> is_public("8.8.8.8"), is_public("192.168.1.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    address = ipaddress.ip_address(place.split("%", 1)[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inner.is_global and not inner.is_multicast)
