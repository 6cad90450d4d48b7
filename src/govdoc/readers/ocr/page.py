"""One page: from its picture to its lines, tables and seals."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from govdoc.readers.ocr.codes import web_codes
from govdoc.readers.ocr.engine import cut, detect, recognise, sides
from govdoc.readers.ocr.gaps import at_gaps
from govdoc.readers.ocr.grid import Cell, Grid, Rules, find_rules
from govdoc.readers.ocr.letterhead import inside, tall_bands
from govdoc.readers.ocr.lines import OcrLine, in_order
from govdoc.readers.ocr.marks import as_printed
from govdoc.readers.ocr.seals import SealMark, find_seals, picture_of, without_seals
from govdoc.readers.ocr.upright import upright

if TYPE_CHECKING:
    from PIL.Image import Image

    from govdoc.readers.ocr.engine import Picture, Quad

LARGEST_SIDE = 3400  # pixels; A4 at 290 dpi
_LEAST_CONFIDENCE = 0.3  # below it is a smudge or a picture
_SURE_MARK = 0.8  # asked of a line without any letter or digit: most such are ornaments
_FEW = 4
_SURE_BAND = 0.85
_NARROW = 0.75  # width of a letter by the height of its line


@dataclass(frozen=True, slots=True)
class OcrTable:
    """A ruled table: its box in pixels, the left edges of its columns, its rows of column → lines of the cell."""

    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[dict[int, tuple[OcrLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page the right way up, sizes and places in pixels.

    `lines` are those outside tables, in reading order. `turn` is by how many degrees clockwise the picture was
    turned to stand upright, `skew` by how many it was askew after that. `inked` is the share of dark pixels, `links`
    are the web addresses in its QR codes.
    """

    width: int
    height: int
    lines: tuple[OcrLine, ...]
    tables: tuple[OcrTable, ...] = ()
    seals: tuple[SealMark, ...] = ()
    turn: int = 0
    skew: float = 0.0
    inked: float = field(default=0.0)
    links: tuple[str, ...] = ()

    @property
    def all_lines(self) -> tuple[OcrLine, ...]:
        """The lines of the page, those inside tables after the others."""
        inside = (line for table in self.tables for row in table.rows for cell in row.values() for line in cell)
        return (*self.lines, *inside)

    @property
    def text(self) -> str:
        """The page's text, a line each; a table's cells of one row on one line."""
        parts = [(line.top, line.text) for line in self.lines]
        for table in self.tables:
            for row in table.rows:
                cells = ["".join(line.text for line in cell) for cell in row.values()]
                parts.append((table.top, "  ".join(cells)))
        return "\n".join(text for _, text in parts)


def ocr_page(image: "Image | Picture") -> OcrPage:
    """Read the picture of a page (a PIL image or an array of rows of RGB bytes), whichever way up it is.

    The same picture gives the same page. A larger picture than 3400 pixels is made smaller first; places refer
    to that. Raises `ReadError` "unsupported" where the extra `ocr` is not installed.
    """
    from govdoc.readers.ocr.engine import need

    need("图片")
    picture = _fitted(_array(image))
    inked = _inked(picture)
    links = web_codes(picture) if inked > 0 else ()
    seals = find_seals(picture)
    clean = without_seals(picture, seals)
    quads = detect(clean) if inked > 0 else []
    if not quads:
        return OcrPage(picture.shape[1], picture.shape[0], (), seals=seals, inked=inked, links=links)
    straight, quads, turn, skew = upright(clean, quads)
    if seals and straight is not clean:
        seals = find_seals(_as(picture, turn, skew))
    size = _usual_size(quads)
    rules = find_rules(straight, size)
    bands = [(quad, piece) for quad in tall_bands(straight, quads, size) if (piece := _read_band(straight, quad))]
    quads = [quad for quad in quads if not inside(quad, [band for band, _ in bands])]
    parts = [part for quad in quads for cell in _parted(quad, rules, size) for part in at_gaps(straight, cell, size)]
    pieces = [piece for part in parts if (piece := _read(straight, part))]
    pieces += [piece for _, piece in bands]
    lines, tables = _tabled(pieces, rules.grids)
    height, width = straight.shape[:2]
    return OcrPage(width, height, tuple(in_order(lines)), tuple(tables), seals, turn, skew, inked, links)


def _array(image: Any) -> "Picture":
    import numpy as np

    if isinstance(image, np.ndarray):
        return image if image.ndim == 3 else np.repeat(image[:, :, None], 3, axis=2)
    return picture_of(image)


def _fitted(picture: "Picture") -> "Picture":
    import cv2
    import numpy as np

    scale = LARGEST_SIDE / max(picture.shape[:2])
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _as(picture: "Picture", turn: int, skew: float) -> "Picture":
    """The picture turned and straightened as the page was."""
    import numpy as np

    from govdoc.readers.ocr.upright import straightened

    turned = np.ascontiguousarray(np.rot90(picture, -(turn // 90)))
    return straightened(turned, [], skew)[0]


def _inked(picture: "Picture") -> float:
    """The share of pixels clearly darker than the paper around them; specks do not count."""
    import cv2
    import numpy as np

    small = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (600, 800), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(small, 51)
    dark = cv2.medianBlur(((paper.astype(np.int16) - small) > 40).astype(np.uint8), 3)
    return float(dark.mean())


def _usual_size(quads: "list[Quad]") -> float:
    heights = sorted(sides(quad)[1] for quad in quads)
    return heights[len(heights) // 2] * 0.8


def _parted(quad: "Quad", rules: Rules, size: float) -> "list[Quad]":
    """A box cut where upright rules cross it: detection joins texts of neighbouring cells."""
    import numpy as np

    if not rules.grids:
        return [quad]
    left, right = int(min(quad[0][0], quad[3][0])), int(max(quad[1][0], quad[2][0]))
    top, bottom = int(max(quad[0][1], quad[1][1], 0)), int(min(quad[2][1], quad[3][1]))
    crossed = rules.upright[top:bottom, max(left, 0) : right]
    if bottom - top < 3 or not crossed.size:
        return [quad]
    columns = np.flatnonzero(crossed.mean(axis=0) > 255 * 0.8) + max(left, 0)
    cuts = [int(x) for x in columns if left + size * 0.6 < x < right - size * 0.6]
    edges = [left, *(x for at, x in enumerate(cuts) if not at or x - cuts[at - 1] > size * 0.5), right]
    if len(edges) == 2:
        return [quad]
    box = np.array
    return [
        box([[one + 2, top], [other - 2, top], [other - 2, bottom], [one + 2, bottom]], dtype=np.float32)
        for one, other in pairwise(edges)
    ]


def _read(picture: "Picture", quad: "Quad") -> OcrLine | None:
    import numpy as np

    line = cut(picture, quad)
    if line.shape[0] > line.shape[1] * 2.5:
        return _read_column(line, quad)
    text, confidence = recognise(np.ascontiguousarray(line))
    if len(text) >= _FEW and line.shape[1] / len(text) < line.shape[0] * _NARROW:
        # Tall letters, as of a letterhead, run together when the line is made as low as the models want it.
        wide = recognise(np.ascontiguousarray(np.repeat(line, 2, axis=1)))
        if len(wide[0]) >= len(text) and wide[1] > confidence - 0.1:
            text, confidence = wide
    return _line(text, confidence, quad)


def _read_band(picture: "Picture", quad: "Quad") -> OcrLine | None:
    """A letterhead, None where it is a picture or a drawing."""
    line = _read(picture, quad)
    return line if line is not None and len(line.text) >= _FEW and line.confidence >= _SURE_BAND else None


def _read_column(line: "Picture", quad: "Quad") -> OcrLine | None:
    """Characters set one below the other, or a line that lies on its side."""
    import numpy as np

    text, confidence = recognise(np.ascontiguousarray(np.rot90(line)))
    return _line(text, confidence, quad)


def _line(text: str, confidence: float, quad: "Quad") -> OcrLine | None:
    text = as_printed(text.strip())
    signs = sum(char.isalnum() for char in text)
    if confidence < (_LEAST_CONFIDENCE if signs else _SURE_MARK) or not text:
        return None
    xs, ys = quad[:, 0], quad[:, 1]
    return OcrLine(text, float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()), confidence)


def _tabled(pieces: list[OcrLine], grids: tuple[Grid, ...]) -> tuple[list[OcrLine], list[OcrTable]]:
    """The lines outside all tables, and the tables that hold text in at least two columns."""
    rest, tables = pieces, []
    for grid in grids:
        placed: dict[tuple[int, int], list[OcrLine]] = {}
        outside = []
        for piece in rest:
            x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
            if not (grid.left <= x <= grid.right and grid.top <= y <= grid.bottom):
                outside.append(piece)
                continue
            cell = min(grid.cells, key=lambda cell: _distance(cell, x, y))
            placed.setdefault((cell.row, cell.column), []).append(piece)
        if len({column for _, column in placed}) < 2 or len({row for row, _ in placed}) < 2:
            continue
        rest = outside
        tables.append(_table(grid, placed))
    return rest, tables


def _distance(cell: Cell, x: float, y: float) -> float:
    """How far a place is from a cell, 0 inside."""
    return max(cell.left - x, x - cell.right, 0.0) + max(cell.top - y, y - cell.bottom, 0.0)


def _table(grid: Grid, placed: dict[tuple[int, int], list[OcrLine]]) -> OcrTable:
    lefts: dict[int, float] = {}
    for cell in grid.cells:
        lefts[cell.column] = min(lefts.get(cell.column, cell.left), cell.left)
    rows: dict[int, dict[int, tuple[OcrLine, ...]]] = {}
    for (row, column), pieces in sorted(placed.items()):
        rows.setdefault(row, {})[column] = tuple(in_order(pieces))
    edges = tuple(float(lefts[column]) for column in range(max(lefts) + 1))
    return OcrTable(grid.left, grid.top, grid.right, grid.bottom, edges, tuple(rows.values()))
