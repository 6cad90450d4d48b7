"""Every change in the audit log, and changes to what another person has changed since told to the second."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from govdoc.pipeline.accounts import note
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.workspace import open_workspace
from govdoc.web.access import NEEDED
from govdoc.web.pages.accounts import MOST

from .conftest import JUSTICE, PASSWORD, SURVEY, Visitor, logged_in
from .test_intake import key_in, read, send
from .test_names import ROSTER, over
from .test_notice import NOTICE, fix
from .test_settings import changed_book
from .test_surveys import KEY, csv_of
from .test_surveys import csv as answers

QUESTION = {"key": KEY, "id": "1.1", "kind": "单选", "options": "A.好\nB.不好"}
SENTENCE = {"key": "met", "text": "已经齐全", "step": "keep"}
# They change nothing that is kept: what was sent waits for a yes, or is let go.
NOTHING_KEPT = {"/logout", "/intake/upload", "/intake/drop", "/roster/upload", "/handbook/upload", "/survey/upload"}

Deed = tuple[str, Callable[[Visitor], object]]


def posted(address: str, /, **fields: str) -> Deed:
    return address, lambda one: one.post(address, **fields)


def waiting(one: Visitor, path: str, name: str, data: bytes, **fields: str) -> dict[str, str]:
    """The fields of the form on the page that shows what was sent."""
    page = one.client.get(send(one, path, name, data, **fields).headers["location"]).text
    return {"of": key_in(page), "seen": seen_in(page)}


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    return found[1] if found else ""


def deeds(folder: Path) -> Iterator[Deed]:
    """One deed for each address that changes something, in an order in which each can be done."""
    source = (folder / "notice.txt").resolve().as_posix()
    decided = {"unit": JUSTICE, "notice": NOTICE, "indicator": "1", "status": "met", "seen": "99"}
    book = csv_of(("单位", "人数"), ("县司法局", "5"))
    notice = (folder / "notice.txt").read_text("utf-8").replace("听证会", "座谈会").encode()

    def decide(one: Visitor) -> object:
        row = re.search(r'data-id="([^"]+)"', one.get("/review").text)
        assert row
        return one.post("/review/decide", kind="comment", comment="请看", rows=row[1], seen="99")

    def questions(one: Visitor) -> object:
        form = one.get("/survey/form", key=KEY, name="问卷题目（可修改）.xlsx").content
        return send(one, "/survey/correct", "题.xlsx", form, key=KEY)

    yield "/review/decide", decide
    yield posted("/review/undo")
    yield posted("/cell/status", **decided)
    yield posted("/rounds/open", label="第一批")
    yield posted("/rounds/close")
    yield "/notice/correct", lambda one: fix(one, source, "indicators.0.responsible.0", name="县统计局")
    yield posted("/notice/undo", source=source, number="1")
    yield "/intake/take", lambda one: one.post("/intake/take", of=key_in(read(one, "又.txt", notice).text))
    yield (
        "/roster/keep",
        lambda one: one.post("/roster/keep", **waiting(one, "/roster/upload", "名册.csv", ROSTER.encode())),
    )
    yield posted("/name/answer", name="有关单位", units=JUSTICE)
    yield posted("/name/forget", name="有关单位")
    yield (
        "/handbook/keep",
        lambda one: one.post(
            "/handbook/keep", **waiting(one, "/handbook/upload", "手册.xlsx", changed_book(one, "决策目录"))
        ),
    )
    yield posted("/handbook/undo")
    yield posted("/wording/one", **SENTENCE)
    yield posted("/wording/restore", key="met")
    yield posted("/hosts/add", name="www.example.cn")
    yield posted("/hosts/drop", name="www.example.cn")
    one_answer = answers(("1", "县司法局", "2024-03", "A", ""))
    yield (
        "/survey/take",
        lambda one: one.post("/survey/take", **waiting(one, "/survey/upload", "答卷.csv", one_answer, key=KEY)),
    )
    yield "/survey/served", lambda one: send(one, "/survey/served", "人数.csv", book, key=KEY)
    yield posted("/survey/question", **QUESTION, stem="态度好不好？")
    yield "/survey/correct", questions
    yield posted("/survey/restore", key=KEY)
    yield "/jobs/upload", lambda one: send(one, "/jobs/upload", "会.txt", "听证会".encode(), unit=JUSTICE)
    yield posted("/jobs/match")
    yield posted("/jobs/stop")
    yield "/rounds/lists", lambda one: (over(one), one.post("/rounds/lists"), over(one))
    yield "/jobs/scan", lambda one: (over(one), one.post("/jobs/scan"), over(one))
    yield posted("/accounts/add", name="新人", role="viewer", password=PASSWORD)
    yield posted("/accounts/password", name="新人", password=PASSWORD[::-1])
    yield posted("/accounts/remove", name="新人")


@pytest.fixture
def asking(workspace: Path) -> Path:
    """The county with a notice that asks for a survey."""
    (workspace / "测评.txt").write_text(SURVEY, encoding="utf-8")
    db = open_workspace(workspace)
    ingest(db, workspace / "测评.txt")
    db.close()
    return workspace


def test_every_change_is_in_the_log(shared: FastAPI, asking: Path) -> None:
    one, tried = logged_in(shared, "管理员"), set()
    for path, act in deeds(asking):
        before = one.get("/audit").text.count("<tr>")
        answer = act(one)
        assert one.get("/audit").text.count("<tr>") > before, (path, getattr(answer, "text", ""))
        tried.add(path)
    assert tried | NOTHING_KEPT == {path for method, path in NEEDED if method == "POST"}


@pytest.mark.usefixtures("asking")
def test_the_second_to_change_a_setting_is_told(shared: FastAPI) -> None:
    one = logged_in(shared, "管理员")
    names = {"name": "有关单位", "units": JUSTICE}
    shown: tuple[tuple[str, dict[str, str], str, dict[str, str]], ...] = (
        ("/wording/one", {"key": "met"}, "/wording/one", SENTENCE),
        ("/name", {"name": "有关单位"}, "/name/answer", names),
        ("/survey/question", {"key": KEY, "id": "1.1"}, "/survey/question", QUESTION | {"stem": "态度好不好？"}),
        ("/survey", {"key": KEY}, "/survey/restore", {"key": KEY}),
        ("/rounds", {}, "/rounds/open", {"label": "第一批"}),
        ("/rounds", {}, "/rounds/close", {}),
        ("/names", {}, "/name/forget", {"name": "有关单位"}),
    )
    for page, asked, address, fields in shown:
        seen = seen_in(one.get(page, **asked).text)
        assert seen, page
        assert one.post(address, **fields, seen=seen).status_code == 303, address
        late = one.post(address, **fields, seen=seen)
        assert late.status_code == 409, address
        assert "您的改动没有记入" in late.text


def test_what_was_looked_at_is_what_is_kept(alone: Visitor) -> None:
    first, second = (waiting(alone, "/roster/upload", "名册.csv", ROSTER.encode()) for _ in range(2))
    assert alone.post("/roster/keep", **first).status_code == 303
    assert alone.post("/roster/keep", **second).status_code == 409
    sheet = changed_book(alone, "决策目录")
    first, second = (waiting(alone, "/handbook/upload", "手册.xlsx", sheet) for _ in range(2))
    assert alone.post("/handbook/keep", **first).status_code == 303
    assert alone.post("/handbook/keep", **second).status_code == 409


def test_a_notice_taken_in_since_is_told(alone: Visitor, workspace: Path) -> None:
    text = (workspace / "notice.txt").read_text("utf-8")
    first, second = (read(alone, f"{word}.txt", text.replace("听证会", word).encode()) for word in ("座谈会", "论证会"))
    assert alone.post("/intake/take", of=key_in(first.text)).status_code == 303
    assert alone.post("/intake/take", of=key_in(second.text)).status_code == 409


def test_the_log_goes_back_page_by_page(shared: FastAPI, workspace: Path) -> None:
    db = open_workspace(workspace)
    for number in range(MOST + 1):
        note(db, "李某", f"第{number}件事。")
    db.close()
    one = logged_in(shared, "管理员")
    assert "第0件事。" not in one.get("/audit").text
    assert "较早的" in one.get("/audit").text
    page = one.get("/audit", page="2").text
    assert "第0件事。" in page
    assert "较早的" not in page
