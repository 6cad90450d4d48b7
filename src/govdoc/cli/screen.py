"""What commands put on the screen: tables, JSON, progress, doubts and errors; and how they find their workspace."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from sqlite_utils import Database

    from govdoc.model import Doubt
    from govdoc.pipeline.outbox import Standing
    from govdoc.pipeline.scan import Report

FINDINGS = 1
BAD_INPUT = 2
_PIPE_WIDTH = 160
_NAMED = 5


class Format(StrEnum):
    """How data comes out."""

    table = "table"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="输出形式：table 表格，json 数据。")]
WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", metavar="DIR", help="工作区文件夹；省略时从当前文件夹向上找 govdoc.db。"),
]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="单位", help="只看一个单位（全称或简称）。")]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹；应为新文件夹或上次写出的。")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="不再询问，直接执行。")]


@contextmanager
def workspace(chosen: Path | None) -> Iterator["Database"]:
    """The workspace chosen, or the nearest one from the current folder upwards, closed at the end."""
    from govdoc.pipeline.workspace import find_workspace, open_workspace

    db = open_workspace(chosen if chosen is not None else find_workspace(Path()))
    try:
        yield db
    finally:
        db.close()


def bring_up_to_date(db: "Database") -> None:
    """Match and check what has changed since the last time: nothing is shown or sent out that is no longer so."""
    from govdoc.pipeline.ledgers import match_and_check

    with progress() as report:
        match_and_check(db, report=report)


def console() -> "Console":
    """The screen, without markup: names and texts may hold any brackets."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def show_table(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "") -> None:
    """Print rows under their heads; None stands as an empty cell."""
    from rich import box
    from rich.table import Table

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)


def show_json(kind: Any, value: Any) -> None:
    """Print a record, or records, of the model as JSON in UTF-8, whatever the screen's own encoding."""
    from pydantic import TypeAdapter

    body = TypeAdapter(kind).dump_json(value, indent=2) + b"\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A line that is no data: it goes to the error stream so that data can be piped."""
    typer.echo(text, err=True)


def show_doubts(doubts: Iterable["Doubt"]) -> bool:
    """Print the names a person must decide; says whether there were any."""
    found = tuple(doubts)
    if found:
        say(f"以下 {len(found)} 个名称需要人工确认：")
    for doubt in found:
        kind = "统称" if doubt.kind == "group" else "名称"
        near = f"；相近：{'、'.join(doubt.candidates[:4])}" if doubt.candidates else ""
        where = f"；见：{'、'.join(doubt.where[:6])}{'…' if len(doubt.where) > 6 else ''}" if doubt.where else ""
        say(f"  {kind}“{doubt.name}”{near}{where}")
    if found:
        say("  用 govdoc units resolve 名称 --as 单位（或 --kind 类别、--tag 标签、--none）答复一次，以后不再询问。")
    return bool(found)


def confirm(question: str, yes: bool) -> bool:
    """Whether to go on: asked on a terminal; without one only `--yes` says so."""
    if yes:
        return True
    if not sys.stdin.isatty():
        say(f"{question} 未作改动；确认无误后加 --yes 再运行一次。")
        return False
    answer = input(f"{question} 继续吗？[y/N] ")
    return answer.strip().lower() in ("y", "yes", "是")


def put(files: Mapping[str, bytes], before: "Standing", yes: bool) -> None:
    """Write files out, asking first where people changed or made one that would go; ends with 1 where they say no."""
    from govdoc.pipeline.outbox import write_files

    changed = before.endangered(files)
    if changed:
        names = "、".join(changed[:_NAMED]) + (" 等" if len(changed) > _NAMED else "")
        if not confirm(
            f"以下 {len(changed)} 个文件写出后被人改过，或不是 govdoc 写出的，将被覆盖或删除：{names}。", yes
        ):
            raise typer.Exit(FINDINGS)
    write_files(files, before)


@contextmanager
def progress() -> Iterator["Report"]:
    """A bar with rate and remaining time, on a terminal only."""
    if not sys.stderr.isatty():
        from govdoc.pipeline.scan import silent

        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from govdoc.pipeline import scan

    names = {"scan": "读取", "match": "匹配", "visit": "访问"}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True, markup=False, highlight=False, emoji=False)) as bar:
        tasks: dict[str, Any] = {}

        def report(at: scan.Progress) -> None:
            if at.step not in tasks:
                tasks[at.step] = bar.add_task(names[at.step], total=at.total, rate="")
            speed = bar.tasks[tasks[at.step]].speed
            rate = f"{speed:.1f} 个/秒" if speed else ""
            bar.update(tasks[at.step], completed=at.done, total=at.total, rate=rate)

        yield report
