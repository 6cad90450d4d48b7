"""The steps of a new workspace, the roster, and names that a person decides."""

import time
from pathlib import Path

import pytest
from fastapi import FastAPI

from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries
from govdoc.web.app import create_app

from .conftest import EVIL, HOST, JUSTICE, Visitor, logged_in, visitor
from .test_intake import key_in, left, send

ROSTER = """单位名称,别名,类别,标签
青河县司法局,司法局,县直单位,行政执法
青河县公安局,县公安局,县直单位,行政执法
白石镇,,乡镇,
"""


def over(one: Visitor) -> str:
    """The page of jobs once the running one is over."""
    until = time.monotonic() + 60
    while "hx-get" in (page := one.get("/jobs").text) and time.monotonic() < until:
        time.sleep(0.05)
    return page


def test_an_empty_workspace_is_led_step_by_step(tmp_path: Path, workspace: Path) -> None:
    make_workspace(tmp_path / "new")
    app = create_app(tmp_path / "new", "王某", hosts=frozenset({HOST}))
    one = visitor(app)
    one.get("/enter", key=app.state.bench.sessions.new_key())

    def next_step() -> str:
        assert one.get("/").headers["location"] == "/start"
        return one.get("/start").text.split('aria-current="step"')[1].split("</h2>")[0]

    assert "还没有通知" in next_step()
    page = one.client.get(
        send(one, "/intake/upload", "通知.txt", (workspace / "notice.txt").read_bytes()).headers["location"]
    )
    one.post("/intake/take", of=key_in(page.text))
    assert "还没有名册" in next_step()
    sent = send(one, "/roster/upload", "名册.csv", ROSTER.encode())
    one.post("/roster/keep", of=key_in(one.client.get(sent.headers["location"]).text))
    assert "还没有材料" in next_step()
    assert send(one, "/jobs/upload", "听证会.txt", "听证会目录".encode(), unit=JUSTICE).status_code == 303
    assert one.post("/jobs/scan").status_code == 303
    assert "共 1 个文件" in over(one)
    assert one.get("/").headers["location"] == "/review"
    assert (tmp_path / "new" / "材料" / JUSTICE).is_dir()
    app.state.bench.live.close()


def test_a_roster_is_shown_before_it_replaces_one(alone: Visitor, workspace: Path) -> None:
    db = open_workspace(workspace)
    before = queries.units(db)
    sent = send(alone, "/roster/upload", "名册.csv", ROSTER.replace("司法局,县直", f"司法局{EVIL},县直").encode())
    page = alone.client.get(sent.headers["location"])
    assert "改动" in page.text
    assert "<script>window" not in page.text
    assert queries.units(db) == before
    assert alone.post("/intake/drop", of=key_in(page.text)).headers["location"] == "/roster"
    sent = send(alone, "/roster/upload", "名册.csv", ROSTER.encode())
    alone.post("/roster/keep", of=key_in(alone.client.get(sent.headers["location"]).text))
    assert [unit.name for unit in queries.units(db)] == ["青河县司法局", "青河县公安局", "白石镇"]
    assert left(workspace) == []
    assert "导入名册" in alone.get("/audit").text
    db.close()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("名册.csv", b"a,b\n1,2\n", "名册.csv"),
        ("名册.xlsx", b"PK\x03\x04broken", "名册.xlsx"),
        ("名册.csv", "单位名称\n某局\n某局\n".encode(), "重复"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "图.png"),
    ],
)
def test_what_is_no_roster_changes_nothing(alone: Visitor, workspace: Path, name: str, data: bytes, told: str) -> None:
    db = open_workspace(workspace)
    before = queries.units(db)
    answer = send(alone, "/roster/upload", name, data)
    assert answer.status_code == 400
    assert told in answer.text
    assert str(workspace) not in answer.text
    assert queries.units(db) == before
    assert left(workspace) == []
    db.close()


def test_names_are_answered_and_taken_back(alone: Visitor, workspace: Path) -> None:
    notice = (workspace / "notice.txt").read_text("utf-8").replace("县公安局", "县直各有关单位")
    page = alone.client.get(send(alone, "/intake/upload", "通知.txt", notice.encode()).headers["location"])
    alone.post("/intake/take", of=key_in(page.text))
    assert "县直各有关单位" in alone.get("/names").text.split("已确认")[0]
    form = alone.get("/name", name="县直各有关单位").text
    assert 'name="kinds"' in form
    for wrong in ({}, {"nobody": "true", "units": JUSTICE}, {"units": "没有的局"}, {"tags": "没有的标签"}):
        assert alone.post("/name/answer", name="县直各有关单位", **wrong).status_code == 400
    assert alone.post("/name/answer", name="县直各有关单位", units=JUSTICE).status_code == 303
    shown = alone.get("/names").text
    assert "县直各有关单位" in shown.split("已确认")[1]
    assert "份材料须重新匹配" in shown
    assert alone.post("/jobs/match").status_code == 303
    assert "重新匹配" in over(alone)
    assert "份材料须重新匹配" not in alone.get("/names").text
    assert alone.post("/name/forget", name="县直各有关单位").status_code == 303
    assert "县直各有关单位" in alone.get("/names").text.split("已确认")[0]


def test_those_who_view_change_nothing(shared: FastAPI) -> None:
    one = logged_in(shared, "查看员")
    for path in ("/start", "/roster", "/names", "/jobs"):
        page = one.get(path)
        assert page.status_code == 200
        assert 'action="/roster' not in page.text
        assert 'action="/name' not in page.text
        assert 'action="/jobs' not in page.text


def test_no_page_of_an_empty_workspace_fails(tmp_path: Path) -> None:
    make_workspace(tmp_path / "new")
    app = create_app(tmp_path / "new", "王某", hosts=frozenset({HOST}))
    one = visitor(app)
    one.get("/enter", key=app.state.bench.sessions.new_key())
    for page in ("review", "matrix", "units", "rounds", "files", "deadlines", "notices", "surveys", "jobs", "handbook"):
        assert one.get(f"/{page}").status_code == 200, page
