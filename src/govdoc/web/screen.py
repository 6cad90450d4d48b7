"""Pages put on the screen: a template, the page's own record, and the frame around it."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from govdoc.errors import GovdocError
from govdoc.web.access import NEEDED
from govdoc.web.bench import bench_of
from govdoc.web.sessions import Session

_MENU = (
    ("/review", "待审"),
    ("/matrix", "总表"),
    ("/units", "单位"),
    ("/unit", "本单位"),
    ("/rounds", "批次"),
    ("/files", "材料"),
    ("/deadlines", "时限"),
    ("/notices", "通知"),
    ("/surveys", "问卷"),
    ("/jobs", "扫描"),
    ("/roster", "设置"),
)
_TABS = (
    ("/roster", "名册"),
    ("/names", "名称"),
    ("/handbook", "操作手册"),
    ("/wording", "措辞"),
    ("/hosts", "网站"),
    ("/accounts", "账号"),
    ("/audit", "日志"),
)
# Pages that are opened from another of the menu.
_UNDER = {
    "/cell": "/matrix",
    "/file": "/files",
    "/notice": "/notices",
    "/intake": "/notices",
    "/survey": "/surveys",
    "/name": "/roster",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    title: str
    here: str
    section: str
    home: str
    who: str
    csrf: str
    menu: tuple[tuple[str, str], ...]
    leaves: bool
    reviews: bool
    manages: bool
    tabs: tuple[tuple[str, str], ...]
    seen: str


def shown(request: Request, template: str, title: str, page: Any, status: int = 200, seen: str = "") -> HTMLResponse:
    """A whole page; `seen` goes into its forms, the mark of what they change."""
    session: Session | None = request.state.session
    bench = bench_of(request)
    menu, tabs = (
        tuple(line for line in lines if session and _open_to(session, line[0], by_account=bench.by_account))
        for lines in (_MENU, _TABS)
    )
    frame = Frame(
        title,
        request.url.path,
        _section(request.url.path),
        "/start" if session and session.may("viewer") else "/",
        session.who if session else "",
        session.csrf if session else "",
        menu,
        bool(session and bench.by_account),
        bool(session and session.may("reviewer")),
        bool(session and session.may("admin")),
        tabs,
        seen,
    )
    return HTMLResponse(_templates().get_template(template).render(page=page, frame=frame), status)


def told(error: GovdocError) -> str:
    """What went wrong; a remedy that is a command is of no use on a page."""
    return error.message if "govdoc " in error.remedy else str(error)


def part(template: str, page: Any) -> HTMLResponse:
    """A part of a page, without the frame."""
    return HTMLResponse(_templates().get_template(template).render(page=page))


def _section(path: str) -> str:
    """The line of the menu that a page belongs to."""
    first = "/" + path.split("/")[1]
    return _MENU[-1][0] if first in dict(_TABS) else _UNDER.get(first, first)


def _open_to(session: Session, path: str, *, by_account: bool) -> bool:
    if path == "/unit":
        return session.role == "unit"
    if path == "/accounts" and not by_account:
        return False
    return session.may(NEEDED["GET", path])


@lru_cache(maxsize=1024)
def _drawn(template: str, page: Any) -> Markup:
    """A part of a page that many pages hold, drawn once."""
    return Markup(_templates().get_template(template).render(page=page))  # noqa: S704 - a template's own markup


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals["drawn"] = _drawn
    return templates
