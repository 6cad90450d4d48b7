"""A sentence model an office has put into a folder: model.onnx with the vocab.txt of its word pieces."""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdoc.errors import GovdocError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from govdoc.matching.meaning import Embed

MODEL, VOCABULARY = "model.onnx", "vocab.txt"
_LONGEST = 256  # pieces of a text that are looked at
_AT_ONCE = 16


def load_model(folder: Path) -> "Embed":
    """The model of a folder: mean of the vectors of a text's pieces, of length one.

    Raises GovdocError where the folder does not hold a model that runs here.
    """
    try:
        import onnxruntime

        session = onnxruntime.InferenceSession(str(folder / MODEL), providers=["CPUExecutionProvider"])
        lines = (folder / VOCABULARY).read_text("utf-8").splitlines()
    except ImportError as error:
        raise GovdocError("没有安装 onnxruntime，不能使用语义模型", "运行 pip install govdoc[ocr]") from error
    except Exception as error:
        remedy = f"文件夹中应有 {MODEL} 和 {VOCABULARY}，请核对文件是否完整"
        raise GovdocError(f"{folder} 里的语义模型打不开：{error}", remedy) from error
    vocabulary = {piece: at for at, piece in enumerate(lines)}

    def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        parts = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate([_vectors(session, vocabulary, part) for part in parts])

    return embed


def _vectors(session: Any, vocabulary: dict[str, int], texts: Sequence[str]) -> "NDArray[np.float32]":
    import numpy as np

    rows = [_numbers(text, vocabulary) for text in texts]
    width = max(map(len, rows))
    ids = np.asarray([row + [0] * (width - len(row)) for row in rows], dtype=np.int64)
    mask = np.asarray([[1] * len(row) + [0] * (width - len(row)) for row in rows], dtype=np.int64)
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    wanted = {each.name for each in session.get_inputs()}
    (found, *_) = session.run(None, {name: value for name, value in given.items() if name in wanted})
    mean = (found * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    rows_of_one: NDArray[np.float32] = (mean / np.linalg.norm(mean, axis=1, keepdims=True).clip(1e-9)).astype("f4")
    return rows_of_one


def _numbers(text: str, vocabulary: dict[str, int]) -> list[int]:
    unknown = vocabulary.get("[UNK]", 0)
    pieces = [vocabulary.get(piece, unknown) for word in _words(text) for piece in _pieces(word, vocabulary)]
    return [vocabulary.get("[CLS]", unknown), *pieces[: _LONGEST - 2], vocabulary.get("[SEP]", unknown)]


def _words(text: str) -> Iterator[str]:
    """Han characters and marks one by one, runs of other letters and digits whole."""
    run = ""
    for char in unicodedata.normalize("NFKC", text).lower():
        if char.isalnum() and not "\u2e80" <= char <= "\u9fff":
            run += char
            continue
        if run:
            yield run
        run = ""
        if not char.isspace():
            yield char
    if run:
        yield run


def _pieces(word: str, vocabulary: dict[str, int]) -> Iterator[str]:
    """The longest pieces a word is made of, from the left; one unknown piece where it is not made of any."""
    at, found = 0, []
    while at < len(word):
        heads = (("##" if at else "") + word[at:end] for end in range(len(word), at, -1))
        piece = next((each for each in heads if each in vocabulary), None)
        if piece is None:
            yield "[UNK]"
            return
        found.append(piece)
        at += len(piece) - (2 if at else 0)
    yield from found
