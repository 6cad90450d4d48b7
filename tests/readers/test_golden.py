"""Each folder of golden/readers holds an input (or the parts of a docx) and what must be read from it.

To accept a change, run with the environment variable GOVDOC_GOLDEN=write and look through the difference.
"""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from govdoc.model.document import Document
from govdoc.readers import read

CASES = sorted((Path(__file__).parents[1] / "golden" / "readers").iterdir())


def zipped(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for part in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.writestr(part.relative_to(folder).as_posix(), part.read_bytes())
    return out.getvalue()


def source(case: Path) -> tuple[str, bytes]:
    if (case / "parts").is_dir():
        return "input.docx", zipped(case / "parts")
    path = next(case.glob("input.*"))
    return path.name, path.read_bytes()


def told(document: Document) -> dict[str, object]:
    """What a golden file keeps of a document."""
    return {
        "reader": document.reader,
        "lines": document.text.split("\n"),
        "labels": [block.label for block in document.blocks if block.label],
        "headings": [block.span.of(document.text) for block in document.blocks if block.kind == "heading"],
        "tables": [[list(row) for row in table] for table in document.tables()],
        "furniture": list(document.furniture),
        "links": list(document.links),
        "warnings": [remark.code for remark in document.warnings],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path) -> None:
    got = told(read(*source(case)))
    expected = case / "expected.json"
    if os.environ.get("GOVDOC_GOLDEN") == "write":
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text("utf-8"))
