"""govdoc tasks: what each unit is to do."""

import typer

from govdoc.cli.screen import OutOption, WorkspaceOption, YesOption, put, show_doubts, workspace
from govdoc.text import clock


def tasks(out: OutOption, yes: YesOption = False, where: WorkspaceOption = None) -> None:
    """写出任务分解表：每个单位一份（Word、Excel 和时限日历），另有全部指标和单位的总表。"""
    from govdoc.pipeline.outbox import standing
    from govdoc.pipeline.roster import doubts_of
    from govdoc.pipeline.tasks import KIND, SHEETS, WHOLE, make_tasks

    before = standing(out, KIND)
    with workspace(where) as db:
        files = make_tasks(db, clock.today())
        doubts = doubts_of(db)
    put(files, before, yes)
    units = sum(name.startswith(SHEETS) and name.endswith(".docx") for name in files)
    typer.echo(f"已写出 {units} 个单位的任务分解表和{WHOLE}：{out.resolve()}")
    show_doubts(doubts)
