"""govdoc feedback: the reports of a round."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.gaps import STATUS
from govdoc.cli.screen import (
    OutOption,
    WorkspaceOption,
    YesOption,
    bring_up_to_date,
    put,
    say,
    show_doubts,
    workspace,
)
from govdoc.text import clock


def feedback(
    out: OutOption,
    batch: Annotated[
        str | None, typer.Option("--round", metavar="批次", help="批次名称，如“第一批”；省略时沿用上次的。")
    ] = None,
    due: Annotated[
        dt.datetime | None,
        typer.Option("--due", metavar="日期", formats=["%Y-%m-%d"], help="请各单位补报的截止日期，如 2023-06-30。"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help="用本单位的 Word 模板，文件或文件夹；见 govdoc template。"),
    ] = None,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """写出各单位反馈清单、通报、完成情况报告（Word）、缺项总表（Excel）和总览网页。"""
    from govdoc.pipeline.feedback import KIND, PAGE, make_reports
    from govdoc.pipeline.outbox import standing

    before = standing(out, KIND)
    with workspace(where) as db:
        bring_up_to_date(db)
        reports = make_reports(db, clock.today(), batch, due.date() if due else None, template)
    put(reports.files, before, yes)
    counts = "，".join(f"{word} {sum(gap.status == key for gap in reports.gaps)}" for key, word in STATUS.items())
    typer.echo(f"已写出 {reports.lists} 份反馈清单，另有缺项总表、通报和完成情况报告：{out.resolve()}")
    typer.echo(f"应报 {len(reports.gaps)} 项：{counts}。")
    typer.echo(f"用浏览器打开 {out.resolve() / PAGE} 查看总览。")
    if show_doubts(reports.doubts):
        say("以上名称未确认前，相应的应报项未计入。")
