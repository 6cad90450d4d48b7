"""The office's own sentences, and the web sites it vouches for."""

import re
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.gaps.templates import Template, shipped
from govdoc.pipeline.accounts import note
from govdoc.pipeline.addresses import allow_hosts, allowed_hosts, drop_host
from govdoc.pipeline.own_wording import change_sentence, own_templates, restore_wording, with_words
from govdoc.web.bench import OutdatedError, Seen, bench_of, mark, session_of
from govdoc.web.pages.wording import meant, sentence_page, wording_page
from govdoc.web.screen import shown

if TYPE_CHECKING:
    from sqlite_utils import Database

router = APIRouter()
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@router.get("/wording")
def listed(request: Request) -> Response:
    """All sentences; where the office's own file cannot be used, those that come with the program."""
    used, failure = shipped(), ""
    try:
        with bench_of(request).db() as db:
            used = own_templates(db)
    except GovdocError as error:
        failure = str(error)
    return shown(request, "wording.html", "措辞", wording_page(used, failure))


@router.get("/wording/one")
def one(request: Request, key: str) -> Response:
    """One sentence."""
    with bench_of(request).db() as db:
        words = own_templates(db).rows.get(key)
    if words is None:
        raise HTTPException(404)
    return shown(
        request, "sentence.html", "措辞", sentence_page(key, words, own=words != shipped()[key]), seen=mark(words)
    )


@router.post("/wording/one")
def change(
    request: Request,
    key: Annotated[str, Form()],
    text: Annotated[str, Form()],
    suggestion: Annotated[str, Form()] = "",
    step: Annotated[str, Form()] = "try",
    seen: Seen = "",
) -> Response:
    """Show how a sentence would read, or keep it."""
    text, suggestion = meant(text), meant(suggestion)
    if key not in shipped().rows:
        raise HTTPException(404)
    try:
        words = with_words(key, text, suggestion)[key]
        if step == "keep":
            with bench_of(request).changing(seen, lambda db: _words(db, key)) as db:
                change_sentence(db, key, text, suggestion)
                note(db, session_of(request).who, "改措辞", words.text)
            return RedirectResponse("/wording", 303)
        page = sentence_page(key, words, own=False)
    except OutdatedError:
        raise
    except GovdocError as error:
        page = sentence_page(key, Template(text, suggestion), own=False, failure=str(error))
    return shown(request, "sentence.html", "措辞", page, 400 if page.failure else 200, seen)


@router.post("/wording/restore")
def restore(request: Request, key: Annotated[str, Form()] = "", seen: Seen = "") -> Response:
    """Let one sentence, or all, be as they come with the program."""
    with bench_of(request).changing(seen, lambda db: _words(db, key)) as db:
        restore_wording(db, key)
        note(db, session_of(request).who, "恢复措辞", shipped().rows[key].text if key in shipped().rows else "全部")
    return RedirectResponse("/wording", 303)


def _words(db: "Database", key: str) -> Template | None:
    return own_templates(db).rows.get(key)


@router.get("/hosts")
def hosts(request: Request) -> Response:
    """The sites the office vouches for."""
    with bench_of(request).db() as db:
        return shown(request, "hosts.html", "网站", tuple(sorted(allowed_hosts(db))))


@router.post("/hosts/add")
def vouch(request: Request, name: Annotated[str, Form()]) -> Response:
    """Vouch for another site."""
    host = name.strip().lower().removeprefix("https://").removeprefix("http://").partition("/")[0]
    if not _HOST.fullmatch(host):
        raise GovdocError(f"“{name.strip()[:60]}”不是网站的域名", "例如 www.example.gov.cn")
    with bench_of(request).db() as db:
        allow_hosts(db, (host,))
        note(db, session_of(request).who, "认可网站", host)
    return RedirectResponse("/hosts", 303)


@router.post("/hosts/drop")
def let_go(request: Request, name: Annotated[str, Form()]) -> Response:
    """Vouch for a site no longer."""
    with bench_of(request).db() as db:
        drop_host(db, name)
        note(db, session_of(request).who, "不再认可网站", name[:100])
    return RedirectResponse("/hosts", 303)
