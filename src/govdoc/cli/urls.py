"""govdoc urls: the web addresses handed in, visited, judged, and taken to another machine and back."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    progress,
    say,
    show_json,
    show_table,
    workspace,
)
from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from sqlite_utils import Database

app = typer.Typer(
    cls=ChineseGroup, help="网址核查：列出、检查、认可网站、在能上网的电脑上检查后带回。", no_args_is_help=True
)
STATE = {"alive": "可用", "dead": "打不开", "person": "需人工核对", None: "未检查"}


class Shown(StrEnum):
    """Which addresses are listed."""

    all = "all"
    alive = "alive"
    dead = "dead"
    person = "person"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@app.command("list", cls=ChineseCommand)
def list_(
    unit: UnitOption = None,
    state: Annotated[
        Shown, typer.Option("--state", help="只看：alive 可用，dead 打不开，person 需人工核对。")
    ] = Shown.all,
    form: FormatOption = Format.table,
    where: WorkspaceOption = None,
) -> None:
    """列出材料中的网址、对应指标和检查结果。"""
    from govdoc.model import AddressEntry
    from govdoc.pipeline.addresses import entries
    from govdoc.pipeline.roster import unit_named

    with workspace(where) as db:
        found = entries(db)
        if unit is not None:
            name = unit_named(db, unit).name
            found = tuple(entry for entry in found if entry.unit == name)
    if state is not Shown.all:
        found = tuple(entry for entry in found if entry.state == state)
    if form is Format.json:
        show_json(tuple[AddressEntry, ...], found)
        return
    rows = [(e.unit, e.indicator, STATE[e.state], e.url, e.reason, e.title, e.date, e.path) for e in found]
    show_table(("单位", "指标", "情况", "网址", "说明", "页面标题", "日期", "所在文件"), rows)


@app.command(cls=ChineseCommand)
def check(
    source: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="导出的网址清单；省略时检查本工作区的网址。")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="ZIP", help="检查导出的清单时，结果存入的文件。")] = None,
    again: Annotated[bool, typer.Option("--again", help="已检查过的也重新检查。")] = False,
    where: WorkspaceOption = None,
) -> None:
    """逐个打开网址并保存页面；同一网站依次访问、失败隔时重试，可随时中断，再运行时接着做。"""
    from govdoc.pipeline.visits import check as visit
    from govdoc.pipeline.visits import check_exported

    if source is not None:
        if out is None:
            raise GovdocError("检查导出的清单时，要指定结果存到哪里", "请加 --out 结果.zip")
        with progress() as report:
            count = check_exported(source, out, _now, report=report)
        typer.echo(f"检查了 {count} 个网址，结果在 {out}；带回后运行 govdoc urls import {out.name}")
        return
    with workspace(where) as db:
        with progress() as report:
            done = visit(db, _now, again=again, report=report)
        typer.echo(f"本次检查 {done.visited} 个网址，此前已检查 {done.known} 个。")
        if _show_counts(db):
            raise typer.Exit(FINDINGS)


@app.command(cls=ChineseCommand)
def allow(
    hosts: Annotated[list[str], typer.Argument(metavar="网站名…", help="网站域名，如 mp.weixin.qq.com。")],
    where: WorkspaceOption = None,
) -> None:
    """认可网站：视同政府网站，在内部网络的也予访问。"""
    from govdoc.pipeline.addresses import allow_hosts, allowed_hosts

    with workspace(where) as db:
        allow_hosts(db, hosts)
        typer.echo(f"认可的网站：{'、'.join(sorted(allowed_hosts(db)))}")


@app.command(cls=ChineseCommand)
def show(
    url: Annotated[str, typer.Argument(metavar="网址", help="检查过的网址。")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="把当时的页面存为文件。")] = None,
    where: WorkspaceOption = None,
) -> None:
    """看检查时保存的页面文字，不必联网。"""
    from govdoc.addresses import normal
    from govdoc.store.visits import visit_of

    with workspace(where) as db:
        visit = visit_of(db, normal(url) or url)
    if visit is None:
        raise GovdocError(f"没有检查过 {url}", "请先运行 govdoc urls check，或用 govdoc urls list 核对网址")
    typer.echo(f"{visit.title}\n检查时间：{visit.checked_at:%Y-%m-%d %H:%M}（UTC）\n经过：{' → '.join(visit.hops)}\n")
    typer.echo(visit.text)
    if out is not None:
        out.write_bytes(visit.page)
        say(f"页面已存为 {out}")


@app.command(cls=ChineseCommand)
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="清单文件，如 网址清单.json。")],
    where: WorkspaceOption = None,
) -> None:
    """导出还没检查的网址，拿到能上网的电脑上检查。"""
    from govdoc.pipeline.visits import export_addresses

    with workspace(where) as db:
        count = export_addresses(db, file)
    typer.echo(f"导出 {count} 个网址。在能上网的电脑上运行：govdoc urls check {file.name} --out 结果.zip")


@app.command("import", cls=ChineseCommand)
def import_(
    file: Annotated[Path, typer.Argument(metavar="ZIP", help="govdoc urls check 清单 --out 生成的结果。")],
    where: WorkspaceOption = None,
) -> None:
    """导入在别的电脑上检查的结果；本机较新的结果保留。"""
    from govdoc.pipeline.visits import import_visits

    with workspace(where) as db:
        count = import_visits(db, file)
        typer.echo(f"导入 {count} 个网址的检查结果。")
        if _show_counts(db):
            raise typer.Exit(FINDINGS)


def _show_counts(db: "Database") -> bool:
    """Print how many addresses stand how; says whether any wants a person."""
    from collections import Counter

    from govdoc.pipeline.addresses import entries

    counts = Counter(STATE[entry.state] for entry in entries(db))
    typer.echo("；".join(f"{state} {counts[state]} 个" for state in STATE.values() if counts[state]))
    return bool(counts[STATE["dead"]] or counts[STATE["person"]])
