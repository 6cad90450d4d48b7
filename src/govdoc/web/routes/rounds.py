"""The rounds: opened, closed, and the lists of one to be sent."""

import datetime as dt
import io
import zipfile
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.accounts import note
from govdoc.pipeline.feedback import make_reports
from govdoc.pipeline.rounds import close_round, open_round
from govdoc.store.rounds import rounds
from govdoc.web.bench import Seen, bench_of, mark, pen_of, session_of
from govdoc.web.pages.rounds import rounds_page
from govdoc.web.routes.units import download
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/rounds")
def listed(request: Request) -> Response:
    """All rounds."""
    with bench_of(request).db() as db:
        found = rounds(db)
    page = rounds_page(found, manages=session_of(request).may("admin"))
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


@router.get("/rounds/lists.zip")
def lists(request: Request) -> Response:
    """All that goes out in a round: each unit's list, the workbook, the bulletin."""
    with bench_of(request).db() as db:
        made = make_reports(db, dt.date.today())  # noqa: DTZ011 - the day on the office's own calendar
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in made.files.items():
            out.writestr(name, data)
    return download(packed.getvalue(), "反馈清单.zip", "application/zip")
