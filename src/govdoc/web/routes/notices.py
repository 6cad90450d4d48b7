"""The notices taken in, and one source with what was read from it."""

from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from govdoc.errors import GovdocError
from govdoc.model import Document
from govdoc.pipeline.notices import read_file
from govdoc.store import queries
from govdoc.web.bench import bench_of
from govdoc.web.pages.notice import notice_page, source_lines
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/notices")
def listed(request: Request) -> Response:
    """The sources."""
    with bench_of(request).db() as db:
        lines = source_lines(queries.notices_by_source(db), queries.sources(db))
    return shown(request, "notices.html", "通知", lines)


@router.get("/notice")
def one(request: Request, source: str) -> Response:
    """One source; only what was taken in can be asked for."""
    with bench_of(request).db() as db:
        notices, doubts = queries.notices_by_source(db).get(source), queries.sources(db).get(source, ())
    if notices is None:
        raise HTTPException(404)
    document, failure = None, ""
    try:
        document = _document(source, Path(source).stat().st_mtime_ns)
    except (OSError, GovdocError):
        failure = "原文件已不在原处，或打不开，只列出读到的要素。"
    return shown(request, "notice.html", "通知", notice_page(source, document, notices, doubts, failure))


@lru_cache(maxsize=8)
def _document(source: str, _changed: int) -> Document:
    return read_file(source)
