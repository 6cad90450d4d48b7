"""Connections that hold a place and ask for nothing."""

import socket
import time
from pathlib import Path

import pytest

from govdoc.web import gate
from govdoc.web.patience import Hurried

from .conftest import serving

HEAD = b"POST /login HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n"


def ended(connection: socket.socket, drip: bytes) -> bytes:
    """What a connection is told that sends one byte after the other until it is closed."""
    until, said = time.monotonic() + 10, b""
    connection.settimeout(0.1)
    while time.monotonic() < until:
        try:
            connection.sendall(drip)
            new = connection.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return said
        if not new:
            return said
        said += new
    pytest.fail("the connection is still open")


@pytest.mark.parametrize("begun", [b"", b"GET /login HTTP/1.1\r\nX: "])
def test_a_request_that_never_comes_is_not_waited_for(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(Hurried, "seconds", 0.5)
    with serving(workspace, by_account=True) as (home, _):
        host, port = home.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as one:
            one.sendall(begun)
            assert ended(one, b"a" if begun else b"") == b""
        with socket.create_connection((host, int(port))) as one:  # after an answer nothing else is asked
            one.sendall(b"GET /login HTTP/1.1\r\nHost: %s\r\n\r\nGET /lo" % home.removeprefix("http://").encode())
            assert ended(one, b"g").startswith(b"HTTP/1.1 200")


def test_a_body_that_drips_is_not_waited_for(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE", -2.0)  # with what the size allows, half a second or so
    with serving(workspace, by_account=True) as (home, _):
        address = home.removeprefix("http://")
        host, port = address.split(":")
        with socket.create_connection((host, int(port))) as one:
            one.sendall(HEAD % address.encode() + b"Connection: close\r\n\r\n")
            said = ended(one, b"a")
        assert said.startswith(b"HTTP/1.1 408")
        assert "太慢" in said.decode()
