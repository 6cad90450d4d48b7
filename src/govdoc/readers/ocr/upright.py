"""Which way up a page is, and how askew."""

from typing import TYPE_CHECKING

from govdoc.readers.ocr.engine import cut, recognise, sides

if TYPE_CHECKING:
    from govdoc.readers.ocr.engine import Picture, Quad

_SURE = 0.9
_TRIALS = 4
_TRIAL_LENGTH = 12  # characters of a line that are enough to tell whether it stands on its head
_LEAST_SKEW = 0.15  # degrees


def upright(picture: "Picture", quads: "list[Quad]") -> "tuple[Picture, list[Quad], int, float]":
    """The page turned upright and straightened with its lines, the turn (0, 90, 180, 270) and the skew in degrees.

    The turn is clockwise and comes before the skew.
    """
    turn = 0
    if _lies(quads):
        picture, quads, turn = *_turned(picture, quads), 90
    if _on_head(picture, quads):
        picture, quads = _turned(*_turned(picture, quads))
        turn += 180
    skew = _skew(quads)
    if abs(skew) >= _LEAST_SKEW:
        picture, quads = straightened(picture, quads, skew)
    return picture, quads, turn, skew


def _lies(quads: "list[Quad]") -> bool:
    level = plumb = 0.0
    for quad in quads:
        along, down = sides(quad)
        if along > down * 2:
            level += along
        elif down > along * 2:
            plumb += down
    return plumb > level


def _on_head(picture: "Picture", quads: "list[Quad]") -> bool:
    """Whether lines read better upside down."""
    import numpy as np

    lines = sorted((quad for quad in quads if sides(quad)[0] > sides(quad)[1] * 2), key=lambda quad: -sides(quad)[0])
    trials = [_shortened(cut(picture, quad)) for quad in lines[:_TRIALS]]
    if not trials:
        return False
    up = [recognise(trial)[1] for trial in trials]
    if sum(up) >= _SURE * len(up):
        return False
    down = [recognise(np.ascontiguousarray(trial[::-1, ::-1]))[1] for trial in trials]
    return sum(down) > sum(up) + 0.05 * len(up)


def _shortened(line: "Picture") -> "Picture":
    return line[:, : line.shape[0] * _TRIAL_LENGTH]


def _turned(picture: "Picture", quads: "list[Quad]") -> "tuple[Picture, list[Quad]]":
    """A quarter turn clockwise; each line's first point is its upper left one again."""
    import numpy as np

    height = picture.shape[0]
    turned = [np.stack([height - quad[:, 1], quad[:, 0]], axis=1)[[3, 0, 1, 2]] for quad in quads]
    return np.ascontiguousarray(np.rot90(picture, -1)), turned


def _skew(quads: "list[Quad]") -> float:
    """The slope, in degrees, of the middle one of the long lines; a line that falls to the right is positive."""
    import numpy as np

    long = [quad for quad in quads if sides(quad)[0] > sides(quad)[1] * 5]
    if not long:
        return 0.0
    slopes = [float(np.degrees(np.arctan2(*(quad[1] + quad[2] - quad[0] - quad[3])[::-1]))) for quad in long]
    weights = [sides(quad)[0] for quad in long]
    order = sorted(range(len(long)), key=lambda at: slopes[at])
    middle, passed = sum(weights) / 2, 0.0
    for at in order:
        passed += weights[at]
        if passed >= middle:
            return slopes[at]
    return 0.0


def straightened(picture: "Picture", quads: "list[Quad]", skew: float) -> "tuple[Picture, list[Quad]]":
    """The page turned back by its skew in degrees, its lines with it; what comes in at the corners is white."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    straight = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3
    )
    turn = matrix.astype(np.float32)
    return np.asarray(straight, dtype=np.uint8), [quad @ turn[:, :2].T + turn[:, 2] for quad in quads]
