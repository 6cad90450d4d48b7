"""Real office files: each ends in a Document or in a ReadError with a status."""

from pathlib import Path
from typing import get_args

import pytest

from govdoc.errors import ReadError
from govdoc.model.evidence import Status
from govdoc.readers import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
OFFICE = sorted((SHARED / "notices" / "office").glob("*"))
EVIDENCE = sorted(path for path in (SHARED / "evidence" / "files").rglob("*") if path.is_file())
READABLE = ("docx", "doc", "wps", "xlsx", "xls", "ofd", "html", "txt")

pytestmark = pytest.mark.skipif(not OFFICE, reason="the shared folder is not here")


def outcome(path: Path) -> str:
    try:
        document = read(path.name, path.read_bytes())
    except ReadError as error:
        return error.status if error.message and error.remedy else ""
    assert document.text
    assert all(block.span.of(document.text).strip() for block in document.blocks)
    return "read"


@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.suffix[1:])
def test_office_files_end_in_a_document_or_a_reason(path: Path) -> None:
    assert outcome(path) in get_args(Status)


def test_evidence_in_readable_formats_is_read() -> None:
    outcomes = {path.name: outcome(path) for path in EVIDENCE if path.suffix[1:] in READABLE}
    assert {name for name, status in outcomes.items() if status != "read"} == set()
