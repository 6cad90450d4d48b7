"""govdoc init: make a workspace."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="工作区文件夹，省略时为当前文件夹。")] = Path(),
) -> None:
    """建立工作区（在文件夹中放一个 govdoc.db）。"""
    from govdoc.pipeline.workspace import make_workspace

    new = make_workspace(folder)
    typer.echo(f"{'已建立工作区' if new else '工作区已存在'}：{folder.resolve()}")
    if new:
        typer.echo("下一步：govdoc ingest 通知文件；govdoc units import 单位名册；govdoc scan 材料文件夹")
