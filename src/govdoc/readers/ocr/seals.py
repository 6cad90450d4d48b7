"""Round seals (公章) on the picture of a page: where they are, and what runs around their rim."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govdoc.readers.ocr.circles import find_circles
from govdoc.readers.ocr.engine import recognise

if TYPE_CHECKING:
    from PIL.Image import Image

    from govdoc.readers.ocr.engine import Picture

# A seal is 3 to 6 cm wide, a page 21; on a cut-out photo it may fill more.
_LEAST, _MOST = 0.1, 0.55
_SMALLEST_PAGE, _LONGEST_PAGE = 150, 4  # pixels of its shorter side; the longer by the shorter
_LEAST_RED = (45, 18)  # by how much red outshines green and blue: ink well pressed, ink faded
_COLOURED = 0.0005  # share of red pixels from which a page counts as scanned in colour
_LEAST_RING = 0.7  # share of directions in which the outermost red is the rim
_MOST_OUTSIDE = 0.06  # share of red in the corners around the rim
_FLATTEST = 0.62  # 发票专用章 is an oval of 4 by 3
_SIDE = 1200
_LEAST_SURE = {True: 0.75, False: 0.9}  # of red ink and of black, which runs into the print beneath
_LEAST_TEXT = 4


@dataclass(frozen=True, slots=True)
class SealMark:
    """A seal: its box in pixels, the text around its rim, "" where that is not legible, and whether its ink is red."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    red: bool = True


def picture_of(image: "Image") -> "Picture":
    """A PIL image as rows of RGB bytes."""
    import numpy as np

    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def find_seals(picture: "Picture") -> tuple[SealMark, ...]:
    """The seals of a page, from top to bottom: red ones, and on a page without colours round ones of any ink."""
    if min(picture.shape[:2]) < _SMALLEST_PAGE or max(picture.shape[:2]) > min(picture.shape[:2]) * _LONGEST_PAGE:
        return ()
    redness, darkness = _inks(picture)
    coloured = float((redness > _LEAST_RED[0]).mean()) > _COLOURED
    rings = _red_rings(picture)
    ink = redness if coloured or rings else darkness
    more = find_circles(ink) if int(ink.max(initial=0)) > _LEAST_RED[0] else []
    rings += [box for box in more if not any(_overlap(box, other) for other in rings)]
    red = ink is redness
    marks = [SealMark(*box, rim_text(ink, box, _LEAST_SURE[red]), red) for box in rings]
    return tuple(sorted(marks, key=lambda mark: (mark.top, mark.left)))


def _inks(picture: "Picture") -> tuple[Any, Any]:
    """How red and how dark each pixel is, 0 to 255."""
    import numpy as np

    parts = picture.astype(np.int16)
    red, green, blue = parts[:, :, 0], parts[:, :, 1], parts[:, :, 2]
    redness = np.clip(red - (green + blue) // 2, 0, 255).astype(np.uint8)
    return redness, (255 - green).clip(0, 255).astype(np.uint8)


def _red_rings(picture: "Picture") -> list[tuple[float, float, float, float]]:
    """The boxes of red patches that are rings."""
    import cv2

    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found: list[tuple[int, int, int, int]] = []
    for least in _LEAST_RED:
        red = _red(small, least)
        for blob in _blobs(red) if int(red.sum()) > 200 else ():
            box = (blob[0], blob[1], blob[0] + blob[2], blob[1] + blob[3])
            if _is_ring(red, *blob) and not any(_overlap(box, other) for other in found):
                found.append(box)
    return [(left / scale, top / scale, right / scale, bottom / scale) for left, top, right, bottom in found]


def _red(picture: Any, least: int) -> Any:
    """Where ink is red by at least so much: 1, elsewhere 0."""
    import numpy as np

    parts = picture.astype(np.int16)
    red, green, blue = parts[:, :, 0], parts[:, :, 1], parts[:, :, 2]
    return ((red - np.maximum(green, blue) > least) & (np.abs(green - blue) < 70)).astype(np.uint8)


def _blobs(red: Any) -> list[tuple[int, int, int, int]]:
    """Boxes of red patches of a seal's size; gaps inside a patch are closed in two widths."""
    import cv2
    import numpy as np

    side = min(red.shape)
    boxes: list[tuple[int, int, int, int]] = []
    for reach in (3, 9):
        closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            left, top, width, height = cv2.boundingRect(contour)
            fits = side * _LEAST < width < side * _MOST and side * _LEAST * _FLATTEST < height < side * _MOST
            if not fits or min(width, height) < _FLATTEST * max(width, height):
                continue
            if (left, top, width, height) not in boxes:
                boxes.append((left, top, width, height))
    return boxes


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes (left, top, right, bottom) share half of the smaller one."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    areas = ((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across > 0 and down > 0 and across * down > 0.5 * min(areas)


def _is_ring(red: Any, left: int, top: int, width: int, height: int) -> bool:
    """Whether the rim is red nearly all around, what it encloses not filled, the corners outside it white.

    The tall red letters of a letterhead may have the first, never the last.
    """
    import numpy as np

    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    x, y = left + width / 2, top + height / 2
    outermost = np.zeros(len(angles))
    for share in np.linspace(0.7, 1.0, 31):
        columns = np.clip(np.rint(x + np.cos(angles) * (width / 2 - 0.5) * share), 0, red.shape[1] - 1).astype(int)
        rows = np.clip(np.rint(y + np.sin(angles) * (height / 2 - 0.5) * share), 0, red.shape[0] - 1).astype(int)
        outermost[red[rows, columns] > 0] = share
    hit = outermost > 0.92
    inside = red[top : top + height, left : left + width]
    down, across = np.mgrid[0:height, 0:width]
    corners = inside[np.hypot((across + 0.5) / width * 2 - 1, (down + 0.5) / height * 2 - 1) > 1.05]
    return bool(hit.mean() >= _LEAST_RING and 0.04 < inside.mean() < 0.6 and corners.mean() < _MOST_OUTSIDE)


def rim_text(ink: Any, box: tuple[float, float, float, float], least: float) -> str:
    """What runs clockwise around a seal's rim on a map of ink, "" where it is read less surely than `least`."""
    import numpy as np

    best, sure = "", 0.0
    for outer, inner, stretch in ((0.97, 0.55, 1.5), (0.93, 0.6, 1.5), (0.97, 0.55, 1.0)):
        strip = _unrolled(ink, box, outer, inner, stretch)
        text, confidence = recognise(np.ascontiguousarray(strip))
        if confidence > sure:
            best, sure = text.strip(), confidence
    han = sum("\u4e00" <= char <= "\u9fff" for char in best)
    return best if sure >= least and han >= _LEAST_TEXT and han > len(best) * 0.7 else ""


def _unrolled(
    ink: Any, box: tuple[float, float, float, float], outer: float, inner: float, stretch: float
) -> "Picture":
    """The rim as a straight strip, black on white, from the lower left over the top to the lower right."""
    import cv2
    import numpy as np

    left, top, right, bottom = box
    across, down = (right - left) / 2, (bottom - top) / 2
    height = max(32, round((outer - inner) * (across + down) / 2))
    length = round(height / (outer - inner) * (outer + inner) / 2 * np.pi * 2 * (320 / 360) * stretch)
    angle = np.radians(np.linspace(20, 340, length))[None, :]
    radius = np.linspace(outer, inner, height)[:, None]
    x = (left + right) / 2 - np.sin(angle) * radius * across
    y = (top + bottom) / 2 + np.cos(angle) * radius * down
    strip = cv2.remap(ink, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    strongest = max(40.0, float(np.percentile(strip, 97)))
    written = (255 - np.clip(strip * (255 / strongest), 0, 255)).astype(np.uint8)
    return np.repeat(written[:, :, None], 3, axis=2)


def without_seals(picture: "Picture", seals: tuple[SealMark, ...]) -> "Picture":
    """The page with its red seals washed out, so that only what they were stamped on is left."""
    import numpy as np

    red = [seal for seal in seals if seal.red]
    if not red:
        return picture
    washed = picture.copy()
    for seal in red:
        top, left = max(0, int(seal.top) - 3), max(0, int(seal.left) - 3)
        part = washed[top : int(seal.bottom) + 4, left : int(seal.right) + 4]
        # Red ink is as bright as paper in red light; what is left of it is stretched to white.
        bright = part[:, :, 0].astype(np.int16)
        paper = max(1.0, float(np.percentile(bright, 90)))
        part[:] = np.clip(bright * (255 / (paper * 0.85)), 0, 255).astype(np.uint8)[:, :, None]
    return washed
