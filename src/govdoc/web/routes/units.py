"""The units, a unit's list, and the same as a Word file."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from govdoc.pipeline.feedback import unit_overview
from govdoc.pipeline.rounds import last_round
from govdoc.reports import Overview, feedback_docx, file_name
from govdoc.store.rounds import round_cells
from govdoc.text import clock
from govdoc.web.bench import bench_of, now_of, own, session_of
from govdoc.web.pages.unit import unit_page, units_page
from govdoc.web.screen import shown

router = APIRouter()
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/units")
def units(request: Request) -> Response:
    """All units."""
    return shown(request, "units.html", "单位", units_page(now_of(request)))


@router.get("/unit")
def unit(request: Request, name: str = "") -> Response:
    """One unit's list as it will be sent; a unit's account need not name its own."""
    name = name or session_of(request).unit or ""
    own(request, name)
    now, view = now_of(request), _view(request, name)
    with bench_of(request).db() as db:
        last = last_round(db)
        old = round_cells(db, last.number, name) if last else ()
    owing = [one.name for one in now.matter.units if now.desk.of(one.name).gaps]
    beside = [one for one in owing if session_of(request).sees(one)]
    return shown(request, "unit.html", name, unit_page(view, name, old, beside))


@router.get("/unit/list.docx")
def word(request: Request, name: str) -> Response:
    """The list as a Word file."""
    own(request, name)
    return download(feedback_docx(_view(request, name), name), file_name(name), _WORD)


def download(data: bytes, name: str, media_type: str) -> Response:
    """A file to be saved, never shown."""
    return Response(
        data, media_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


def _view(request: Request, name: str) -> Overview:
    part = now_of(request).desk.of(name)
    with bench_of(request).db() as db:
        return unit_overview(db, clock.today(), name, tuple(part.gaps.values()), tuple(part.files))
