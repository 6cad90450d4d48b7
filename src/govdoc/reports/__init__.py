"""Gaps and ledgers as bytes: docx, xlsx, html."""

from govdoc.reports.bulletin_docx import bulletin_docx
from govdoc.reports.completion_docx import completion_docx
from govdoc.reports.feedback_docx import feedback_docx, file_name
from govdoc.reports.index_html import index_html
from govdoc.reports.overview import Overview, Tally, tally
from govdoc.reports.workbook import workbook

__all__ = [
    "Overview",
    "Tally",
    "bulletin_docx",
    "completion_docx",
    "feedback_docx",
    "file_name",
    "index_html",
    "tally",
    "workbook",
]
