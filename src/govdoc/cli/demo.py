"""govdoc demo: the fictional county, end to end."""

from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.screen import progress, show_table


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="放在哪个文件夹；默认 govdoc-demo。")] = Path(
        "govdoc-demo"
    ),
) -> None:
    """用虚构的云汐县跑一遍全部流程，并对照标准答案给出准确率。"""
    from govdoc.demo.run import tell
    from govdoc.pipeline.feedback import PAGE

    with progress() as report:
        story = tell(folder, step=typer.echo, report=report)
    rows = [(figure.name, figure.hit, figure.of, f"{figure.rate:.3f}") for figure in story.figures]
    show_table(("项目", "正确", "共", "比例"), rows, title="对照标准答案")
    typer.echo(f"{story.units} 个单位报送 {story.files} 份文件，写出 {story.lists} 份反馈清单。")
    words = {"met": "达标", "partial": "部分达标", "verify": "待核实", "missing": "缺项"}
    typer.echo("应报项：" + "，".join(f"{word} {story.counts[status]}" for status, word in words.items()) + "。")
    out = story.reports.resolve()
    typer.echo(f"报告在 {out}，用浏览器打开 {out / PAGE} 查看总览。")
