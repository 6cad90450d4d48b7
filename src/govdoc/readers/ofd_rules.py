"""Ruled tables of OFD pages, found by the lines that are drawn."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from govdoc.readers.ofd_parts import numbers
from govdoc.readers.pdf_pages import Line, Sign, lines_of
from govdoc.readers.pdf_tables import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = 72 / 25.4  # places in OFD are in millimetres
_SHORT = 3.0  # millimetres; shorter strokes draw characters
_LEVEL = 0.2  # millimetres that a level line's ends may differ by
_SNAP = 3  # points by which rules may miss one another
_MOST_RULES = 1500
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def tables_of(roots: Iterable["_Element"], origin: Point, number: int, signs: list[Sign]) -> list[Table]:
    """The ruled tables of a page and its templates (`roots`), with the text of the `signs` that stand in them.

    `origin` is the page's upper left corner in millimetres, `number` the page's.
    """
    paths = (path for root in roots for path in root.iter("{*}PathObject"))
    rules = [_rule(start, end, origin) for path in paths for start, end in strokes(path)]
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    from pdfplumber import table as ruled

    points = ruled.edges_to_intersections(ruled.merge_edges(rules, _SNAP, _SNAP, _SNAP, _SNAP), _SNAP, _SNAP)
    groups = ruled.cells_to_tables(ruled.intersections_to_cells(points))
    tables = (_table(boxes, number, signs) for boxes in groups)
    return sorted((table for table in tables if table), key=lambda table: table.top)


def strokes(path: "_Element") -> Iterator[tuple[Point, Point]]:
    """The straight level or upright lines of a path, in millimetres of the page."""
    boundary = numbers(path.get("Boundary"))
    if len(boundary) != 4:
        return
    a, b, c, d, e, f = matrix if len(matrix := numbers(path.get("CTM"))) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    text = next((item.text or "" for item in path.iter("{*}AbbreviatedData")), "")
    first = last = (0.0, 0.0)
    for kind, rest in _STEP.findall(text):
        values = numbers(rest)
        if kind == "C":
            point = first
        elif len(values) >= 2:
            x, y = values[-2:]
            point = (a * x + c * y + e + boundary[0], b * x + d * y + f + boundary[1])
        else:
            continue
        if kind in "MS":
            first = point
        elif kind in "LC" and _is_rule(last, point):
            yield last, point
        last = point


def _is_rule(start: Point, end: Point) -> bool:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    return min(across, down) < _LEVEL and max(across, down) > _SHORT


def _rule(start: Point, end: Point, origin: Point) -> dict[str, Any]:
    """A line as pdfplumber writes it, in points."""
    xs = sorted((point[0] - origin[0]) * _POINTS for point in (start, end))
    ys = sorted((point[1] - origin[1]) * _POINTS for point in (start, end))
    level = xs[1] - xs[0] > ys[1] - ys[0]
    left, right = xs if level else (xs[0], xs[0])
    top, bottom = (ys[0], ys[0]) if level else ys
    place = {"x0": left, "x1": right, "top": top, "bottom": bottom, "doctop": top}
    return {**place, "width": right - left, "height": bottom - top, "orientation": "h" if level else "v"}


def _table(boxes: list[Box], number: int, signs: list[Sign]) -> Table | None:
    """A table with at least two columns and two rows that hold text; a mere frame is none."""
    lefts, tops = sorted({box[0] for box in boxes}), sorted({box[1] for box in boxes})
    rows: list[dict[int, str]] = [{} for _ in tops]
    for left, top, right, bottom in sorted(boxes):
        inside = [
            sign
            for sign in signs
            if left <= (sign.left + sign.right) / 2 <= right and top <= (sign.top + sign.bottom) / 2 <= bottom
        ]
        if text := _cell(lines_of(inside), right):
            rows[tops.index(top)][lefts.index(left)] = text
    if sum(map(bool, rows)) < 2 or len({column for row in rows for column in row}) < 2:
        return None
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Table(number, lefts[0], tops[0], right, bottom, tuple(lefts), tuple(row for row in rows if row))


def _cell(lines: list[Line], right: float) -> str:
    """A cell's text; a line that reaches the cell's right edge goes on in the next."""
    text = ""
    last: Line | None = None
    for line in lines:
        if last is not None:
            near = right - last.right < last.height * 1.6 and line.top - last.bottom < last.height * 1.2
            full = near and "  " not in last.text
            text += "" if full else "\n"
        text, last = text + line.text, line
    return text
