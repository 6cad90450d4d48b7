"""govdoc review: what waits for a person, and what reviewers decided."""

from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli import review_decide, review_exchange
from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.review_targets import IndicatorOption, NoticeOption, cell_name, full_name, open_desk
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

if TYPE_CHECKING:
    from govdoc.model import Decision

app = typer.Typer(cls=ChineseGroup, help="审核：待审材料、认可与否、改到、定状态、备注、撤销。", no_args_is_help=True)


@app.command("list", cls=ChineseCommand)
def list_(
    unit: UnitOption = None,
    indicator: IndicatorOption = None,
    notice: NoticeOption = None,
    every: Annotated[bool, typer.Option("--all", help="不需要人看的和已审的也列出。")] = False,
    form: FormatOption = Format.table,
    where: WorkspaceOption = None,
) -> None:
    """列出需要人看的材料，最要紧的在前；有则退出码为 1。"""
    from govdoc.model import ReviewRow
    from govdoc.pipeline.desk import select
    from govdoc.rules.load import load

    with workspace(where) as db:
        on = open_desk(db)
        name = full_name(db, unit)
    rows = select(on.rows, unit=name, indicator=indicator, notice=notice, waiting=not every)
    if form is Format.json:
        show_json(tuple[ReviewRow, ...], rows)
    else:
        words = load("review")
        waits = {row["code"]: row["word"] for row in words["waits"]}
        shown = [
            (
                row.id,
                waits.get(row.waits) or (words["kind"][row.decision.kind] if row.decision else "自动"),
                row.unit,
                cell_name(row.place),
                row.path,
                f"{row.score:.2f}" if row.place else None,
                row.why,
            )
            for row in rows
        ]
        show_table(("行号", "情况", "单位", "指标", "文件", "把握", "理由"), shown)
        typer.echo(f"共 {len(rows)} 行。")
    if any(row.waits for row in rows):
        raise typer.Exit(FINDINGS)


@app.command(cls=ChineseCommand)
def log(
    unit: UnitOption = None,
    every: Annotated[bool, typer.Option("--all", help="已撤销和已被取代的也列出。")] = False,
    form: FormatOption = Format.table,
    where: WorkspaceOption = None,
) -> None:
    """列出审核意见：何人、何时、对什么、是否仍有效；有待复核的退出码为 1。"""
    from govdoc.model import Ruled
    from govdoc.pipeline.decisions import history
    from govdoc.rules.load import load

    with workspace(where) as db:
        bring_up_to_date(db)
        name = full_name(db, unit)
        lines = tuple(one for one in history(db) if name is None or one.decision.unit == name)
    if not every:
        lines = tuple(one for one in lines if one.state in ("holds", "stale", "gone") and one.decision.kind != "undo")
    if form is Format.json:
        show_json(tuple[Ruled, ...], lines)
    else:
        states = load("review")["state"]
        rows = [
            (
                one.decision.number,
                f"{one.decision.at:%Y-%m-%d %H:%M}",
                one.decision.who,
                one.decision.unit,
                cell_name(one.decision.origin or one.decision.place),
                one.decision.path,
                _said(one.decision),
                one.decision.comment,
                states[one.state],
            )
            for one in lines
        ]
        show_table(("号", "时间", "审核人", "单位", "指标", "文件", "意见", "备注", "效力"), rows)
        typer.echo(f"共 {len(lines)} 条。")
    if any(one.state == "stale" for one in lines):
        raise typer.Exit(FINDINGS)


def _said(one: "Decision") -> str:
    from govdoc.rules.load import load

    words = load("review")
    said = str(words["kind"][one.kind])
    if one.kind == "move":
        said += f" {cell_name(one.place)}"
    if one.status:
        said += f"“{words['status'][one.status]}”"
    return f"{said} 第 {one.undoes} 号" if one.kind == "undo" else said


_DECIDE = ("accept", "reject", "move", "status", "comment", "undo")
for _name in _DECIDE:
    app.command(_name, cls=ChineseCommand)(getattr(review_decide, _name))
app.command(cls=ChineseCommand)(review_exchange.export)
app.command("import", cls=ChineseCommand)(review_exchange.import_)
