"""What the commands of the review share: options, the reviewer's pen, and the rows and cells a user means."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.screen import bring_up_to_date
from govdoc.errors import GovdocError
from govdoc.text import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from govdoc.model import Gap, Place, ReviewRow
    from govdoc.pipeline.decisions import Pen
    from govdoc.pipeline.desk import Desk

RowsArgument = Annotated[list[str] | None, typer.Argument(metavar="[行号...]", help="review list 列出的行号。")]
IndicatorOption = Annotated[
    str | None, typer.Option("--indicator", metavar="指标", help="只看一个指标，如 12 或 12/材料查证。")
]
NoticeOption = Annotated[str | None, typer.Option("--notice", metavar="文号", help="有几份通知时，写明是哪一份。")]
ItemOption = Annotated[list[int] | None, typer.Option("--item", metavar="序号", help="材料项序号，可写几次。")]
CommentOption = Annotated[str, typer.Option("--comment", "-m", metavar="备注", help="写给单位或同事的话。")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="姓名", help="审核人；省略时为本机用户名。")]
LeastOption = Annotated[float, typer.Option("--least", min=0, max=1, help="只选把握不低于此数的，如 0.8。")]


def open_desk(db: "Database") -> "Desk":
    """The desk as things stand now."""
    from govdoc.pipeline.desk import desk

    bring_up_to_date(db)
    return desk(db)


def pen_of(by: str | None, comment: str) -> "Pen":
    """Who decides, now: the name given or the user of this computer."""
    from govdoc.pipeline.decisions import Pen

    who = (by or _user()).strip()
    if not who:
        raise GovdocError("没有写明审核人", "请用 --by 写明姓名")
    return Pen(who, clock.now(), comment.strip())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that knows no users, as some services run
        return ""


def full_name(db: "Database", unit: str | None) -> str | None:
    """The full name of the unit a user means."""
    from govdoc.pipeline.roster import unit_named

    return unit_named(db, unit).name if unit is not None else None


def rows_meant(
    db: "Database",
    on: "Desk",
    names: list[str] | None,
    unit: str | None,
    indicator: str | None,
    notice: str | None,
    least: float,
) -> "tuple[ReviewRow, ...]":
    """The rows named, or those that wait of a unit or an indicator."""
    from govdoc.pipeline.desk import select

    if names:
        return tuple(row_or_file(on, name) for name in names)
    if unit is None and indicator is None:
        raise GovdocError(
            "没有写明审核哪些材料", "请写行号（见 govdoc review list），或用 --unit、--indicator 成批审核"
        )
    found = select(on.rows, unit=full_name(db, unit), indicator=indicator, notice=notice, least=least, waiting=True)
    return tuple(row for row in found if row.place and row.waits != "stale")


def row_or_file(on: "Desk", name: str) -> "ReviewRow":
    """The row of an id; a path stands for the file as a whole."""
    from govdoc.pipeline.desk import whole_file

    row = on.row(name) or whole_file(on, name)
    if row is None:
        hint = (
            "它是应报项的编号，请用 govdoc review status" if on.cell(name) else "用 govdoc review list --all 查看行号"
        )
        raise GovdocError(f"没有行号或文件“{name}”", hint)
    if row.waits == "stale" and row.path in on.files and on.files[row.path].sha256 != row.sha256:
        raise GovdocError(f"第 {row.id} 行是已被更换的文件", f"请对现在的“{row.path}”给出意见")
    return row


def cells_meant(
    db: "Database",
    on: "Desk",
    names: "Sequence[str] | None",
    unit: str | None,
    indicator: str | None,
    notice: str | None,
) -> "tuple[Gap, ...]":
    """The cells named, or those of a unit or an indicator."""
    if names:
        found = [on.cell(name) for name in names]
        if missing := [name for name, cell in zip(names, found, strict=True) if cell is None]:
            raise GovdocError(f"没有编号为“{missing[0]}”的应报项", "编号见缺项总表或审核工作簿的“应报项”表")
        return tuple(cell for cell in found if cell)
    if unit is None and indicator is None:
        raise GovdocError("没有写明哪些应报项", "请写编号，或用 --unit、--indicator")
    name = full_name(db, unit)
    code, _, method = (indicator or "").partition("/")
    chosen = tuple(
        gap
        for (owner, place), gap in on.gaps.items()
        if (name is None or owner == name)
        and (not code or place.indicator == code)
        and (not method or place.method == method)
        and (not notice or place.notice == notice)
    )
    if not chosen:
        raise GovdocError("没有这样的应报项", "用 govdoc units owed 查看应报项")
    return chosen


def cell_of(on: "Desk", rows: "Sequence[ReviewRow]") -> "Gap":
    """The one cell that rows are about."""
    places = {(row.unit, row.place) for row in rows}
    (unit, place), *others = places or {("", None)}
    if others or place is None:
        raise GovdocError("--item 只能用于同一个应报项的材料", "请逐项审核")
    return on.gaps[unit, place]


def cell_name(place: "Place | None") -> str:
    """A cell as reviewers write it."""
    return place.name if place else "—"
