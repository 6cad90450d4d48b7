"""The ledger of files with its search, one file as text, and a page of it as a picture."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import PlainTextResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.pictures import picture
from govdoc.pipeline.scan import scanned_folder
from govdoc.pipeline.search import bring_index_up_to_date, search
from govdoc.store import queries
from govdoc.web.bench import bench_of, now_of, own, session_of
from govdoc.web.pages.facts import picture_of
from govdoc.web.pages.files import SHOWN, Sought, file_page, files_page
from govdoc.web.screen import shown, told

router = APIRouter()


@router.get("/files")
def files(request: Request, asked: str = "", unit: str = "", status: str = "", page: int = 1) -> Response:
    """The files, or those whose text holds what is asked."""
    session, now, bench = session_of(request), now_of(request), bench_of(request)
    asked = asked.strip()[:100]
    sought, inside = Sought(asked, unit, status, page), session.may("viewer")
    seen = [file for file in now.matter.files if session.sees(file.unit)]
    with bench.db() as db:
        found = None
        if asked:
            bring_index_up_to_date(db, bench.folder)
            found = search(bench.folder, asked)
        listed = files_page(
            now, seen, sought, found, lambda path: queries.with_text(db, path).text[:SHOWN], inside=inside
        )
    return shown(request, "files.html", "材料", listed)


@router.get("/file")
def file(request: Request, path: str, asked: str = "") -> Response:
    """One file as text; never its own bytes."""
    now = now_of(request)
    known = now.desk.files.get(path)
    if known is None:
        raise HTTPException(404)
    own(request, known.unit)
    with bench_of(request).db() as db:
        whole, matches = queries.with_text(db, path), queries.matches_of(db, path)
    session = session_of(request)
    page = file_page(now, whole, matches, asked, inside=session.may("viewer"), decides=session.may("reviewer"))
    return shown(request, "file.html", page.title, page)


@router.get("/file/picture")
def drawn(request: Request, path: str, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """A page of a file of the ledger as a picture drawn here; X-Pages says how many there are."""
    known = now_of(request).desk.files.get(path)
    if known is None or not picture_of(known).address:
        raise HTTPException(404)
    own(request, known.unit)
    with bench_of(request).db() as db:
        folder = scanned_folder(db)
    if folder is None:
        raise HTTPException(404)
    try:
        made = picture(bench_of(request).folder, folder, known, page)
    except GovdocError as error:
        return PlainTextResponse(told(error), 400)
    kind = "image/png" if made.body.startswith(b"\x89PNG") else "image/jpeg"
    return Response(made.body, media_type=kind, headers={"X-Pages": str(made.pages)})
