"""Scanning from the page: started, followed, stopped."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from govdoc.errors import GovdocError
from govdoc.pipeline.accounts import note
from govdoc.pipeline.matching import match
from govdoc.pipeline.scan import Report, scan, scanned_folder
from govdoc.pipeline.search import bring_index_up_to_date
from govdoc.web.bench import Bench, bench_of, session_of
from govdoc.web.pages.jobs import jobs_page
from govdoc.web.screen import shown

router = APIRouter()


@router.get("/jobs")
def listed(request: Request) -> Response:
    """The jobs of this run."""
    bench = bench_of(request)
    with bench.db() as db:
        folder = scanned_folder(db)
    page = jobs_page(bench.jobs.all(), folder, starts=session_of(request).may("admin"))
    return shown(request, "jobs.html", "扫描", page)


@router.post("/jobs/scan")
def start(request: Request, folder: Annotated[str, Form()] = "") -> Response:
    """Scan the folder known, or one that a person at this computer names for the first time."""
    bench, who = bench_of(request), session_of(request).who
    with bench.db() as db:
        known = scanned_folder(db)
        if known is None and bench.by_account:
            raise GovdocError("还没有材料文件夹", "请先在命令行运行一次 govdoc scan 材料文件夹")
        wanted = known or Path(folder.strip())
        if not folder.strip() and known is None:
            raise GovdocError("没有写明材料文件夹", "请填写各单位文件夹所在的上一级文件夹")
        bench.jobs.start(f"扫描 {wanted}", who, lambda report: _scan(bench, wanted, report))
        note(db, who, "扫描", str(wanted))
    return RedirectResponse("/jobs", 303)


@router.post("/jobs/stop")
def stop(request: Request) -> Response:
    """Stop the running job."""
    bench = bench_of(request)
    bench.jobs.stop()
    with bench.db() as db:
        note(db, session_of(request).who, "停下扫描")
    return RedirectResponse("/jobs", 303)


def _scan(bench: Bench, folder: Path, report: Report) -> str:
    with bench.db() as db:
        done = scan(db, folder, report=report)
        matched = match(db, report=report)
        bring_index_up_to_date(db, bench.folder)
    told = f"共 {done.met} 个文件：本次读取 {done.read} 个，未改动 {done.unchanged} 个，匹配 {matched.anew} 个。"
    if done.unreadable:
        told += f"没有读到或没有读全的 {len(done.unreadable)} 个，见材料页。"
    if matched.doubts:
        told += (
            f"有 {len(matched.doubts)} 个名称需要确认：" + "、".join(doubt.name for doubt in matched.doubts[:5]) + "。"
        )
    return told
