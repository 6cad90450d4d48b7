"""Tables of RTF: rows with the right edges of their cells, laid on one grid."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from govdoc.readers.build import Draft

_SAME_EDGE = 40  # twips


@dataclass(slots=True)
class Frame:
    """How a row is ruled: its left edge, each cell's right edge in twips, and which cells go on from others."""

    left: int = 0
    rights: list[int] = field(default_factory=list)
    merged: set[int] = field(default_factory=set)

    def lefts(self, count: int) -> list[int]:
        """The left edge of each of `count` cells, made up where the frame has too few."""
        edges = [self.left, *self.rights]
        return edges[:count] + [edges[-1] + 1000 * more for more in range(1, count - len(edges) + 1)]


@dataclass(slots=True)
class RtfTable:
    """A table as it comes in, row by row."""

    rows: list[tuple[Frame, list[str]]] = field(default_factory=list)

    def drafts(self, number: int) -> Iterator[Draft]:
        """Its cells, a merged one once, each in the column in which its left edge stands."""
        edges: list[int] = []
        for edge in sorted(edge for frame, texts in self.rows for edge in frame.lefts(len(texts))):
            if not edges or edge - edges[-1] > _SAME_EDGE:
                edges.append(edge)
        for row, (frame, texts) in enumerate(self.rows):
            for at, (left, text) in enumerate(zip(frame.lefts(len(texts)), texts, strict=True)):
                column = max(place for place, edge in enumerate(edges) if edge <= left)
                if at not in frame.merged:
                    yield Draft(text, "cell", table=number, row=row, column=column)
