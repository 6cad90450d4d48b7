"""The rounds: opened, closed, and the lists of one to be sent."""

import datetime as dt
import zipfile
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.accounts import note
from govdoc.pipeline.feedback import make_reports
from govdoc.pipeline.rounds import close_round, open_round
from govdoc.pipeline.scan import Report
from govdoc.store.rounds import rounds
from govdoc.text import clock
from govdoc.web.bench import Bench, Seen, bench_of, mark, pen_of, session_of
from govdoc.web.pages.jobs import lines
from govdoc.web.pages.rounds import rounds_page
from govdoc.web.routes.units import download
from govdoc.web.screen import shown

router = APIRouter()
_ZIP, _LISTS = "反馈清单.zip", "写出全部清单"


@router.get("/rounds")
def listed(request: Request) -> Response:
    """All rounds."""
    with bench_of(request).db() as db:
        found = rounds(db)
    bench = bench_of(request)
    newest, before = lines(tuple(job for job in bench.jobs.all() if job.what == _LISTS))
    made = next((job.when for job in (newest, *before) if job and job.state == "done"), "")
    page = rounds_page(found, newest, made, manages=session_of(request).may("admin"))
    return shown(request, "rounds.html", "批次", page, seen=mark(found))


@router.post("/rounds/open")
def opened(
    request: Request, label: Annotated[str, Form()], due: Annotated[str, Form()] = "", seen: Seen = ""
) -> Response:
    """Begin a round, with the day by which units hand in."""
    pen = pen_of(request)
    try:
        until = dt.date.fromisoformat(due) if due else None
    except ValueError as error:
        raise GovdocError(f"“{due}”不是日期", "请按 2023-06-30 的样子填写") from error
    with bench_of(request).changing(seen, rounds) as db:
        one = open_round(db, label[:40], pen.who, pen.at, until)
        note(db, pen.who, "开始批次", one.label)
    return RedirectResponse("/rounds", 303)


@router.post("/rounds/close")
def closed(request: Request, seen: Seen = "") -> Response:
    """End the open round and keep how everything stands."""
    pen = pen_of(request)
    with bench_of(request).changing(seen, rounds) as db:
        one = close_round(db, pen.who, pen.at)
        note(db, pen.who, "结束批次", one.label)
    return RedirectResponse("/rounds", 303)


@router.post("/rounds/lists")
def make(request: Request) -> Response:
    """Make all that goes out in a round: each unit's list, the workbook, the bulletin, the completion report."""
    bench, who = bench_of(request), session_of(request).who
    bench.jobs.start(_LISTS, who, lambda report: _made(bench, report))
    with bench.db() as db:
        note(db, who, _LISTS)
    return RedirectResponse("/rounds", 303)


@router.get("/rounds/lists.zip")
def newest_lists(request: Request) -> Response:
    """What was made last."""
    file = bench_of(request).uploads.shelf(_ZIP)
    if not file.is_file():
        raise HTTPException(404)
    return download(file.read_bytes(), _ZIP, "application/zip")


def _made(bench: Bench, report: Report) -> str:
    file = bench.uploads.shelf(_ZIP)
    with bench.db() as db:
        made = make_reports(db, clock.today(), report=report)
    half = file.with_suffix(".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in made.files.items():
            out.writestr(name, data)
    half.replace(file)
    return f"共 {made.lists} 个单位的清单。"
