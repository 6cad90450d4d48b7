"""Pages drawn as pictures: of what lies in the folder, and of nothing else."""

import io
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from govdoc.errors import GovdocError
from govdoc.pipeline.pictures import picture
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import open_workspace

from .conftest import Visitor


def test_pages_are_drawn_and_others_are_not(app: FastAPI, alone: Visitor, workspace: Path) -> None:
    folder = workspace / "evidence" / "县公安局"
    canvas = Canvas(str(folder / "两页.pdf"))
    for line in ("first page of a report", "second page of a report"):
        canvas.drawString(72, 720, line)
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


@pytest.mark.parametrize("path", ["../outside.png", "/outside.png", "inner/../../outside.png", "", "\0"])
def test_nothing_outside_the_folder_is_drawn(tmp_path: Path, path: str) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "outside.png")
    (tmp_path / "evidence").mkdir()
    with pytest.raises(GovdocError):
        picture(tmp_path / "evidence", path, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_lead_nowhere(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "outside.png")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "link.png").symlink_to(tmp_path / "outside.png")
    with pytest.raises(GovdocError, match="不在材料文件夹里"):
        picture(tmp_path / "evidence", "link.png", 1)
