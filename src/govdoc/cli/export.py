"""govdoc export: the results for other systems."""

import datetime as dt
from typing import Annotated

import typer

from govdoc.cli.screen import OutOption, WorkspaceOption, YesOption, bring_up_to_date, put, workspace
from govdoc.text import clock


def export(
    out: OutOption,
    due: Annotated[
        dt.datetime | None,
        typer.Option("--due", metavar="日期", formats=["%Y-%m-%d"], help="请各单位补报的截止日期，写进整改计划。"),
    ] = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """导出数据供其他系统使用：JSON、CSV（Excel、WPS 可直接打开）和 OSCAL。"""
    from govdoc.pipeline.export import KIND, make_exports
    from govdoc.pipeline.outbox import standing

    before = standing(out, KIND)
    with workspace(where) as db:
        bring_up_to_date(db)
        files = make_exports(db, clock.today(), due.date() if due else None)
    put(files, before, yes)
    typer.echo(f"已导出 {len(files)} 个文件：{out.resolve()}")
    for name, data in files.items():
        typer.echo(f"  {name}  {max(1, len(data) // 1024)} KB")
