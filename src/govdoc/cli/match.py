"""govdoc match: match what has been scanned."""

import typer

from govdoc.cli.screen import FINDINGS, WorkspaceOption, progress, say, show_doubts, workspace


def match(where: WorkspaceOption = None) -> None:
    """把已读取的材料匹配到指标；只重做有变化的。"""
    from govdoc.pipeline.matching import match as run
    from govdoc.store import queries

    with workspace(where) as db:
        with progress() as report:
            done = run(db, report=report)
        if not queries.notices(db):
            say("工作区里还没有通知，没有可匹配的指标；请运行 govdoc ingest 通知文件")
    typer.echo(f"共 {done.files} 个文件，本次匹配 {done.anew} 个。")
    if show_doubts(done.doubts):
        raise typer.Exit(FINDINGS)
