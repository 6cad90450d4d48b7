"""The matrix, its cells, and the status a reviewer sets."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govdoc.model import Gap, Place
from govdoc.pipeline.decisions import on_cells, remarks_on
from govdoc.pipeline.live_desk import Now
from govdoc.reports.overview import STATUSES
from govdoc.store.decisions import DecidedError
from govdoc.web.bench import bench_of, now_of, own, pen_of, session_of
from govdoc.web.pages.cell import cell_page
from govdoc.web.pages.matrix import View, matrix_page
from govdoc.web.pages.words import cell_address, said
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/matrix")
def matrix(request: Request, notice: str = "", method: str = "", status: str = "", kind: str = "") -> Response:
    """The whole grid."""
    page = matrix_page(now_of(request), View(notice, method, status, kind))
    return shown(request, "matrix.html", "总表", page)


@router.get("/cell")
def cell(request: Request, unit: str, indicator: str, notice: str = "", method: str = "") -> Response:
    """One unit under one indicator."""
    own(request, unit)
    now = now_of(request)
    gaps = _gaps(now, unit, indicator, notice, method)
    page = cell_page(now, gaps, decides=session_of(request).may("reviewer"))
    return shown(request, "cell.html", f"{unit} {indicator}", page)


@router.post("/cell/status")
def set_status(
    request: Request,
    unit: Annotated[str, Form()],
    notice: Annotated[str, Form()],
    indicator: Annotated[str, Form()],
    seen: Annotated[int, Form()],
    method: Annotated[str, Form()] = "",
    status: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """Set how a cell stands, or write a comment on it."""
    now, pen = now_of(request), pen_of(request, comment)
    place = Place(notice, indicator, method or None)
    gap = now.desk.of(unit).gaps.get(place)
    if gap is None:
        raise HTTPException(404)
    meant = next((one for one in STATUSES if one == status), None)
    made = on_cells(pen, now.desk, (gap,), meant) if meant else remarks_on(pen, (), (gap,))
    try:
        bench_of(request).live.keep(made, seen)
    except DecidedError as error:
        by = said(error.by)
        told = f"{by.who}于 {by.when} 已{by.what}。您的意见没有记入，请返回、刷新，看过后再定。"
        return shown(request, "refused.html", "他人已先定", told, 409)
    return RedirectResponse(cell_address(unit, place), 303)


def _gaps(now: Now, unit: str, indicator: str, notice: str, method: str) -> tuple[Gap, ...]:
    found = tuple(
        gap
        for place, gap in now.desk.of(unit).gaps.items()
        if place.indicator == indicator and notice in ("", place.notice)
    )
    chosen = tuple(gap for gap in found if method in ("", gap.method))
    if not (chosen or found):
        raise HTTPException(404)
    return chosen or found
