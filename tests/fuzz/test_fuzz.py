"""Mutated files of every format: each ends as a row with a status, and none takes the batch along.

GOVDOC_FUZZ sets how many; the share of a usual run is the same each time.
"""

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import get_args

import docx
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from govdoc.model import Evidence
from govdoc.model.evidence import Status
from govdoc.pipeline.pool import run
from govdoc.pipeline.reading import Task, Unchanged, lost_evidence
from govdoc.pipeline.unpacking import go_on, read_evidence
from govdoc.pipeline.worker import Limits, Lost, Part

COUNT = int(os.environ.get("GOVDOC_FUZZ", "300"))
SECONDS = 30.0
GOLDEN = Path(__file__).parents[1] / "golden"


def read_here(task: Task) -> Generator[Evidence, None, Evidence | Unchanged]:
    """Reading without LibreOffice, which would take seconds for each broken file."""
    os.environ["PATH"] = ""
    return (yield from read_evidence(task))


@cache
def samples() -> tuple[tuple[str, bytes], ...]:
    """A sound file of each format, by suffix."""
    golden = sorted(path for path in GOLDEN.rglob("*.*") if path.suffix not in (".json", ".xml", ".rels"))
    found = [(path.suffix[1:], path.read_bytes()) for path in golden]
    made = {"docx": _docx(), "xlsx": _xlsx(), "pdf": _pdf(), "png": _picture("PNG"), "jpg": _picture("JPEG")}
    made["txt"] = "青河县司法局关于报送材料的通知\n一、总则\n".encode("gb18030")
    made["zip"] = _zip({"一.docx": made["docx"], "二.txt": made["txt"], "三.zip": _zip({"四.xlsx": made["xlsx"]})})
    made["eml"] = (
        b"From: a@example.cn\nSubject: =?utf-8?B?5p2Q5paZ?=\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n"
        + "见附件。".encode()
        + b'\n--x\nContent-Disposition: attachment; filename="a.txt"\n\ntext\n--x--\n'
    )
    made["rtf"] = rb"{\rtf1\ansi\ansicpg936 \'b1\'a8\'b8\'e6\par {\trowd\cellx100 a\cell\row}}"
    made["rar"] = _rar(made["txt"])
    return (*found, *made.items())


def _docx() -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_paragraph("关于报送材料的通知", style="List Number")
    made.add_table(2, 2).cell(0, 0).text = "任务"
    made.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ["序号", "名称", 1, 2.5])
    book.close()
    return out.getvalue()


def _pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for at in range(8):
        canvas.drawString(80, 700 - 20 * at, f"({at}) notice of evidence")
    canvas.grid([80, 200, 320], [300, 330, 360])
    canvas.save()
    return out.getvalue()


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _rar(data: bytes) -> bytes:
    def block(kind: int, flags: int, body: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    head = struct.pack("<LLBLLBBHL", len(data), len(data), 2, zlib.crc32(data), 0x50000000, 29, 0x30, 5, 0x20)
    return b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, head + b"a.txt") + data


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The file cut, flipped, spliced, overwritten, or with one of its parts so."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _with_mutated_part(chance, data)
    way = chance.randrange(5)
    at = chance.randrange(len(data) + 1)
    if way == 0:
        return data[:at]
    changed = bytearray(data)
    if way == 1:
        for _ in range(chance.randint(1, 20)):
            if changed:
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    elif way == 2:
        _, other = chance.choice(samples())
        changed[at:] = other[chance.randrange(len(other) + 1) :]
    elif way == 3:
        changed[at : at + chance.randint(1, 64)] = chance.randbytes(chance.randint(0, 64))
    else:
        end = min(len(changed), at + chance.randint(1, 2000))
        changed[at:at] = changed[at:end] * chance.randint(1, 8)
    return bytes(changed)


def _with_mutated_part(chance: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    parts[name] = mutated(chance, parts[name])
    return _zip(parts)


def test_mutated_files_end_as_rows(tmp_path: Path) -> None:
    chance = random.Random(20240305)  # noqa: S311
    tasks = []
    for at in range(COUNT):
        suffix, data = samples()[at % len(samples())]
        wrong = chance.random() < 0.1
        file = tmp_path / f"{at}.{chance.choice(samples())[0] if wrong else suffix}"
        file.write_bytes(chance.randbytes(chance.randint(1, 500)) if at % 50 == 49 else mutated(chance, data))
        tasks.append(Task(str(file), file.name, file.stat().st_size, 0, seconds=SECONDS))
    rows, lost = {}, []
    for task, outcome in run(read_here, tasks, workers=2, limits=Limits(seconds=SECONDS), again=go_on):
        if isinstance(outcome, Part):
            continue
        if isinstance(outcome, Lost):
            lost.append((task.path, outcome))
            outcome = lost_evidence(task.path, task.size, "", outcome)
        rows[task.path] = outcome
    assert len(rows) == COUNT
    for row in rows.values():
        assert row.status in get_args(Status)
        assert bool(row.failure) == (row.status != "read")
        assert row.text or row.status != "read"
    # A reader of ours that raises has a fault; a library that ends its process has one we can only survive.
    assert [(path, one) for path, one in lost if one.why != "died"] == []
