"""Notices taken in by the page, and what is refused there."""

import io
import os
import socket
import threading
import zipfile
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx2 import Response

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
    assert "改动" in page.text
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
            for _ in range(1500):
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


def test_titles_stay_text_and_nothing_is_fetched(alone: Visitor, workspace: Path) -> None:
    reached: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    link, _ = listening.accept()
                except TimeoutError:
                    continue
                reached.append(b"somebody came")
                link.close()

        watch = threading.Thread(target=listen)
        watch.start()
        host = f"http://127.0.0.1:{listening.getsockname()[1]}"
        lines = (workspace / "notice.txt").read_text("utf-8").splitlines()
        body = "".join(f"<p>{line}</p>" for line in lines)
        page = f"""<!doctype html><html><head><title>通知</title><base href="{host}/">
            <link rel=stylesheet href="{host}/a.css">
            <script src="{host}/a.js"></script><meta http-equiv="refresh" content="0;url={host}/r"></head>
            <body><img src="{host}/a.png"><iframe src="{host}/f"></iframe><object data="{host}/o"></object>
            <!DOCTYPE x [<!ENTITY e SYSTEM "{host}/e">]>{body}<p>&lt;script&gt;{EVIL}</p></body></html>"""
        shown = read(alone, "通知.html", page.encode())
        taken = alone.post("/intake/take", of=key_in(shown.text))
        again = alone.client.get(taken.headers["location"])
        over.set()
        watch.join()
    assert reached == []
    assert again.status_code == 200
    for answer in (shown, again):
        assert "<script>window" not in answer.text
        assert "<iframe" not in answer.text
        assert answer.headers["content-type"].startswith("text/html")


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
    assert send(one, "/jobs/upload", "a.txt", b"x", unit="../..").status_code == 400
    assert send(logged_in(shared, "查看员"), "/jobs/upload", "a.txt", b"x", unit=JUSTICE).status_code == 403
    assert "上传材料" in logged_in(shared, "管理员").get("/audit").text
