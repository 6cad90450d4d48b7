"""The workbench as one application: gate, pages, and how it is made."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from govdoc.errors import GovdocError, OvertakenError
from govdoc.pipeline.live_desk import LiveDesk
from govdoc.store.troubles import trouble
from govdoc.web.bench import Bench
from govdoc.web.gate import HEADERS, Gate, guard
from govdoc.web.jobs import Jobs
from govdoc.web.login import Attempts
from govdoc.web.screen import shown, told
from govdoc.web.sessions import Sessions
from govdoc.web.uploads import Uploads

PAGES = (
    "entry",
    "review",
    "matrix",
    "units",
    "rounds",
    "files",
    "deadlines",
    "notices",
    "intake",
    "start",
    "roster",
    "names",
    "surveys",
    "handbook",
    "wording",
    "jobs",
    "accounts",
)


def create_app(
    folder: Path, who: str = "", *, hosts: frozenset[str] = frozenset(), by_account: bool = False
) -> FastAPI:
    """The workbench of the workspace in `folder`; `who` signs the decisions of the one-time key's bearer.

    `hosts` are the names it answers to, empty for any. With `by_account` people log in instead.
    """
    live = LiveDesk(folder)
    bench = Bench(folder, live, Sessions(live.account), Attempts(), Jobs(), Uploads(folder), who, by_account)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        bench.jobs.finish(10.0)
        bench.uploads.close()
        bench.live.close()

    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(guard)], lifespan=life, title="govdoc"
    )
    app.state.bench = bench
    for name in PAGES:
        app.include_router(import_module(f"govdoc.web.routes.{name}").router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_middleware(Gate, sessions=bench.sessions, hosts=hosts, by_account=by_account)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(OverflowError, _malformed)  # a number beyond what the database counts to
    app.add_exception_handler(GovdocError, _told)
    app.add_exception_handler(sqlite3.OperationalError, _shut)
    app.add_exception_handler(OSError, _shut)
    app.add_exception_handler(Exception, _failed)
    return app


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = {404: "没有这一页。", 405: "没有这一页。", 408: "提交得太慢，已停下，请再试。", 413: "提交的内容过大。"}
    said = error.detail if isinstance(error, HTTPException) and status == 403 else told.get(status, "请求有误。")
    return shown(request, "refused.html", "打不开", said, status)


def _malformed(request: Request, _: Exception) -> Response:
    return shown(request, "refused.html", "没有办成", "填写有误，请返回核对。", 422)


def _told(request: Request, error: Exception) -> Response:
    said, late = told(error) if isinstance(error, GovdocError) else "", isinstance(error, OvertakenError)
    return shown(request, "refused.html", "没有记入" if late else "没有办成", said, 409 if late else 400)


def _shut(request: Request, error: Exception) -> Response:
    known = trouble(error)
    if known is None:
        raise error
    return shown(request, "refused.html", "没有办成", f"{known.message}，{known.remedy}。", 503)


def _failed(request: Request, _: Exception) -> Response:
    told = "这一步没有办成，已做的都在。请返回再试；仍不行，请把运行 govdoc serve 的窗口里的最后几行发给维护人员。"
    answer = shown(request, "refused.html", "没有办成", told, 500)
    answer.headers.update(HEADERS)  # what nobody foresaw is answered outside the gate
    return answer
