"""The deadlines on a page and as a calendar."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from govdoc.model import Due
from govdoc.pipeline.due import deadlines
from govdoc.reports.calendar_ics import calendar_ics
from govdoc.text import clock
from govdoc.web.bench import bench_of, now_of, session_of
from govdoc.web.pages.deadlines import deadlines_page
from govdoc.web.routes.units import download
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/deadlines")
def listed(request: Request, month: Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")] = "") -> Response:
    """All deadlines, or those of the unit whose account asks; the calendar begins at a month such as 2023-05."""
    begins = dt.date.fromisoformat(f"{month}-01") if month else None
    return shown(request, "deadlines.html", "时限", deadlines_page(_dues(request), clock.today(), begins))


@router.get("/deadlines.ics")
def calendar(request: Request) -> Response:
    """The same for Outlook and phones."""
    data = calendar_ics(_dues(request), "工作时限", clock.today())
    if data is None:
        raise HTTPException(404)
    return download(data, "工作时限.ics", "text/calendar")


def _dues(request: Request) -> tuple[Due, ...]:
    unit, now = session_of(request).unit, now_of(request)
    if not now.matter.notices:
        return ()
    gaps = now.desk.gaps if unit is None else now.desk.of(unit).gaps  # others' cells say nothing of its own standing
    with bench_of(request).db() as db:
        found = deadlines(db, clock.today(), unit, gaps.values())
    if unit is None:
        return found
    return tuple(_only(due, unit) for due in found)


def _only(due: Due, unit: str) -> Due:
    """The deadline without the names of other units."""
    from dataclasses import replace

    return replace(due, units=(unit,), open=tuple(name for name in due.open if name == unit))
