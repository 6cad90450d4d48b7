"""What reviewers decide on the pages, and what the second of two is told."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import FastAPI

from govdoc.model import Place
from govdoc.web.app import create_app
from govdoc.web.pages.queue import LISTED, Wanted, listed, queue_page

from .conftest import HOST, JUSTICE, Visitor, logged_in, visitor

NOTICE = "青法创办〔2024〕3号"


def row_of(app: FastAPI, path: str) -> str:
    rows = app.state.bench.live.current().desk.rows
    return next(row.id for row in rows if row.path == path and row.place)


def test_a_file_is_judged_moved_and_taken_back(app: FastAPI, alone: Visitor) -> None:
    row = row_of(app, "1 司法局/1/听证会.txt")
    page = alone.get("/review", row=row, decided="true").text
    assert "听证会" in page
    assert 'data-mark="m1"' in page
    done = alone.post("/review/decide", kind="reject", rows=row, seen="0", comment="缺公告")
    assert done.json()["message"] == "已记录 1 条意见。"
    assert "王某" in alone.get("/review/row", id=row).text
    back = alone.post("/review/undo")
    assert row in back.json()["rows"]
    moved = alone.post("/review/decide", kind="move", rows=row, seen="9", to="2")
    assert moved.status_code == 200
    gaps = app.state.bench.live.current().desk.gaps
    served = [path for item in gaps[JUSTICE, Place(NOTICE, "2")].items for path in item.evidence]
    assert "1 司法局/1/听证会.txt" in served
    assert alone.post("/review/decide", kind="move", rows=row, seen="9", to="99").status_code == 400
    assert alone.post("/review/decide", kind="burn", rows=row, seen="9").status_code == 400


def test_the_second_reviewer_is_told_and_nothing_overwritten(shared: FastAPI) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    row = row_of(shared, "1 司法局/1/听证会.txt")
    assert one.post("/review/decide", kind="reject", rows=row, seen="0", comment="缺公告").status_code == 200
    late = other.post("/review/decide", kind="accept", rows=row, seen="0")
    assert late.status_code == 409
    assert "审核甲" in late.json()["message"]
    assert "缺公告" in late.json()["message"]
    assert len(shared.state.bench.live.current().desk.log) == 1
    assert other.post("/review/decide", kind="accept", rows=row, seen="1").status_code == 200
    cell = {"unit": JUSTICE, "notice": NOTICE, "indicator": "2", "status": "met"}
    assert one.post("/cell/status", seen="2", **cell).status_code == 303
    late = other.post("/cell/status", seen="2", **cell | {"status": "missing"})
    assert late.status_code == 409
    assert "没有记入" in late.text


def test_several_are_judged_in_one_go(app: FastAPI, alone: Visitor) -> None:
    rows = [row.id for row in app.state.bench.live.current().desk.rows if row.place][:3]
    done = alone.post("/review/decide", kind="accept", rows=rows, seen="0")
    assert done.json()["seen"] == 3
    assert len(alone.post("/review/undo").json()["rows"]) >= 3


def test_the_queue_has_pages(app: FastAPI, alone: Visitor) -> None:
    now = app.state.bench.live.current()
    part = now.desk.of(JUSTICE)
    (name, row), *_ = part.rows.items()
    many = replace(part, rows={f"{name}{at}": row for at in range(2 * LISTED + 1)})
    now = replace(now, desk=replace(now.desk, parts={JUSTICE: many}))
    found = [listed(now, Wanted(decided=True), page) for page in (1, 3, 99)]
    assert [(one.start, len(one.rows)) for one in found] == [(0, LISTED), (2 * LISTED, 1), (2 * LISTED, 1)]
    following = queue_page(now, Wanted(JUSTICE, decided=True), None, found[0]).after
    assert parse_qs(following.partition("?")[2]) == {"unit": [JUSTICE], "decided": ["true"], "page": ["2"]}


def test_a_row_that_does_not_wait_can_be_judged_too(app: FastAPI, alone: Visitor) -> None:
    row = next(row.id for row in app.state.bench.live.current().desk.rows if row.place and not row.waits)
    page = alone.get("/review", row=row).text
    assert f'class="row" data-id="{row}"' in page
    assert f'data-first="{row}"' in page
    assert alone.get("/review", page="99").status_code == 200


def test_undo_takes_back_ones_own_only(shared: FastAPI) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    row = row_of(shared, "县公安局/台账.txt")
    assert one.post("/review/decide", kind="reject", rows=row, seen="0").status_code == 200
    assert other.post("/review/undo").status_code == 400
    assert one.post("/review/undo").status_code == 200


def test_pages_kept_are_pages_made_anew(app: FastAPI, alone: Visitor, workspace: Path) -> None:
    pages = ("/matrix", "/matrix?status=met", "/matrix?kind=镇", "/review", "/review?waits=unread", "/units")
    pages = (*pages, f"/review?decided=true&unit={JUSTICE}")
    rows = [row.id for row in app.state.bench.live.current().desk.rows if row.place]
    before = [main_of(alone, page) for page in pages]
    for row in rows[:3]:
        assert alone.post("/review/decide", kind="reject", rows=row, seen="99").status_code == 200
    assert alone.post("/review/undo").status_code == 200
    alone.post("/cell/status", unit=JUSTICE, notice=NOTICE, indicator="2", seen="99", status="met")
    after = [main_of(alone, page) for page in pages]
    assert all(new != old for new, old in zip(after[:2], before[:2], strict=True))
    fresh = create_app(workspace, "王某", hosts=frozenset({HOST}))
    other = visitor(fresh)
    other.get("/enter", key=fresh.state.bench.sessions.new_key())
    assert [main_of(other, page) for page in pages] == after
    fresh.state.bench.live.close()


def main_of(one: Visitor, page: str) -> str:
    found = re.search(r"<main.*</main>", one.get(page).text, re.DOTALL)
    assert found
    return found[0]


def test_names_and_texts_are_never_markup(app: FastAPI, alone: Visitor) -> None:
    evil = next(row.id for row in app.state.bench.live.current().desk.rows if "img" in row.path)
    pages = [
        ("/review", {"row": evil}),
        ("/review/row", {"id": evil}),
        ("/files", {}),
        ("/files", {"asked": "<img src"}),
    ]
    pages += [("/unit", {"name": JUSTICE}), ("/cell", {"unit": JUSTICE, "indicator": "1"}), ("/audit", {})]
    alone.post("/review/decide", kind="reject", rows=evil, seen="0", comment="<script>window.hacked=1</script>")
    for path, asked in pages:
        text = alone.get(path, **asked).text
        assert not re.search(r"<img|<script>|<script (?!src=\"/static/)|onerror=[^&]*\">", text), path
