"""Drawn circles of a seal's size: what is left of a seal on a black-and-white copy, or where two seals overlap."""

from typing import Any

_SIDE = 700  # pixels of the shorter side that is searched
_SMALLEST, _LARGEST = 0.06, 0.16  # radius by the shorter side
_LEAST_RING = 0.78  # share of directions in which the circle is inked
_MOST_BESIDE = 0.3  # share of the circles just inside and outside that may be inked
_SHARES = (0.95, 0.97, 0.99, 1.01, 1.03, 1.05, 1.07)  # of the radius found, where the rim may be
_MOST_TRIED = 20


def find_circles(ink: Any) -> list[tuple[float, float, float, float]]:
    """The boxes (left, top, right, bottom) of circles on a map of ink (0 none to 255), best first, none overlapping."""
    import cv2
    import numpy as np

    scale = _SIDE / min(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        1.5,
        40,
        param1=120,
        param2=60,
        minRadius=int(_SIDE * _SMALLEST),
        maxRadius=int(_SIDE * _LARGEST),
    )
    if found is None:
        return []
    inked = small > 60
    circles: list[tuple[float, float, float]] = []
    rings: dict[tuple[float, float, float], float] = {}
    for x, y, radius in np.asarray(found, dtype=float).reshape(-1, 3)[:_MOST_TRIED]:
        shares = [share for share in _SHARES if _ring(inked, x, y, radius * share, 1) >= _LEAST_RING]
        if shares and max(_ring(inked, x, y, radius * share, 0) for share in (0.88, 1.14)) < _MOST_BESIDE:
            rings[x, y, radius * (shares[-1] + 0.02)] = _ring(inked, x, y, radius * shares[len(shares) // 2], 1)
    for circle in sorted(rings, key=lambda one: -rings[one]):
        if all(np.hypot(circle[0] - other[0], circle[1] - other[1]) > other[2] for other in circles):
            circles.append(circle)
    return [tuple(side / scale for side in (x - r, y - r, x + r, y + r)) for x, y, r in circles]


def _ring(inked: Any, x: float, y: float, radius: float, reach: int) -> float:
    """The share of directions in which a circle meets ink, looking as many pixels to either side as `reach`."""
    import numpy as np

    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    hit = np.zeros(len(angles), dtype=bool)
    for step in range(-reach, reach + 1):
        columns = np.clip(np.rint(x + np.cos(angles) * (radius + step)), 0, inked.shape[1] - 1).astype(int)
        rows = np.clip(np.rint(y + np.sin(angles) * (radius + step)), 0, inked.shape[0] - 1).astype(int)
        hit |= inked[rows, columns]
    return float(hit.mean())
