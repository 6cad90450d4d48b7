"""Ruled tables on the picture of a page: where their cells are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govdoc.readers.ocr.engine import Picture

_LEAST_CELLS = 4
_LEAST_SHARE = 0.25  # of the page's width


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its box in pixels, its first row and column."""

    left: int
    top: int
    right: int
    bottom: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its box in pixels and its cells, from left to right and top to bottom."""

    left: int
    top: int
    right: int
    bottom: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is ruled on a page: its tables, and a mask of its upright rules."""

    grids: tuple[Grid, ...]
    upright: Any


def find_rules(picture: "Picture", size: float) -> Rules:
    """The ruled tables of a straightened page whose characters are about `size` pixels high."""
    import cv2
    import numpy as np

    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    window = max(15, round(size) | 1)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 12)
    # A rule may be a little askew or broken: thicken it across before asking for length, bridge gaps after.
    level = _long(cv2.dilate(ink, np.ones((3, 1), np.uint8)), (max(20, round(size * 3)), 1))
    plumb = _long(cv2.dilate(ink, np.ones((1, 3), np.uint8)), (1, max(16, round(size * 1.8))))
    lines = cv2.dilate(cv2.bitwise_or(level, plumb), np.ones((3, 3), np.uint8))
    return Rules(tuple(_grids(lines, size)), plumb)


def _long(ink: Any, kernel: tuple[int, int]) -> Any:
    import cv2
    import numpy as np

    width, height = kernel
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    bridge = np.ones((max(1, height // 2), max(1, width // 2)), np.uint8)
    return cv2.morphologyEx(kept, cv2.MORPH_CLOSE, bridge)


def _grids(lines: Any, size: float) -> list[Grid]:
    """Cells are the holes that rules enclose; a frame with fewer than four, in one row or one column, is no table."""
    import cv2

    contours, tree = cv2.findContours(lines, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    holes: dict[int, list[tuple[int, int, int, int]]] = {}
    for at, (_, _, _, parent) in enumerate(tree[0]):
        left, top, width, height = cv2.boundingRect(contours[at])
        if parent >= 0 and width > size * 0.8 and height > size * 0.8:
            holes.setdefault(int(parent), []).append((left, top, left + width, top + height))
    grids = []
    for parent, boxes in holes.items():
        left, top, width, height = cv2.boundingRect(contours[parent])
        cells = _placed(boxes, size)
        columns, rows = {cell.column for cell in cells}, {cell.row for cell in cells}
        wide = width > lines.shape[1] * _LEAST_SHARE
        if len(cells) >= _LEAST_CELLS and len(columns) > 1 and len(rows) > 1 and wide:
            grids.append(Grid(left, top, left + width, top + height, cells))
    return sorted(grids, key=lambda grid: grid.top)


def _placed(boxes: list[tuple[int, int, int, int]], size: float) -> tuple[Cell, ...]:
    lefts = _steps([box[0] for box in boxes], size * 0.6)
    tops = _steps([box[1] for box in boxes], size * 0.6)
    cells = [Cell(*box, tops[box[1]], lefts[box[0]]) for box in boxes]
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _steps(places: list[int], tolerance: float) -> dict[int, int]:
    """Each place with the number of its step, places nearer than the tolerance on one step.

    >>> _steps([100, 10, 12, 101], 5)
    {10: 0, 12: 0, 100: 1, 101: 1}
    """
    steps: dict[int, int] = {}
    at, last = -1, float("-inf")
    for place in sorted(set(places)):
        if place - last > tolerance:
            at += 1
        steps[place], last = at, place
    return steps
