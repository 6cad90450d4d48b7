"""govdoc learn: weights of the matcher from reviewers' decisions."""

from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.screen import FINDINGS, WorkspaceOption, YesOption, confirm, show_table, workspace

if TYPE_CHECKING:
    from govdoc.pipeline.learning import Learning

_SHOWN = 12
_FEATURES = {
    "title": "标题用词",
    "title_concept": "标题同义",
    "body": "正文用词",
    "body_concept": "正文同义",
    "title_chars": "标题用字",
    "body_chars": "正文用字",
    "requirement": "材料项",
    "handbook": "操作手册",
    "handbook_warning": "易混提示",
    "path": "路径文字",
    "method_offered": "查验方式",
    "path_number": "路径编号",
}


def learn(
    undo: Annotated[bool, typer.Option("--undo", help="撤销最近一次采用的学习结果。")] = False,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """从审核意见学习匹配权重：先列出会有什么变化，确认后采用，可撤销。"""
    from govdoc.pipeline.learning import keep_learning, preview_learning, undo_learning

    with workspace(where) as db:
        if undo:
            undo_learning(db)
            typer.echo("已撤销，重新匹配请运行 govdoc match。")
            return
        learning = preview_learning(db)
        _show(learning)
        if not learning.lesson.better:
            typer.echo("学到的权重不比默认的好，保持不变。")
            raise typer.Exit(FINDINGS)
        if not confirm(f"采用后 {len(learning.moved)} 个文件的首选指标会变。", yes):
            raise typer.Exit(FINDINGS)
        keep_learning(db, learning)
    typer.echo("已采用，重新匹配请运行 govdoc match；如需恢复，运行 govdoc learn --undo。")


def _show(learning: "Learning") -> None:
    lesson = learning.lesson
    typer.echo(f"审核过的材料 {learning.judged} 份。用其他单位的意见来判断各单位的 {lesson.of} 份认可材料：")
    typer.echo(f"默认权重首选正确 {lesson.by_default} 份，学到的权重首选正确 {lesson.learnt} 份。")
    rows = [
        (_FEATURES.get(name, name), f"{default:g}", f"{now:g}", f"{learnt:g}")
        for name, (default, now, learnt) in learning.weights.items()
    ]
    show_table(("依据", "默认权重", "现用权重", "学到的权重"), rows)
    if learning.moved:
        show_table(
            ("文件", "现首选指标", "将改为"),
            [(each.path, each.before, each.after) for each in learning.moved[:_SHOWN]],
        )
        if len(learning.moved) > _SHOWN:
            typer.echo(f"……等共 {len(learning.moved)} 个文件")
