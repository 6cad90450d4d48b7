"""govdoc gaps: how every cell stands."""

import typer

from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    bring_up_to_date,
    show_json,
    show_table,
    workspace,
)

STATUS = {"met": "达标", "partial": "部分达标", "verify": "待核实", "missing": "缺项"}


def gaps(unit: UnitOption = None, form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出每个应报项的情况、原因和应补材料；有未达标的退出码为 1。"""
    from govdoc.model import Gap
    from govdoc.pipeline.gaps import gap_rows

    with workspace(where) as db:
        bring_up_to_date(db)
        found = gap_rows(db, unit)
    if form is Format.json:
        show_json(tuple[Gap, ...], found)
    else:
        rows = [(g.unit, g.indicator, g.method, STATUS[g.status], g.text, g.suggestion) for g in found]
        show_table(("单位", "指标", "查验方式", "情况", "原因", "应补材料"), rows)
        counts = "，".join(f"{name} {n}" for key, name in STATUS.items() if (n := sum(g.status == key for g in found)))
        typer.echo(f"共 {len(found)} 项：{counts or '没有应报项'}。")
    if any(gap.status != "met" for gap in found):
        raise typer.Exit(FINDINGS)
