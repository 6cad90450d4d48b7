"""Questionnaires on a page: forms out, answers in, questions put right, tallies."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.model import Response as Answered
from govdoc.pipeline.accounts import note
from govdoc.pipeline.apart import apart, read_named
from govdoc.pipeline.surveys import (
    ALL,
    FORMS,
    SUMMARY,
    Survey,
    all_surveys,
    asked,
    by_month,
    correct,
    correct_question,
    forms,
    read_answers,
    summaries,
    survey_keyed,
    take_answers,
    take_served,
    tallies,
)
from govdoc.reports import file_name
from govdoc.store import queries
from govdoc.store import surveys as kept
from govdoc.text import clock
from govdoc.web.bench import Seen, bench_of, mark, session_of
from govdoc.web.pages.surveys import answers_page, at, question_page, survey_lines, survey_page
from govdoc.web.pages.words import address
from govdoc.web.routes.units import download
from govdoc.web.screen import shown, told
from govdoc.web.uploads import Held, Sent

if TYPE_CHECKING:
    from sqlite_utils import Database

router = APIRouter()
_PAGE, _ANY = "/surveys", "application/octet-stream"


@router.get("/surveys")
def listed(request: Request) -> Response:
    """All questionnaires."""
    with bench_of(request).db() as db:
        found = all_surveys(db)
        counts = {one.key: sum(kept.taken(db, one.key).values()) for one in found}
        lines = survey_lines(found, queries.notices(db), counts)
    return shown(request, "surveys.html", "问卷", lines)


@router.get("/survey")
def one(request: Request, key: str, unit: str = "", month: str = "") -> Response:
    """One questionnaire with what came back."""
    session = session_of(request)
    with bench_of(request).db() as db:
        survey = _survey(db, key)
        whole, units = tallies(db, survey, month)
        page = survey_page(
            survey,
            whole,
            units,
            by_month(db, survey),
            asked(db, survey),
            kept.taken(db, key),
            FORMS,
            unit=unit,
            takes=session.may("reviewer"),
            manages=session.may("admin"),
        )
    return shown(request, "survey.html", survey.questionnaire.title, page, seen=mark(survey.questionnaire))


@router.get("/survey/form")
def form(request: Request, key: str, name: str) -> Response:
    """One of the forms; the one to fill in by browser is saved like the rest, never opened here."""
    with bench_of(request).db() as db:
        found = forms(_survey(db, key)).get(name)
    if found is None:
        raise HTTPException(404)
    return download(found, name, _ANY)


@router.get("/survey/summary")
def summary(request: Request, key: str, unit: str = "", month: str = "") -> Response:
    """The summary of all, or of one unit, as a Word file."""
    name = file_name(unit or ALL, SUMMARY)
    with bench_of(request).db() as db:
        found = summaries(db, _survey(db, key), "", clock.today(), month).get(name)
    if found is None:
        raise HTTPException(404)
    return download(found(), name, _ANY)


@router.post("/survey/upload")
def upload(request: Request, form: Sent) -> Response:
    """Read answers that were sent; nothing is counted yet."""
    bench, who = bench_of(request), session_of(request).who
    with bench.uploads.received(form) as (key, files):
        with bench.db() as db:
            survey = _survey(db, str(form.get("key", "")))
        read, failures = _read(survey, files)
        if not read:
            raise GovdocError("没有读到答卷：" + "；".join(failures))
        bench.uploads.hold(Held(key, who, _PAGE, files, (survey.key, failures, tuple(read))))
    return RedirectResponse(address("/survey/preview", of=key), 303)


@router.get("/survey/preview")
def preview(request: Request, of: str) -> Response:
    """What was read."""
    bench = bench_of(request)
    held = bench.uploads.of(of, session_of(request).who, _PAGE)
    key, failures, names = held.matter
    with bench.db() as db:
        survey = _survey(db, key)
        read = {file.name: read_answers(survey, file) for file in held.files if file.name in names}
        page = answers_page(of, survey, read, failures, kept.taken(db, key))
    return shown(request, "answers.html", "核对答卷", page)


@router.post("/survey/take")
def take(request: Request, of: Annotated[str, Form()], beside: Annotated[bool, Form()] = False) -> Response:
    """Take the answers in, in place of those of files with the same names or `beside` them."""
    bench, who = bench_of(request), session_of(request).who
    held = bench.uploads.of(of, who, _PAGE)
    key, _, names = held.matter
    with bench.db() as db:
        survey, known = _survey(db, key), kept.taken(db, key)
        files = [file for file in held.files if file.name in names]
        if beside:
            files = [_renamed(file, known) for file in files]
        counts = take_answers(db, survey, files)
        note(db, who, "收入答卷", f"{survey.questionnaire.title}：{len(counts)} 个文件，{sum(counts.values())} 份")
    bench.uploads.drop(of)
    return RedirectResponse(at(survey), 303)


@router.post("/survey/served")
def served(request: Request, form: Sent) -> Response:
    """Take in how many each unit serves."""
    bench = bench_of(request)
    with bench.uploads.received(form) as (_, files), bench.db() as db:
        survey = _survey(db, str(form.get("key", "")))
        apart(read_named, files[0])
        note(db, session_of(request).who, "收入服务对象人数", f"{take_served(db, files[0])} 个单位")
    return RedirectResponse(at(survey), 303)


@router.get("/survey/question")
def question(request: Request, key: str, id: str) -> Response:  # noqa: A002 - the word in the address
    """One question to be put right."""
    with bench_of(request).db() as db:
        page = question_page(_survey(db, key), id)
    if page is None:
        raise HTTPException(404)
    return shown(request, "question.html", f"第{id}题", page, seen=mark(page))


@router.post("/survey/question")
def put_right(
    request: Request,
    key: Annotated[str, Form()],
    id: Annotated[str, Form()],  # noqa: A002 - the word of the form
    kind: Annotated[str, Form()],
    stem: Annotated[str, Form()],
    options: Annotated[str, Form()] = "",
    follow_up: Annotated[str, Form()] = "",
    seen: Seen = "",
) -> Response:
    """Keep one question as a person wrote it."""
    with bench_of(request).changing(seen, lambda db: question_page(_survey(db, key), id)) as db:
        survey = _survey(db, key)
        correct_question(db, survey, id, (kind, stem, options, follow_up))
        note(db, session_of(request).who, "更正问卷", f"{survey.questionnaire.title} 第{id}题")
    return RedirectResponse(at(survey) + f"#q{id}", 303)


@router.post("/survey/correct")
def put_all_right(request: Request, form: Sent) -> Response:
    """Keep all questions as the sheet sent has them."""
    bench, key, seen = bench_of(request), str(form.get("key", "")), str(form.get("seen", ""))
    with (
        bench.uploads.received(form) as (_, files),
        bench.changing(seen, lambda db: _survey(db, key).questionnaire) as db,
    ):
        survey = _survey(db, key)
        apart(read_named, files[0])
        correct(db, survey, files[0])
        note(db, session_of(request).who, "更正问卷", survey.questionnaire.title)
    return RedirectResponse(at(survey), 303)


@router.post("/survey/restore")
def restore(request: Request, key: Annotated[str, Form()], seen: Seen = "") -> Response:
    """Let the questions be as the notice has them."""
    with bench_of(request).changing(seen, lambda db: _survey(db, key).questionnaire) as db:
        survey = _survey(db, key)
        kept.drop_corrected(db, key)
        note(db, session_of(request).who, "恢复问卷原样", survey.questionnaire.title)
    return RedirectResponse(at(survey), 303)


def _survey(db: "Database", key: str) -> Survey:
    try:
        return survey_keyed(db, key)
    except GovdocError:
        raise HTTPException(404) from None


def _read(survey: Survey, files: tuple[Path, ...]) -> tuple[dict[str, tuple[Answered, ...]], list[str]]:
    """The responses of each file that holds any, and why the others do not."""
    read, failures = {}, []
    for file in files:
        try:
            read[file.name] = apart(_answers, (survey, file))
        except GovdocError as error:
            said = told(error)
            failures.append(said if file.name in said else f"{file.name}：{said}")
    return read, failures


def _answers(asked: tuple[Survey, Path]) -> tuple[Answered, ...]:
    return read_answers(*asked)


def _renamed(file: Path, known: Mapping[str, int]) -> Path:
    """The file under a name that no file taken in before has."""
    new, number = file, 2
    while new.name in known or (new != file and new.exists()):
        new = file.with_name(f"{file.stem}（{number}）{file.suffix}")
        number += 1
    return file.rename(new)
