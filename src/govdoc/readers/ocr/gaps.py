"""Wide gaps inside a line, which recognition closes: the line is cut there, so that the gap stays."""

from typing import TYPE_CHECKING

from govdoc.readers.ocr.engine import cut, sides

if TYPE_CHECKING:
    from govdoc.readers.ocr.engine import Picture, Quad

_GAP = 1.15  # of the type size: a full-width space, and more than any mark leaves blank
_LEAST_PART = 1.8  # of the type size: titles set wide stay whole
_USUAL = 1.3
_CONTRAST = 60


def at_gaps(picture: "Picture", quad: "Quad", size: float) -> "list[Quad]":
    """A level line cut at its wide gaps; `size` is the usual type size in pixels."""
    import numpy as np

    along, down = sides(quad)
    own = down * 0.8
    size = size if size / _USUAL < own < size * _USUAL else own
    if along < size * (2 * _LEAST_PART + _GAP):
        return [quad]
    line = cut(picture, quad).min(axis=2)
    paper = float(np.percentile(line, 90))
    inked = np.flatnonzero((line[int(down * 0.12) : int(down * 0.88)] < paper - _CONTRAST).any(axis=0))
    if not len(inked):
        return [quad]
    edges = [float(inked[0])]
    for at in np.flatnonzero(np.diff(inked) > size * _GAP):
        start, end = float(inked[at]), float(inked[at + 1])
        if start - edges[-1] > size * _LEAST_PART and inked[-1] - end > size * _LEAST_PART:
            edges += [start, end]
    edges.append(float(inked[-1]))
    if len(edges) == 2:
        return [quad]
    margin = size * 0.15
    return [
        _stretch(quad, max(0.0, left - margin) / along, min(along, right + margin) / along)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]


def _stretch(quad: "Quad", start: float, end: float) -> "Quad":
    """The part of a line between two shares of its length."""
    import numpy as np

    above, below = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + above * start, quad[0] + above * end, quad[3] + below * end, quad[3] + below * start]
    return np.array(corners, dtype=np.float32)
