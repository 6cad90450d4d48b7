"""What became of a visit, in one of three states: alive, dead, or for a person to look at."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from govdoc.addresses.hosts import host_of, is_official, medium_of
from govdoc.model import Shape, State, Visit
from govdoc.rules.load import load


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a page.

    `support` is how likely it serves the cell, None where it is for none; `since` the day before which it may not be
    dated; `own` the hosts that the office takes for official; `line` the text beside the address.
    """

    support: float | None = None
    since: dt.date | None = None
    own: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state, the code of what was found, and the Chinese sentence that says it."""

    state: State
    finding: str
    reason: str


_PROBLEMS: tuple[tuple[str, State, str], ...] = (
    ("bad_address", "dead", "网址写法有误，无法访问"),
    ("private", "person", "指向内部网络地址，未访问；确需核对的请在内网打开，或由管理员登记为可访问"),
    ("dns", "dead", "域名解析不到，网站可能已停用"),
    ("refused", "dead", "服务器拒绝连接，多次重试仍打不开"),
    ("timeout", "dead", "多次重试仍连接超时"),
    ("broken", "dead", "连接多次中断，打不开"),
    ("tls", "person", "安全连接建立不起来，请用浏览器打开核对"),
    ("loop", "dead", "页面循环跳转，打不开"),
    ("huge", "person", "内容过大，未全部下载，请人工打开核对"),
    ("endless", "person", "页面长时间下载不完，请人工打开核对"),
    ("bomb", "person", "返回内容解压后异常膨胀，未读取，请人工核对"),
)
PROBLEMS = {name: Judgement(state, name, reason) for name, state, reason in _PROBLEMS}
_GUARDED = frozenset({401, 403, 405, 406, 412, 418, 429, 451, 521})
_NUMBER = re.compile(r"[〔\[(（【]\s*(20\d\d)\s*[〕\])）】]\s*第?\s*(\d{1,4})\s*号")
_FOLLOWS = re.compile("根据|按照|依据|按|落实|贯彻")  # names the document that asks, not the one at the address
_SUPPORTED = 0.3  # below it a page is not taken to be about what the cell asks


def judge(met: Visit, ask: Ask) -> Judgement:
    """The worth of what a visit met; the gravest finding comes first, and where it led to another site is told."""
    found, final = _worth(met, ask), met.hops[-1] if met.hops else met.url
    if urlsplit(final)[1:] == urlsplit(met.url)[1:]:
        return found
    return replace(found, reason=f"{found.reason}（已跳转到 {final}）")


def _worth(met: Visit, ask: Ask) -> Judgement:
    if met.problem:
        return PROBLEMS[met.problem]
    status = met.status or 0
    if status in _GUARDED:
        return Judgement("person", "guarded", f"网站不接受程序访问（{status}），请用浏览器打开核对")
    if status in (404, 410):
        return Judgement("dead", "gone", f"页面不存在（{status}）")
    if status >= 500:
        return Judgement("dead", "server_error", f"网站故障（{status}），多次重试仍打不开")
    if not 200 <= status < 300:
        return Judgement("person", "odd_status", f"服务器答复异常（{status}），请人工打开核对")
    return _file(met, ask) if met.shape is None else _page(met, met.shape, ask)


def _file(met: Visit, ask: Ask) -> Judgement:
    if not met.readable:
        return Judgement("person", "unread", "不是网页，内容读不出来，请人工打开核对")
    return _content(met, ask)


def _page(met: Visit, shape: Shape, ask: Ask) -> Judgement:
    final = met.hops[-1]
    # Most telling first: what a hijacked page shows may look like anything below it.
    if phrase := _says("hijacked", met, at_least=2):
        return Judgement("person", "hijacked", f"页面疑似被篡改或挂马（出现“{phrase}”），请核实并通知单位处置")
    if phrase := _says("parked", met):
        return Judgement("dead", "parked", f"域名已出让或过期（页面显示“{phrase}”）")
    if phrase := _says("guarded", met):
        return Judgement("person", "guarded", f"网站要求验证（“{phrase}”），请用浏览器打开核对")
    if phrase := _says("gone", met):
        return Judgement("dead", "soft_404", f"页面能打开，但内容是“{phrase}”")
    if phrase := _says("closed", met):
        return Judgement("dead", "closed", f"网站已停用或维护中（“{phrase}”）")
    if shape.password or "login" in urlsplit(final).path.lower() or _says("login", met):
        return Judgement("person", "login", "要登录才能看，请用账号打开核对")
    if shape.is_scripted:
        return Judgement("person", "script_only", "页面内容靠脚本加载，程序读不到，请用浏览器打开核对")
    if met.same_as_nonsense:
        return Judgement("dead", "soft_404", "对不存在的网址也返回同样的页面，原页面已不存在")
    if _is_home(final) and not _is_home(met.url):
        return Judgement("person", "moved_home", "已跳转到网站首页，原页面可能已撤下")
    if shape.is_list:
        return Judgement("person", "list_page", "打开的是栏目列表，不是具体文件，请补具体页面的网址")
    if not met.text.strip():
        return Judgement("dead", "blank", "页面是空白的")
    return _content(met, ask)


def _content(met: Visit, ask: Ask) -> Judgement:
    final = met.hops[-1]
    if met.distrusted:
        return Judgement("person", "certificate", "网站证书过期或不受信任，浏览器会提示不安全，请核对")
    if not is_official(host_of(final), ask.own):
        if medium := medium_of(host_of(final)):
            return Judgement("person", "unofficial", f"是{medium}，能打开，请核对是否为本单位账号发布、内容是否相符")
        return Judgement("person", "unofficial", "不是政府网站，也不在认可的网站名单里，请核对来源")
    if ask.since and met.date and met.date < ask.since:
        return Judgement("person", "old", f"页面日期为{met.date}，早于要求的{ask.since}")
    lost = _numbers(ask.line) - _numbers(met.text) if not _FOLLOWS.search(ask.line) else ()
    if lost:
        return Judgement(
            "person", "other_document", f"能打开，但页面上没有材料所写的文号{'、'.join(sorted(lost))}，请核对"
        )
    if ask.support is not None and ask.support < _SUPPORTED:
        return Judgement("person", "mismatch", "能打开，但内容与该项指标对不上，请核对")
    if ask.support is None:
        return Judgement("alive", "open", "能打开")
    return Judgement("alive", "matching", "能打开，内容对得上")


def _numbers(text: str) -> set[str]:
    """The numbers of documents (文号) a text names, in one spelling, without whose they are.

    >>> _numbers("云政办 [2023] 第 5号")
    {'〔2023〕5号'}
    """
    return {f"〔{found[1]}〕{int(found[2])}号" for found in _NUMBER.finditer(text)}


def _says(kind: str, met: Visit, *, at_least: int = 1) -> str:
    """The phrase of a kind that the title, or the text of a page short enough, shows; "" where none does."""
    rules = load("addresses")[kind]
    title, text = met.title.lower(), met.text.lower()
    if len(text) > rules["most"]:
        return ""
    titled = next((phrase for phrase in rules["title"] if phrase in title and len(title) < len(phrase) + 30), "")
    found = [phrase for phrase in rules["text"] if phrase in text]
    if titled and (at_least == 1 or found):
        return str(titled)
    return str(found[0]) if len(found) >= at_least else ""


def _is_home(url: str) -> bool:
    """Whether an address is a site's front page.

    >>> _is_home("http://a.gov.cn/index.html"), _is_home("http://a.gov.cn/art/1.html")
    (True, False)
    """
    parts = urlsplit(url)
    path = parts.path.strip("/").lower()
    return not parts.query and (not path or path.rsplit(".", 1)[0] in ("index", "default", "home", "main"))
