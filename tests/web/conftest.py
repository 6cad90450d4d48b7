"""A workspace at work: the small county with hostile names and texts among its files."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the workbench needs the extra “web”")

import openpyxl
import uvicorn
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from govdoc.model import Account
from govdoc.pipeline.accounts import add_account
from govdoc.pipeline.matching import match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store.accounts import put_account
from govdoc.web.app import create_app
from govdoc.web.patience import Hurried

HOST = "127.0.0.1:8765"
COOKIE = "govdoc-8765"
PASSWORD = "correct horse battery"  # noqa: S105 - of made-up accounts
JUSTICE, POLICE = "青河县司法局", "青河县公安局"
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
# Windows allows no < or > in names; elsewhere offices' archives bring anything.
EVIL_NAME = "“&lt;img src=x onerror=hacked()&gt;”.txt" if os.name == "nt" else "<img src=x onerror=hacked=1>.txt"
SURVEY = """\
青河县人民政府办公室关于开展政务服务满意度测评的通知

青政办〔2024〕7号

县直各单位：

现就开展政务服务满意度测评有关事项通知如下。

一、主要措施
1.开展满意度测评。请各单位组织服务对象填写调查问卷，覆盖面不低于90%，满意率达到85%以上。（责任单位：县司法局。完成时限：2024年6月30日前）

青河县人民政府办公室
2024年3月1日

附件：政务服务满意度调查问卷

政务服务满意度调查问卷

1.您对窗口服务态度是否满意？
A.非常满意 B.满意 C.一般 D.不满意
2.您对改进服务有什么建议？
"""


@pytest.fixture(scope="session")
def read_once(first_county: Path) -> Path:
    """The county read and matched, with a file whose name, title and text want to be markup."""
    county = first_county
    lines = (
        f"关于组织听证会的报告{EVIL}",
        "",
        f"我局组织重大行政决策事项听证会，公布目录。{EVIL}",
        "",
        JUSTICE,
        "2024年5月28日",
    )
    (county / "evidence" / "1 司法局" / EVIL_NAME).write_text("\n".join(lines), encoding="utf-8")
    sheet = openpyxl.Workbook()
    sheet.active.title = "<script>"
    sheet.active.append(["重大行政决策事项目录", EVIL, f'=HYPERLINK("javascript:{EVIL}")'])
    sheet.save(county / "evidence" / "1 司法局" / "表.xlsx")
    make_workspace(county)
    db = open_workspace(county)
    ingest(db, county / "notice.txt")
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    scan(db, county / "evidence", workers=1)
    match(db)
    db.close()
    return county


@pytest.fixture
def workspace(read_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change; the files are known by their times and not read again."""
    folder = tmp_path / "county"
    shutil.copytree(read_once, folder)
    db = open_workspace(folder)
    ingest(db, folder / "notice.txt")
    scan(db, folder / "evidence", workers=1)
    match(db)
    db.close()
    return folder


@pytest.fixture
def asking(workspace: Path) -> Path:
    """The county with a notice that asks for a survey."""
    (workspace / "测评.txt").write_text(SURVEY, encoding="utf-8")
    db = open_workspace(workspace)
    ingest(db, workspace / "测评.txt")
    db.close()
    return workspace


@dataclass
class Visitor:
    """A browser without a screen: it keeps its cookies and reads the page's token."""

    client: TestClient

    def get(self, address: str, /, **asked: str) -> Response:
        return self.client.get(address, params=asked, follow_redirects=False)

    def token(self) -> str:
        found = re.search(r'name="csrf" content="([^"]*)"', self.get("/help").text)
        assert found
        return found[1]

    def post(self, address: str, /, *, token: str | None = None, **fields: object) -> Response:
        body = {**fields, "csrf": self.token() if token is None else token}
        return self.client.post(address, data=body, follow_redirects=False)


@pytest.fixture
def app(workspace: Path) -> FastAPI:
    """The workbench of one person at this computer."""
    return create_app(workspace, "王某", hosts=frozenset({HOST}))


def visitor(app: FastAPI) -> Visitor:
    return Visitor(TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=True))


@pytest.fixture
def alone(app: FastAPI) -> Iterator[Visitor]:
    """The bearer of the one-time key."""
    one = visitor(app)
    assert one.get("/enter", key=app.state.bench.sessions.new_key()).status_code == 303
    yield one
    app.state.bench.live.close()


@pytest.fixture(scope="session")
def people(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Account, ...]:
    """One account for each role and a second reviewer, made once: a password takes its time."""
    with closing(open_workspace(shutil.copytree(read_once, tmp_path_factory.mktemp("people") / "county"))) as db:
        return tuple(
            add_account(db, name, role, PASSWORD, unit)
            for name, role, unit in (
                ("管理员", "admin", ""),
                ("审核甲", "reviewer", ""),
                ("审核乙", "reviewer", ""),
                ("查看员", "viewer", ""),
                ("司法局", "unit", JUSTICE),
            )
        )


@pytest.fixture
def shared(workspace: Path, people: tuple[Account, ...]) -> Iterator[FastAPI]:
    """The workbench of several persons."""
    db = open_workspace(workspace)
    for one in people:
        put_account(db, one)
    db.close()
    app = create_app(workspace, by_account=True)
    yield app
    app.state.bench.jobs.finish(20)
    app.state.bench.live.close()


def logged_in(app: FastAPI, name: str) -> Visitor:
    one = visitor(app)
    assert (
        one.client.post("/login", data={"name": name, "password": PASSWORD}, follow_redirects=False).status_code == 303
    )
    return one


@contextmanager
def serving(workspace: Path, *, by_account: bool = False) -> Iterator[tuple[str, FastAPI]]:
    """The workbench at work for a real browser, and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    home = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(workspace, "王某", hosts=frozenset({home}), by_account=by_account)
    server = uvicorn.Server(uvicorn.Config(app, http=Hurried, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://{home}", app
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture
def served(workspace: Path) -> Iterator[tuple[str, FastAPI]]:
    """The address that opens the workbench in a real browser, and the workbench."""
    with serving(workspace) as (home, app):
        yield f"{home}/enter?key={app.state.bench.sessions.new_key()}", app


@pytest.fixture
def page(browser: Any, served: tuple[str, FastAPI]) -> Iterator[Any]:
    """The first page, opened by the key; anything said on the console fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served[0])
    yield page
    hacked = page.evaluate("window.hacked === undefined")
    context.close()
    assert hacked
    # A refused decision is told by its status; nothing else may go wrong.
    assert [line for line in said if "409" not in line] == []


def told(page: Any, text: str) -> None:
    page.wait_for_function("text => document.getElementById('told').textContent.includes(text)", arg=text)
