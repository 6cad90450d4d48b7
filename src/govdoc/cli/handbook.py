"""govdoc handbook: what is known of each indicator, out to a file, in from one, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.screen import FINDINGS, UnitOption, WorkspaceOption, YesOption, confirm, say, workspace
from govdoc.text import clock

if TYPE_CHECKING:
    from govdoc.pipeline.handbook import HandbookChange

app = typer.Typer(cls=ChineseGroup, help="操作手册：导出、导入、撤销导入。", no_args_is_help=True)

_SHOWN = 12


@app.command("export", cls=ChineseCommand)
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="写到哪个文件：.xlsx 供修改，.docx 供印发，.toml 供程序交换。")
    ],
    unit: UnitOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """导出操作手册：各项指标的要点、关键词、典型材料、不算的材料和示例。

    指明单位时只含该单位承担的指标。
    """
    from govdoc.pipeline.handbook import write_handbook

    with workspace(where) as db:
        if file.exists() and not confirm(f"{file} 已经存在，将被覆盖。", yes):
            raise typer.Exit(FINDINGS)
        told, asked = write_handbook(db, file, unit, clock.today())
    typer.echo(f"已写出操作手册：{file.resolve()}")
    typer.echo(f"共 {asked} 项指标，其中 {told} 项有说明。")


@app.command("import", cls=ChineseCommand)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="改好的操作手册，xlsx 或 toml。")],
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """导入操作手册：先列出改动，确认后写入；文件里没有的指标和栏目保持不变。"""
    from govdoc.pipeline.handbook import keep_handbook, preview_handbook

    with workspace(where) as db:
        change = preview_handbook(db, file)
        _show(change)
        if change.altered:
            if not confirm(f"以上 {len(change.altered)} 项将写入操作手册。", yes):
                raise typer.Exit(FINDINGS)
            keep_handbook(db, change)
            typer.echo("已写入。如需恢复，运行 govdoc handbook undo。")
        else:
            typer.echo("与现有操作手册一致，没有改动。")
    if change.unknown:
        raise typer.Exit(FINDINGS)


@app.command("undo", cls=ChineseCommand)
def undo(yes: YesOption = False, where: WorkspaceOption = None) -> None:
    """撤销最近一次导入，恢复到导入以前；可连续撤销。"""
    from govdoc.pipeline.handbook import preview_undo, undo_handbook

    with workspace(where) as db:
        change = preview_undo(db)
        _show(change)
        if not confirm(f"将撤销最近一次导入，以上 {len(change.altered)} 项恢复原样。", yes):
            raise typer.Exit(FINDINGS)
        undo_handbook(db)
    typer.echo("已撤销。")


def _show(change: "HandbookChange") -> None:
    from govdoc.reports.guide_words import change as words_of

    for each in change.altered[:_SHOWN]:
        name = f"{each.indicator.code} {each.after.name or each.before.name}".strip()
        what, how = words_of(each.before, each.after)
        typer.echo(f"{what}：{name}（{how}）" if how else f"{what}：{name}")
    if len(change.altered) > _SHOWN:
        typer.echo(f"……等共 {len(change.altered)} 项")
    if change.unknown:
        shown = "、".join(change.unknown[:_SHOWN]) + ("等" if len(change.unknown) > _SHOWN else "")
        say(f"有 {len(change.unknown)} 行对不上工作区里的指标，未导入：{shown}。请核对“通知”和“编号”两列。")
