"""govdoc deadlines: what is overdue and what is due soon."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    YesOption,
    bring_up_to_date,
    confirm,
    say,
    show_json,
    show_table,
    workspace,
)
from govdoc.errors import GovdocError
from govdoc.text import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govdoc.model import Due

_NAMED = 3


def deadlines(
    unit: UnitOption = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="另写成日历文件，可导入 Outlook、手机等日历。")
    ] = None,
    today: Annotated[
        dt.datetime | None,
        typer.Option("--today", metavar="日期", formats=["%Y-%m-%d"], help="按哪一天计算；省略时为今天。"),
    ] = None,
    form: FormatOption = Format.table,
    yes: YesOption = False,
    where: WorkspaceOption = None,
) -> None:
    """列出各项时限：红为逾期，黄为 7 天内到期，绿为已完成或时间充裕；有逾期的退出码为 1。"""
    from govdoc.model import Due
    from govdoc.pipeline.due import deadlines as held
    from govdoc.reports.due import standing
    from govdoc.reports.wording import words

    day = today.date() if today else clock.today()
    with workspace(where) as db:
        bring_up_to_date(db)
        dues = held(db, day, unit)
    lights = [due.light for due in dues]
    if form is Format.json:
        show_json(tuple[Due, ...], dues)
    else:
        rows = [
            (
                words()["light"][due.light],
                due.on or due.deadline.text,
                standing(due, day),
                due.what,
                _whom(due),
                due.source,
            )
            for due in dues
        ]
        show_table(("", "日期", "情况", "事项", "未完成单位", "依据"), rows)
        counts = "，".join(f"{words()['light'][light]} {lights.count(light)}" for light in ("red", "yellow", "green"))
        typer.echo(f"截至 {day}，共 {len(dues)} 项时限：{counts}。")
    if ics is not None:
        _write(ics, dues, unit, day, yes)
    if "red" in lights:
        raise typer.Exit(FINDINGS)


def _whom(due: "Due") -> str:
    """The units still open, a few of them by name."""
    more = f"等{len(due.open)}个" if len(due.open) > _NAMED else ""
    return "、".join(due.open[:_NAMED]) + more


def _write(file: Path, dues: "Sequence[Due]", unit: str | None, day: dt.date, yes: bool) -> None:
    from govdoc.reports.calendar_ics import PRODUCT, calendar_ics

    data = calendar_ics(dues, f"{unit or '各单位'}工作时限", day)
    if data is None:
        say("没有写明日期的时限，未写日历。")
        return
    try:
        if file.exists() and PRODUCT.encode() not in file.read_bytes() and not confirm(f"{file} 将被覆盖。", yes):
            raise typer.Exit(FINDINGS)
        file.write_bytes(data)
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请核对文件夹是否存在、文件是否正被打开") from error
    typer.echo(f"已写出日历：{file.resolve()}")
