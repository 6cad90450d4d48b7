"""govdoc wording: an office's own sentences."""

from typing import Annotated

import typer

from govdoc.cli.screen import WorkspaceOption, workspace


def wording(
    write: Annotated[bool, typer.Option("--write", help="把自带的措辞写到工作区的 措辞.toml，供修改。")] = False,
    where: WorkspaceOption = None,
) -> None:
    """核对本单位的措辞（工作区里的 措辞.toml），或写出一份供修改。"""
    from govdoc.gaps.templates import shipped
    from govdoc.pipeline.own_wording import own_templates, wording_file, write_wording

    with workspace(where) as db:
        if write:
            typer.echo(f"已写出：{write_wording(db)}")
            return
        own, ours = own_templates(db), shipped()
        changed = [name for name in own.rows if own[name] != ours[name]]
        typer.echo(
            f"改动 {len(changed)} 条：{'、'.join(changed)}。" if changed else f"使用自带的措辞（{wording_file(db)}）。"
        )
