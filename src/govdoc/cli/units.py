"""govdoc units: the roster, names, and what is owed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    YesOption,
    confirm,
    show_doubts,
    show_json,
    show_table,
    workspace,
)
from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.model import Doubt
    from govdoc.pipeline.roster import RosterChange

app = typer.Typer(cls=ChineseGroup, help="单位名册：导入、查看、确认名称、应报项。", no_args_is_help=True)


@app.command("import", cls=ChineseCommand)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="单位名册，xlsx 或 csv：单位名称、别名、类别、标签。")],
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """导入单位名册；已有名册时先列出增、改、删，确认后替换。"""
    from govdoc.pipeline.roster import keep_roster, preview_roster

    with workspace(where) as db:
        change = preview_roster(db, file)
        _show_change(change)
        if change.loses and not confirm("以上改动将替换现有名册。", yes):
            raise typer.Exit(FINDINGS)
        doubts = keep_roster(db, change)
    typer.echo(f"名册共 {len(change.units)} 个单位。")
    if show_doubts(doubts):
        raise typer.Exit(FINDINGS)


@app.command("list", cls=ChineseCommand)
def list_(form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出名册。"""
    from govdoc.model import Unit
    from govdoc.store import queries

    with workspace(where) as db:
        units = queries.units(db)
    if form is Format.json:
        show_json(tuple[Unit, ...], units)
        return
    rows = [(unit.name, "、".join(unit.aliases), "、".join(unit.kinds), "、".join(unit.tags)) for unit in units]
    show_table(("单位", "别名", "类别", "标签"), rows)


@app.command("resolve", cls=ChineseCommand)
def resolve(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="通知或文件夹里的名称；省略时列出所有待确认的名称。")
    ] = None,
    as_units: Annotated[
        list[str] | None, typer.Option("--as", metavar="单位", help="就是这个单位；统称可写几次，每次一个单位。")
    ] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", metavar="类别", help="统称：此类别的全部单位。")] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="标签", help="统称：带此标签的全部单位。")] = None,
    none: Annotated[bool, typer.Option("--none", help="不指名册里的任何单位。")] = False,
    where: WorkspaceOption = None,
) -> None:
    """查看名称指哪些单位；带选项则记住答复，以后不再询问。"""
    from govdoc.pipeline.roster import doubts_of, place_files, remember

    answered = bool(as_units or kinds or tags)
    if none and answered:
        raise GovdocError("--none 不能与 --as、--kind、--tag 同用", "请只留一种答复")
    if (none or answered) and not names:
        raise GovdocError("没有写明答复的是哪个名称", "例如：govdoc units resolve 县直各相关单位 --tag 行政执法")
    with workspace(where) as db:
        if not names:
            found = show_doubts(doubts_of(db))
            if not found:
                typer.echo("没有待确认的名称。")
            raise typer.Exit(FINDINGS if found else 0)
        if none or answered:
            remember(db, tuple(names), tuple(as_units or ()), tuple(kinds or ()), tuple(tags or ()))
            place_files(db)
        open_names = _show_meaning(db, tuple(names))
    if show_doubts(open_names):
        raise typer.Exit(FINDINGS)


@app.command("owed", cls=ChineseCommand)
def owed_(unit: UnitOption = None, form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出各单位的应报项（单位 × 指标 × 查验方式）。"""
    from govdoc.model import Cell
    from govdoc.pipeline.roster import owed, unit_named

    with workspace(where) as db:
        cells, doubts = owed(db)
        if unit is not None:
            name = unit_named(db, unit).name
            cells = tuple(cell for cell in cells if cell.unit == name)
    if form is Format.json:
        show_json(tuple[Cell, ...], cells)
    else:
        roles = {"lead": "牵头", "responsible": "责任", "support": "配合", "implied": "推定"}
        rows = [(c.unit, c.notice, c.indicator, c.method, roles[c.role], c.via) for c in cells]
        show_table(("单位", "通知", "指标", "查验方式", "责任", "通知中的名称"), rows)
        typer.echo(f"共 {len(cells)} 项。")
    if show_doubts(doubts):
        raise typer.Exit(FINDINGS)


def _show_change(change: "RosterChange") -> None:
    from govdoc.reports.roster_words import change as words_of

    if not (change.changed or change.removed):
        typer.echo(f"新增 {len(change.added)} 个单位。")
        return
    for unit in change.added:
        typer.echo(f"新增：{unit.name}")
    for before, after in change.changed:
        typer.echo(f"改动：{after.name}（{words_of(before, after)}）")
    for unit in change.removed:
        typer.echo(f"删除：{unit.name}")


def _show_meaning(db: "Database", names: tuple[str, ...]) -> list["Doubt"]:
    """Print whom each name means; those still in doubt are returned."""
    from govdoc.model import Doubt
    from govdoc.pipeline.roster import resolve as meaning

    rows, doubts = [], []
    for name in names:
        found = meaning(db, name)
        if isinstance(found, Doubt):
            doubts.append(found)
        else:
            rows.append((name, len(found), "、".join(unit.name for unit in found) or "（不指任何单位）"))
    if rows:
        show_table(("名称", "单位数", "单位"), rows)
    return doubts
