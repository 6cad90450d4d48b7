"""A paper as bytes, as a clerk's programs would save it."""

import datetime as dt
import html
import io
import zipfile
from dataclasses import dataclass
from typing import Any

_SAVED = dt.datetime(2023, 5, 12, 9, 0, 0)  # noqa: DTZ001 - files carry the office's own clock


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file says. `rows` is a table, its header first; `office` and `date` sign it where they are set."""

    title: str
    number: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    office: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A paper as a unit files it: its path below the evidence folder, and its format."""

    path: str
    format: str
    paper: Paper


def lines(paper: Paper) -> list[str]:
    """The paper as plain lines, table rows joined by two spaces."""
    head = [paper.number, paper.title]
    body = [*paper.paragraphs, *("  ".join(row) for row in paper.rows)]
    return [line for line in (*head, *body, paper.office, paper.date) if line]


def as_txt(paper: Paper, *, encoding: str = "utf-8") -> bytes:
    """A text file."""
    return ("\r\n".join(lines(paper)) + "\r\n").encode(encoding)


def as_html(paper: Paper) -> bytes:
    """A page of a government site, furniture included."""
    table = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in paper.rows)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paper.paragraphs)
    title = html.escape(paper.title)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 云汐县人民政府门户网站</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div><h1>{title}</h1>'
        f'<div class="info">发布时间：{html.escape(paper.date)}　来源：{html.escape(paper.office)}</div>'
        f'<div class="content">{body}{f"<table>{table}</table>" if table else ""}</div>'
        "<div>【打印本页】【关闭窗口】</div></body></html>"
    ).encode()


def as_docx(paper: Paper) -> bytes:
    """A Word document with number, title, body, table and signature."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    document = Document()
    document.core_properties.created = document.core_properties.modified = _SAVED
    document.core_properties.author = paper.office

    def line(text: str, align: Any = None, size: int = 16) -> None:
        paragraph = document.add_paragraph()
        paragraph.alignment = align
        paragraph.add_run(text).font.size = Pt(size)

    if paper.number:
        line(paper.number, ALIGN.CENTER)
    if paper.title:
        line(paper.title, ALIGN.CENTER, 22)
    for text in paper.paragraphs:
        line("　　" + text)
    if paper.rows:
        table = document.add_table(len(paper.rows), max(map(len, paper.rows)))
        table.style = "Table Grid"
        for row, cells in zip(table.rows, paper.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    for text in (paper.office, paper.date):
        if text:
            line(text, ALIGN.RIGHT)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(packed: bytes) -> bytes:
    """A zip without the moment it was packed, so that the same paper gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _SAVED.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_xlsx(paper: Paper) -> bytes:
    """A workbook: the title over the table, notes below it."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _SAVED, "author": paper.office})
    sheet = book.add_worksheet("Sheet1")
    rows = paper.rows or tuple((text,) for text in paper.paragraphs)
    width = max(map(len, rows), default=1)
    if paper.title:
        if width > 1:
            sheet.merge_range(0, 0, 0, width - 1, paper.title)
        else:
            sheet.write_string(0, 0, paper.title)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    notes = (*(paper.paragraphs if paper.rows else ()), " ".join(filter(None, (paper.office, paper.date))))
    for at, text in enumerate(filter(None, notes), len(rows) + 1):
        sheet.write_string(at, 0, text)
    book.close()
    return out.getvalue()


def as_pdf(paper: Paper) -> bytes:
    """A PDF with a text layer, in a font that every reader brings along."""
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=15, leading=26, firstLineIndent=30, wordWrap="CJK")
    title = ParagraphStyle("title", body, fontSize=20, leading=32, alignment=TA_CENTER, firstLineIndent=0)
    number = ParagraphStyle("number", body, alignment=TA_CENTER, firstLineIndent=0)
    foot = ParagraphStyle("foot", body, alignment=TA_RIGHT, firstLineIndent=0)
    cell = ParagraphStyle("cell", body, fontSize=10, leading=14, firstLineIndent=0)
    flow: list[Flowable] = [Paragraph(paper.number, number)] if paper.number else []
    flow += [Paragraph(html.escape(paper.title), title)]
    flow += [Paragraph(html.escape(text), body) for text in paper.paragraphs]
    if paper.rows:
        width = max(map(len, paper.rows))
        grid = [
            [Paragraph(html.escape(text), cell) for text in (*row, *[""] * (width - len(row)))] for row in paper.rows
        ]
        flow.append(Table(grid, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    flow += [Paragraph(text, foot) for text in (paper.office, paper.date) if text]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    return out.getvalue()


MAKERS = {"docx": as_docx, "pdf": as_pdf, "xlsx": as_xlsx, "html": as_html, "txt": as_txt}
