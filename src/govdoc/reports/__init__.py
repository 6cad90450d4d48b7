"""Gaps and ledgers as bytes: docx, xlsx, html."""
