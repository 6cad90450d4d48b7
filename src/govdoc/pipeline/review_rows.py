"""What the reviewers' columns of a row say, out of the log and out of a sheet, and the decisions between the two."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.gaps import Rulings, accepts, row_id
from govdoc.model import Decision, DecisionKind, Gap, GapStatus, Place, ReviewRow
from govdoc.pipeline.decisions import Pen, on_cells, on_file, on_rows, remarks_on, undo_of
from govdoc.pipeline.desk import Desk, place_named
from govdoc.pipeline.review_words import numbers_said, status_said, verdict_said
from govdoc.rules.load import load

if TYPE_CHECKING:
    from govdoc.reports.review_workbook import CellLine, FileLine


@dataclass(frozen=True, slots=True)
class Value:
    """The reviewers' columns of one row: of a file (`kind`, `to`, `items`) or of a cell (`status`), and the comment."""

    kind: DecisionKind | None = None
    to: Place | None = None
    items: tuple[str, ...] = ()
    status: GapStatus | None = None
    comment: str = ""

    @property
    def word(self) -> "Value":
        """The decision without its comment."""
        return replace(self, comment="")

    def merge(self, mine: "Value", now: "Value") -> tuple["Value", bool]:
        """What `mine` and `now`, both from this value, come to, and whether they clash; a clash keeps `now`."""
        word = mine.word if now.word == self.word else now.word
        comment = mine.comment if now.comment == self.comment else now.comment
        clash = self.word not in (mine.word, now.word) and mine.word != now.word
        clash = clash or (self.comment not in (mine.comment, now.comment) and mine.comment != now.comment)
        return (now if clash else replace(word, comment=comment)), clash

    def on_file(self, pen: Pen, now: "Value", row: ReviewRow, rulings: Rulings) -> Iterator[Decision]:
        """The decisions that take a file's row from `now` to this value."""
        if self.word == now.word:
            yield from remarks_on(pen, (row,), ())
        elif self.kind in ("accept", "reject"):
            yield from on_rows(pen, (row,), "accept" if self.kind == "accept" else "reject", self.items)
        elif self.kind == "move" and self.to:
            yield on_file(pen, row, self.to, self.items)
        else:
            table = rulings.files.get((row.unit, row.sha256), {})
            yield from (undo_of(pen, one) for place in (row.place, None) if (one := table.get(place)))
            yield from remarks_on(pen, (row,), ())

    def on_cell(self, pen: Pen, now: "Value", cell: Gap, on: Desk, rulings: Rulings) -> Iterator[Decision]:
        """The decisions that take a cell from `now` to this value."""
        if self.word == now.word:
            yield from remarks_on(pen, (), (cell,))
        elif self.status:
            yield from on_cells(pen, on, (cell,), self.status)
        else:
            one = _whole(rulings, cell)
            yield from (undo_of(pen, each) for each in ((one,) if one else ()))
            yield from remarks_on(pen, (), (cell,))


def file_value(rulings: Rulings, row: ReviewRow) -> tuple[Value, str]:
    """What counts for a file under a cell, and whose word it is."""
    table = rulings.files.get((row.unit, row.sha256), {})
    one = table.get(row.place) or table.get(None)
    remark = rulings.remarks.get((row.unit, row.sha256, row.place))
    comment = remark.comment if remark else ""
    if one is None:
        return Value(comment=comment), remark.who if remark else ""
    if row.place and accepts(one, row.place):
        return Value("accept", items=one.requirements, comment=comment), one.who
    if one.kind == "move":
        return Value("move", one.place, one.requirements, comment=comment), one.who
    return Value("reject", comment=comment), one.who


def cell_value(rulings: Rulings, cell: Gap) -> tuple[Value, str]:
    """The status set for a whole cell, and whose word it is."""
    one = _whole(rulings, cell)
    remark = rulings.remarks.get((cell.unit, "", cell.place))
    who = one.who if one else remark.who if remark else ""
    return Value(status=one.status if one else None, comment=remark.comment if remark else ""), who


def _whole(rulings: Rulings, cell: Gap) -> Decision | None:
    set_for = rulings.cells.get((cell.unit, cell.place), ())
    return next((one for one in reversed(set_for) if not one.requirements), None)


def read_file_row(on: Desk, row: ReviewRow, line: Mapping[str, str]) -> tuple[Value, str]:
    """A file's columns as a reviewer left them. Raises GovdocError where they make no sense."""
    said, target, comment = line.get("审核意见", ""), line.get("改到", ""), line.get("备注", "")
    kind = verdict_said(said) if said else ("move" if target else None)
    if said and kind is None:
        raise GovdocError(f"审核意见“{said}”看不懂", "请填 认可、不认可 或 改到")
    numbers = numbers_said(line.get("材料项序号", ""))
    if numbers is None:
        raise GovdocError(f"材料项序号“{line['材料项序号']}”看不懂", "请填数字，如 1、3")
    to = None
    if kind == "move":
        if not target:
            raise GovdocError("没有写明改到哪一项", "请在“改到”一列填如 12/材料查证")
        to = place_named(on, row.unit, target)
    if kind == "accept" and row.place is None:
        raise GovdocError("没有对应的应报项，不能直接认可", "请填 改到，并写明是哪一项")
    place = to or row.place
    items = _items(on, row.unit, place, numbers) if kind in ("accept", "move") else ()
    if kind == "accept" and not items:
        items = row.requirements
    return Value(kind, to, items, comment=comment), line.get("审核人", "")


def read_cell(line: Mapping[str, str]) -> tuple[Value, str]:
    """A cell's columns as a reviewer left them. Raises GovdocError where they make no sense."""
    said = line.get("审核状态", "")
    status = status_said(said) if said else None
    if said and status is None:
        raise GovdocError(f"审核状态“{said}”看不懂", "请填 达标、部分达标、待核实 或 缺项")
    return Value(status=status, comment=line.get("备注", "")), line.get("审核人", "")


def value_text(value: Value) -> str:
    """A value in the reviewers' words, “（空）” for none."""
    words = load("review")
    said = words["status"][value.status] if value.status else words["kind"][value.kind] if value.kind else ""
    if value.to:
        said += f" {value.to.name}"
    if value.items:
        said += f"（材料项 {_numbers(value.items)}）"
    return "；".join(part for part in (said, value.comment) if part) or "（空）"


def written(
    on: Desk, rows: Iterable[ReviewRow], cells: Iterable[Gap], stamp: str
) -> tuple[list["FileLine"], list["CellLine"]]:
    """The lines of a workbook as the desk stands."""
    from govdoc.reports.review_workbook import CellLine, FileLine

    words = load("review")
    waits = {row["code"]: row["word"] for row in words["waits"]}
    files = []
    for row in rows:
        value, who = file_value(on.rulings, row)
        gap = on.gaps.get((row.unit, row.place)) if row.place else None
        files.append(
            FileLine(
                row.id + stamp,
                waits.get(row.waits, ""),
                row.unit,
                row.place.indicator if row.place else "—",
                (row.place.method or "—") if row.place else "—",
                _asked(gap),
                row.path,
                row.title,
                words["proposal"][row.proposal],
                row.score,
                row.why,
                words["kind"][value.kind] if value.kind else "",
                value.to.name if value.to else "",
                _item_numbers(on, row.unit, value.to or row.place, value.items),
                value.comment,
                who,
            )
        )
    whole = []
    for gap in cells:
        value, who = cell_value(on.rulings, gap)
        place = gap.place
        said = words["status"][value.status] if value.status else ""
        name = row_id(gap.unit, place) + stamp
        line = CellLine(
            name,
            gap.unit,
            gap.indicator,
            gap.method or "—",
            _asked(gap),
            gap.status,
            gap.text,
            said,
            value.comment,
            who,
        )
        whole.append(line)
    return files, whole


def _asked(gap: Gap | None) -> tuple[str, ...]:
    items = gap.items if gap else ()
    return tuple(f"{at}. {item.text.rstrip('；;。')}" for at, item in enumerate(items, 1))


def _items(on: Desk, unit: str, place: Place | None, numbers: Sequence[int]) -> tuple[str, ...]:
    from govdoc.pipeline.decisions import item_ids

    gap = on.gaps.get((unit, place)) if place else None
    return item_ids(gap, numbers) if gap and numbers else ()


def _item_numbers(on: Desk, unit: str, place: Place | None, items: tuple[str, ...]) -> str:
    gap = on.gaps.get((unit, place)) if place else None
    ids = [item.requirement for item in gap.items] if gap else []
    return "、".join(str(ids.index(one) + 1) for one in items if one in ids)


def _numbers(items: tuple[str, ...]) -> str:
    return "、".join(one.rpartition("/")[2] for one in items)
