"""govdoc match: match what has been scanned."""

from typing import Annotated

import typer

from govdoc.cli.screen import FINDINGS, WorkspaceOption, progress, say, show_doubts, workspace


def match(
    semantic: Annotated[
        bool | None,
        typer.Option(
            "--semantic/--no-semantic", help="难分高下的再按意思辨别（较慢，须装 semantic 组件）；选定后一直有效。"
        ),
    ] = None,
    where: WorkspaceOption = None,
) -> None:
    """把已读取的材料匹配到指标；只重做有变化的。"""
    from govdoc.pipeline.matching import match as run
    from govdoc.pipeline.meaning import use_meaning
    from govdoc.store import queries

    with workspace(where) as db:
        if semantic is not None:
            use_meaning(db, semantic)
        with progress() as report:
            done = run(db, report=report)
        if not queries.notices(db):
            say("工作区里还没有通知，没有可匹配的指标；请运行 govdoc ingest 通知文件")
    typer.echo(f"共 {done.files} 个文件，本次匹配 {done.anew} 个。")
    if show_doubts(done.doubts):
        raise typer.Exit(FINDINGS)
