"""Accounts made, changed and taken away by those who manage; the audit log."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from govdoc.pipeline.accounts import add_account, drop_account, note, set_password
from govdoc.store import accounts as kept
from govdoc.store import queries
from govdoc.store.corrections import corrections
from govdoc.web.bench import bench_of, now_of, session_of
from govdoc.web.pages.accounts import MOST, accounts_page, audit_page
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/accounts")
def listed(request: Request) -> Response:
    """All accounts."""
    with bench_of(request).db() as db:
        page = accounts_page(kept.accounts(db), queries.units(db))
    return shown(request, "accounts.html", "账号", page)


@router.post("/accounts/add")
def add(
    request: Request,
    name: Annotated[str, Form()],
    role: Annotated[str, Form()],
    password: Annotated[str, Form()],
    unit: Annotated[str, Form()] = "",
) -> Response:
    """Make an account."""
    with bench_of(request).db() as db:
        one = add_account(db, name, role, password, unit)
        note(db, session_of(request).who, "增加账号", f"{one.name}（{role}）")
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/password")
def change(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    """Give an account another password; whoever is logged in with it must log in again."""
    with bench_of(request).db() as db:
        set_password(db, name, password)
        note(db, session_of(request).who, "改密码", name)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/remove")
def remove(request: Request, name: Annotated[str, Form()]) -> Response:
    """Take an account away and end its sessions."""
    with bench_of(request).db() as db:
        drop_account(db, name)
        note(db, session_of(request).who, "删除账号", name)
    return RedirectResponse("/accounts", 303)


@router.get("/audit")
def audit(request: Request, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """All that was done, newest first."""
    with bench_of(request).db() as db:
        lines = audit_page(kept.audit(db, MOST * page + 1), now_of(request).desk.log, corrections(db), page)
    return shown(request, "audit.html", "日志", lines)
