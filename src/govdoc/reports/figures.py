"""Figures that can be traced: each is counted over the rows of a list, and says which rows those are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter

from govdoc.reports.word_xml import Link
from govdoc.reports.wording import rate

INDEX = "取数"  # the sheet that lists the figures
FIRST_ROW = 4  # of the first figure on that sheet, counted from 1

Value = str | int
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that figures are counted from: its name, the names of its columns, its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many rows of a list hold what `where` says of their columns, or what their column `total` comes to."""

    listing: str
    where: Where
    total: str
    value: int

    def __str__(self) -> str:
        return str(self.value)

    @property
    def told(self) -> str:
        """Which rows are counted, in words."""
        told = "，".join(f"{column}＝{value}" for column, value in self.where) or "全部"
        return told + (f"；“{self.total}”一列相加" if self.total else "")


@dataclass(frozen=True, slots=True)
class Share:
    """One figure in per cent of another, “—” of nothing."""

    part: Figure
    whole: Figure

    def __str__(self) -> str:
        return rate(self.part.value, self.whole.value)

    @property
    def value(self) -> float:
        """The share from 0 to 1, 0 of nothing."""
        return self.part.value / self.whole.value if self.whole.value else 0.0


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure worked out otherwise; `how` says from what."""

    text: str
    how: str

    def __str__(self) -> str:
        return self.text


Traced = Figure | Share | Worked
Piece = str | Traced


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a report by name. Each way of counting goes over a list once."""

    listings: Mapping[str, Listing]
    found: dict[tuple[str, tuple[str, ...]], dict[tuple[Value, ...], list[int]]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.listings

    def count(self, name: str, where: Mapping[str, str] | None = None, total: str = "") -> Figure:
        """The rows of a list where these columns hold these values, or the sum of a column over them."""
        held = tuple((where or {}).items())
        rows, value = self._rows(name, held), 0
        if total and rows:
            listing = self.listings[name]
            at = listing.heads.index(total)
            value = sum(int(listing.rows[row][at]) for row in rows)
        return Figure(name, held, total, value if total else len(rows))

    def rows(self, figure: Figure) -> Sequence[int]:
        """The rows that a figure counts, from 0."""
        return self._rows(figure.listing, figure.where)

    def _rows(self, name: str, where: Where) -> Sequence[int]:
        columns = tuple(column for column, _ in where)
        if (name, columns) not in self.found:
            by_values = self.found[name, columns] = {}
            listing = self.listings.get(name, Listing(name, columns, ()))
            places = [listing.heads.index(column) for column in columns]
            for at, row in enumerate(listing.rows):
                by_values.setdefault(tuple(row[place] for place in places), []).append(at)
        return self.found[name, columns].get(tuple(value for _, value in where), ())


@dataclass(slots=True)
class Trace:
    """The figures printed so far, each with its number from 1 and the part of the report it stands in first.

    `workbook` is the file beside the report that a figure leads to.
    """

    workbook: str
    part: str = ""
    printed: dict[Traced, tuple[int, str]] = field(default_factory=dict)

    def link(self, figure: Traced) -> Link:
        """The figure as it is printed: a text that leads to its line on the sheet of figures."""
        number, _ = self.printed.setdefault(figure, (len(self.printed) + 1, self.part))
        tip = f"编号{number}" + (f"：{figure.listing}，{figure.told}" if isinstance(figure, Figure) else "")
        for inner in (figure.part, figure.whole) if isinstance(figure, Share) else ():
            self.printed.setdefault(inner, (len(self.printed) + 1, self.part))
        return Link(str(figure), f"{self.workbook}#{INDEX}!A{FIRST_ROW + number - 1}", tip)

    def pieces(self, pieces: Iterable[Piece]) -> tuple[str, ...]:
        """The pieces of a sentence with the figures among them linked."""
        return tuple(piece if isinstance(piece, str) else self.link(piece) for piece in pieces)


def tell(template: str, **values: Piece | Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces of a sentence with its fields filled in, each by one piece or by several.

    >>> tell("{name}共{count}项。", name=("县公安局", "等单位"), count="3")
    ('县公安局', '等单位', '共', '3', '项。')
    """
    pieces: list[Piece] = []
    for literal, name, _, _ in Formatter().parse(template):
        pieces.append(literal)
        if name is not None:
            value = values[name]
            pieces += (value,) if isinstance(value, str | Figure | Share | Worked) else value
    return tuple(piece for piece in pieces if piece != "")
