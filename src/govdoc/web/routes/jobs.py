"""Scanning from the page: started, followed, stopped."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.accounts import note
from govdoc.pipeline.intake import evidence_folder, take_evidence
from govdoc.pipeline.ledgers import match_and_check
from govdoc.pipeline.matching import Matched, waiting
from govdoc.pipeline.scan import Report, scan, scanned_folder
from govdoc.pipeline.search import bring_index_up_to_date
from govdoc.store import queries
from govdoc.text import clock
from govdoc.web.bench import Bench, bench_of, session_of
from govdoc.web.pages.jobs import JobsPage, lines
from govdoc.web.pages.words import address
from govdoc.web.screen import shown
from govdoc.web.uploads import Sent

router = APIRouter()


@router.get("/jobs")
def listed(request: Request, sent: int = 0) -> Response:
    """The jobs of this run; `sent` files have just come in."""
    bench, session = bench_of(request), session_of(request)
    with bench.db() as db:
        running = any(not job.over for job in bench.jobs.all())
        folder = evidence_folder(db, bench.folder)
        page = JobsPage(
            *lines(bench.jobs.all()),
            folder=str(folder) if folder.is_dir() or bench.by_account else "",
            waiting=0 if running else waiting(db),
            sent=sent,
            units=tuple(unit.name for unit in queries.units(db)),
            starts=session.may("reviewer"),
        )
    return shown(request, "jobs.html", "扫描", page)


@router.post("/jobs/scan")
def start(request: Request, folder: Annotated[str, Form()] = "") -> Response:
    """Scan the folder known, or one that a person at this computer names for the first time."""
    bench, who = bench_of(request), session_of(request).who
    with bench.db() as db:
        wanted = evidence_folder(db, bench.folder)
        if scanned_folder(db) is None and folder.strip() and not bench.by_account:
            wanted = Path(folder.strip())
        if not wanted.is_dir():
            raise GovdocError("还没有材料文件夹", "请填写各单位文件夹所在的上一级文件夹，或先上传材料")
        bench.jobs.start(f"扫描 {wanted}", who, lambda report: _scan(bench, wanted, report))
        note(db, who, "扫描", str(wanted))
    return RedirectResponse("/jobs", 303)


@router.post("/jobs/match")
def again(request: Request) -> Response:
    """Match what a change of notices, roster, names or handbook has made old."""
    bench, who = bench_of(request), session_of(request).who
    bench.jobs.start("重新匹配", who, lambda report: _match(bench, report))
    with bench.db() as db:
        note(db, who, "重新匹配")
    return RedirectResponse("/jobs", 303)


@router.post("/jobs/upload")
def upload(request: Request, form: Sent) -> Response:
    """Put files among a unit's evidence."""
    bench, unit = bench_of(request), str(form.get("unit", ""))
    with bench.uploads.received(form) as (_, files), bench.db() as db:
        place = take_evidence(db, bench.folder, unit, files, clock.today())
        note(db, session_of(request).who, "上传材料", f"{unit}：{len(files)} 份，在 {place.name}")
    return RedirectResponse(address("/jobs", sent=len(files)), 303)


@router.post("/jobs/stop")
def stop(request: Request) -> Response:
    """Stop the running job."""
    bench = bench_of(request)
    bench.jobs.stop()
    with bench.db() as db:
        note(db, session_of(request).who, "停下扫描")
    return RedirectResponse("/jobs", 303)


def _match(bench: Bench, report: Report) -> str:
    with bench.db() as db:
        matched = match_and_check(db, report=report)
    bench.live.settle()  # who then goes to the queue finds what is new
    return _told(matched)


def _scan(bench: Bench, folder: Path, report: Report) -> str:
    with bench.db() as db:
        done = scan(db, folder, report=report)
        matched = match_and_check(db, report=report)
        bring_index_up_to_date(db, bench.folder)
    bench.live.settle()
    told = f"共 {done.met} 个文件：本次读取 {done.read} 个，未改动 {done.unchanged} 个。"
    if done.unreadable:
        told += f"没有读到或没有读全的 {len(done.unreadable)} 个，见材料页。"
    return told + _told(matched)


def _told(matched: Matched) -> str:
    names = "、".join(doubt.name for doubt in matched.doubts[:5])
    told = f"重新匹配 {matched.anew} 个文件。"
    return told + f"有 {len(matched.doubts)} 个名称需要确认：{names}。" if names else told
