"""From the boxes on a straightened page to its printed lines in reading order."""

from dataclasses import dataclass

_SAME_ROW = 0.6
_WORD_GAP = 0.7
_WIDE_GAP = 2.5
_LONG_PIECE = 8
_USUAL = 1.3  # heights within this ratio of the usual one count as the usual one


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A printed line: its box in pixels from the upper left corner of the upright page, how sure its text is (0 to 1).

    `height` is that of its characters, nearly the type size.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return max(self.bottom - self.top, 1.0)


def in_order(pieces: list[OcrLine]) -> list[OcrLine]:
    """Lines from top to bottom, pieces of one row joined; a page set in columns column by column."""
    pieces = _evened(pieces)
    rows = _rows(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        return [_joined(row) for row in rows]
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    ordered: list[OcrLine] = []
    # What crosses the gutter (a title) parts the columns above it from those below.
    for across in sorted((piece for piece in pieces if piece.left < gutter < piece.right), key=_middle):
        for side in (left, right):
            above = [piece for piece in side if _middle(piece) < _middle(across)]
            ordered += [_joined(row) for row in _rows(above)]
            side[:] = [piece for piece in side if _middle(piece) >= _middle(across)]
        ordered.append(across)
    return ordered + [_joined(row) for side in (left, right) for row in _rows(side)]


def _middle(line: OcrLine) -> float:
    return (line.top + line.bottom) / 2


def _evened(pieces: list[OcrLine]) -> list[OcrLine]:
    """Boxes of nearly the usual height made as high as the usual one: theirs vary with the signs in them."""
    heights = sorted(piece.height for piece in pieces for _ in piece.text)
    if not heights:
        return pieces
    usual = heights[len(heights) // 2]
    evened = []
    for piece in pieces:
        height = usual if usual / _USUAL < piece.height < usual * _USUAL else piece.height
        # Boxes stand a little off their ink all around.
        half, inset = height * 0.4, min(piece.height * 0.1, (piece.right - piece.left) / 4)
        middle = _middle(piece)
        evened.append(
            OcrLine(piece.text, piece.left + inset, middle - half, piece.right - inset, middle + half, piece.confidence)
        )
    return evened


def _rows(pieces: list[OcrLine]) -> list[list[OcrLine]]:
    rows: list[list[OcrLine]] = []
    for piece in sorted(pieces, key=_middle):
        last = rows[-1] if rows else []
        if last and _middle(piece) - sum(map(_middle, last)) / len(last) < _SAME_ROW * min(
            piece.height, max(other.height for other in last)
        ):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _joined(row: list[OcrLine]) -> OcrLine:
    text = ""
    for at, piece in enumerate(row):
        if at:
            gap, size = piece.left - row[at - 1].right, min(piece.height, row[at - 1].height)
            text += "" if gap < size * _WORD_GAP else " " if gap < size * _WIDE_GAP else "  "
        text += piece.text
    weights = [len(piece.text) or 1 for piece in row]
    confidence = sum(piece.confidence * weight for piece, weight in zip(row, weights, strict=True)) / sum(weights)
    return OcrLine(
        text,
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        confidence,
    )


def _gutter(rows: list[list[OcrLine]]) -> float | None:
    """The middle of the gutter of a page set in two columns, None where it is not."""
    paired = [row for row in rows if len(row) == 2 and all(len(piece.text) >= _LONG_PIECE for piece in row)]
    if len(paired) < 6 or len(paired) < len(rows) * 0.4:
        return None
    left, right = max(row[0].right for row in paired), min(row[1].left for row in paired)
    return (left + right) / 2 if right > left else None
