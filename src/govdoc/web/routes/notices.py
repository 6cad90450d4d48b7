"""The notices taken in, one source with what was read from it, and what persons put right there."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import HTMLResponse, Response

from govdoc.errors import GovdocError
from govdoc.model import Document, Step
from govdoc.pipeline import corrections
from govdoc.pipeline.correction_words import correction_in_words
from govdoc.pipeline.matching import waiting
from govdoc.pipeline.notices import read_file
from govdoc.store import queries
from govdoc.web.bench import bench_of, pen_of, session_of
from govdoc.web.pages.fix import fix_page
from govdoc.web.pages.notice import Reader, notice_page, notices_page
from govdoc.web.screen import part, shown

if TYPE_CHECKING:
    from sqlite_utils import Database

router = APIRouter()
_STEPS = TypeAdapter(tuple[Step, ...])
_WORDS = TypeAdapter(dict[str, str])


@router.get("/notices")
def listed(request: Request) -> Response:
    """The sources."""
    with bench_of(request).db() as db:
        past, by_source = corrections.history(db), queries.notices_by_source(db)
        page = notices_page(by_source, queries.sources(db), past, _reader(request))
    return shown(request, "notices.html", "通知", page)


@router.get("/notice")
def one(request: Request, source: str) -> Response:
    """One source; only what was taken in can be asked for."""
    return _page(request, source)


@router.get("/notice/fix")
def forms(request: Request, notice: str, seen: int, at: str = "") -> Response:
    """The forms by which what stands in a place of a notice is put right, as it was when the page was made."""
    with bench_of(request).db() as db:
        return part("fix.html", fix_page(corrections.as_seen(db, notice, seen), at))


async def _given(request: Request) -> dict[str, str]:
    """The fields of a form that the page names “f.…”."""
    form = await request.form()
    return {name[2:]: str(said).replace("\r\n", "\n") for name, said in form.items() if name.startswith("f.")}


@router.post("/notice/correct")
def correct(
    request: Request,
    source: Annotated[str, Form()],
    notice: Annotated[str, Form()],
    kind: Annotated[str, Form()],
    path: Annotated[str, Form()],
    seen: Annotated[int, Form()],
    given: Annotated[dict[str, str], Depends(_given)],
    was: Annotated[str, Form()] = "{}",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """Put something right and show the page as it is then; answers 409 where another person was first."""
    pen = pen_of(request, comment)
    try:
        spot = corrections.Spot(notice, _STEPS.validate_json(path), _WORDS.validate_json(was), seen)
    except ValidationError as error:
        raise GovdocError("填写有误", "请刷新后再改") from error
    with bench_of(request).db() as db:
        _known(db, source)
        if kind == "change":
            made = corrections.change(db, pen, spot, given)
        elif kind == "split":
            made = corrections.split(db, pen, spot, given.get("pieces", "").split("\n"))
        elif kind == "merge":
            made = corrections.merge(db, pen, spot, given.get("joined", ""))
        elif kind == "add":
            made = corrections.add(db, pen, spot, given)
        elif kind == "delete":
            made = corrections.delete(db, pen, spot)
        else:
            raise GovdocError("没有这种更正", "请刷新后再改")
    return _told(_page(request, source), f"已更正：{correction_in_words(made)}。")


@router.post("/notice/undo")
def undo(request: Request, source: Annotated[str, Form()], number: Annotated[int, Form()]) -> Response:
    """Take a correction back: one's own, or with the right to manage anybody's."""
    session = session_of(request)
    with bench_of(request).db() as db:
        _known(db, source)
        back = corrections.take_back(db, pen_of(request), number, None if session.may("admin") else session.who)
    return _told(_page(request, source), f"已撤销：{correction_in_words(back)}。")


def _page(request: Request, source: str) -> HTMLResponse:
    with bench_of(request).db() as db:
        _known(db, source)
        notices, doubts = queries.notices_by_source(db)[source], queries.sources(db).get(source, ())
        past, late = corrections.history(db), waiting(db)
    document, failure = None, ""
    try:
        document = _document(source, Path(source).stat().st_mtime_ns)
    except (OSError, GovdocError):
        failure = "原文件已不在原处，或打不开，只列出读到的要素。"
    page = notice_page(source, document, notices, doubts, past, _reader(request), failure=failure, waiting=late)
    return shown(request, "notice.html", "通知", page)


def _reader(request: Request) -> Reader:
    session = session_of(request)
    return Reader(session.who, session.may("reviewer"), session.may("admin"))


def _known(db: "Database", source: str) -> None:
    if source not in queries.sources(db):
        raise HTTPException(404)


def _told(page: Response, text: str) -> Response:
    """The page with a line for the person, which the browser shows over it."""
    page.headers["HX-Trigger"] = json.dumps({"told": text})
    return page


@lru_cache(maxsize=8)
def _document(source: str, _changed: int) -> Document:
    return read_file(source)
