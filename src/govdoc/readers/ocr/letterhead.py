"""Letterheads of tall narrow letters, which line detection passes over or sees in parts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govdoc.readers.ocr.engine import Picture, Quad

_SIDE = 1200
_TALL = 2.2  # of the usual size
_TALLEST = 0.16  # of the page's height
_LEAST_WIDTH = 0.3  # of the page's width
_COVERED = 0.75
_REGION = 0.6  # of the page's height, from its top


def tall_bands(picture: "Picture", quads: "list[Quad]", size: float) -> "list[Quad]":
    """Bands of ink in the upper part of a straightened page that are far higher than a line and not yet in a line."""
    import cv2
    import numpy as np

    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = small[: int(small.shape[0] * _REGION)]
    height, width = small.shape[:2]
    # The darkest of the three colours: red and black ink alike.
    ink = (small.min(axis=2) < 140).astype(np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, max(3, round(size * scale * 1.5))), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    bands = []
    for contour in contours:
        left, top, wide, high = cv2.boundingRect(contour)
        fits = size * scale * _TALL < high < height / _REGION * _TALLEST and wide > width * _LEAST_WIDTH
        if not fits or wide < high * 2 or not 0.1 < float(ink[top : top + high, left : left + wide].mean()) < 0.6:
            continue
        box = [side / scale for side in (left - 3, top - 3, left + wide + 3, top + high + 3)]
        if _covered(box, quads) < _COVERED:
            one, two, three, four = box
            bands.append(np.array([[one, two], [three, two], [three, four], [one, four]], dtype=np.float32))
    return bands


def inside(quad: "Quad", bands: "list[Quad]") -> bool:
    """Whether a line's middle lies in one of the bands."""
    x, y = quad.mean(axis=0)
    return any(band[0][0] <= x <= band[2][0] and band[0][1] <= y <= band[2][1] for band in bands)


def _covered(box: list[float], quads: "list[Quad]") -> float:
    """The share of a band's width that lines as high as half of it cover."""
    left, top, right, bottom = box
    spans: list[tuple[Any, Any]] = []
    for quad in quads:
        low, high = max(quad[:, 1].min(), top), min(quad[:, 1].max(), bottom)
        if high - low > (bottom - top) * 0.5:
            spans.append((max(left, quad[:, 0].min()), min(right, quad[:, 0].max())))
    return float(sum(max(0.0, end - start) for start, end in spans)) / max(right - left, 1.0)
