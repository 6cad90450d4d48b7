"""PDF files with a text layer: paragraphs by pdfium, ruled tables by pdfplumber."""

from collections.abc import Iterator

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build
from govdoc.readers.package import damaged
from govdoc.readers.pdf_flow import Margins, kind_of, margins, paragraphs, without_furniture
from govdoc.readers.pdf_pages import Line, Page, read_page
from govdoc.readers.pdf_quality import is_garbled
from govdoc.readers.pdf_tables import Table, append, cells, continues, find_tables
from govdoc.readers.peek import Peek

_MOST_PAGES = 5000
_SCARCE = 15  # characters a page
_OCR_REMEDY = "请报送带文字的 PDF 或 Word 文件，或由人工查看"

Item = Line | Table


def read_pdf(peek: Peek) -> Document:
    """A PDF file. Without a usable text layer it raises `ReadError` "unsupported"."""
    pages = _pages(peek.data)
    bare, furniture = without_furniture(pages)
    _check_text(bare)
    tables = find_tables(peek.data, [page for page in bare if page.ruled])
    blank = [page.number for page in bare if not page.lines and page.pictured > 0.3]
    remarks = []
    if blank:
        numbers = "、".join(map(str, blank[:20])) + ("等" if len(blank) > 20 else "")
        remarks.append(Remark("pages_without_text", f"第 {numbers} 页是图片（扫描件），没有文字，未读取"))
    return build(
        _drafts(bare, tables),
        peek.media_type,
        "pdf",
        pages=len(pages),
        furniture=furniture,
        links=[link for page in pages for link in page.links],
        warnings=remarks,
    )


def _pages(data: bytes) -> list[Page]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError("encrypted", "PDF 设有打开密码", "请取消密码后重新报送") from error
        raise damaged() from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError("too_large", f"PDF 有 {len(document)} 页，超过上限", "请拆分后重新报送")
        if len(document) == 0:
            raise damaged()
        pages = []
        for at in range(len(document)):
            page = document[at]
            pages.append(read_page(page, at + 1))
            page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def _check_text(pages: list[Page]) -> None:
    text = "\n".join(line.text for page in pages for line in page.lines)
    size = len("".join(text.split()))
    pictured = any(page.pictured > 0.3 for page in pages)
    if size < _SCARCE * len(pages) and pictured:
        raise ReadError("unsupported", "扫描件（PDF 内没有文字），本版本暂不能识别", _OCR_REMEDY)
    if not size:
        raise ReadError("empty", "PDF 里没有文字内容", "请核对是否报送了空白文件，并重新报送")
    if is_garbled(text):
        raise ReadError("unsupported", "PDF 的文字层是乱码（字体缺少编码），无法读取", _OCR_REMEDY)


def _drafts(pages: list[Page], tables: dict[int, list[Table]]) -> Iterator[Draft]:
    """Paragraphs and tables in reading order; what a page break cut in two is joined."""
    edges = margins(pages)
    run: list[tuple[Line, Margins, int]] = []
    table: Table | None = None
    count = 0
    for page in pages:
        for item in _items(page, tables.get(page.number, [])):
            if isinstance(item, Line):
                if table is not None:
                    yield from _table(table, count)
                    table, count = None, count + 1
                run.append((item, edges[kind_of(page)], page.number))
                continue
            yield from _run(run)
            run = []
            if table is not None and item.page > table.page and continues(item, table):
                table = append(table, item)
                continue
            if table is not None:
                yield from _table(table, count)
                count += 1
            table = item
    yield from _run(run)
    if table is not None:
        yield from _table(table, count)


def _items(page: Page, tables: list[Table]) -> list[Item]:
    """The page's tables and the lines outside them, from top to bottom."""
    items: list[Item] = [line for line in page.lines if not any(_inside(line, table) for table in tables)]
    for table in reversed(tables):
        at = next((at for at, item in enumerate(items) if item.top > table.top), len(items))
        items.insert(at, table)
    return items


def _inside(line: Line, table: Table) -> bool:
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return table.left - 2 <= x <= table.right + 2 and table.top - 1 <= y <= table.bottom + 1


def _run(run: list[tuple[Line, Margins, int]]) -> Iterator[Draft]:
    for at, text in paragraphs((line, edges) for line, edges, _ in run):
        yield Draft(text, page=run[at][2])


def _table(table: Table, at: int) -> Iterator[Draft]:
    for row, column, text in cells(table):
        yield Draft(text, "cell", table=at, row=row, column=column, page=table.page)
