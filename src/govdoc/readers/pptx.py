"""Presentations (pptx): slides in order, titles as headings, tables as cells, the speaker's notes at the end."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.errors import ReadError
from govdoc.model.document import BlockKind, Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build
from govdoc.readers.package import Package, damaged, open_package
from govdoc.readers.peek import Peek

if TYPE_CHECKING:
    from lxml.etree import _Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_DEEPEST = 40


@dataclass(slots=True)
class _Slides:
    """A walk over a presentation's slides: tables are counted, what is no slide text is set aside."""

    package: Package
    tables: int = 0
    pictures: int = 0

    def slide(self, name: str, page: int) -> Iterator[Draft]:
        """The drafts of a slide, its title first."""
        root = self.package.xml(name)
        tree = None if root is None else next(root.iter(_P + "spTree"), None)
        if tree is None:
            return
        drafts = list(self._shapes(tree, name, page, 0))
        yield from sorted(drafts, key=lambda draft: draft.kind != "heading")

    def _shapes(self, parent: "_Element", name: str, page: int, depth: int) -> Iterator[Draft]:
        for shape in parent if depth < _DEEPEST else ():
            if shape.tag == _P + "sp":
                yield from self._text(shape, page)
            elif shape.tag == _P + "graphicFrame":
                yield from self._frame(shape, name, page)
            elif shape.tag == _P + "grpSp":
                yield from self._shapes(shape, name, page, depth + 1)
            elif shape.tag == _P + "pic":
                self.pictures += 1
            elif isinstance(shape.tag, str) and shape.tag.endswith("}AlternateContent") and len(shape):
                yield from self._shapes(shape[0], name, page, depth + 1)

    def _text(self, shape: "_Element", page: int) -> Iterator[Draft]:
        place = next((item.get("type", "") for item in shape.iter(_P + "ph")), "")
        if place in _FURNITURE:
            return
        kind: BlockKind = "heading" if place in _TITLES else "paragraph"
        for line in _lines(shape):
            yield Draft(line, kind, page=page)

    def _frame(self, shape: "_Element", name: str, page: int) -> Iterator[Draft]:
        """A table, or a drawing of boxes."""
        for table in shape.iter(_A + "tbl"):
            at = self.tables
            self.tables += 1
            for row, row_element in enumerate(table.iterchildren(_A + "tr")):
                for column, cell in enumerate(row_element.iterchildren(_A + "tc")):
                    if cell.get("hMerge") not in ("1", "true") and cell.get("vMerge") not in ("1", "true"):
                        text = "\n".join(_lines(cell))
                        yield Draft(text, "cell", table=at, row=row, column=column, page=page)
        for diagram in shape.iter(_DIAGRAM + "relIds"):
            link = self.package.links(name).get(diagram.get(_R + "dm", ""))
            root = None if link is None else self.package.xml(link.target)
            for point in () if root is None else root.iter(_DIAGRAM + "pt"):
                yield Draft("".join(text.text or "" for text in point.iter(_A + "t")), page=page)

    def notes(self, name: str, page: int) -> Iterator[Draft]:
        """What the speaker noted under a slide."""
        target = next((link.target for link in self.package.links(name).values() if link.kind == "notesSlide"), "")
        root = self.package.xml(target)
        for shape in () if root is None else root.iter(_P + "sp"):
            if any(item.get("type") == "body" for item in shape.iter(_P + "ph")):
                yield from (Draft(line, page=page) for line in _lines(shape))


def read_pptx(peek: Peek) -> Document:
    """A presentation; a slide is a page, and a broken one is named in a remark.

    Raises `ReadError` where it holds only pictures, or no slide can be read.
    """
    with open_package(peek.data) as package:
        slides = _Slides(package)
        names = list(enumerate(_slide_names(package), 1))
        read = {page: _whole(slides.slide(name, page)) for page, name in names}
        broken = [page for page, drafts in read.items() if drafts is None]
        if names and len(broken) == len(names):
            raise damaged()
        notes = [_whole(slides.notes(name, page)) for page, name in names if page not in broken]
        drafts = [draft for found in (*read.values(), *notes) for draft in found or ()]
        if slides.pictures and not any(draft.text.strip() for draft in drafts):
            raise ReadError("unsupported", "演示文稿里只有图片，没有文字", "请报送带文字的文件，或由人工查看")
        where = "、".join(map(str, broken))
        remarks = [Remark("pages_without_text", f"第 {where} 张幻灯片已损坏，未读取")] if broken else []
        return build(drafts, peek.media_type, "pptx", pages=len(names), warnings=remarks)


def _whole(drafts: Iterator[Draft]) -> list[Draft] | None:
    """All drafts of a part, None where the part is broken."""
    from lxml import etree

    try:
        return list(drafts)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError):
        return None


def _slide_names(package: Package) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    main = package.main_part("ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        raise damaged()
    links = package.links(main)
    ids = [item.get(_R + "id", "") for item in root.iter(_P + "sldId")]
    return [links[link_id].target for link_id in ids if link_id in links]


def _lines(element: "_Element") -> Iterator[str]:
    """The paragraphs of a shape or cell, with line breaks inside."""
    for paragraph in element.iter(_A + "p"):
        parts = (
            "\n" if item.tag == _A + "br" else item.text or ""
            for item in paragraph.iter(_A + "t", _A + "br")
        )  # fmt: skip
        if text := "".join(parts).strip():
            yield text
