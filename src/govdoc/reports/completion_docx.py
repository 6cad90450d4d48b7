"""The completion report (完成情况报告) as a Word file: what was done, by whom, how fast, what is wrong, what next.

Every figure is counted from lists that stand in the workbook beside it, and leads there.
"""

from dataclasses import dataclass

from govdoc.reports.completion_chapters import chapters
from govdoc.reports.completion_lists import Alongside, lists_of
from govdoc.reports.completion_parts import FEW, Bars, Block, Report, Said, table_of_indicators, table_of_units
from govdoc.reports.completion_xlsx import completion_xlsx
from govdoc.reports.feedback_docx import contact
from govdoc.reports.figures import Trace
from govdoc.reports.letter import NOTE, annex_list, annexes, chapter, headline, imprint, opening, signature, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import Overview
from govdoc.reports.word_bars import bars
from govdoc.reports.word_table import table
from govdoc.reports.word_xml import KAITI, paragraph
from govdoc.reports.wording import campaign, quoted, words


@dataclass(frozen=True, slots=True)
class Completion:
    """The report and the workbook that its figures lead to."""

    docx: bytes
    xlsx: bytes


def completion(overview: Overview, more: Alongside, workbook: str) -> Completion:
    """The report as of the overview's day. `workbook` is the name of the file that goes with it."""
    report = report_of(overview, more, workbook)
    say = words()["completion"]
    title = say["title"].format(campaign=quoted(campaign(overview.title))[1:-1])
    body = headline(title) + paragraph(say["to"]) + opening(overview, say["opening"])
    for name, blocks in chapters(report):
        body += chapter(name) + "".join(_drawn(report, block) for block in blocks)
    note = say["trace"].format(noun=overview.noun, workbook=workbook)
    body += paragraph(note, NOTE, first=2) + paragraph(say["closing"], first=2, keep=True)
    behind = _behind(report)
    body += annex_list([name for name, _ in behind]) + signature(overview.office, overview.date, contact(overview)[0])
    body += annexes(behind) + imprint(overview.office, overview.date)
    docx = page_bytes(body, title=title, author=overview.office, date=overview.date)
    return Completion(docx, completion_xlsx(overview, report.lists, report.trace))


def report_of(overview: Overview, more: Alongside, workbook: str) -> Report:
    """What the chapters are written from."""
    return Report(overview, more, lists_of(overview, more), Trace(workbook))


def _drawn(report: Report, block: Block) -> str:
    if isinstance(block, Said):
        # What is only a heading stays with its table.
        pieces = report.trace.pieces(block.pieces)
        return paragraph(pieces, first=2, keep=not pieces, lead=block.lead, lead_face=KAITI)
    drawn = bars(block.title, block.rows) if isinstance(block, Bars) else table(block)
    return spacer(keep=True) + drawn + spacer()


def _behind(report: Report) -> list[tuple[str, str]]:
    """The annexes: title and body."""
    noun = report.overview.noun
    names = {key: name.format(noun=noun) for key, name in words()["completion"]["annex"].items()}
    tables = (("indicators", table_of_indicators), ("units", table_of_units))
    drawn: list[tuple[str, str]] = []
    for key, made in tables:
        report.trace.part = f"附件{len(drawn) + 1}"
        drawn.append((names[key], table(made(report))))
    if len(report.silent) > FEW:
        listed = "、".join(report.unit(name) for name in report.silent)
        drawn.append((names["silent"], paragraph(f"{listed}。", first=2)))
    return drawn
