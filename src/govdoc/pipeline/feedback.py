"""The reports of a round: a feedback list for each unit, a workbook, and a page that leads to them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Doubt, Evidence, Gap, Periodic, Ruled
from govdoc.pipeline.alongside import alongside
from govdoc.pipeline.asking import asking
from govdoc.pipeline.decisions import history
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import held_matches
from govdoc.pipeline.periodic import periodic
from govdoc.pipeline.roster import doubts_of
from govdoc.pipeline.rounds import ROUND, changes, current_round, last_round
from govdoc.pipeline.scan import Progress, Report, silent
from govdoc.store import queries
from govdoc.store.decisions import last_decision

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.reports import Overview

KIND = "feedback"  # what the outbox calls these files
LISTS = "反馈清单"
WORKBOOK = "缺项总表.xlsx"
BULLETIN = "通报.docx"
COMPLETION = "完成情况报告.docx"
FIGURES = "完成情况取数表.xlsx"
PAGE = "index.html"
FIRST_ROUND = "第一批"
LETTER_TEMPLATE, REPORT_TEMPLATE = "反馈函模板.docx", "完成情况报告模板.docx"


@dataclass(frozen=True, slots=True)
class Reports:
    """The files of a round by their name in the folder, and what they were made of."""

    files: dict[str, bytes]
    lists: int
    gaps: tuple[Gap, ...]
    doubts: tuple[Doubt, ...]


def make_reports(
    db: "Database",
    today: dt.date,
    round_label: str | None = None,
    due: dt.date | None = None,
    template: Path | None = None,
    report: Report = silent,
) -> Reports:
    """The round's reports as bytes. The label is remembered; without one the last is used, at first 第一批.

    `due` is the day by which units hand in again, the open round's where none is given. `template` is the office's
    own Word template for the units' lists, or a folder with that and one for the completion report, or either.

    Raises GovdocError where the workspace holds no notice, no roster, nobody owes anything, another round is open, or
    the template cannot be filled.
    """
    from govdoc.reports import bulletin_docx, completion, feedback_docx, file_name, index_html, workbook
    from govdoc.reports.completion_template import report_fields
    from govdoc.reports.office_template import fill_template

    now = current_round(db)
    if now and round_label not in (None, now.label):
        raise GovdocError(f"{now.label}正在进行，不能写出{round_label}的清单", "先运行 govdoc round close 结束这一批")
    if round_label is not None:
        queries.put_meta(db, ROUND, round_label)
    view = overview(db, today, due)
    lists = {unit.name: f"{LISTS}/{file_name(unit.name)}" for unit in view.owing}
    own = _templates(template)
    letter = _letter(own[LETTER_TEMPLATE]) if LETTER_TEMPLATE in own else feedback_docx
    files = {}
    for at, (unit, path) in enumerate(lists.items()):
        report(Progress("write", at, len(lists), unit))
        files[path] = letter(view, unit)
    report(Progress("write", len(lists), len(lists)))
    files[WORKBOOK] = workbook(view)
    files[BULLETIN] = bulletin_docx(view)
    more = alongside(db, view.evidence)
    done = completion(view, more, FIGURES)
    files[COMPLETION], files[FIGURES] = done.docx, done.xlsx
    if REPORT_TEMPLATE in own:
        files[COMPLETION] = fill_template(*own[REPORT_TEMPLATE], report_fields(view, more))
    papers = {"通报": BULLETIN, "完成情况报告": COMPLETION, "完成情况取数表": FIGURES}
    files[PAGE] = index_html(view, lists, WORKBOOK, papers)
    return Reports(files, len(lists), view.gaps, view.doubts)


def _templates(where: Path | None) -> dict[str, tuple[bytes, str]]:
    """The office's own templates by what they are for: content and name. One file is for the letters."""
    if where is None:
        return {}
    folder = where.is_dir()
    files = {name: where / name for name in (LETTER_TEMPLATE, REPORT_TEMPLATE)} if folder else {LETTER_TEMPLATE: where}
    try:
        found = {key: (file.read_bytes(), file.name) for key, file in files.items() if not folder or file.is_file()}
    except OSError as error:
        raise GovdocError(f"读不了模板 {where}（{error.strerror}）", "请核对路径，关闭正在打开它的程序") from error
    if not found:
        names = f"{LETTER_TEMPLATE}或者{REPORT_TEMPLATE}"
        raise GovdocError(f"文件夹 {where} 里没有模板", f"模板文件名应为{names}；可用 govdoc template 写出样例")
    return found


def _letter(template: tuple[bytes, str]) -> Callable[["Overview", str], bytes]:
    from govdoc.reports.office_template import fill_template, letter_fields

    return lambda view, unit: fill_template(*template, letter_fields(view, unit))


def sample_templates(db: "Database", today: dt.date) -> dict[str, tuple[bytes, dict[str, object]]]:
    """A template to begin with and its fields as they would be filled in today, by what it is for."""
    from govdoc.reports.completion_template import report_fields, sample_report
    from govdoc.reports.office_template import letter_fields, sample_template

    view = overview(db, today)
    return {
        LETTER_TEMPLATE: (sample_template(view), letter_fields(view, view.owing[0].name)),
        REPORT_TEMPLATE: (sample_report(view), report_fields(view, alongside(db, view.evidence))),
    }


def unit_overview(
    db: "Database", today: dt.date, unit: str, gaps: tuple[Gap, ...], files: tuple[Evidence, ...]
) -> "Overview":
    """All that one unit's letter is made of: its cells and files. Raises GovdocError where it owes nothing."""
    if not gaps:
        raise GovdocError(f"“{unit}”没有应报项", "请核对单位名册和通知中的责任单位")
    return _overview(db, today, gaps, files, unit=unit)


def overview(db: "Database", today: dt.date, due: dt.date | None = None) -> "Overview":
    """All that the reports are made of. Raises GovdocError where there is nothing to report on."""
    return _overview(
        db,
        today,
        gap_rows(db),
        tuple(queries.ledger(db, text=False)),
        due=due,
        doubts=doubts_of(db),
        decisions=history(db) if last_decision(db) else (),
        periods=periodic(db, today),
    )


def _overview(
    db: "Database",
    today: dt.date,
    gaps: tuple[Gap, ...],
    files: tuple[Evidence, ...],
    *,
    unit: str | None = None,
    due: dt.date | None = None,
    doubts: tuple[Doubt, ...] = (),
    decisions: tuple[Ruled, ...] = (),
    periods: tuple[Periodic, ...] = (),
) -> "Overview":
    from govdoc.reports import Overview

    told, now, last = asking(db, gaps), current_round(db), last_round(db)
    return Overview(
        title=told.title,
        office=told.office,
        round_label=queries.meta(db, ROUND) or FIRST_ROUND,
        date=today,
        notices=told.notices,
        units=told.units,
        gaps=gaps,
        evidence=files,
        matches=tuple(match for ranked in held_matches(db, files).values() for match in ranked),
        doubts=doubts,
        due=due or (now.due if now else None),
        changes=changes(db, gaps, unit),
        previous=last.label if last else "",
        decisions=decisions,
        periodic=periods,
    )
