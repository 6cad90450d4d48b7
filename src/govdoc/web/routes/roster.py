"""The roster on a page; another one sent, looked at and kept."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.pipeline.accounts import note
from govdoc.pipeline.apart import apart, read_named
from govdoc.pipeline.matching import waiting
from govdoc.pipeline.roster import doubts_of, keep_roster, preview_roster
from govdoc.store import queries
from govdoc.web.bench import Seen, bench_of, mark, session_of
from govdoc.web.pages.roster import change_page, roster_page
from govdoc.web.pages.words import address
from govdoc.web.screen import shown
from govdoc.web.uploads import Held, Sent

router = APIRouter()
_PAGE = "/roster"


@router.get("/roster")
def listed(request: Request) -> Response:
    """The roster."""
    with bench_of(request).db() as db:
        page = roster_page(queries.units(db), len(doubts_of(db)), waiting(db))
    return shown(request, "roster.html", "单位名册", page)


@router.post("/roster/upload")
def upload(request: Request, form: Sent) -> Response:
    """Read what was sent; nothing is kept yet."""
    bench = bench_of(request)
    with bench.uploads.received(form) as (key, files):
        apart(read_named, files[0])
        with bench.db() as db:
            preview_roster(db, files[0])
        bench.uploads.hold(Held(key, session_of(request).who, _PAGE, files))
    return RedirectResponse(address("/roster/preview", of=key), 303)


@router.get("/roster/preview")
def preview(request: Request, of: str) -> Response:
    """What it would change now."""
    bench = bench_of(request)
    held = bench.uploads.of(of, session_of(request).who, _PAGE)
    with bench.db() as db:
        page = change_page(held.key, held.files[0].name, preview_roster(db, held.files[0]))
        seen = mark(queries.units(db))
    return shown(request, "roster_preview.html", "核对名册", page, seen=seen)


@router.post("/roster/keep")
def keep(request: Request, of: Annotated[str, Form()], seen: Seen = "") -> Response:
    """Keep it in place of the one before."""
    bench, who = bench_of(request), session_of(request).who
    held = bench.uploads.of(of, who, _PAGE)
    with bench.changing(seen, queries.units) as db:
        change = preview_roster(db, held.files[0])
        doubts = keep_roster(db, change) or doubts_of(db)
        told = f"新增 {len(change.added)}，改动 {len(change.changed)}，删除 {len(change.removed)}"
        note(db, who, "导入名册", f"{held.files[0].name}：{told}")
    bench.uploads.drop(of)
    return RedirectResponse("/names" if doubts else "/start", 303)
