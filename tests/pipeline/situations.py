"""A web server with everything that becomes of addresses, and what a check must say of each.

Each row is a situation: a path, how the server answers, and the finding. Servers listen on addresses of the machine
itself; every row has a host of its own where that matters.
"""

import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RIGHT = (
    "青河县司法局2024年度重大行政决策事项目录。经县政府同意，现将2024年度重大行政决策事项目录予以公布，"
    "并就有关事项组织听证会，公众代表、专家参与，意见采纳情况一并公开。"
)
WRONG = "青河县气象台今天发布天气预报：多云转小雨，偏南风三级，最高气温二十八度，请广大市民注意添减衣物，出行带伞。"
NOT_FOUND = (
    "<html><head><title>错误提示</title></head><body><h1>您访问的页面不存在</h1><a href='/'>返回首页</a></body></html>"
)


def page(text: str, title: str = "关于公布重大行政决策事项目录的公告", head: str = "") -> bytes:
    """A page with a headline, a date and paragraphs."""
    body = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"<div>发布时间：2024-06-03</div>{body}</body></html>"
    ).encode()


GOOD = page(RIGHT)
LIST = page("", "通知公告").replace(
    b"</body>",
    "".join(f"<li><a href='/a/{at}'>关于第{at}号事项办理结果的公告</a></li>" for at in range(30)).encode() + b"</body>",
)


class Handler(BaseHTTPRequestHandler):
    """Answers as the row of the path says."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        path = self.path.split("?", 1)[0]
        with self.server.lock:
            self.server.asked[path] += 1
            self.server.times.append((self.connection.getsockname()[0], time.monotonic()))
        answer = ANSWERS.get(path)
        if answer is None:
            everything = self.headers.get("Host", "").split(":")[0] in self.server.always
            self.say(200 if everything else 404, NOT_FOUND.encode() if everything else b"<html>404 Not Found</html>")
        else:
            answer(self)

    def say(self, status: int, body: bytes = b"", kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Answer in full."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that counts what it is asked."""

    daemon_threads = True

    def __init__(self, host: str, *, context: ssl.SSLContext | None = None) -> None:
        super().__init__((host, 0), Handler)
        self.lock = threading.Lock()
        self.asked: Counter[str] = Counter()
        self.times: list[tuple[str, float]] = []
        self.always: set[str] = set()
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is no error."""


Answer = Callable[[Handler], None]


def gives(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    """Answer with a body."""
    return lambda h: h.say(status, body, kind, **headers)


def leads(to: str, status: int = 302) -> Answer:
    """Send on."""
    return lambda h: h.say(status, b"", Location=to)


def slow(h: Handler) -> None:
    time.sleep(0.8)
    h.say(200, GOOD)


def silent(h: Handler) -> None:
    time.sleep(6)


def flapping(h: Handler) -> None:
    h.say(*((503, b"") if h.server.asked["/flapping"] < 3 else (200, GOOD)))


def hangs_up(h: Handler) -> None:
    h.connection.shutdown(socket.SHUT_RDWR)


def short(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Length", "90000")
    h.end_headers()
    h.wfile.write(b"<html>")
    h.connection.shutdown(socket.SHUT_RDWR)


def endless(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.send_header("Connection", "close")
    h.end_headers()
    for _ in range(200):
        h.wfile.write(b"<p>" + b"x" * 100 + b"</p>")
        h.wfile.flush()
        time.sleep(0.05)


def huge(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.send_header("Connection", "close")
    h.end_headers()
    for _ in range(40):
        h.wfile.write(b"x" * 100_000)


def bomb(h: Handler) -> None:
    h.say(200, gzip.compress(b"\0" * 40_000_000), Content_Encoding="gzip")


def wants_cookie(h: Handler) -> None:
    if "seen=1" in h.headers.get("Cookie", ""):
        h.say(200, GOOD)
    else:
        h.say(302, b"", Location="/cookie", Set_Cookie="seen=1; Path=/")


def patient(h: Handler) -> None:
    h.say(*((429, b"") if h.server.asked["/patient"] < 2 else (200, GOOD)), Retry_After="1")


def refuses_robots(h: Handler) -> None:
    browser = h.headers.get("User-Agent", "").startswith("Mozilla/5.0") and "zh-CN" in h.headers.get(
        "Accept-Language", ""
    )
    h.say(200 if browser else 403, GOOD)


GBK = RIGHT.encode("gb18030")
ANSWERS: dict[str, Answer] = {
    "/good": gives(GOOD),
    "/index.html": gives(page("青河县人民政府网站首页，今日要闻、政务公开、政务服务、互动交流、走进青河。", "青河县人民政府")),  # noqa: E501
    "/slow": slow,
    "/silent": silent,
    "/flapping": flapping,
    "/hangs-up": hangs_up,
    "/short": short,
    "/endless": endless,
    "/huge": huge,
    "/bomb": bomb,
    "/gzip": gives(gzip.compress(GOOD), Content_Encoding="gzip"),
    "/bad-gzip": gives(b"no gzip at all", Content_Encoding="gzip"),
    "/moved": leads("/good", 301),
    "/moved/中文": leads("/good", 301),
    "/relative/moved": leads("../good", 307),
    "/away": leads("/index.html"),
    "/loop": leads("/loop2"),
    "/loop2": leads("/loop"),
    "/inside": leads("http://10.0.0.1/secret"),
    "/metadata": leads("http://169.254.169.254/latest"),
    "/file": leads("file:///etc/passwd"),
    "/refresh": gives(b"<html><head><meta http-equiv='refresh' content='0; url=/good'></head></html>"),
    "/script-refresh": gives(b"<html><script>window.location.href = '/good';</script></html>"),
    "/refresh-late": gives(page(RIGHT, head="<meta http-equiv='refresh' content='600;url=/missing'>")),
    "/script-only": gives(b"<html><head><script src='/app.js'></script></head><body><div id='app'></div></body></html>"),  # noqa: E501
    "/login": gives(page("", "用户登录").replace(b"</body>", b"<input name='u'><input type='password'></body>")),
    "/to-login": leads("/login"),
    "/401": gives(b"", status=401),
    "/403": gives(page("禁止访问", "403"), status=403),
    "/robots": refuses_robots,
    "/412": gives(b"<html><script>challenge()</script></html>", status=412),
    "/404": gives(page("您访问的页面不存在", "404"), status=404),
    "/410": gives(b"", status=410),
    "/500": gives(b"", status=500),
    "/soft": gives(NOT_FOUND.encode()),
    "/deleted": gives(page("该文章不存在或已被删除。", "提示信息")),
    "/closed": gives(page("根据要求，本网站已关停，有关内容已整合迁移至县政府门户网站。", "通知")),
    "/parked": gives(page("该域名正在出售，联系我们购买此域名。", "域名出售")),
    "/hijacked": gives(page("澳门赌场在线赌博，注册送彩金，百家乐老虎机体育投注。" * 30, "重大行政决策事项目录")),
    "/slider": gives(page("请完成安全验证后继续访问", "安全验证")),
    "/list": gives(LIST),
    "/wrong": gives(page(WRONG, "今日天气")),
    "/blank": gives(b"<html><body></body></html>"),
    "/gbk": gives(b"<html><head><meta charset='gb2312'><title>" + "公告".encode("gb18030") + b"</title></head><body><p>" + GBK + b"</p></body></html>", "text/html"),  # noqa: E501
    "/gbk-lying": gives(b"<html><body><p>" + GBK + b"</p></body></html>", "text/html; charset=utf-8"),
    "/cookie": wants_cookie,
    "/patient": patient,
    "/text": gives(RIGHT.encode(), "text/plain; charset=utf-8"),
    "/picture": gives(b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "image/png"),
    "/odd": gives(b"", status=302),
}  # fmt: skip

# What a check must say of each path: state, finding.
EXPECTED: dict[str, tuple[str, str]] = {
    "/good": ("alive", "matching"),
    "/slow": ("alive", "matching"),
    "/silent": ("dead", "timeout"),
    "/flapping": ("alive", "matching"),
    "/hangs-up": ("dead", "broken"),
    "/short": ("dead", "broken"),
    "/endless": ("person", "endless"),
    "/huge": ("person", "huge"),
    "/bomb": ("person", "bomb"),
    "/gzip": ("alive", "matching"),
    "/bad-gzip": ("dead", "broken"),
    "/moved": ("alive", "matching"),
    "/relative/moved": ("alive", "matching"),
    "/away": ("person", "moved_home"),
    "/loop": ("dead", "loop"),
    "/inside": ("person", "private"),
    "/metadata": ("person", "private"),
    "/file": ("dead", "bad_address"),
    "/refresh": ("alive", "matching"),
    "/script-refresh": ("alive", "matching"),
    "/refresh-late": ("alive", "matching"),
    "/script-only": ("person", "script_only"),
    "/login": ("person", "login"),
    "/to-login": ("person", "login"),
    "/401": ("person", "guarded"),
    "/403": ("person", "guarded"),
    "/robots": ("alive", "matching"),
    "/412": ("person", "guarded"),
    "/404": ("dead", "gone"),
    "/410": ("dead", "gone"),
    "/500": ("dead", "server_error"),
    "/soft": ("dead", "soft_404"),
    "/deleted": ("dead", "soft_404"),
    "/closed": ("dead", "closed"),
    "/parked": ("dead", "parked"),
    "/hijacked": ("person", "hijacked"),
    "/slider": ("person", "guarded"),
    "/list": ("person", "list_page"),
    "/wrong": ("person", "mismatch"),
    "/blank": ("dead", "blank"),
    "/gbk": ("alive", "matching"),
    "/gbk-lying": ("alive", "matching"),
    "/cookie": ("alive", "matching"),
    "/patient": ("alive", "matching"),
    "/text": ("alive", "matching"),
    "/picture": ("person", "unread"),
    "/odd": ("person", "odd_status"),
    "/index.html": ("person", "mismatch"),
}


@dataclass
class Net:
    """The servers: each host's address, and the servers themselves."""

    bases: dict[str, str] = field(default_factory=dict)
    servers: list[Server] = field(default_factory=list)

    def host(self, name: str, *, context: ssl.SSLContext | None = None) -> Server:
        """Start a server on an address of its own."""
        number = len(self.servers) + 2
        server = Server(f"127.0.0.{number}", context=context)
        self.servers.append(server)
        scheme = "https" if context else "http"
        self.bases[name] = f"{scheme}://127.0.0.{number}:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server


@contextmanager
def net() -> Iterator[Net]:
    """Servers for as long as they are needed."""
    found = Net()
    try:
        yield found
    finally:
        for server in found.servers:
            server.shutdown()
            server.server_close()


def certificates(folder: Path, *, expired: bool) -> tuple[ssl.SSLContext, Path]:
    """A server's context, and the file of the authority that vouches for it."""
    import datetime as dt

    import trustme

    authority = trustme.CA()
    days = dt.timedelta(days=1)
    until = dt.datetime.now(dt.UTC) + (-days if expired else days)
    issued = authority.issue_cert("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", not_after=until)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    file = folder / f"ca-{expired}.pem"
    authority.cert_pem.write_to_path(str(file))
    return context, file
