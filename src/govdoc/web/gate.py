"""The gate before every page: where a request comes from, who sends it, how large it is, what the answer may do."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from govdoc.web.access import NEEDED, OPEN, SHORT, UPLOADS
from govdoc.web.sessions import Session, Sessions

_STATIC = "/static/"
_SAFE = ("GET", "HEAD")
PATIENCE = 60.0  # seconds that a body may take, beside what its size takes
_SLOWEST = 100_000  # bytes a second
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none, browsers say of a form no more where it comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Gate:
    """Refuses what comes from another site, asks for another host, is too large or has no session.

    `hosts` are the names that may stand in the Host header, empty for any. Every answer carries the safe headers.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, hosts: frozenset[str], *, by_account: bool) -> None:
        self.app = app
        self.sessions = sessions
        self.hosts = hosts
        self.by_account = by_account

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page speaks anything else
            return
        answer = self._refusal(scope)
        bounded = _Bounded(receive, _most(scope))
        app: ASGIApp = answer if answer is not None else self.app
        await app(scope, bounded, _with_headers(scope, send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        state = scope.setdefault("state", {})
        state["session"] = None
        if self.hosts and headers.get("host", "") not in self.hosts:
            return _told("请用 govdoc serve 显示的网址打开。", 421)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(scope):
            return _told("提交的内容过大。", 413)
        if method not in _SAFE and _foreign(headers):
            return _told("请求不是从本页面发出的，已拒绝。", 403)
        session = state["session"] = self.sessions.of(cookie_of(scope))
        if session or path.startswith(_STATIC) or (method, path) in OPEN:
            return None
        if not self.by_account:
            return _told("没有登录，或登录已过期。请用 govdoc serve 显示的网址重新打开。", 403)
        if method in _SAFE and "x-csrf" not in headers:  # a page's script would take the form for what it asked for
            return RedirectResponse("/login", 303)
        return _told("登录已过期，这一步没有办。请另开一页重新登录，再回到这一页接着办，填好的都在。", 403)


def _told(said: str, status: int) -> Response:
    """A page that says why there is none; nothing of the request stands in it."""
    head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>打不开</title>'
    style = '<link rel="stylesheet" href="/static/style.css">'
    return HTMLResponse(f'{head}{style}<main class="narrow"><h1>打不开</h1><p>{said}</p></main></html>', status)


def cookie_name(scope: Scope) -> str:
    """What the session cookie is called: browsers send it to every port of a computer, where others may be at work."""
    return f"govdoc-{scope['server'][1]}"


def cookie_of(scope: Scope) -> str:
    """The session cookie a request carries."""
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(cookie_name(scope), "")


async def guard(request: Request) -> AsyncIterator[None]:
    """Refuse an address that has no line in the table, a role below what it needs, and a form without its token."""
    try:
        await _checked(request)
        yield
    finally:
        await request.close()  # what came with the form


async def _checked(request: Request) -> None:
    route = getattr(request.scope.get("route"), "path", "")
    method = "GET" if request.method == "HEAD" else request.method
    if (method, route) in OPEN:
        return
    session: Session | None = request.state.session
    needed = NEEDED.get((method, route))
    if session is None or needed is None or not session.may(needed):
        raise HTTPException(403, "没有权限查看或办理这一项。")
    if method not in _SAFE:
        token = request.headers.get("x-csrf") or (await request.form()).get("csrf")
        if not isinstance(token, str) or not _equal(token, session.csrf):
            raise HTTPException(403, "页面已过期，请刷新后再试。")


def _equal(one: str, other: str) -> bool:
    import hmac

    return hmac.compare_digest(one.encode(), other.encode())


def _foreign(headers: Headers) -> bool:
    """Whether the browser says that another site sent this."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _most(scope: Scope) -> int:
    """The bytes that a request's body may have: much only where a page takes in files."""
    return UPLOADS.get(scope["path"], SHORT) if scope["method"] == "POST" else SHORT


class _Bounded:
    """A body that ends the request once it is larger than its page takes, or too long in coming."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.most = most
        self.taken = 0
        self.until: float | None = asyncio.get_running_loop().time() + PATIENCE + most / _SLOWEST

    async def __call__(self) -> Message:
        try:
            async with asyncio.timeout_at(self.until):
                message = await self.receive()
        except TimeoutError:
            raise HTTPException(408, "提交得太慢，已停下，请再试。") from None
        if not message.get("more_body"):
            self.until = None
        self.taken += len(message.get("body", b""))
        if self.taken > self.most:
            raise HTTPException(413, "提交的内容过大。")
        return message


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            fixed = scope["path"].startswith(_STATIC)
            headers["Cache-Control"] = "no-cache" if fixed else "no-store"
        await send(message)

    return sending
