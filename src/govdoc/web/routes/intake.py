"""A notice taken in by the page: sent, looked at, kept."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.pipeline.accounts import note
from govdoc.pipeline.intake import preview_notice, take_in
from govdoc.store import queries
from govdoc.web.bench import OutdatedError, bench_of, now_of, session_of
from govdoc.web.pages.intake import preview_page
from govdoc.web.pages.start import unready
from govdoc.web.pages.words import address
from govdoc.web.screen import shown
from govdoc.web.uploads import Held, Sent

router = APIRouter()
_PAGE = "/intake"


@router.get("/intake")
def asked(request: Request) -> Response:
    """The form."""
    return shown(request, "intake.html", "收入通知", None)


@router.post("/intake/upload")
def upload(request: Request, form: Sent) -> Response:
    """Read what was sent; nothing is kept yet."""
    bench, who = bench_of(request), session_of(request).who
    with bench.uploads.received(form) as (key, files):
        with bench.db() as db:
            preview = preview_notice(db, files[0])
        bench.uploads.hold(Held(key, who, _PAGE, files, preview))
    return RedirectResponse(address("/intake/preview", of=key), 303)


@router.get("/intake/preview")
def preview(request: Request, of: str) -> Response:
    """What was read."""
    held = bench_of(request).uploads.of(of, session_of(request).who, _PAGE)
    return shown(request, "intake_preview.html", "核对通知", preview_page(held.key, held.files[0].name, held.matter))


@router.post("/intake/take")
def take(request: Request, of: Annotated[str, Form()]) -> Response:
    """Keep it."""
    bench, who = bench_of(request), session_of(request).who
    held = bench.uploads.of(of, who, _PAGE)
    with bench.changing("", queries.notices) as db:
        now = {notice.key: notice for notice in queries.notices(db)}
        if any(now.get(one.notice.key) != one.before for one in held.matter.notices):
            raise OutdatedError
        kept = take_in(db, held.files[0], held.matter, bench.folder)
        note(db, who, "收入通知", kept.name)
    bench.uploads.drop(of)
    where = "/start" if unready(now_of(request)) else address("/notice", source=kept.resolve().as_posix())
    return RedirectResponse(where, 303)


@router.post("/intake/drop")
def drop(request: Request, of: Annotated[str, Form()]) -> Response:
    """Let go of what was sent on this page or another."""
    uploads = bench_of(request).uploads
    held = uploads.of(of, session_of(request).who)
    uploads.drop(held.key)
    return RedirectResponse(held.page, 303)
