"""govdoc scan: the folder of evidence into the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.screen import (
    FINDINGS,
    WorkspaceOption,
    YesOption,
    confirm,
    progress,
    say,
    show_doubts,
    show_table,
    workspace,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.pipeline.scan import Scanned

_SHOWN = 20
STATUS = {
    "partial": "部分可读",
    "empty": "没有文字",
    "encrypted": "有密码",
    "damaged": "损坏或打不开",
    "unsupported": "格式暂不能读",
    "too_large": "过大",
    "timed_out": "读取超时",
    "skipped": "不计入",
    "read": "已读",
}


def scan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="材料文件夹，下一级文件夹各为一个单位。")],
    no_match: Annotated[bool, typer.Option("--no-match", help="只读取，不匹配指标。")] = False,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """读取材料文件夹并匹配指标；只读新增和改动过的文件，中断后可接着做。"""
    from govdoc.pipeline.matching import match
    from govdoc.pipeline.scan import scan as read
    from govdoc.pipeline.scan import scanned_folder

    with workspace(where) as db:
        before = scanned_folder(db)
        if before is not None and folder.is_dir() and before != folder.resolve():
            question = f"本工作区原先的材料文件夹是 {before}，改为 {folder.resolve()} 后，不在其中的文件将标为已不在。"
            if not confirm(question, yes):
                raise typer.Exit(FINDINGS)
        with progress() as report:
            done = read(db, folder, report=report)
            matched = None if no_match else match(db, report=report)
        _show(db, done)
    doubtful = show_doubts(matched.doubts if matched else done.doubts)
    if done.unreadable or doubtful:
        raise typer.Exit(FINDINGS)


def _show(db: "Database", done: "Scanned") -> None:
    from govdoc.store import queries

    gone = f"，已不在 {len(done.gone)} 个" if done.gone else ""
    typer.echo(f"共 {done.met} 个文件：本次读取 {done.read} 个，未改动 {done.unchanged} 个{gone}。")
    causes: dict[tuple[str, str], list[str]] = {}
    for evidence in done.unreadable:
        causes.setdefault((STATUS[evidence.status], evidence.failure), []).append(evidence.path)
    if causes:
        ranked = sorted(causes.items(), key=lambda cause: -len(cause[1]))
        rows = [(status, why, len(paths), paths[0]) for (status, why), paths in ranked[:_SHOWN]]
        title = f"没有读到或没有读全的文件 {len(done.unreadable)} 个（逐个查看：govdoc matches）"
        show_table(("情况", "原因", "数量", "例如"), rows, title=title)
    if done.loose:
        say(f"有 {len(done.loose)} 个文件不在任何单位的文件夹里，未归到单位，例如：{done.loose[0]}")
    if done.met and not queries.units(db):
        say("还没有单位名册，文件未归到单位；请运行 govdoc units import 名册文件")
