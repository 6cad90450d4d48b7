"""Notices taken in by the page, and what is refused there."""

import datetime as dt
import io
import os
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx2 import Response

from govdoc.pipeline import corrections
from govdoc.pipeline.decisions import Pen
from govdoc.pipeline.intake import FOLDER
from govdoc.pipeline.workspace import open_workspace
from govdoc.store import queries
from govdoc.web.access import UPLOADS
from govdoc.web.uploads import FOLDER as WAITING

from .conftest import EVIL, JUSTICE, Visitor, logged_in

NOTICE = "青法创办〔2024〕3号"


def send(one: Visitor, address: str, name: str, data: bytes, **fields: str) -> Response:
    body = {"csrf": one.token(), **fields}
    return one.client.post(address, data=body, files={"file": (name, data)}, follow_redirects=False)


def read(one: Visitor, name: str, data: bytes) -> Response:
    """Send a notice; the page that shows what was read."""
    sent = send(one, "/intake/upload", name, data)
    assert sent.status_code == 303, sent.text
    return one.client.get(sent.headers["location"])


def key_in(page: str) -> str:
    """The key of what waits, from the page that shows it."""
    return page.split('name="of" value="')[1].split('"')[0]


def left(workspace: Path) -> list[Path]:
    """The files that wait, the folder's own mark apart."""
    return [file for file in (workspace / WAITING).rglob("*") if file.is_file() and file.parent.name != WAITING]


def test_a_notice_is_read_shown_and_replaced(alone: Visitor, workspace: Path) -> None:
    text = (workspace / "notice.txt").read_text("utf-8")
    page = read(alone, "..\\C:\\通知<新>.txt", text.replace("听证会", "座谈会").encode())
    assert NOTICE in page.text
    assert "将替换已收入的同一通知" in page.text
    assert "<del>听证</del><ins>座谈</ins>" in page.text
    db = open_workspace(workspace)
    before = queries.notices(db)
    assert [notice.doc_number for notice in before] == [NOTICE]
    assert list(queries.sources(db)) == [(workspace / "notice.txt").resolve().as_posix()]
    done = alone.post("/intake/take", of=key_in(page.text))
    assert done.status_code == 303
    (kept,) = [file for file in (workspace / FOLDER).iterdir() if file.suffix == ".txt"]
    assert kept.name == "通知_新_.txt"
    assert list(queries.sources(db)) == [kept.resolve().as_posix()]
    assert "座谈会" in str(queries.notices(db)[0])
    assert left(workspace) == []
    assert "座谈会" in alone.client.get(done.headers["location"]).text
    assert "收入通知" in alone.get("/audit").text
    assert alone.post("/intake/take", of=key_in(page.text)).status_code == 400  # once only
    db.close()


def test_a_new_version_carries_what_was_put_right(alone: Visitor, workspace: Path) -> None:
    db = open_workspace(workspace)
    pen = Pen("王某", dt.datetime(2024, 7, 8, 9, 30, tzinfo=dt.UTC))
    for place, words in (
        ("", {"doc_number": "青法创办〔2024〕8号"}),
        ("indicators.0.responsible.1", {"name": "县统计局"}),
    ):
        corrections.change(db, pen, corrections.spot_at(db, NOTICE, place), words)
    text = (workspace / "notice.txt").read_text("utf-8").replace("3号", "8号").replace("听证会", "座谈会")
    page = read(alone, "新版.txt", text.encode())
    assert "将替换已收入的同一通知" in page.text
    assert "县司法局、县统计局</p>" in page.text  # no difference: it stays as it was put right
    assert alone.post("/intake/take", of=key_in(page.text)).status_code == 303
    (now,) = queries.notices(db)
    assert (now.key, now.doc_number, now.indicators[0].responsible[1].name) == (
        NOTICE,
        "青法创办〔2024〕8号",
        "县统计局",
    )
    db.close()


def test_the_same_file_is_told_and_let_go(alone: Visitor, workspace: Path) -> None:
    page = read(alone, "notice.txt", (workspace / "notice.txt").read_bytes())
    assert "完全相同" in page.text
    assert 'action="/intake/take"' not in page.text
    assert alone.post("/intake/drop", of=key_in(page.text)).status_code == 303
    assert left(workspace) == []
    assert not (workspace / FOLDER).exists()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("[Content_Types].xml", "<Types/>")
        with whole.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b" " * (1 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.docx", b"", "空文件"),
        ("坏.docx", b"PK\x03\x04 not a package", "坏.docx"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "图.svg"),
        ("程序.pdf", b"MZ\x90\x00" + b"\0" * 200, "程序"),
        ("炸弹.docx", None, "炸弹.docx"),
    ],
)
def test_what_is_no_notice_changes_nothing(
    alone: Visitor, workspace: Path, name: str, data: bytes | None, told: str
) -> None:
    answer = send(alone, "/intake/upload", name, bomb() if data is None else data)
    assert answer.status_code == 400
    assert told in answer.text
    assert str(workspace) not in answer.text
    assert left(workspace) == []
    db = open_workspace(workspace)
    assert len(queries.sources(db)) == 1
    db.close()


def test_a_text_without_tasks_is_doubted(alone: Visitor) -> None:
    assert "没有读到指标、时限或问卷" in read(alone, "闲话.txt", "今天天气很好。".encode()).text


def test_files_beyond_the_limit_are_refused(alone: Visitor, workspace: Path) -> None:
    most = UPLOADS["/intake/upload"]
    token = alone.token()
    assert send(alone, "/intake/upload", "大.txt", b"x" * (most + 1)).status_code == 413
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    parts = (head if at == 0 else b"x" * 1_000_000 for at in range(most // 1_000_000 + 2))  # no length is told
    headers = {"content-type": "multipart/form-data; boundary=b", "x-csrf": token}
    assert alone.client.post("/intake/upload", content=parts, headers=headers).status_code == 413
    assert left(workspace) == []


def test_only_the_sender_may_take_in(shared: FastAPI, workspace: Path) -> None:
    admin = logged_in(shared, "管理员")
    key = key_in(read(admin, "notice.txt", (workspace / "notice.txt").read_bytes()).text)
    reviewer = logged_in(shared, "审核甲")
    assert send(reviewer, "/intake/upload", "a.txt", b"x").status_code == 403
    assert reviewer.post("/intake/take", of=key).status_code == 403
    for wrong in ("", "../notice.txt", key + "x", "/etc/passwd"):
        assert admin.get("/intake/preview", of=wrong).status_code == 400
    unsigned = admin.client.post("/intake/upload", files={"file": ("a.txt", b"x")})
    assert unsigned.status_code == 403
    assert len(left(workspace)) == 1


def test_forms_of_too_many_parts_are_refused(alone: Visitor, workspace: Path) -> None:
    files = [("file", (f"{at}.txt", b"x")) for at in range(1100)]
    assert alone.client.post("/jobs/upload", data={"csrf": alone.token()}, files=files).status_code == 400
    long = {"csrf": alone.token(), "unit": "x" * 2_000_000}
    assert alone.client.post("/jobs/upload", data=long, files=files[:1]).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=b", "x-csrf": alone.token()}
    for body in (b"", b"--b\r\n", b"--b--", b"nothing", b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n'):
        assert alone.client.post("/intake/upload", content=body, headers=broken).status_code == 400
    foreign = {"x-csrf": alone.token(), "origin": "http://evil.example"}
    assert alone.client.post("/intake/upload", files=files[:1], headers=foreign).status_code == 403
    assert left(workspace) == []


@contextmanager
def unvisited() -> Iterator[str]:
    """A place on the net that nobody may ask for anything."""
    reached: list[str] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)

        def listen() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    listening.accept()[0].close()
                    reached.append("somebody came")

        watch = threading.Thread(target=listen)
        watch.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        watch.join()
    assert reached == []


def linked(host: str, body: str) -> bytes:
    """A page that asks for all sorts of things from elsewhere."""
    return f"""<!doctype html><html><head><title>通知</title><base href="{host}/">
        <link rel=stylesheet href="{host}/a.css"><meta http-equiv="refresh" content="0;url={host}/r">
        <script src="{host}/a.js"></script></head><body background="{host}/b.png"><img src="{host}/a.png">
        <iframe src="{host}/f"></iframe><object data="{host}/o"></object><svg><image href="{host}/s"/></svg>
        <!DOCTYPE x [<!ENTITY e SYSTEM "{host}/e">]>{body}<p>&lt;script&gt;{EVIL}</p></body></html>""".encode()


def test_titles_stay_text_and_nothing_is_fetched(alone: Visitor, workspace: Path) -> None:
    lines = (workspace / "notice.txt").read_text("utf-8").splitlines()
    with unvisited() as host:
        shown = read(alone, "通知.html", linked(host, "".join(f"<p>{line}</p>" for line in lines)))
        taken = alone.post("/intake/take", of=key_in(shown.text))
        again = alone.client.get(taken.headers["location"])
    for answer in (shown, again):
        assert answer.status_code == 200
        assert "<script>window" not in answer.text
        assert "<iframe" not in answer.text


def test_evidence_that_was_sent_is_shown_as_text_only(alone: Visitor, workspace: Path) -> None:
    with unvisited() as host:
        send(alone, "/jobs/upload", "网页.html", linked(host, "<p>听证会公告</p>"), unit=JUSTICE)
        send(alone, "/jobs/upload", "图.svg", f"<svg><script>{host}</script></svg>".encode(), unit=JUSTICE)
        alone.post("/jobs/scan")
        alone.client.app.state.bench.jobs.join(60)  # type: ignore[attr-defined]
        files = [one["path"] for one in ledger(workspace) if "上传" in one["path"]]
        assert len(files) == 2
        for path in files:
            answer = alone.get("/file", path=path)
            assert answer.status_code == 200
            assert "<iframe" not in answer.text
            assert "<svg" not in answer.text
            assert "<script>" not in answer.text
            assert alone.get("/file/picture", path=path).status_code == 404


def ledger(workspace: Path) -> list[dict[str, str]]:
    db = open_workspace(workspace)
    try:
        return list(db.query("select path from file where gone = 0"))
    finally:
        db.close()


@pytest.mark.skipif(os.name == "nt", reason="the name of the scratch folder is another")
def test_waiting_files_are_out_of_every_scan(alone: Visitor, workspace: Path) -> None:
    from govdoc.pipeline.folder import walk

    read(alone, "notice.txt", (workspace / "notice.txt").read_bytes() + b"\n")
    assert left(workspace)
    assert not [met for met in walk(workspace) if WAITING in met.path or met.path.startswith(FOLDER)]


def test_evidence_comes_in_under_its_unit(shared: FastAPI, workspace: Path) -> None:
    one = logged_in(shared, "审核甲")
    sent = send(one, "/jobs/upload", "..\\..\\con.txt", "听证会笔录".encode(), unit="司法局")
    assert sent.status_code == 303
    assert "已上传 1 份材料" in one.client.get(sent.headers["location"]).text
    (file,) = (workspace / "evidence").rglob("_con.txt")
    assert file.parent.parent == workspace / "evidence" / "1 司法局"
    assert file.parent.name.startswith("上传")
    assert left(workspace) == []
    wrong = send(one, "/jobs/upload", "a.txt", b"x", unit="../..")
    assert wrong.status_code == 400
    assert "认不出单位" in wrong.text
    assert "govdoc units" not in wrong.text  # nobody here has a command line
    assert one.post("/jobs/scan", folder=str(workspace)).status_code == 303
    shared.state.bench.jobs.join(60)
    assert f"扫描 {workspace / 'evidence'}" in one.get("/jobs").text  # the folder known, whatever was asked for
    assert any(file["path"].endswith("/_con.txt") for file in ledger(workspace))
    looks = logged_in(shared, "查看员")
    assert "上传材料" not in looks.get("/jobs").text
    assert send(looks, "/jobs/upload", "a.txt", b"x", unit=JUSTICE).status_code == 403
    assert "上传材料" in logged_in(shared, "管理员").get("/audit").text
