"""govdoc template: a Word template to begin with."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.screen import WorkspaceOption, workspace
from govdoc.errors import GovdocError


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写到哪个文件，如 反馈函模板.docx；不覆盖已有文件。")],
    where: WorkspaceOption = None,
) -> None:
    """写出反馈函的 Word 模板样例，列出可用字段；改好后用 govdoc feedback --template 套用。"""
    from govdoc.pipeline.feedback import overview
    from govdoc.reports.office_template import letter_fields, sample_template

    with workspace(where) as db:
        view = overview(db, dt.date.today())  # noqa: DTZ011 - the day on the office's own calendar
    try:
        with file.open("xb") as new:
            new.write(sample_template(view))
    except FileExistsError as error:
        raise GovdocError(f"{file} 已经存在", "请换一个文件名，或先把原来的模板改名") from error
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请核对文件夹是否存在") from error
    fields = letter_fields(view, view.owing[0].name)
    texts = [name for name, value in fields.items() if not isinstance(value, list)]
    typer.echo(f"已写出模板样例：{file.resolve()}")
    typer.echo(f"字段：{'、'.join(texts)}。")
    for name, value in fields.items():
        if isinstance(value, list) and value:
            typer.echo(f"列表“{name}”的各列：{'、'.join(value[0])}。")
