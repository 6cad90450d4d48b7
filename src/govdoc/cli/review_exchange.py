"""govdoc review export, import: the reviewers' workbook, out and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.review_targets import ByOption, IndicatorOption, NoticeOption, full_name, open_desk, pen_of
from govdoc.cli.screen import FINDINGS, UnitOption, WorkspaceOption, YesOption, confirm, say, show_table, workspace
from govdoc.errors import GovdocError
from govdoc.text import clock

if TYPE_CHECKING:
    from govdoc.pipeline.review_sheet import Preview


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写成哪个 xlsx 文件。")],
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """写出审核工作簿，供离线填写意见后导入。"""
    from govdoc.pipeline.review_sheet import write_sheet

    if file.suffix.lower() != ".xlsx":
        raise GovdocError(f"{file.name} 不是 xlsx 文件名", "请写成如 审核.xlsx")
    if file.exists() and not confirm(f"{file} 已存在，将被覆盖，其中未导入的意见会丢失。", yes):
        raise typer.Exit(FINDINGS)
    today = clock.today()
    with workspace(where) as db:
        rows, cells = write_sheet(db, open_desk(db), file, today, full_name(db, unit), indicator, notice)
    typer.echo(f"已写出 {rows} 行材料、{cells} 个应报项：{file.resolve()}")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="填写过意见的审核工作簿。")],
    by: ByOption = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """导入审核工作簿：先列出改动和冲突，确认后只写入没有冲突的改动。"""
    from govdoc.pipeline.review_sheet import keep_sheet, read_sheet
    from govdoc.store import decisions as decision_log

    with workspace(where) as db:
        on = open_desk(db)
        found = read_sheet(on, decision_log.delivered(db), file, pen_of(by, ""))
        _show_preview(found)
        if found.changes and not confirm(f"将写入 {len(found.changes)} 处改动。", yes):
            raise typer.Exit(FINDINGS)
        made = keep_sheet(db, found)
    typer.echo(f"已写入 {len(found.changes)} 处改动（{len(made)} 条意见），{found.same} 行未改动。")
    if found.conflicts or found.faults:
        raise typer.Exit(FINDINGS)


def _show_preview(found: "Preview") -> None:
    if found.changes:
        rows = [(one.where, one.label, one.before, one.after) for one in found.changes]
        show_table(("位置", "材料或应报项", "原意见", "新意见"), rows, title=f"改动 {len(found.changes)} 处")
    if found.conflicts:
        clashes = [(one.where, one.label, one.before, one.after, one.now) for one in found.conflicts]
        title = f"冲突 {len(found.conflicts)} 处：导出后库中意见已另有改动，未写入"
        show_table(("位置", "材料或应报项", "导出时", "工作簿中", "库中现为"), clashes, title=title)
    for fault in found.faults:
        say(fault)
