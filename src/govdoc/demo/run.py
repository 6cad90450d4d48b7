"""The whole story in one folder: make the county, take in, scan, match, list, report, measure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govdoc.demo.build import EVIDENCE, build
from govdoc.demo.county import read_county
from govdoc.demo.score import Figure, cell_figure, gap_figures, match_figures, parse_figures
from govdoc.errors import GovdocError
from govdoc.pipeline import tasks
from govdoc.pipeline.feedback import KIND, make_reports
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.outbox import standing, write_files
from govdoc.pipeline.roster import keep_roster, owed, preview_roster, remember
from govdoc.pipeline.scan import Report, scan, silent
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries

REPORTS, TASKS = "反馈", "任务"
_MARK = ".govdoc-demo"
_ROUND, _DAY, _DUE = "第一批", dt.date(2023, 5, 12), dt.date(2023, 5, 31)


@dataclass(frozen=True, slots=True)
class Story:
    """Where everything is, what was counted, and the figures against the truth."""

    folder: Path
    files: int
    units: int
    lists: int
    counts: dict[str, int]
    figures: tuple[Figure, ...]


def tell(
    folder: Path, *, units: int | None = None, step: Callable[[str], None] = print, report: Report = silent
) -> Story:
    """Run the story under `folder`, with the evidence of the first `units` offices (all by default).

    Raises GovdocError where the folder holds anything but an earlier demo.
    """
    county = read_county()
    _claim(folder)
    step("一、生成虚构的云汐县：通知、单位名册、各单位报送的材料")
    truths = build(county, folder, units)
    make_workspace(folder)
    db = open_workspace(folder)
    try:
        step("二、解析通知，导入名册，确认统称")
        for notice in sorted((folder / "通知").glob("*.docx")):
            ingest(db, notice)
        keep_roster(db, preview_roster(db, folder / county.roster.name))
        remember(db, ("县直各有关单位",), (), (), ("行政执法",))
        step(f"三、读取材料 {len(truths)} 份")
        scan(db, folder / EVIDENCE, report=report)
        step("四、匹配指标，核对应报项")
        match(db, report=report)
        step("五、写出任务分解表、反馈清单、总表、通报和总览网页")
        write_files(tasks.make_tasks(db, _DAY), standing(folder / TASKS, tasks.KIND))
        reports = make_reports(db, _DAY, _ROUND, _DUE)
        write_files(reports.files, standing(folder / REPORTS, KIND))
        notices = queries.notices(db)
        main = county.gold()[0]["notices"][0]["doc_number"]
        key = next((notice.key for notice in notices if notice.doc_number == main), main)
        gaps = gap_rows(db)
        handed_in = {truth.unit for truth in truths}
        figures = (
            *parse_figures(county.gold(), notices),
            cell_figure(county.obligations, key, owed(db)[0]),
            *match_figures(truths, listing(db)),
            *gap_figures(truths, key, gaps, handed_in),
        )
        counts = {
            status: sum(gap.status == status for gap in gaps) for status in ("met", "partial", "verify", "missing")
        }
        return Story(folder, len(truths), len(handed_in), reports.lists, counts, figures)
    finally:
        db.close()


def _claim(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise GovdocError(f"文件夹 {folder} 里有别的文件", "请为演示另指定一个新的文件夹：govdoc demo 文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("govdoc demo\n", encoding="utf-8")
