"""The recogniser: where the lines of a picture are, and what one line says.

Pictures are arrays of rows of RGB bytes. OpenCV, numpy and the models are loaded when first used.
"""

import multiprocessing
import os
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from govdoc.errors import ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Quad = NDArray[np.float32]

_REMEDY = '请安装识别组件：pip install "govdoc[ocr]"，或报送带文字的 PDF、Word 文件'
# Detection takes most of the time and needs far fewer pixels than recognition.
_SIDE = 1216
_LARGER_SIDE = 2048
_LEAST_HEIGHT = 13  # of a line in the picture that detection saw
_LEAST_SIDE = 200
_THINNEST = 5  # pixels
_LONGEST = 120  # length of a line by its height
_MOST_THREADS = 4


def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def need(what: str) -> None:
    """Raise `ReadError` "unsupported" where the extra is missing; `what` (Chinese) says what it would have read.

    >>> if available():
    ...     need("扫描件")
    """
    if not available():
        raise ReadError("unsupported", f"{what}，需要文字识别组件才能读取，本机未安装", _REMEDY)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # In a worker each process keeps to one core: two workers then use two cores well.
    alone = multiprocessing.parent_process() is None
    threads = min(os.cpu_count() or 1, _MOST_THREADS) if alone else 1
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 6000,
            "Global.text_score": 0.0,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def detect(picture: "Picture") -> "list[Quad]":
    """The lines as quadrangles of four points (x, y), clockwise from the upper left one, in pixels of `picture`."""
    quads = _detect(picture, _SIDE)
    if quads and max(picture.shape[:2]) > _SIDE * 1.2:
        heights = sorted(min(sides(quad)) for quad in quads)
        if heights[len(heights) // 2] * _SIDE / max(picture.shape[:2]) < _LEAST_HEIGHT:
            return _detect(picture, _LARGER_SIDE)  # small print: look closer
    return quads


def _detect(picture: "Picture", side: int) -> "list[Quad]":
    import cv2
    import numpy as np

    scale = min(1.0, side / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    # Detection blows a narrow picture up until its short side will do: it is made wider by white paper instead.
    high, wide = small.shape[:2]
    below, right = max(0, max(wide // 2, _LEAST_SIDE) - high), max(0, max(high // 2, _LEAST_SIDE) - wide)
    if below or right:
        small = cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    found = _engine()(np.ascontiguousarray(small[:, :, ::-1]), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return [] if boxes is None else [np.asarray(box, dtype=np.float32) / np.float32(scale) for box in boxes]


def recognise(line: "Picture") -> tuple[str, float]:
    """What a picture of one line says and how sure that is (0 to 1)."""
    import numpy as np

    if min(line.shape[:2]) < _THINNEST or max(line.shape[:2]) > min(line.shape[:2]) * _LONGEST:
        return "", 0.0  # a rule or an edge
    found = _engine()(np.ascontiguousarray(line[:, :, ::-1]), use_det=False, use_cls=False, use_rec=True)
    texts, scores = getattr(found, "txts", None), getattr(found, "scores", None)
    return (str(texts[0]), float(scores[0])) if texts and scores else ("", 0.0)


def sides(quad: "Quad") -> tuple[float, float]:
    """How long a quadrangle is along its upper edge and down its left one."""
    import numpy as np

    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def cut(picture: "Picture", quad: "Quad") -> "Picture":
    """What stands in a quadrangle, straightened; upright where it is much higher than wide."""
    import cv2
    import numpy as np

    width, height = (max(1, round(side)) for side in sides(quad))
    onto = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), onto)
    piece = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(piece, dtype=np.uint8)
