"""The county's files on disk, and the truth about them."""

import io
import json
from dataclasses import asdict
from pathlib import Path

from govdoc.demo.county import County
from govdoc.demo.papers import MAKERS, Paper, as_docx, as_txt
from govdoc.demo.plan import Handed, Truth, plan

EVIDENCE, TRUTH = "佐证材料", "truth.jsonl"


def build(county: County, folder: Path, units: int | None = None) -> tuple[Truth, ...]:
    """Write notices, roster and the evidence of the first `units` offices (all of them by default) under `folder`."""
    for notice in county.notices:
        _write(folder / "通知" / f"{notice.stem}.docx", notice_docx(notice.read_text("utf-8")))
    _write(folder / county.roster.name, county.roster.read_bytes())
    truths = []
    for handed in plan(county, units):
        _write(folder / EVIDENCE / handed.truth.path, _bytes(handed))
        truths.append(handed.truth)
    lines = [json.dumps(asdict(truth), ensure_ascii=False) for truth in truths]
    _write(folder / TRUTH, ("\n".join(lines) + "\n").encode())
    return tuple(truths)


def notice_docx(text: str) -> bytes:
    """A notice as the Word file an office would send: one paragraph a line."""
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return as_docx(Paper("", "", paragraphs))


def _bytes(handed: Handed) -> bytes:
    if handed.format == "blank":
        return b"\r\n \r\n"
    if handed.format == "jpg" or handed.paper is None:
        from PIL import Image

        out = io.BytesIO()
        Image.new("RGB", (64, 48), "white").save(out, "JPEG")
        return out.getvalue()
    if handed.format == "txt":
        # Half of the offices' editors still save in the old encoding.
        return as_txt(handed.paper, encoding="gb18030" if len(handed.truth.path) % 2 else "utf-8")
    return MAKERS[handed.format](handed.paper)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_bytes() != data:
        file.write_bytes(data)
