"""OFD files (GB/T 33190): text of pages, templates and composite objects as paragraphs, in reading order."""

import re
from collections.abc import Iterator

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build
from govdoc.readers.ocr import need
from govdoc.readers.ofd_pages import read_pages
from govdoc.readers.ofd_scans import read_pictures
from govdoc.readers.package import damaged, open_package
from govdoc.readers.pdf_drafts import drafts
from govdoc.readers.pdf_flow import without_furniture
from govdoc.readers.pdf_pages import Page
from govdoc.readers.pdf_quality import is_garbled
from govdoc.readers.peek import Peek
from govdoc.readers.scans import listed, nothing, told

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_PICTURED = 0.3  # share of a page under pictures from which it counts as one
_REMEDY = "请报送带文字的 PDF 或 Word 文件，或由人工查看"


def read_ofd(peek: Peek) -> Document:
    """An OFD file; pages that are pictures are recognised, which needs the extra `ocr`.

    Raises `ReadError` "unsupported" where its pages hold only pictures, without the extra, or its text is rubbish.
    """
    found = read_pages(peek.data)
    if not found.pages:
        return _plainly(peek)
    scanned = read_pictures(peek.data, found.pages)
    bare, furniture = without_furniture([scanned.pages.get(page.number, page) for page in found.pages])
    text = "\n".join(line.text for page in bare for line in page.lines)
    if not text and found.broken:
        raise damaged()
    if not text and not scanned.has_text and any(page.pictured > 0 for page in bare):
        need("OFD 文件里只有图片，没有文字")
        raise nothing(scanned)
    if is_garbled("\n".join(line.text for page in found.pages for line in page.lines)):
        raise ReadError("unsupported", "OFD 文件的文字是乱码（字体缺少编码），无法读取", _REMEDY)
    unread = [page for page in bare if page.number not in {*scanned.read, *scanned.unread, *scanned.broken}]
    remarks = (*_missing(unread, found.broken), *_private(bare))
    blocks = drafts(bare, found.tables | scanned.tables)
    document = build(blocks, peek.media_type, "ofd", pages=len(bare), furniture=furniture, warnings=remarks)
    return told(document, scanned)


def _missing(pages: list[Page], broken: list[int]) -> Iterator[Remark]:
    """Remarks on pages that gave no text."""
    pictures = [page.number for page in pages if not page.lines and page.pictured > _PICTURED]
    if pictures:
        yield Remark("pages_without_text", f"第 {listed(pictures)} 页是图片，没有文字，未读取")
    if broken:
        yield Remark("pages_without_text", f"第 {listed(broken)} 页内容缺失或损坏，未读取")


def _private(pages: list[Page]) -> Iterator[Remark]:
    """A remark on characters that only the file's own font can show."""
    counts = {page.number: len(_PRIVATE.findall("".join(line.text for line in page.lines))) for page in pages}
    if total := sum(counts.values()):
        where = listed([number for number, count in counts.items() if count])
        yield Remark("private_use", f"第 {where} 页有 {total} 个自造字，无法还原成文字，请对照原件核对")


_CONTENT = re.compile(r"(?:^|/)Pages/Page_(\d+)/Content\.xml$", re.IGNORECASE)


def _plainly(peek: Peek) -> Document:
    """The text of a file whose own list of pages is broken: each page part's text objects in the file's order."""
    from lxml import etree

    lines: list[Draft] = []
    with open_package(peek.data) as package:
        found = sorted((int(match[1]), name) for name in package.names if (match := _CONTENT.search(name)))
        for number, name in found:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
            root = etree.fromstring(package.part(name) or b"<Page/>", parser)
            for item in () if root is None else root.iter("{*}TextObject"):
                text = "".join(code.text or "" for code in item.iter("{*}TextCode"))
                lines.append(Draft(text, page=number + 1))
    if not lines:
        raise damaged()
    remark = Remark("pages_without_text", "文件的页面目录已损坏，按内部次序读取，可能不全")
    return build(lines, peek.media_type, "ofd", pages=len(found), warnings=(remark,))
