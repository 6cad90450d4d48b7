"""Names in notices and on folders that a person decides: asked, answered, taken back."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.accounts import note
from govdoc.pipeline.matching import waiting
from govdoc.pipeline.roster import directory, doubts_of, forget, place_files, remember, resolve
from govdoc.store import queries
from govdoc.web.bench import Seen, bench_of, mark, session_of
from govdoc.web.pages.roster import name_page, names_page
from govdoc.web.screen import shown

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.units import Answer

router = APIRouter()


@router.get("/names")
def listed(request: Request) -> Response:
    """All names in doubt, and all answers."""
    with bench_of(request).db() as db:
        answers = queries.answers(db)
        known = directory(db)
        page = names_page(doubts_of(db), {one.name: known.bound(one.name) for one in answers}, answers, waiting(db))
    return shown(request, "names.html", "名称确认", page, seen=mark(answers))


@router.get("/name")
def one(request: Request, name: str) -> Response:
    """One name."""
    with bench_of(request).db() as db:
        doubt = next((each for each in doubts_of(db) if each.name == name), None)
        answer = _answer(db, name)
        page = name_page(name, doubt, resolve(db, name), answer, queries.units(db))
    return shown(request, "name.html", name, page, seen=mark(answer))


@router.post("/name/answer")
def answer(
    request: Request,
    name: Annotated[str, Form()],
    units: Annotated[list[str] | None, Form()] = None,
    kinds: Annotated[list[str] | None, Form()] = None,
    tags: Annotated[list[str] | None, Form()] = None,
    nobody: Annotated[bool, Form()] = False,
    seen: Seen = "",
) -> Response:
    """Keep an answer."""
    said = tuple(units or ()), tuple(kinds or ()), tuple(tags or ())
    if nobody == any(said):
        raise GovdocError("没有选定，或选得互相矛盾", "请选单位、类别或标签，或只选“不指名册里的任何单位”")
    with bench_of(request).changing(seen, lambda db: _answer(db, name)) as db:
        remember(db, (name,), *said)
        place_files(db)
        note(
            db,
            session_of(request).who,
            "确认名称",
            f"{name}：{'、'.join(one for part in said for one in part) or '不指任何单位'}",
        )
    return RedirectResponse("/names", 303)


@router.post("/name/forget")
def take_back(request: Request, name: Annotated[str, Form()], seen: Seen = "") -> Response:
    """Take an answer back."""
    with bench_of(request).changing(seen, queries.answers) as db:
        forget(db, name)
        note(db, session_of(request).who, "撤回名称确认", name)
    return RedirectResponse("/names", 303)


def _answer(db: "Database", name: str) -> "Answer | None":
    return next((one for one in queries.answers(db) if one.name == name), None)
