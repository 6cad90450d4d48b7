"""What stands on the other pages: the ledger and its search, lists, notices, jobs."""

import re
import time
from pathlib import Path

import pytest
from fastapi import FastAPI

from govdoc.pipeline.notices import ingest
from govdoc.pipeline.search import bring_index_up_to_date, search
from govdoc.pipeline.workspace import open_workspace
from govdoc.store.search import FILE

from .conftest import JUSTICE, Visitor


@pytest.fixture
def indexed(workspace: Path) -> Path:
    db = open_workspace(workspace)
    assert bring_index_up_to_date(db, workspace) > 0
    assert bring_index_up_to_date(db, workspace) == 0
    db.close()
    return workspace


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("矛盾纠纷", True),
        ("盾纠", True),
        ("纠纷排查化解工作", True),
        ("账", True),
        ("2024年7月", True),
        ("纠纷矛盾", False),
        ("听证", False),
        ("台账　纠纷", True),
        ("台账 听证", False),
        ("２０２４年７", True),
        ("盾", True),
        ("的了么", False),
        ("台账* NOT 纠纷", False),
        ('NEAR("纠纷")', False),
        ("-台账 (纠纷", True),
        ("'; drop table word; --", False),
        ("“”；", False),
        ('" OR body:*', False),
    ],
)
def test_words_and_parts_of_words_are_found(indexed: Path, asked: str, found: bool) -> None:
    assert ("县公安局/台账.txt" in search(indexed, asked)) is found


def test_the_index_follows_the_files_and_may_be_broken(indexed: Path) -> None:
    db = open_workspace(indexed)
    db.execute("update file set gone = 1 where path = '县公安局/台账.txt'")
    db.conn.commit()
    bring_index_up_to_date(db, indexed)
    assert search(indexed, "矛盾纠纷") == ()
    (indexed / FILE).write_bytes(b"no index" * 1000)
    assert bring_index_up_to_date(db, indexed) > 0
    assert "1 司法局/1/听证会.txt" in search(indexed, "听证会")
    db.close()


def test_what_was_looked_for_is_shown_where_it_stands(alone: Visitor) -> None:
    found = alone.get("/files", asked="盾纠").text
    assert "<mark>盾纠</mark>" in found
    assert alone.get("/file", path="县公安局/台账.txt", asked="台账 盾纠").text.count("<mark>盾纠</mark>") >= 1


def test_a_list_comes_as_word(alone: Visitor) -> None:
    answer = alone.get("/unit/list.docx", name=JUSTICE)
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_calendar_is_turned(alone: Visitor) -> None:
    page = alone.get("/deadlines", month="2024-09").text
    assert "2024年9月" in page
    assert 'href="#day-2024-09-30"' in page
    assert page.count('id="day-2024-09-30"') == 1
    assert 'href="/deadlines?month=2024-06"' not in page  # nothing lies before
    assert 'href="/deadlines?month=2024-09"' in alone.get("/deadlines", month="2024-12").text
    assert alone.get("/deadlines", month="2024-13").status_code == 422


def test_one_indicator_leads_to_the_next(alone: Visitor) -> None:
    page = alone.get("/cell", unit=JUSTICE, indicator="1").text
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page


def test_a_notice_stands_beside_what_was_read(alone: Visitor, workspace: Path) -> None:
    source = (workspace / "notice.txt").resolve().as_posix()
    assert "notice.txt" in alone.get("/notices").text
    page = alone.get("/notice", source=source).text
    assert page.count('data-mark="f1"') == 2
    assert '<mark class="k deadline"' in page
    (workspace / "notice.txt").unlink()
    assert "打不开" in alone.get("/notice", source=source).text


def test_a_scan_is_started_and_followed(app: FastAPI, alone: Visitor, workspace: Path) -> None:
    (workspace / "evidence" / "县公安局" / "新报.txt").write_text(
        "青河县公安局情况说明\n补报台账。\n", encoding="utf-8"
    )
    assert alone.post("/jobs/scan").status_code == 303
    assert "hx-trigger" in alone.get("/jobs").text  # the page asks again while the job runs
    app.state.bench.jobs.join(60)
    page = alone.get("/jobs").text
    assert "已完成" in page
    assert "本次读取 1 个" in page
    assert "hx-trigger" not in page
    assert "新报.txt" in alone.get("/files", asked="补报台账").text


def test_a_scan_is_stopped_and_taken_up_again(app: FastAPI, alone: Visitor) -> None:
    jobs = app.state.bench.jobs
    begun = []

    def work(report: object) -> str:
        from govdoc.pipeline.scan import Progress

        for at in range(10_000):
            begun.append(at)
            report(Progress("scan", at, 10_000))  # type: ignore[operator]
            time.sleep(0.005)
        return "完成"

    jobs.start("扫描", "王某", work)
    assert alone.post("/jobs/scan").status_code == 400  # one at a time
    assert alone.post("/jobs/stop").status_code == 303
    jobs.finish(10)
    assert jobs.newest().state == "stopped"
    assert len(begun) < 10_000
    assert alone.post("/jobs/scan").status_code == 303
    jobs.join(60)
    assert jobs.newest().state == "done"


def test_the_matrix_shows_where_the_next_notice_begins(alone: Visitor, workspace: Path) -> None:
    text = (workspace / "notice.txt").read_text("utf-8")
    (workspace / "另一份.txt").write_text(text.replace("3号", "4号"), encoding="utf-8")
    db = open_workspace(workspace)
    ingest(db, workspace / "另一份.txt")
    db.close()
    assert 'class="groups"' not in alone.get("/matrix", notice="青法创办〔2024〕4号").text
    page = alone.get("/matrix").text
    assert re.findall(r'scope="colgroup" colspan="(\d+)" title="([^"]+)"', page) == [
        ("3", "青法创办〔2024〕3号"),
        ("3", "青法创办〔2024〕4号"),
    ]
    for row in page.split("<tbody>")[1].split("</tr>")[:-1]:
        assert ["data-begins" in cell for cell in row.split("<td")[2:]] == [False] * 3 + [True] + [False] * 2
