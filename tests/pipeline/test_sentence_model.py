"""An office's own sentence model, a tiny one written byte by byte."""

import struct
from pathlib import Path

import numpy as np
import pytest

from govdoc.errors import GovdocError
from govdoc.pipeline.matching import match
from govdoc.pipeline.meaning import FOLDER, embedder, model_of, use_meaning
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.scan import scan
from govdoc.pipeline.sentence_model import load_model
from govdoc.pipeline.workspace import make_workspace, open_workspace

pytest.importorskip("onnxruntime")

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "调", "解", "纠", "纷", "评", "查", "ab", "##c"]


def number(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def field(tag: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return number(tag << 3) + number(value)
    body = value.encode() if isinstance(value, str) else value
    return number(tag << 3 | 2) + number(len(body)) + body


def tensor(name: str, kind: int, rank: int) -> bytes:
    shape = b"".join(field(1, field(2, f"{name}{at}")) for at in range(rank))
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def model() -> bytes:
    """A model that looks up a row of a table for each piece: 调解 and 纠纷 point one way, 评查 the other."""
    rows = [(0.0, 0.0)] * 4 + [(1.0, 0.0)] * 4 + [(0.0, 1.0)] * 4
    floats = struct.pack(f"<{2 * len(rows)}f", *(x for row in rows for x in row))
    table = field(1, len(rows)) + field(1, 2) + field(2, 1) + field(8, "table") + field(9, floats)
    node = field(1, "table") + field(1, "input_ids") + field(2, "out") + field(4, "Gather")
    graph = field(1, node) + field(2, "g") + field(5, table)
    graph += field(11, tensor("input_ids", 7, 2)) + field(12, tensor("out", 1, 3))
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))


def put(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(model())
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    return folder


def test_texts_of_the_same_sense_lie_near(tmp_path: Path) -> None:
    one, other, apart = load_model(put(tmp_path / "m"))(["调解", "纠纷很多很多", "评查 abc"])
    assert np.allclose(np.linalg.norm([one, other, apart], axis=1), 1)
    assert one @ other > 0.99
    assert one @ apart < 0.01


def test_a_broken_model_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path / "m")
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(GovdocError, match="打不开"):
        load_model(folder)


def test_the_folder_beside_the_workspace_is_used(county: Path) -> None:
    make_workspace(county)
    db = open_workspace(county)
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    put(county / FOLDER)
    use_meaning(db, True)
    assert model_of(db).startswith("onnx ")
    assert match(db).anew == 8
    assert embedder(db, model_of(db))(["调解"]).shape == (1, 2)
    (county / FOLDER / "model.onnx").unlink()
    assert not model_of(db).startswith("onnx ")
