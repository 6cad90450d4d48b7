"""The county's files on disk, and the truth about them."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from govdoc.demo.county import County
from govdoc.demo.papers import MAKERS, File, Paper, as_docx, as_txt
from govdoc.demo.plan import Truth, plan

NOTICES, EVIDENCE, TRUTH = "通知", "佐证材料", "truth.jsonl"


def build(county: County, folder: Path, units: int | None = None) -> tuple[Truth, ...]:
    """Write notices, roster and the evidence of the first `units` offices (all of them by default) under `folder`."""
    for notice in county.notices:
        _write(folder / NOTICES / f"{notice.stem}.docx", notice_docx(notice.read_text("utf-8")))
    _write(folder / county.roster.name, county.roster.read_bytes())
    truths = []
    for handed in plan(county, units):
        _write(folder / EVIDENCE / handed.truth.path, _bytes(handed.truth.path, handed.format, handed.paper))
        truths.append(handed.truth)
    lines = [json.dumps(asdict(truth), ensure_ascii=False) for truth in truths]
    _write(folder / TRUTH, ("\n".join(lines) + "\n").encode())
    return tuple(truths)


def notice_docx(text: str) -> bytes:
    """A notice as the Word file an office would send: one paragraph a line."""
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return as_docx(Paper("", "", paragraphs))


def lay(folder: Path, files: Iterable[File]) -> None:
    """Lay further files into the evidence under `folder`."""
    for file in files:
        _write(folder / EVIDENCE / file.path, _bytes(file.path, file.format, file.paper))


def _bytes(path: str, format_: str, paper: Paper | None) -> bytes:
    if format_ == "blank":
        return b"\r\n \r\n"
    if format_ == "jpg" or paper is None:
        from PIL import Image

        out = io.BytesIO()
        Image.new("RGB", (64, 48), "white").save(out, "JPEG")
        return out.getvalue()
    if format_ == "txt":
        # Half of the offices' editors still save in the old encoding.
        return as_txt(paper, encoding="gb18030" if len(path) % 2 else "utf-8")
    return MAKERS[format_](paper)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_bytes() != data:
        file.write_bytes(data)
