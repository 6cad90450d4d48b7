"""The first page of a workspace that is being set up, and of anyone who wants to know what comes next."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from govdoc.pipeline.matching import waiting
from govdoc.pipeline.roster import owed
from govdoc.web.bench import bench_of, now_of, session_of
from govdoc.web.pages.start import start_page
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/start")
def steps(request: Request) -> Response:
    """The steps."""
    now, may = now_of(request), session_of(request).may
    with bench_of(request).db() as db:
        page = start_page(now, len(owed(db)[1]), waiting(db), manages=may("admin"), reviews=may("reviewer"))
    return shown(request, "start.html", "办理步骤", page)
