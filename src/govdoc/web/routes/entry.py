"""Coming in and going out: the one-time key, log-in, log-out, and the first page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.pipeline.accounts import checked, note
from govdoc.web.bench import bench_of, now_of, session_of
from govdoc.web.gate import cookie_name, cookie_of
from govdoc.web.pages.start import unready
from govdoc.web.pages.words import address
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/enter")
def enter(request: Request, key: str = "") -> Response:
    """Open the session of the one-time key."""
    bench = bench_of(request)
    cookie = None if bench.by_account else bench.sessions.enter(key, bench.who)
    if cookie is None:
        return shown(request, "refused.html", "打不开", "网址已用过或有误。请在运行 govdoc serve 的窗口重新启动。", 403)
    return _with_cookie(request, cookie)


@router.get("/login")
def asked(request: Request) -> Response:
    """The log-in form."""
    return shown(request, "login.html", "登录", "")


@router.post("/login")
def log_in(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    """Check name and password; too many failures make both wait."""
    bench = bench_of(request)
    if not bench.by_account:
        return shown(request, "refused.html", "打不开", "本工作台不用账号登录。", 403)
    tried = name.strip()[:40], request.client.host if request.client else ""
    if left := bench.attempts.begin(*tried):
        return shown(request, "login.html", "登录", f"尝试次数过多，请 {left // 60 + 1} 分钟后再试。", 429)
    with bench.db() as db:
        account = checked(db, name, password)
        note(db, tried[0], "登录" if account else "登录失败", tried[1])
    if account is None:
        return shown(request, "login.html", "登录", "账号或密码不对。", 403)
    bench.attempts.succeeded(*tried)
    bench.sessions.log_out(cookie_of(request.scope))
    return _with_cookie(request, bench.sessions.log_in(account))


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    bench_of(request).sessions.log_out(cookie_of(request.scope))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(request.scope))
    return answer


@router.get("/")
def first(request: Request) -> Response:
    """Where each role begins."""
    session = session_of(request)
    if session.role == "unit":
        return RedirectResponse(address("/unit", name=session.unit), 303)
    if unready(now_of(request)):
        return RedirectResponse("/start", 303)
    return RedirectResponse("/review" if session.may("reviewer") else "/matrix", 303)


@router.get("/help")
def told(request: Request) -> Response:
    """What the pages are for, and the keys."""
    return shown(request, "help.html", "说明", None)


def _with_cookie(request: Request, cookie: str) -> Response:
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_name(request.scope), cookie, httponly=True, samesite="strict", secure=secure, path="/")
    return answer
