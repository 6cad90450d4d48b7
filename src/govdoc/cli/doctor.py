"""govdoc doctor: what is installed, and what the lack of the rest costs."""

import typer

from govdoc.cli.screen import FINDINGS, show_table


def doctor() -> None:
    """检查运行环境：装了什么，缺什么，缺了有什么影响。"""
    from govdoc.pipeline.environment import look

    found = look()
    show_table(
        ("项目", "情况", "版本或程序", "用途", "缺少时"),
        [(part.name, part.state, part.version, part.use, "" if part.present else part.cost) for part in found],
    )
    broken = [part.name for part in found if not part.present and part.needed]
    lacking = [part.name for part in found if not part.present and not part.needed]
    if broken:
        typer.echo(f"缺少必需的组件：{'、'.join(broken)}。请重新安装 govdoc（pip install --force-reinstall govdoc）。")
        raise typer.Exit(FINDINGS)
    if lacking:
        typer.echo(f"必需的组件齐全；可选的组件缺 {len(lacking)} 个：{'、'.join(lacking)}，影响见上表。")
    else:
        typer.echo("必需和可选的组件都齐全。")
