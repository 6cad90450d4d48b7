"""govdoc serve: the workbench in a browser."""

import socket
from typing import Annotated

import typer

from govdoc.cli.review_targets import ByOption
from govdoc.cli.screen import WorkspaceOption, bring_up_to_date, say, workspace
from govdoc.errors import GovdocError

LOOPBACK = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option("--port", help="端口；0 表示任选一个空闲的。")] = 8765,
    host: Annotated[str, typer.Option("--host", help="对外的地址；供多人使用，须先建账号。")] = LOOPBACK,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自动打开浏览器。")] = False,
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """打开工作台：在浏览器里审核材料、查看总表和清单。按 Ctrl+C 结束。"""
    from pathlib import Path

    from govdoc.cli.review_targets import pen_of
    from govdoc.pipeline.search import bring_index_up_to_date
    from govdoc.pipeline.workspace import find_workspace, only_workbench
    from govdoc.store.accounts import accounts

    folder = where.resolve() if where is not None else find_workspace(Path())
    alone = host in (LOOPBACK, "localhost")
    with only_workbench(folder), workspace(folder) as db:
        if not alone and not any(one.role == "admin" for one in accounts(db)):
            raise GovdocError("供多人使用须先有管理账号", "先运行 govdoc accounts add 姓名 --role admin")
        bring_up_to_date(db)
        bring_index_up_to_date(db, folder)
    try:
        import uvicorn

        from govdoc.web.app import create_app
        from govdoc.web.patience import Hurried
    except ModuleNotFoundError as error:
        raise GovdocError(f"缺少工作台所需的组件 {error.name}", "请运行 pip install govdoc[web]") from error
    with only_workbench(folder), listening(host, port) as listens:
        chosen = listens.getsockname()[1]
        names = frozenset({f"{LOOPBACK}:{chosen}", f"localhost:{chosen}"}) if alone else frozenset[str]()
        app = create_app(folder, pen_of(by, "").who, hosts=names, by_account=not alone)
        address = f"http://{LOOPBACK if alone else host}:{chosen}/"
        if alone:
            address += f"enter?key={app.state.bench.sessions.new_key()}"
            say("工作台只在本机打开；下面的网址只能用一次：")
        else:
            say("工作台供多人使用。传输未加密，只宜用于内部网络，或放在加密的反向代理之后。")
        typer.echo(address)
        if alone and not no_browser:
            import webbrowser

            webbrowser.open(address)
        config = uvicorn.Config(app, http=Hurried, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listens])


def listening(host: str, port: int) -> socket.socket:
    """A socket on which the workbench is asked. Raises GovdocError where the port is taken."""
    try:
        found = socket.create_server((host, port), backlog=128)
        # asyncio does not see that such a socket speaks TCP, and half of an answer would wait for the other.
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found
    except OSError as error:
        raise GovdocError(f"端口 {port} 用不了：{error.strerror}", "用 --port 换一个端口，或 --port 0 任选") from error
