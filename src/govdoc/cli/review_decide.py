"""govdoc review accept, reject, move, status, comment, undo: what reviewers decide."""

from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.review_targets import (
    ByOption,
    CommentOption,
    IndicatorOption,
    ItemOption,
    LeastOption,
    NoticeOption,
    RowsArgument,
    cell_name,
    cell_of,
    cells_meant,
    open_desk,
    pen_of,
    row_or_file,
    rows_meant,
)
from govdoc.cli.screen import FINDINGS, UnitOption, WorkspaceOption, YesOption, confirm, say, workspace
from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govdoc.model import Decision, ReviewRow

_SHOWN = 12


def accept(
    rows: RowsArgument = None,
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    least: LeastOption = 0.0,
    item: ItemOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """认可材料：按行号，或按单位、指标成批（只选待审的）。"""
    from govdoc.pipeline.decisions import item_ids, keep, on_rows

    with workspace(where) as db:
        on = open_desk(db)
        chosen = rows_meant(db, on, rows, unit, indicator, notice, least)
        _agree("认可", chosen, bulk=not rows, yes=yes)
        items = item_ids(cell_of(on, chosen), item) if item else ()
        made = keep(db, on_rows(pen_of(by, comment), chosen, "accept", items))
    _done("认可", made)


def reject(
    rows: RowsArgument = None,
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    least: LeastOption = 0.0,
    comment: CommentOption = "",
    by: ByOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """不认可材料：按行号，或按单位、指标成批（只选待审的）。"""
    from govdoc.pipeline.decisions import keep, on_rows

    with workspace(where) as db:
        on = open_desk(db)
        chosen = rows_meant(db, on, rows, unit, indicator, notice, least)
        _agree("不认可", chosen, bulk=not rows, yes=yes)
        made = keep(db, on_rows(pen_of(by, comment), chosen, "reject"))
    _done("不认可", made)


def move(
    row: Annotated[str, typer.Argument(metavar="行号", help="review list 列出的行号，或文件路径。")],
    to: Annotated[str, typer.Option("--to", metavar="指标", help="改到哪一项，如 12/材料查证。")],
    notice: NoticeOption = None,
    item: ItemOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """把材料改到另一个应报项；写文件路径时，从现在对应的各项改到这一项。"""
    from govdoc.pipeline.decisions import item_ids, keep, on_file
    from govdoc.pipeline.desk import place_named

    with workspace(where) as db:
        on = open_desk(db)
        chosen = row_or_file(on, row)
        place = place_named(on, chosen.unit, to, notice)
        items = item_ids(on.gaps[chosen.unit, place], item) if item else ()
        made = keep(db, (on_file(pen_of(by, comment), chosen, place, items),))
    _done(f"改到 {place.name}", made)


def status(
    value: Annotated[str, typer.Argument(metavar="状态", help="达标、部分达标、待核实、缺项。")],
    cells: Annotated[list[str] | None, typer.Argument(metavar="[编号...]", help="缺项总表里的编号。")] = None,
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    item: ItemOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """定应报项的状态：按编号，或按单位、指标成批。"""
    from govdoc.pipeline.decisions import item_ids, keep, on_cells
    from govdoc.pipeline.review_words import status_said
    from govdoc.rules.load import load

    meant = status_said(value)
    if meant is None:
        raise GovdocError(f"没有“{value}”这种状态", "请写：达标、部分达标、待核实、缺项")
    word = load("review")["status"][meant]
    with workspace(where) as db:
        on = open_desk(db)
        chosen = cells_meant(db, on, cells, unit, indicator, notice)
        if len(chosen) > 1 and not confirm(f"将把 {len(chosen)} 个应报项定为“{word}”。", yes):
            raise typer.Exit(FINDINGS)
        if item and len(chosen) != 1:
            raise GovdocError("--item 只能用于一个应报项", "请用 --unit 和 --indicator 写明是哪一个")
        items = item_ids(chosen[0], item) if item else ()
        made = keep(db, on_cells(pen_of(by, comment), on, chosen, meant, items))
    _done(f"定为“{word}”", made)


def comment(
    text: Annotated[str, typer.Argument(metavar="备注", help="写给单位或同事的话；写空字符串则清除。")],
    rows: Annotated[list[str] | None, typer.Argument(metavar="[行号...]", help="材料的行号或应报项的编号。")] = None,
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    by: ByOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """给材料（行号）或应报项（编号，或 --unit、--indicator）写备注。"""
    from govdoc.pipeline.decisions import keep, remarks_on

    with workspace(where) as db:
        on = open_desk(db)
        files = [row for name in rows or () if (row := on.row(name))]
        names = [name for name in rows or () if not on.row(name)]
        whole = () if files and not names else cells_meant(db, on, names, unit, indicator, notice)
        if len(whole) > 1 and not confirm(f"将给 {len(whole)} 个应报项写同样的备注。", yes):
            raise typer.Exit(FINDINGS)
        made = keep(db, remarks_on(pen_of(by, text), files, whole))
    _done("备注", made)


def undo(
    number: Annotated[int | None, typer.Argument(metavar="[意见号]", help="省略时撤销最近一次的全部意见。")] = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """撤销意见；撤销本身也可再撤销。"""
    from govdoc.pipeline.decisions import take_back

    with workspace(where) as db:
        back = take_back(db, pen_of(by, comment), number)
    typer.echo(f"已撤销 {len(back)} 条意见：" + "、".join(f"第 {one.number} 号" for one in back[:_SHOWN]) + "。")


def _agree(what: str, rows: "Sequence[ReviewRow]", *, bulk: bool, yes: bool) -> None:
    if not rows:
        typer.echo("没有符合条件的待审材料。")
        raise typer.Exit
    if bulk and len(rows) > 1:
        for row in rows[:_SHOWN]:
            say(f"  {cell_name(row.place)}  {row.path}（{row.score:.2f}）")
        if len(rows) > _SHOWN:
            say(f"  … 等 {len(rows)} 行")
        if not confirm(f"将对以上 {len(rows)} 行定为“{what}”。", yes):
            raise typer.Exit(FINDINGS)


def _done(what: str, made: "Sequence[Decision]") -> None:
    first = f"（第 {made[0].number} 号" + (f"至第 {made[-1].number} 号）" if len(made) > 1 else "）") if made else ""
    typer.echo(f"已记录 {len(made)} 条意见：{what}{first}。用 govdoc review undo 可撤销。")
