"""The review queue, and what reviewers decide there."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from govdoc.errors import GovdocError
from govdoc.model import Decision, Evidence, ReviewRow
from govdoc.pipeline.decisions import item_ids, on_file, on_rows, remarks_on
from govdoc.pipeline.desk import place_named
from govdoc.pipeline.live_desk import Now
from govdoc.store import queries
from govdoc.store.decisions import DecidedError
from govdoc.web.bench import bench_of, now_of, pen_of
from govdoc.web.pages.queue import Sheet, Wanted, listed, queue_page, sheet
from govdoc.web.pages.words import said
from govdoc.web.screen import part, shown, told

router = APIRouter()


@router.get("/review")
def queue(
    request: Request,
    unit: str = "",
    indicator: str = "",
    method: str = "",
    waits: str = "",
    decided: bool = False,
    row: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """A page of the queue with its first sheet, or the sheet of a row, which is listed first if it is not there."""
    now, wanted = now_of(request), Wanted(unit, indicator, method, waits, decided)
    found = listed(now, wanted, page)
    at = now.desk.row(row) if row else next(iter(found.rows), None)
    if at and all(one.id != at.id for one in found.rows):
        found = replace(found, rows=(at, *found.rows))
    first = _sheet(request, now, at) if at else None
    return shown(request, "queue.html", "待审", queue_page(now, wanted, first, found), seen=str(now.newest))


@router.get("/review/row")
def one(request: Request, id: str) -> Response:  # noqa: A002 - the word in the address
    """One sheet alone."""
    now = now_of(request)
    row = now.desk.row(id)
    if row is None:
        return JSONResponse({"message": "这一行已不在，请刷新。"}, 404)
    return part("sheet.html", _sheet(request, now, row))


@router.post("/review/decide")
def decide(
    request: Request,
    kind: Annotated[str, Form()],
    rows: Annotated[list[str], Form()],
    seen: Annotated[int, Form()],
    to: Annotated[str, Form()] = "",
    items: Annotated[list[int] | None, Form()] = None,
    comment: Annotated[str, Form()] = "",
) -> JSONResponse:
    """Accept, reject, move or comment; answers 409 where another reviewer was first."""
    now, pen = now_of(request), pen_of(request, comment)
    found = [row for name in rows if (row := now.desk.row(name))]
    if len(found) != len(rows) or not found:
        return JSONResponse({"message": "有材料已不在，请刷新。"}, 404)
    try:
        if kind in ("accept", "reject"):
            named = _items(now, found[0], items) if len(found) == 1 else ()
            made: tuple[Decision, ...] = on_rows(pen, found, "accept" if kind == "accept" else "reject", named)
        elif kind == "move":
            made = tuple(on_file(pen, row, place_named(now.desk, row.unit, to)) for row in found)
        elif kind == "comment":
            made = remarks_on(pen, found, ())
        else:
            return JSONResponse({"message": "没有这种意见。"}, 400)
        kept = bench_of(request).live.keep(made, seen)
    except DecidedError as error:
        by = said(error.by)
        first = f"{by.who}于 {by.when} 已{by.what}" + (f"：{by.comment}" if by.comment else "")
        return JSONResponse({"message": f"{first}。您的意见没有记入，请看过后再定。"}, 409)
    except GovdocError as error:
        return JSONResponse({"message": told(error)}, 400)
    return JSONResponse({"message": f"已记录 {len(kept)} 条意见。", "seen": kept[-1].number})


@router.post("/review/undo")
def undo(request: Request) -> JSONResponse:
    """Take back this reviewer's own last go."""
    try:
        back = bench_of(request).live.take_back(pen_of(request))
    except GovdocError as error:
        return JSONResponse({"message": error.message}, 400)
    now = now_of(request)
    about = {(one.unit, one.sha256) for one in back}
    rows = (row for unit in {one.unit for one in back} for row in now.desk.of(unit).rows.values())
    names = [row.id for row in rows if (row.unit, row.sha256) in about]
    return JSONResponse({"message": f"已撤销 {len(back)} 条意见。", "rows": names, "seen": now.newest})


def _sheet(request: Request, now: Now, row: ReviewRow) -> Sheet:
    with bench_of(request).db() as db:
        file = _content(now, row)
        whole = queries.with_text(db, file.path) if file else None
        return sheet(now, row, whole, queries.matches_of(db, row.path))


def _content(now: Now, row: ReviewRow) -> Evidence | None:
    file = now.desk.files.get(row.path)
    return file if file and file.sha256 == row.sha256 else None


def _items(now: Now, row: ReviewRow, numbers: list[int] | None) -> tuple[str, ...]:
    gap = now.desk.of(row.unit).gaps.get(row.place) if row.place else None
    return item_ids(gap, numbers) if gap and numbers else ()
