"""The whole story in one folder: three rounds of the county, from its notice to the completion report, measured."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.demo.build import EVIDENCE, NOTICES, build, lay
from govdoc.demo.county import County, read_county
from govdoc.demo.later import Later, plan_later
from govdoc.demo.ledgers import ledger_figures
from govdoc.demo.pages import address_figure, served, visit
from govdoc.demo.periodic import report_figure
from govdoc.demo.plan import Truth
from govdoc.demo.review import inspect_sites, review_papers
from govdoc.demo.score import Figure, cell_figure, gap_figures, match_figures, parse_figures
from govdoc.demo.supplements import supplement_figure
from govdoc.demo.surveys import survey
from govdoc.demo.told import base_figure, list_figure, printed_figure, texts_of
from govdoc.errors import GovdocError
from govdoc.model import AddressEntry, LedgerEntry, Periodic
from govdoc.pipeline import tasks
from govdoc.pipeline.feedback import COMPLETION, KIND, Reports, make_reports
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.ledgers import ledgers
from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.outbox import standing, write_files
from govdoc.pipeline.periodic import periodic
from govdoc.pipeline.roster import keep_roster, owed, preview_roster, remember
from govdoc.pipeline.rounds import close_round, open_round
from govdoc.pipeline.scan import Report, scan, silent
from govdoc.pipeline.workspace import FILE, make_workspace, open_workspace
from govdoc.store import queries
from govdoc.store.rounds import round_cells, round_files, rounds

if TYPE_CHECKING:
    from sqlite_utils import Database

REPORTS, TASKS, SURVEY, CHECKS = "反馈", "任务", "问卷调查", "核查结果"
OFFICE = "县创建办"
_MARK = ".govdoc-demo"  # lists what was laid in after the first round, for a second run to begin without it
_ENDS = ("", "-wal", "-shm")
_AT_FIRST = 2  # notices; the third comes with the second round


@dataclass(frozen=True, slots=True)
class Turn:
    """A round: its label, when it begins, when its reports are written, and by when units hand in again."""

    label: str
    begins: dt.date
    day: dt.date
    due: dt.date


_FIRST = Turn("第一批", dt.date(2023, 5, 6), dt.date(2023, 5, 12), dt.date(2023, 5, 31))
_SECOND = Turn("第二批", dt.date(2023, 5, 16), dt.date(2023, 6, 30), dt.date(2023, 7, 14))
_THIRD = Turn("第三批", dt.date(2023, 7, 3), dt.date(2023, 7, 21), dt.date(2023, 8, 31))


@dataclass(frozen=True, slots=True)
class Story:
    """Where everything is, the last round's reports apart, what was counted, and the figures against the truth."""

    folder: Path
    reports: Path
    files: int
    units: int
    lists: int
    counts: dict[str, int]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where the story is told, and to whom. `main` is the key of the main notice."""

    county: County
    db: "Database"
    folder: Path
    main: str
    step: Callable[[str], None]
    report: Report

    def begin(self, turn: Turn) -> None:
        """Open a round."""
        open_round(self.db, turn.label, OFFICE, _at(turn.begins), turn.due)

    def take_in(self) -> None:
        """Read and match what the units handed in."""
        scan(self.db, self.folder / EVIDENCE, report=self.report)
        match(self.db, report=self.report)

    def end(self, turn: Turn) -> Reports:
        """Write the reports of a round, and close it."""
        made = make_reports(self.db, turn.day, turn.label, turn.due)
        write_files(made.files, standing(self.folder / REPORTS / turn.label, KIND))
        close_round(self.db, OFFICE, _at(turn.day))
        return made


def tell(
    folder: Path, *, units: int | None = None, step: Callable[[str], None] = print, report: Report = silent
) -> Story:
    """Run the story under `folder`, with the evidence of the first `units` offices (all by default).

    Raises GovdocError where the folder holds anything but an earlier demo.
    """
    county = read_county()
    _claim(folder)
    step("一、生成虚构的云汐县：通知、单位名册、第一批材料")
    truths = build(county, folder, units)
    make_workspace(folder)
    with closing(open_workspace(folder)) as db:
        on = _Stage(county, db, folder, county.gold()[0]["notices"][0]["doc_number"], step, report)
        handed_in = {truth.unit for truth in truths}
        first = _first_round(on, truths)
        surveyed = _survey(on, handed_in)
        later, decided, second = _second_round(on, truths, units)
        files = len(truths) + len(later.files)
        made, seen, third = _third_round(on, handed_in)
        kept = [(round_cells(db, x.number), len(round_files(db, x.number)), x.decisions) for x in rounds(db)]
        counted = ((len(truths), 0), (files, decided), (files, decided + seen))
        last = (
            base_figure(county, on.main, kept, counted),
            printed_figure(made.files[COMPLETION], len(handed_in), files, later),
        )
        figures = (*parse_figures(county.gold(), queries.notices(db)), *first, *surveyed, *second, third, *last)
    counts = {word: sum(gap.status == word for gap in made.gaps) for word in ("met", "partial", "verify", "missing")}
    return Story(folder, folder / REPORTS / _THIRD.label, files, len(handed_in), made.lists, counts, figures)


def _first_round(on: _Stage, truths: Sequence[Truth]) -> list[Figure]:
    """The first list of each unit."""
    on.step("二、解析通知，导入名册，确认统称")
    for notice in _notices(on)[:_AT_FIRST]:
        ingest(on.db, notice)
    keep_roster(on.db, preview_roster(on.db, on.folder / on.county.roster.name))
    remember(on.db, ("县直各有关单位",), (), (), ("行政执法",))
    on.begin(_FIRST)
    on.step(f"三、{_FIRST.label}：读取材料 {len(truths)} 份，匹配指标，核对应报项")
    on.take_in()
    on.step("四、写出任务分解表，以及第一批的反馈清单、总表、通报和总览网页")
    write_files(tasks.make_tasks(on.db, _FIRST.day), standing(on.folder / TASKS, tasks.KIND))
    made = on.end(_FIRST)
    return [
        cell_figure(on.county.obligations, on.main, owed(on.db)[0]),
        *match_figures(truths, listing(on.db)),
        *gap_figures(truths, on.main, made.gaps, {truth.unit for truth in truths}),
    ]


def _survey(on: _Stage, units: Iterable[str]) -> tuple[Figure, ...]:
    """A further notice, and the survey it orders."""
    on.step("五、收到第三份通知：生成自查测评问卷（打印、表格、网页三种），收回答卷，统计满意率和覆盖率")
    on.begin(_SECOND)
    for notice in _notices(on)[_AT_FIRST:]:
        ingest(on.db, notice)
    return survey(on.db, on.county, on.folder / SURVEY, units, _SECOND.day)


def _second_round(on: _Stage, truths: Sequence[Truth], units: int | None) -> tuple[Later, int, list[Figure]]:
    """What comes in next and is looked into closely: also how many papers reviewers decided on."""
    with served() as site:
        later = plan_later(on.county, truths, site, units)
        (on.folder / _MARK).write_text("\n".join(file.path for file in later.files), encoding="utf-8")
        lay(on.folder, later.files)
        on.step(
            f"六、{_SECOND.label}：各单位补报材料、月报、台账、网址和测评报告共 {len(later.files)} 份，重新读取、匹配"
        )
        on.take_in()
        supplied = supplement_figure(later.truths, on.main, gap_rows(on.db))
        on.step("七、核查网址：网页由本机模拟，不连外网，访问间隔因此缩短")
        visited = visit(on.db, later.listed, _at(_SECOND.day))
    on.step("八、核对台账和定期报送")
    found = ledgers(on.db, report=on.report)
    due = periodic(on.db, _SECOND.day)
    write_files(_checks(visited, found, due), standing(on.folder / CHECKS, "demo"))
    decided, reviewed = review_papers(on.db, (*truths, *later.truths), on.main, _at(_SECOND.day))
    on.step(f"九、审核员审核材料 {decided} 份次，写出第二批的反馈清单")
    lists = texts_of(on.end(_SECOND).files, {truth.unit for truth in truths})
    figures = [
        supplied,
        address_figure(later.listed, visited),
        *ledger_figures(later.ledgers, found),
        report_figure(on.county, later.reports, due),
        list_figure(lists, later),
        reviewed,
    ]
    return later, decided, figures


def _third_round(on: _Stage, units: Collection[str]) -> tuple[Reports, int, Figure]:
    """What the reviewers saw on the spot, how many cells that settled, and the completion report."""
    on.begin(_THIRD)
    seen, inspected = inspect_sites(on.db, units, on.main, _at(_THIRD.day))
    on.step(f"十、{_THIRD.label}：现场核验 {seen} 项，写出反馈清单和完成情况报告")
    return on.end(_THIRD), seen, inspected


def _checks(visited: Iterable[AddressEntry], found: Iterable[LedgerEntry], due: Sequence[Periodic]) -> dict[str, bytes]:
    """What looking closer found, as tables to read."""
    from govdoc.reports.periodic_sheet import periodic_sheet

    sites = [(x.unit, x.indicator, x.url, x.reason, x.title, x.path) for x in visited]
    faults = [(x.unit, x.path, x.ledger.name, x.ledger.sheet, y.row, y.text) for x in found for y in x.ledger.findings]
    return {
        "网址核查.csv": _csv(("单位", "指标", "网址", "结论", "页面标题", "所在文件"), sites),
        "台账问题.csv": _csv(("单位", "文件", "台账", "工作表", "行", "问题"), faults),
        "定期报送.xlsx": periodic_sheet(due, _SECOND.day),
    }


def _notices(on: _Stage) -> list[Path]:
    return sorted((on.folder / NOTICES).glob("*.docx"))


def _at(day: dt.date) -> dt.datetime:
    """Ten in the morning of a day, office time."""
    return dt.datetime.combine(day, dt.time(2), dt.UTC)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


def _claim(folder: Path) -> None:
    """Take the folder, and take away what an earlier demo left that would be in the way of another."""
    mark = folder / _MARK
    if folder.exists() and any(folder.iterdir()) and not mark.is_file():
        raise GovdocError(f"文件夹 {folder} 里有别的文件", "请为演示另指定一个新的文件夹：govdoc demo 文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    laid = mark.read_text("utf-8").splitlines() if mark.is_file() else []
    try:
        for file in (*(folder / EVIDENCE / path for path in laid), *(folder / f"{FILE}{end}" for end in _ENDS)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise GovdocError(
            f"文件夹 {folder} 里的文件正在使用（{error.strerror}）", "请关闭工作台和打开的文件再试"
        ) from error
    mark.write_text("", encoding="utf-8")
