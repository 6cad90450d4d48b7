"""The review queue, and what reviewers decide there."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from govdoc.errors import GovdocError
from govdoc.model import Decision, Evidence, ReviewRow
from govdoc.pipeline.decisions import item_ids, keep, on_file, on_rows, remarks_on, take_back
from govdoc.pipeline.desk import place_named
from govdoc.pipeline.live_desk import Now
from govdoc.store import queries
from govdoc.store.decisions import OvertakenError
from govdoc.web.bench import bench_of, now_of, pen_of, session_of
from govdoc.web.pages.queue import LISTED, Sheet, Wanted, chosen, queue_page, sheet
from govdoc.web.pages.words import said
from govdoc.web.screen import part, shown

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
    """A page of the queue with its first sheet, or the sheet of a row, which is listed first if it does not wait."""
    now, wanted = now_of(request), Wanted(unit, indicator, method, waits, decided)
    rows = chosen(now, wanted)
    page = min(page, max(1, -(-len(rows) // LISTED)))
    at = now.desk.row(row) if row else (rows[(page - 1) * LISTED] if rows else None)
    if at and row:
        place = next((place for place, one in enumerate(rows) if one.id == row), None)
        rows, page = (rows, place // LISTED + 1) if place is not None else ((at, *rows), 1)
    listed = queue_page(now, wanted, _sheet(request, now, at) if at else None, rows, page)
    return shown(request, "queue.html", "待审", listed)


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
        with bench_of(request).db() as db:
            kept = keep(db, made, seen)
    except OvertakenError as error:
        by = said(error.by)
        told = f"{by.who}于 {by.when} 已{by.what}" + (f"：{by.comment}" if by.comment else "")
        return JSONResponse({"message": f"{told}。您的意见没有记入，请看过后再定。"}, 409)
    except GovdocError as error:
        return JSONResponse({"message": str(error)}, 400)
    return JSONResponse({"message": f"已记录 {len(kept)} 条意见。", "seen": kept[-1].number})


@router.post("/review/undo")
def undo(request: Request) -> JSONResponse:
    """Take back this reviewer's own last go."""
    try:
        with bench_of(request).db() as db:
            back = take_back(db, pen_of(request), by=session_of(request).who)
    except GovdocError as error:
        return JSONResponse({"message": error.message}, 400)
    now = now_of(request)
    names = [row.id for row in now.desk.rows if any(_about(row, one) for one in back)]
    return JSONResponse({"message": f"已撤销 {len(back)} 条意见。", "rows": names, "seen": now.newest})


def _about(row: ReviewRow, one: Decision) -> bool:
    return (row.unit, row.sha256) == (one.unit, one.sha256)


def _sheet(request: Request, now: Now, row: ReviewRow) -> Sheet:
    with bench_of(request).db() as db:
        file = _content(now, row)
        whole = queries.with_text(db, file.path) if file else None
        return sheet(now, row, whole, queries.matches_of(db, row.path))


def _content(now: Now, row: ReviewRow) -> Evidence | None:
    file = now.desk.files.get(row.path)
    return file if file and file.sha256 == row.sha256 else None


def _items(now: Now, row: ReviewRow, numbers: list[int] | None) -> tuple[str, ...]:
    gap = now.desk.gaps.get((row.unit, row.place)) if row.place else None
    return item_ids(gap, numbers) if gap and numbers else ()
