"""The handbook on a page: read, searched, out to a file, in from one, and back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govdoc.pipeline.accounts import note
from govdoc.pipeline.apart import apart, read_named
from govdoc.pipeline.handbook import (
    handbook,
    keep_handbook,
    lines_in,
    preview_handbook,
    preview_undo,
    undo_handbook,
    write_handbook,
)
from govdoc.pipeline.matching import waiting
from govdoc.store import queries
from govdoc.text import clock
from govdoc.web.bench import Seen, bench_of, mark, session_of
from govdoc.web.pages.handbook import KINDS, guide_changes, handbook_page
from govdoc.web.pages.words import address
from govdoc.web.routes.units import download
from govdoc.web.screen import shown
from govdoc.web.uploads import Held, Sent

router = APIRouter()
_PAGE = "/handbook"


@router.get("/handbook")
def listed(request: Request, asked: str = "") -> Response:
    """The entries, or those that hold what is asked."""
    with bench_of(request).db() as db:
        page = handbook_page(
            queries.notices(db),
            handbook(db),
            queries.guides(db),
            asked.strip()[:100],
            undoes=queries.past_guides(db) is not None,
            waiting=waiting(db),
        )
    return shown(request, "handbook.html", "操作手册", page)


@router.get("/handbook/file")
def file(request: Request, kind: str) -> Response:
    """The handbook as a file."""
    if kind not in KINDS:
        raise HTTPException(404)
    name = f"操作手册{kind}"
    with TemporaryDirectory() as folder, bench_of(request).db() as db:
        write_handbook(db, Path(folder) / name, None, clock.today())
        return download((Path(folder) / name).read_bytes(), name, "application/octet-stream")


@router.post("/handbook/upload")
def upload(request: Request, form: Sent) -> Response:
    """Read what was sent; nothing is kept yet."""
    bench = bench_of(request)
    with bench.uploads.received(form) as (key, files):
        apart(lines_in if files[0].suffix.lower() == ".toml" else read_named, files[0])
        with bench.db() as db:
            preview_handbook(db, files[0])
        bench.uploads.hold(Held(key, session_of(request).who, _PAGE, files))
    return RedirectResponse(address("/handbook/preview", of=key), 303)


@router.get("/handbook/preview")
def preview(request: Request, of: str) -> Response:
    """What it would change now."""
    bench = bench_of(request)
    held = bench.uploads.of(of, session_of(request).who, _PAGE)
    with bench.db() as db:
        page = guide_changes(of, held.files[0].name, preview_handbook(db, held.files[0]))
        seen = mark(queries.guides(db))
    return shown(request, "handbook_preview.html", "核对操作手册", page, seen=seen)


@router.post("/handbook/keep")
def keep(request: Request, of: Annotated[str, Form()], seen: Seen = "") -> Response:
    """Keep it."""
    bench, who = bench_of(request), session_of(request).who
    held = bench.uploads.of(of, who, _PAGE)
    with bench.changing(seen, queries.guides) as db:
        change = preview_handbook(db, held.files[0])
        keep_handbook(db, change)
        note(db, who, "导入操作手册", f"{held.files[0].name}：改动 {len(change.altered)} 项")
    bench.uploads.drop(of)
    return RedirectResponse(_PAGE, 303)


@router.get("/handbook/undo")
def asked_back(request: Request) -> Response:
    """What taking the latest import back would change."""
    with bench_of(request).db() as db:
        page = guide_changes("", "", preview_undo(db))
        seen = mark(queries.guides(db))
    return shown(request, "handbook_preview.html", "撤销导入", page, seen=seen)


@router.post("/handbook/undo")
def undo(request: Request, seen: Seen = "") -> Response:
    """Take the latest import back."""
    with bench_of(request).changing(seen, queries.guides) as db:
        preview_undo(db)
        undo_handbook(db)
        note(db, session_of(request).who, "撤销导入操作手册")
    return RedirectResponse(_PAGE, 303)
