"""govdoc ingest: take notices into the workspace."""

from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.screen import BAD_INPUT, FINDINGS, WorkspaceOption, say, workspace
from govdoc.errors import GovdocError


def ingest(
    notices: Annotated[list[Path], typer.Argument(metavar="NOTICE...", help="通知文件。")],
    where: WorkspaceOption = None,
) -> None:
    """把通知解析后存入工作区；同一文件再次存入即替换。"""
    from govdoc.pipeline.notices import ingest as keep

    failed = doubtful = False
    with workspace(where) as db:
        for file in notices:
            try:
                done = keep(db, file)
            except GovdocError as error:
                failed = True
                say(str(error))
                continue
            for notice in done.parsed.notices:
                number = f"（{notice.doc_number}）" if notice.doc_number else ""
                typer.echo(f"已存入：{notice.title or notice.key}{number}，指标 {len(notice.indicators)} 项")
            if done.guided:
                typer.echo(f"操作手册：{done.guided} 项指标附有说明，可用 govdoc handbook export 手册.docx 导出印发")
            for key in done.replaced:
                say(f"{file.name}：替换了先前从另一文件存入的同一通知 {key}")
            if done.astray:
                doubtful = True
                say(f"{file.name}：有 {done.astray} 处更正没有落到位，用 govdoc correct list 查看")
            for warning in done.parsed.warnings:
                doubtful = True
                say(f"{file.name}：{warning.message}")
    if failed or doubtful:
        raise typer.Exit(BAD_INPUT if failed else FINDINGS)
