"""Cut or flipped bytes end in a Document or a ReadError, never in anything else."""

import io
from functools import cache
from pathlib import Path
from typing import get_args

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.evidence import Status
from govdoc.readers import media_type, read

GOLDEN = Path(__file__).parents[1] / "golden" / "readers"


@cache
def sample(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "docx":
        made = docx.Document()
        made.add_paragraph("关于报送材料的通知", style="List Number")
        made.add_table(2, 2).cell(0, 0).text = "任务"
        made.save(out)
    elif kind == "xlsx":
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        book.add_worksheet().write_row(0, 0, ["序号", "名称", 1, 2.5])
        book.close()
    elif kind == "pdf":
        canvas = Canvas(out)
        for at in range(8):
            canvas.drawString(80, 700 - 20 * at, f"({at}) notice of evidence")
        canvas.grid([80, 200, 320], [300, 330, 360])
        canvas.drawString(90, 340, "cell")
        canvas.save()
    elif kind == "html":
        return (GOLDEN / "html-article" / "input.html").read_bytes()
    else:
        return (GOLDEN / "csv-roster" / "input.csv").read_bytes()
    return out.getvalue()


def ends_well(name: str, data: bytes) -> None:
    assert "/" in media_type(name, data)
    try:
        ended: Document | ReadError = read(name, data)
    except ReadError as error:
        ended = error
    if isinstance(ended, ReadError):
        assert ended.status in get_args(Status)
        assert ended.message
        assert ended.remedy
    else:
        assert ended.text


KINDS = ["docx", "xlsx", "pdf", "html", "csv"]


@pytest.mark.parametrize("kind", KINDS)
@given(share=st.floats(0, 1))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cut_files(kind: str, share: float) -> None:
    data = sample(kind)
    ends_well(f"材料.{kind}", data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", KINDS)
@given(flips=st.lists(st.tuples(st.floats(0, 0.999999), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_flipped_bytes(kind: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(sample(kind))
    for share, byte in flips:
        data[int(share * len(data))] = byte
    ends_well(f"材料.{kind}", bytes(data))


@given(st.binary(max_size=400), st.sampled_from(["docx", "pdf", "xlsx", "html", "txt", "md", "csv", "doc", ""]))
@settings(deadline=None)
def test_any_bytes_under_any_name(data: bytes, suffix: str) -> None:
    ends_well(f"材料.{suffix}", data)


@given(st.text(max_size=300), st.sampled_from(["html", "txt", "md", "csv"]))
@settings(deadline=None)
def test_any_text_under_any_name(text: str, suffix: str) -> None:
    ends_well(f"材料.{suffix}", text.encode("utf-8", "replace"))
