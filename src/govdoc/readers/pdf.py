"""PDF files: paragraphs by pdfium, ruled tables by pdfplumber, scanned pages by recognition where it is installed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import build
from govdoc.readers.metadata import pdf_metadata, with_metadata
from govdoc.readers.ocr import need
from govdoc.readers.package import damaged
from govdoc.readers.pdf_drafts import drafts
from govdoc.readers.pdf_flow import without_furniture
from govdoc.readers.pdf_links import page_links
from govdoc.readers.pdf_pages import Page, read_page
from govdoc.readers.pdf_scans import garbled, marks, pictured, read_scans
from govdoc.readers.pdf_tables import find_tables
from govdoc.readers.pdf_text import text_lines
from govdoc.readers.peek import Peek
from govdoc.readers.scans import Scanned, listed, nothing, told

_MOST_PAGES = 5000
_SCARCE = 15  # characters a page


def read_pdf(peek: Peek) -> Document:
    """A PDF file. Pages without a usable text layer are recognised, which needs the extra `ocr`.

    Without it, a file of such pages raises `ReadError` "unsupported".
    """
    document = _opened(peek.data)
    try:
        properties = pdf_metadata(document)
        pages, links = _pages(document, quick=peek.text_only)
        scanned = read_scans(document, pages)
        seals, codes = marks(document, [page for page in pages if page.number not in scanned.read])
    finally:
        document.close()
    pages = [scanned.pages.get(page.number, page) for page in pages]
    bare, furniture = without_furniture(pages)
    _check_text(bare, scanned)
    ruled = [page for page in bare if page.ruled and page.number not in scanned.pages]
    tables = find_tables(peek.data, ruled) | scanned.tables
    left = [page for page in bare if page.number not in scanned.read and page.number not in scanned.unread]
    found = build(
        drafts(bare, tables),
        peek.media_type,
        "pdf",
        pages=len(pages),
        furniture=furniture,
        links=[*links, *codes],
        warnings=tuple(_missing(left)),
    )
    return told(with_metadata(replace(found, seals=seals), properties), scanned)


def _opened(data: bytes) -> Any:
    """An open pdfium document."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError("encrypted", "PDF 设有打开密码", "请取消密码后重新报送") from error
        raise damaged() from error


def _pages(document: Any, *, quick: bool) -> tuple[list[Page], list[str]]:
    """The pages and the web addresses on them.

    The `quick` way looks for the places of lines where those of characters are not needed.
    """
    import pypdfium2

    if len(document) > _MOST_PAGES:
        raise ReadError("too_large", f"PDF 有 {len(document)} 页，超过上限", "请拆分后重新报送")
    if len(document) == 0:
        raise damaged()
    pages: list[Page] = []
    links: list[str] = []
    try:
        for at in range(len(document)):
            page = document[at]
            lines = text_lines(page) if quick and not page.get_rotation() else None
            pages.append(read_page(page, at + 1, lines))
            links += page_links(page)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    return pages, links


def _check_text(pages: list[Page], scanned: Scanned) -> None:
    """Raise `ReadError` where there is no text, or none but rubbish."""
    size = sum(len("".join(line.text.split())) for page in pages for line in page.lines)
    scans = pictured([page for page in pages if page.number not in scanned.read])
    if scans and size < _SCARCE * len(pages) and not scanned.read:
        need("扫描件（PDF 内没有文字）")
    if not size and not any(scanned.tables.values()):
        if scanned.read:
            raise nothing(scanned)
        raise ReadError("empty", "PDF 里没有文字内容", "请核对是否报送了空白文件，并重新报送")
    rubbish = garbled([page for page in pages if page.number not in scanned.read])
    if rubbish and len(rubbish) == len([page for page in pages if page.lines]):
        need("PDF 的文字层是乱码（字体缺少编码）")


def _missing(pages: list[Page]) -> Iterator[Remark]:
    """Remarks on pages that were not recognised and should have been."""
    blank = [page.number for page in pictured(pages)]
    if blank:
        yield Remark("pages_without_text", f"第 {listed(blank)} 页是图片（扫描件），没有文字，未读取")
    if rubbish := [page.number for page in garbled(pages)]:
        yield Remark("pages_unsure", f"第 {listed(rubbish)} 页的文字层是乱码，请对照原件核对")
