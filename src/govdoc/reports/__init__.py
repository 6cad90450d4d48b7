"""Gaps and ledgers as bytes: docx, xlsx, html."""

from govdoc.reports.feedback_docx import feedback_docx, file_name
from govdoc.reports.overview import Overview, Tally, tally
from govdoc.reports.workbook import workbook

__all__ = ["Overview", "Tally", "feedback_docx", "file_name", "tally", "workbook"]
