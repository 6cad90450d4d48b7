"""govdoc round: rounds opened and closed, and what has changed since the last one."""

import datetime as dt
from typing import Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.review_targets import ByOption, full_name, pen_of
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
from govdoc.errors import GovdocError

app = typer.Typer(cls=ChineseGroup, help="批次：开始、结束、与上一批对比。", no_args_is_help=True)


@app.command("open", cls=ChineseCommand)
def open_(
    label: Annotated[str, typer.Argument(metavar="批次", help="名称，如 第二批。")],
    due: Annotated[
        dt.datetime | None,
        typer.Option("--due", metavar="日期", formats=["%Y-%m-%d"], help="请各单位报送的截止日期，如 2023-06-30。"),
    ] = None,
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """开始一个批次；同时只能有一个批次进行。"""
    from govdoc.pipeline.rounds import open_round

    pen = pen_of(by, "")
    with workspace(where) as db:
        one = open_round(db, label, pen.who, pen.at, due.date() if due else None)
    typer.echo(f"{one.label}已开始" + (f"，截止日期 {one.due}。" if one.due else "。"))


@app.command(cls=ChineseCommand)
def close(by: ByOption = None, where: WorkspaceOption = None) -> None:
    """结束当前批次，记下各应报项和文件的情况，供下一批对比。"""
    from govdoc.pipeline.rounds import close_round

    pen = pen_of(by, "")
    with workspace(where) as db:
        bring_up_to_date(db)
        one = close_round(db, pen.who, pen.at)
    typer.echo(f"{one.label}已结束。")


@app.command("list", cls=ChineseCommand)
def list_(form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出各批次。"""
    from govdoc.model import Round
    from govdoc.store import rounds as round_store

    with workspace(where) as db:
        rounds = round_store.rounds(db)
    if form is Format.json:
        show_json(tuple[Round, ...], rounds)
        return
    rows = [
        (
            one.number,
            one.label,
            f"{one.opened_at:%Y-%m-%d}",
            one.due,
            f"{one.closed_at:%Y-%m-%d}" if one.closed_at else "进行中",
        )
        for one in rounds
    ]
    show_table(("序号", "批次", "开始", "截止", "结束"), rows)


@app.command(cls=ChineseCommand)
def changes(unit: UnitOption = None, form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """与上一批对比：已解决、仍未解决、变差、新增，以及更换和撤回的文件；有未解决的退出码为 1。"""
    from govdoc.model import Change, Place
    from govdoc.pipeline.rounds import changes as compare
    from govdoc.pipeline.rounds import last_round
    from govdoc.rules.load import load

    with workspace(where) as db:
        last = last_round(db)
        if last is None:
            raise GovdocError("还没有结束过的批次，无从对比", "一批审核完后运行 govdoc round close")
        bring_up_to_date(db)
        name = full_name(db, unit)
        found = tuple(one for one in compare(db) if name is None or one.unit == name)
    if form is Format.json:
        show_json(tuple[Change, ...], found)
    else:
        words, states = load("review")["change"], load("review")["status"]
        rows = [
            (
                words[one.kind],
                one.unit,
                Place(one.notice, one.indicator, one.method).name if one.indicator else None,
                states[one.was] if one.was else None,
                states[one.now] if one.now else None,
                " → ".join(dict.fromkeys(filter(None, (one.file, one.successor)))) or "；".join(one.settled),
            )
            for one in found
        ]
        show_table(("变化", "单位", "指标", last.label, "现在", "文件或已达标的材料项"), rows)
        counts = "，".join(f"{word} {n}" for kind, word in words.items() if (n := sum(o.kind == kind for o in found)))
        typer.echo(f"与{last.label}相比：{counts or '没有变化'}。")
    if any(one.now and one.now != "met" for one in found):
        raise typer.Exit(FINDINGS)
