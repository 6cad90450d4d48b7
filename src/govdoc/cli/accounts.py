"""govdoc accounts: who may log in to the workbench."""

import sys
from typing import Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.screen import WorkspaceOption, show_table, workspace

app = typer.Typer(cls=ChineseGroup, help="工作台的账号：增加、改密码、删除、查看。", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="账号名", help="登录用的名称。")]


@app.command("add", cls=ChineseCommand)
def add(
    name: NameArgument,
    role: Annotated[
        str, typer.Option("--role", help="admin 管理、reviewer 审核、viewer 查看、unit 单位。")
    ] = "reviewer",
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="单位账号所属的单位。")] = "",
    where: WorkspaceOption = None,
) -> None:
    """增加账号；密码在提示后输入，或由标准输入给出。"""
    from govdoc.pipeline.accounts import ROLE_WORDS, add_account, note

    with workspace(where) as db:
        one = add_account(db, name, role, _password(), unit)
        note(db, "命令行", "增加账号", f"{one.name}（{ROLE_WORDS[one.role]}）")
    typer.echo(f"已增加账号 {one.name}（{ROLE_WORDS[one.role]}）。")


@app.command("password", cls=ChineseCommand)
def password(name: NameArgument, where: WorkspaceOption = None) -> None:
    """改密码。"""
    from govdoc.pipeline.accounts import note, set_password

    with workspace(where) as db:
        set_password(db, name, _password())
        note(db, "命令行", "改密码", name)
    typer.echo(f"已改 {name} 的密码。")


@app.command("remove", cls=ChineseCommand)
def remove(name: NameArgument, where: WorkspaceOption = None) -> None:
    """删除账号。"""
    from govdoc.pipeline.accounts import drop_account, note

    with workspace(where) as db:
        drop_account(db, name)
        note(db, "命令行", "删除账号", name)
    typer.echo(f"已删除账号 {name}。")


@app.command("list", cls=ChineseCommand)
def listed(where: WorkspaceOption = None) -> None:
    """查看账号。"""
    from govdoc.pipeline.accounts import ROLE_WORDS
    from govdoc.store.accounts import accounts

    with workspace(where) as db:
        found = accounts(db)
    show_table(("账号", "角色", "单位"), [(one.name, ROLE_WORDS[one.role], one.unit) for one in found])


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次"))
    return sys.stdin.readline().rstrip("\r\n")
