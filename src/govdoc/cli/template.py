"""govdoc template: a Word template to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.screen import WorkspaceOption, workspace
from govdoc.errors import GovdocError
from govdoc.text import clock


def template(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="写到哪个文件，如 反馈函模板.docx；写文件夹名则另有完成情况报告的模板。不覆盖已有文件。",
        ),
    ],
    where: WorkspaceOption = None,
) -> None:
    """写出反馈函、完成情况报告的 Word 模板样例，列出可用字段；改好后用 govdoc feedback --template 套用。"""
    from govdoc.pipeline.feedback import LETTER_TEMPLATE, sample_templates

    with workspace(where) as db:
        samples = sample_templates(db, clock.today())
    if target.suffix:
        files = {target: samples[LETTER_TEMPLATE]}
    else:
        files = {target / name: sample for name, sample in samples.items()}
    for file, (data, fields) in files.items():
        _write(file, data)
        typer.echo(f"已写出模板样例：{file.resolve()}")
        typer.echo(f"字段：{'、'.join(name for name, value in fields.items() if isinstance(value, str | int))}。")
        for name, value in fields.items():
            if isinstance(value, list) and value:
                typer.echo(f"列表“{name}”的各列：{'、'.join(value[0])}。")


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        with file.open("xb") as new:
            new.write(data)
    except FileExistsError as error:
        raise GovdocError(f"{file} 已经存在", "请换一个文件名，或先把原来的模板改名") from error
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请核对文件夹是否存在") from error
