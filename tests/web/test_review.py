"""What reviewers decide on the pages, and what the second of two is told."""

import re
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import FastAPI

from govdoc.model import Place
from govdoc.pipeline.decisions import Pen, keep, on_rows
from govdoc.pipeline.desk import desk
from govdoc.pipeline.live_desk import LiveDesk
from govdoc.pipeline.workspace import open_workspace
from govdoc.web.pages.queue import LISTED, Wanted, queue_page

from .conftest import JUSTICE, Visitor, logged_in

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


def test_the_queue_has_pages(app: FastAPI) -> None:
    now = app.state.bench.live.current()
    rows = now.desk.rows[:1] * (2 * LISTED + 1)
    first, last = (queue_page(now, Wanted(unit=JUSTICE), None, rows, page) for page in (1, 3))
    assert (len(first.lines), first.before) == (LISTED, "")
    assert parse_qs(first.after.partition("?")[2]) == {"unit": [JUSTICE], "page": ["2"]}
    assert (len(last.lines), last.start, last.after) == (1, 2 * LISTED, "")


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


def test_the_live_desk_is_the_desk(workspace: Path) -> None:
    import datetime as dt

    live = LiveDesk(workspace)
    db = open_workspace(workspace)
    first = live.current()
    assert live.current() is first
    for row in [row for row in first.desk.rows if row.place][:3]:
        keep(db, on_rows(Pen("赵某", dt.datetime(2024, 9, 1, tzinfo=dt.UTC)), [row], "reject"))
        now, whole = live.current().desk, desk(db)
        assert now.rows == whole.rows
        assert now.gaps == whole.gaps
        assert now.log == whole.log
    live.close()
    db.close()


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
