"""What an attacker with an account tries: odd values, other methods, forms without token, other units' names."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from govdoc.web.access import NEEDED, OPEN
from govdoc.web.gate import HEADERS

from .conftest import EVIL, HOST, JUSTICE, POLICE, Visitor, logged_in, visitor

ODD = (
    "",
    "\0",
    "-1",
    "0",
    "9" * 40,
    "../../etc/passwd",
    "' or 1=1 --",
    EVIL,
    "\ud7ff\uffff\u202e",
    "a" * 5000,
    "%00",
    '"',
)
FIELDS = ("unit", "name", "indicator", "notice", "method", "path", "page", "row", "id", "source", "asked", "status")
FORM = (
    "kind",
    "rows",
    "to",
    "items",
    "comment",
    "seen",
    "unit",
    "notice",
    "indicator",
    "status",
    "label",
    "due",
    "name",
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_end_in_an_answer(alone: Visitor, odd: str) -> None:
    for method, path in NEEDED:
        if method == "GET":
            answer = alone.get(path, **dict.fromkeys(FIELDS, odd))
        elif path not in ("/logout", "/jobs/scan"):
            answer = alone.post(path, **(dict.fromkeys(FORM, odd) | {"role": odd, "password": odd}))
        assert answer.status_code < 500, (path, answer.text)
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert EVIL not in answer.text


def test_odd_numbers_on_things_that_are_there_end_in_an_answer(app: FastAPI, alone: Visitor) -> None:
    row = next(row.id for row in app.state.bench.live.current().desk.rows if row.place)
    file = "白石镇/坏.pdf"
    for odd in ("-1", "0", "9" * 30, str(2**63), "1e9", "٣"):
        answers = [
            alone.get("/file/picture", path=file, page=odd),
            alone.get("/files", page=odd),
            alone.post("/review/decide", kind="accept", rows=row, seen=odd),
            alone.post("/review/decide", kind="accept", rows=row, seen="0", items=odd),
            alone.post(
                "/cell/status", unit=JUSTICE, notice="青法创办〔2024〕3号", indicator="1", seen=odd, status="met"
            ),
        ]
        assert all(answer.status_code < 500 for answer in answers), odd
        alone.post("/review/undo")


@pytest.mark.parametrize("verb", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "POST", "HEAD"])
def test_other_methods_do_nothing(alone: Visitor, verb: str) -> None:
    for method, path in sorted(set(NEEDED) | OPEN):
        if method == "GET" and (verb, path) not in set(NEEDED) | OPEN:
            assert alone.client.request(verb, path, headers={"x-csrf": alone.token()}).status_code in (403, 405), path


def test_every_form_wants_its_token(alone: Visitor) -> None:
    for method, path in NEEDED:
        if method == "POST":
            assert alone.client.post(path, data={}).status_code == 403, path
            assert alone.client.post(path, data={"csrf": "é"}).status_code == 403, path
            assert alone.client.post(path, headers={"content-type": "text/plain"}, content="csrf=x").status_code == 403


def test_a_unit_that_follows_every_link_meets_no_other(shared: FastAPI) -> None:
    one = logged_in(shared, "司法局")
    files = {file.path: file.unit for file in shared.state.bench.live.current().matter.files}
    foreign = [path for path, unit in files.items() if unit != JUSTICE]
    assert foreign
    todo, seen = ["/", "/files", "/help", "/deadlines", f"/cell?unit={JUSTICE}&indicator=1"], set()
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = one.client.get(address, follow_redirects=False)
        assert answer.status_code in (200, 303), address
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        text = unescape(answer.text)
        assert not [path for path in foreign if path in text], address
        assert POLICE not in text, address
        todo += [
            link
            for link in map(unescape, re.findall(r'(?:href|data-picture)="(/[^"]*)"', answer.text))
            if "static" not in link
        ]
    assert {urlsplit(address).path for address in seen} >= {"/unit", "/files", "/file", "/cell", "/unit/list.docx"}
    for address in list(seen):  # and with another unit's names in the same addresses
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        for name, other in (("unit", POLICE), ("name", POLICE), ("path", foreign[0])):
            if name in asked and parts.path != "/files":
                assert one.get(parts.path, **asked | {name: other}).status_code == 404, address


def test_guesses_at_one_time_are_counted_too(shared: FastAPI) -> None:
    def guess(at: int) -> int:
        return visitor(shared).client.post("/login", data={"name": "审核甲", "password": f"guess{at}"}).status_code

    with ThreadPoolExecutor(10) as many:
        codes = sorted(many.map(guess, range(10)))
    assert codes == [403] * 5 + [429] * 5
    assert logged_in(shared, "审核乙").get("/review").status_code == 200  # from the same address


def test_a_cookie_that_another_program_set_locks_nobody_out(alone: Visitor) -> None:
    held = "; ".join(f"{name}={value}" for name, value in alone.client.cookies.items())
    answer = alone.client.get("/help", headers={"cookie": f'a[b="; {held}; govdoc=x'})
    assert answer.status_code == 200


def test_what_nobody_foresaw_is_told_in_plain_words(shared: FastAPI) -> None:
    client = TestClient(shared, base_url=f"http://{HOST}", raise_server_exceptions=False)
    client.cookies = logged_in(shared, "管理员").client.cookies
    with shared.state.bench.db() as db:
        db.table("round").insert({"number": 1, "label": "第一批", "json": "no json"})
        db.conn.commit()
    answer = client.get("/rounds")
    assert answer.status_code == 500
    assert "没有办成" in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_workspace_that_cannot_be_written_is_told(alone: Visitor, workspace: Path) -> None:
    (workspace / "govdoc-search.db").unlink(missing_ok=True)
    (workspace / "govdoc-search.db").mkdir()
    answer = alone.get("/files", asked="听证")
    assert answer.status_code == 503
    assert "不能写入" in answer.text
    assert alone.get("/files").status_code == 200


def test_a_database_that_lacks_a_table_is_not_called_busy(app: FastAPI, alone: Visitor) -> None:
    with app.state.bench.db() as db:
        db.table("audit").drop()
        db.conn.commit()
    client = TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False)
    client.cookies = alone.client.cookies
    answer = client.get("/audit")
    assert answer.status_code == 500
    assert "正忙" not in answer.text
