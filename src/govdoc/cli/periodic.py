"""govdoc periodic: the recurring reports, unit by period."""

from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    show_json,
    show_table,
    workspace,
)
from govdoc.text import clock

_SHOWN = 6  # periods; more do not fit a screen


def periodic(
    unit: UnitOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="XLSX", help="另存为红黄绿表格。")] = None,
    form: FormatOption = Format.table,
    where: WorkspaceOption = None,
) -> None:
    """核对按月、按季报送的材料：按时、迟报、未报、重复报送、与往期雷同。"""
    from govdoc.model import Periodic
    from govdoc.pipeline.periodic import periodic as held_against
    from govdoc.reports.periodic_sheet import WORDS, period_name, periodic_sheet

    today = clock.today()
    with workspace(where) as db:
        found = held_against(db, today, unit)
    if out is not None:
        out.write_bytes(periodic_sheet(found, today))
    if form is Format.json:
        show_json(tuple[Periodic, ...], found)
    else:
        cut = False
        for what in dict.fromkeys(one.what for one in found):
            those = {(one.unit, one.period): WORDS[one.state] for one in found if one.what == what}
            periods = sorted({period for _, period in those})
            cut |= len(periods) > _SHOWN
            periods = periods[-_SHOWN:]
            rows = [
                (name, *(those.get((name, period)) for period in periods))
                for name in dict.fromkeys(unit for unit, _ in those)
            ]
            show_table(("单位", *map(period_name, periods)), rows, title=what)
        if not found:
            typer.echo("通知没有要求定期报送。")
        elif cut:
            typer.echo(f"只列最近 {_SHOWN} 期，全部见 --out 表格.xlsx。")
        if not all(one.certain for one in found):
            typer.echo("部分年份的放假安排尚未公布，按周末推算。")
    if any(one.state not in ("on_time", "waiting") for one in found):
        raise typer.Exit(FINDINGS)
