"""Gaps and ledgers as bytes: docx, xlsx, html."""

from govdoc.reports.bulletin_docx import bulletin_docx
from govdoc.reports.completion_docx import Completion, completion
from govdoc.reports.completion_lists import Alongside, Standing, Survey
from govdoc.reports.feedback_docx import feedback_docx, file_name
from govdoc.reports.handbook_docx import handbook_docx
from govdoc.reports.handbook_xlsx import handbook_xlsx
from govdoc.reports.index_html import index_html
from govdoc.reports.manual import Manual, Page
from govdoc.reports.overview import Overview, Tally, tally
from govdoc.reports.workbook import workbook

__all__ = [
    "Alongside",
    "Completion",
    "Manual",
    "Overview",
    "Page",
    "Standing",
    "Survey",
    "Tally",
    "bulletin_docx",
    "completion",
    "feedback_docx",
    "file_name",
    "handbook_docx",
    "handbook_xlsx",
    "index_html",
    "tally",
    "workbook",
]
