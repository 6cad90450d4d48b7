"""govdoc serve and govdoc accounts, as typed."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from govdoc.cli.app import app
from govdoc.cli.serve import listening
from govdoc.pipeline.workspace import only_workbench

pytest.importorskip("fastapi", reason="the workbench needs the extra “web”")


def call(*args: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(args), input=typed, prog_name="govdoc")


def test_accounts_are_made_and_taken_away(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county)
    assert call("init").exit_code == 0
    assert call("units", "import", "roster.csv").exit_code == 0
    assert call("accounts", "add", "王某", "--role", "admin", typed="correct horse battery\n").exit_code == 0
    assert "密码应为" in call("accounts", "add", "李某", typed="short\n").stderr
    assert "没有“boss”" in call("accounts", "add", "李某", "--role", "boss", typed="correct horse battery\n").stderr
    unit = ("accounts", "add", "司法局", "--role", "unit", "--unit", "县司法局")
    assert call(*unit, typed="correct horse battery\n").exit_code == 0
    assert "青河县司法局" in call("accounts", "list").stdout
    assert call("accounts", "password", "司法局", typed="another long one\n").exit_code == 0
    assert call("accounts", "remove", "司法局").exit_code == 0
    assert "唯一的管理账号" in call("accounts", "remove", "王某").stderr


def test_several_need_accounts_first(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county)
    assert call("init").exit_code == 0
    refused = call("serve", "--host", "0.0.0.0", "--no-browser")  # noqa: S104 - what is refused
    assert refused.exit_code == 2
    assert "管理账号" in refused.stderr


def test_answers_are_sent_without_waiting() -> None:
    with listening("127.0.0.1", 0) as listens, socket.create_connection(listens.getsockname()):
        answers, _ = listens.accept()
        with answers:
            assert answers.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_printed_address_opens_the_workbench(county: Path) -> None:
    from httpx2 import Client

    assert call("init", str(county)).exit_code == 0
    command = [
        sys.executable,
        "-m",
        "govdoc",
        "serve",
        "--port",
        "0",
        "--no-browser",
        "-w",
        str(county),
        "--by",
        "王某",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    ) as serving:
        try:
            assert serving.stdout
            address = serving.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter\?key=\S+", address)
            with Client(follow_redirects=True) as client:
                assert "开始审核" in client.get(address).text
                assert client.get(address).status_code == 403
            second = call("serve", "--port", "0", "--no-browser", "-w", str(county))
            assert second.exit_code == 2
            assert "已有一个工作台在运行" in second.stderr
        finally:
            serving.kill()
    with only_workbench(county):  # the killed one stands in nobody's way
        pass
