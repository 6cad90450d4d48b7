"""Pages drawn as pictures: of what lies in the folder, and of nothing else."""

import http.server
import io
import sys
import threading
import zipfile
from pathlib import Path
from typing import ClassVar

import docx
import pytest
from fastapi import FastAPI
from httpx2 import Response
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.readers.test_ofd import line, ofd, page

from govdoc.errors import GovdocError
from govdoc.model import Evidence
from govdoc.pipeline.pictures import picture
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import open_workspace
from govdoc.readers.libreoffice import soffice
from govdoc.store import album

from .conftest import Visitor


def test_pages_are_drawn_and_others_are_not(app: FastAPI, alone: Visitor, workspace: Path) -> None:
    folder = workspace / "evidence" / "县公安局"
    canvas = Canvas(str(folder / "两页.pdf"))
    for told in ("first page of a report", "second page of a report"):
        canvas.drawString(72, 720, told)
        canvas.showPage()
    canvas.save()
    Image.new("RGB", (64, 48), "red").save(folder / "照片.jpg", comment=b"<script>")
    db = open_workspace(workspace)
    scan(db, workspace / "evidence", workers=1)
    db.close()
    first, second = (alone.get("/file/picture", path="县公安局/两页.pdf", page=str(number)) for number in (1, 2))
    assert first.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(first.content)).size[0] > 500
    assert first.content != second.content
    assert alone.get("/file/picture", path="县公安局/两页.pdf", page="3").status_code == 400
    photo = alone.get("/file/picture", path="县公安局/照片.jpg")
    assert photo.content.startswith(b"\x89PNG")
    assert b"<script>" not in photo.content
    assert alone.get("/file/picture", path="县公安局/台账.txt").status_code == 404  # text is shown as text
    assert alone.get("/file/picture", path="白石镇/坏.pdf").status_code in (400, 404)


def _named(path: str) -> Evidence:
    return Evidence(path, "0" * 64, 4, "image/png", "read")


def _scanned(workspace: Path) -> None:
    db = open_workspace(workspace)
    scan(db, workspace / "evidence", workers=1)
    db.close()


def _seen(answer: Response) -> Image.Image:
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def _png(colour: str, size: tuple[int, int] = (60, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def test_members_of_archives_are_drawn(alone: Visitor, workspace: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("现场/照片.png", _png("blue"))
    with zipfile.ZipFile(workspace / "evidence" / "县公安局" / "材料.zip", "w") as packed:
        packed.writestr("内.zip", inner.getvalue())
        packed.writestr("外.png", _png("red"))
    _scanned(workspace)
    assert _seen(alone.get("/file/picture", path="县公安局/材料.zip!/外.png")).getpixel((3, 3)) == (255, 0, 0)
    path = "县公安局/材料.zip!/内.zip!/现场/照片.png"
    assert _seen(alone.get("/file/picture", path=path)).getpixel((3, 3)) == (0, 0, 255)
    assert alone.get("/file/picture", path="县公安局/材料.zip!/../外.png").status_code == 404


def test_photos_stand_upright_and_scans_have_pages(alone: Visitor, workspace: Path) -> None:
    folder = workspace / "evidence" / "县公安局"
    photo = Image.new("RGB", (200, 100), "green")
    turned = photo.getexif()
    turned[0x0112] = 6  # held upright
    photo.save(folder / "竖拍.jpg", exif=turned)
    pages = [Image.new("L", (100, 140), shade) for shade in (250, 120)]
    pages[0].save(folder / "扫描.tif", save_all=True, append_images=pages[1:])
    _scanned(workspace)
    assert _seen(alone.get("/file/picture", path="县公安局/竖拍.jpg")).size == (100, 200)
    second = alone.get("/file/picture", path="县公安局/扫描.tif", page="2")
    assert second.headers["x-pages"] == "2"
    assert _seen(second).getpixel((5, 5)) == (120, 120, 120)
    assert alone.get("/file/picture", path="县公安局/扫描.tif", page="3").status_code == 400
    assert alone.get("/file/picture", path="县公安局/扫描.tif", page="0").status_code == 422


def test_what_changed_since_the_scan_is_not_drawn_and_what_was_drawn_is_kept(alone: Visitor, workspace: Path) -> None:
    file = workspace / "evidence" / "县公安局" / "照片.png"
    for name, colour in ((file.name, "red"), ("另一.png", "blue")):
        file.with_name(name).write_bytes(_png(colour))
    _scanned(workspace)
    first = alone.get("/file/picture", path="县公安局/照片.png")
    file.write_bytes(_png("white"))
    file.with_name("另一.png").write_bytes(_png("white"))
    assert alone.get("/file/picture", path="县公安局/照片.png").content == first.content
    assert "重新扫描" in alone.get("/file/picture", path="县公安局/另一.png").text


def test_the_album_lets_go_of_what_was_not_seen_for_longest(tmp_path: Path) -> None:
    with album.open_album(tmp_path) as kept:
        for page in (1, 2, 3):
            album.put(kept, "a", page, b"x" * 40, 3, largest=100)
        assert [album.found(kept, "a", page) is not None for page in (1, 2, 3)] == [False, True, True]
    (tmp_path / album.FILE).write_bytes(b"no album" * 1000)
    with album.open_album(tmp_path) as kept:
        assert album.found(kept, "a", 3) is None


def test_ofd_pages_are_drawn(alone: Visitor, workspace: Path) -> None:
    file = workspace / "evidence" / "县公安局" / "版式.ofd"
    file.write_bytes(ofd(page(line("情况说明", 20, 30, 12)), page(line("第二页", 20, 200))))
    _scanned(workspace)
    first, second = (alone.get("/file/picture", path="县公安局/版式.ofd", page=number) for number in "12")
    assert first.headers["x-pages"] == "2"
    assert first.content != second.content
    drawn = _seen(first).convert("L")
    across, down = drawn.size
    assert drawn.crop((0, 0, across, down // 4)).getextrema()[0] < 128  # the line stands where it should
    assert drawn.crop((0, down // 2, across, down)).getextrema() == (255, 255)


class _Listener(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Be silent."""


@pytest.mark.skipif(not soffice(), reason="LibreOffice is missing")
def test_office_files_are_drawn_and_fetch_nothing(alone: Visitor, workspace: Path) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    outside = f"http://127.0.0.1:{server.server_port}/picture.png"
    document = docx.Document()
    document.add_paragraph("情况说明")
    document.add_picture(io.BytesIO(_png("red")))
    saved = io.BytesIO()
    document.save(saved)
    target = workspace / "evidence" / "县公安局" / "说明.docx"
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(target, "w") as linked:
        for name in whole.namelist():
            part = whole.read(name).replace(b"r:embed=", b"r:link=")
            named = f'Target="{outside}" TargetMode="External"'.encode()
            linked.writestr(name, part.replace(b'Target="media/image1.png"', named))
    (target.with_name("网页.html")).write_text(f'<p>说明</p><img src="{outside}">', encoding="utf-8")
    (target.with_name("网页.doc")).write_text(f'<html><p>说明</p><img src="{outside}">', encoding="utf-8")
    _scanned(workspace)
    assert _seen(alone.get("/file/picture", path="县公安局/说明.docx")).size[0] > 500
    for name in ("网页.html", "网页.doc"):  # web pages are shown as text only
        assert alone.get("/file/picture", path=f"县公安局/{name}").status_code == 404
        assert outside not in alone.get("/file", path=f"县公安局/{name}").text.split('class="evidence"')[0]
    server.shutdown()
    server.server_close()
    assert _Listener.asked == []


@pytest.mark.parametrize("path", ["../outside.png", "/outside.png", "inner/../../outside.png", "", "\0"])
def test_nothing_outside_the_folder_is_drawn(tmp_path: Path, path: str) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "outside.png")
    (tmp_path / "evidence").mkdir()
    with pytest.raises(GovdocError):
        picture(tmp_path, tmp_path / "evidence", _named(path), 1)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_lead_nowhere(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "outside.png")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "link.png").symlink_to(tmp_path / "outside.png")
    with pytest.raises(GovdocError, match="不在材料文件夹里"):
        picture(tmp_path, tmp_path / "evidence", _named("link.png"), 1)
