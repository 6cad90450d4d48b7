"""What strangers, other sites and forged requests get: nothing."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from govdoc.web.access import SHORT
from govdoc.web.gate import HEADERS

from .conftest import COOKIE, EVIL_NAME, HOST, PASSWORD, Visitor, logged_in, visitor


def test_a_stranger_sees_nothing(app: FastAPI) -> None:
    one = visitor(app)
    for path in ("/", "/review", "/matrix", "/file?path=a", "/accounts", "/nowhere"):
        assert one.get(path).status_code == 403
    assert one.client.post("/review/decide", data={"kind": "accept"}).status_code == 403


def test_the_key_opens_once(app: FastAPI) -> None:
    key = app.state.bench.sessions.new_key()
    assert visitor(app).get("/enter", key="wrong").status_code == 403
    first = visitor(app).get("/enter", key=key)
    assert first.status_code == 303
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert visitor(app).get("/enter", key=key).status_code == 403
    assert visitor(app).get("/enter", key="").status_code == 403


def test_a_session_that_a_stranger_chose_is_not_taken(shared: FastAPI) -> None:
    one = visitor(shared)
    one.client.cookies.set(COOKIE, "chosen-by-a-stranger")
    answer = one.client.post("/login", data={"name": "审核甲", "password": PASSWORD}, follow_redirects=False)
    assert answer.cookies[COOKIE] != "chosen-by-a-stranger"
    other = visitor(shared)
    other.client.cookies.set(COOKIE, "chosen-by-a-stranger")
    assert other.get("/review").headers["location"] == "/login"


def test_logging_out_ends_the_session(shared: FastAPI) -> None:
    one = logged_in(shared, "审核甲")
    cookie = one.client.cookies[COOKIE]
    assert one.post("/logout").status_code == 303
    again = visitor(shared)
    again.client.cookies.set(COOKIE, cookie)
    assert again.get("/review").headers["location"] == "/login"


@pytest.mark.parametrize("path", ["/review", "/matrix", "/nowhere", "/static/style.css", "/file?path=x"])
def test_every_answer_carries_the_safe_headers(alone: Visitor, path: str) -> None:
    answer = alone.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_another_host_name_is_refused(app: FastAPI) -> None:
    other = TestClient(app, base_url="http://rebound.example")
    assert other.get("/login").status_code == 421


def test_forged_forms_are_refused(alone: Visitor) -> None:
    assert alone.post("/review/undo", token="").status_code == 403
    assert alone.post("/review/undo", token="guess").status_code == 403  # noqa: S106
    token = alone.token()
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        answer = alone.client.post("/review/undo", data={"csrf": token}, headers=headers)
        assert answer.status_code == 403
    good = alone.client.post("/review/undo", headers={"x-csrf": token, "origin": f"http://{HOST}"})
    assert good.status_code == 400  # let through: there is nothing to undo


def test_a_token_of_another_session_is_refused(shared: FastAPI) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    assert one.post("/review/undo", token=other.token()).status_code == 403


def test_forms_beyond_all_measure_are_refused(alone: Visitor) -> None:
    large = "x" * (SHORT + 1)
    assert alone.post("/review/decide", kind=large).status_code == 413
    parts = (b"kind=" + b"x" * 100_000 for _ in range(4))  # no length is told
    head = {"x-csrf": alone.token(), "content-type": "application/x-www-form-urlencoded"}
    assert alone.client.post("/review/decide", content=parts, headers=head).status_code == 413


@pytest.mark.parametrize("length", ["many", "-1"])
def test_malformed_lengths_do_no_harm(alone: Visitor, length: str) -> None:
    answer = alone.client.post("/review/undo", content=b"", headers={"content-length": length})
    assert answer.status_code == 413


def test_malformed_fields_are_told(alone: Visitor) -> None:
    assert alone.post("/review/decide", kind="accept", rows="NOROW", seen="none").status_code == 422
    assert alone.post("/review/decide", kind="accept", rows="NOROW", seen="0").status_code == 404
    assert alone.get("/files", page="minus").status_code == 422


@pytest.mark.parametrize("address", ["/file", "/file/picture"])
@pytest.mark.parametrize(
    "path",
    [
        "../roster.csv",
        "/etc/passwd",
        "..\\..\\windows\\win.ini",
        "县公安局/../../notice.txt",
        "县公安局/../县公安局/台账.txt",
        "file:///etc/passwd",
        "\0",
        "%2e%2e/roster.csv",
        "",
    ],
)
def test_only_files_of_the_ledger_are_found(alone: Visitor, address: str, path: str) -> None:
    assert alone.get(address, path=path).status_code == 404


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"])
def test_static_files_stay_in_their_folder(alone: Visitor, path: str) -> None:
    assert alone.get(path).status_code == 404


def test_only_notices_taken_in_are_read(alone: Visitor) -> None:
    assert alone.get("/notice", source="/etc/passwd").status_code == 404


def test_no_file_is_ever_served_as_it_is(alone: Visitor) -> None:
    answer = alone.get("/file", path=f"1 司法局/{EVIL_NAME}")
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
    assert "<script>window" not in answer.text


def test_log_ins_are_slowed(shared: FastAPI) -> None:
    one = visitor(shared)
    codes = [
        one.client.post("/login", data={"name": "审核甲", "password": f"guess{at}"}).status_code for at in range(6)
    ]
    assert codes == [403] * 5 + [429]
    assert one.client.post("/login", data={"name": "审核甲", "password": PASSWORD}).status_code == 429


def test_passwords_are_kept_as_hashes_and_log_ins_noted(shared: FastAPI) -> None:
    admin = logged_in(shared, "管理员")
    visitor(shared).client.post("/login", data={"name": "审核甲", "password": "wrong guess!"})
    audit = admin.get("/audit").text
    assert "登录失败" in audit
    assert "wrong guess!" not in audit
    raw = (shared.state.bench.folder / "govdoc.db").read_bytes()
    assert PASSWORD.encode() not in raw
