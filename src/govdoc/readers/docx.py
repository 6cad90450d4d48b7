"""Word documents (docx, docm, dotx): the text as Word shows it, automatic numbers included."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.docx_body import Body
from govdoc.readers.docx_numbering import Numbering
from govdoc.readers.docx_runs import Inline
from govdoc.readers.docx_styles import Styles, read_styles
from govdoc.readers.docx_xml import W
from govdoc.readers.ocr import available, need
from govdoc.readers.package import Link, Package, damaged, open_package, parsed
from govdoc.readers.peek import Peek
from govdoc.readers.pictures import codes_in_pictures, picture_drafts, recognise_pictures
from govdoc.readers.scans import Scanned, nothing, told

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SCARCE = 60  # characters that may stand above scanned pages, as a title does
_DIAGRAM_POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_RARE = ("vanish", "rStyle", "numPr", "outlineLvl", "del")
_SIDES = (("numbering", "自动编号"), ("notes", "脚注和尾注"), ("header", "页眉"), ("footer", "页脚"))


def read_docx(peek: Peek) -> Document:
    """A Word document; footnotes stand at the end, running heads and feet in `furniture`."""
    with open_package(peek.data) as package:
        return _read(package, peek.media_type)


def _read(package: Package, media_type: str) -> Document:
    main = package.main_part("word/document.xml")
    data = package.part(main)
    root = None if data is None else parsed(data)
    body = None if root is None else next(root.iterchildren(W + "body"), None)
    if body is None:
        raise damaged()
    links = package.links(main)
    styles = read_styles(package.chunks(_target(links, "styles")))
    numbering = Numbering(lambda: _linked(package, links, "numbering"))
    inline = Inline(styles, links, _absent(data or b""))
    walk = Body(inline, numbering)
    drafts = list(walk.blocks(body))
    drafts += _diagrams(package, inline)
    drafts += _notes(package, links, walk)
    scanned = _pictures(package, inline, body, sum(len(clean(draft.text)) for draft in drafts))
    drafts += picture_drafts(scanned)
    found = build(
        drafts,
        media_type,
        "docx",
        furniture=list(_running(package, links, styles)),
        links=[*inline.addresses, *_codes(package, inline, body, scanned)],
        warnings=tuple(_remarks(inline, package)),
    )
    return told(found, scanned)


def _codes(package: Package, inline: Inline, body: "_Element", scanned: Scanned) -> list[str]:
    """The addresses in QR codes between the paragraphs; those of pictures that were read are known."""
    if not inline.pictures or scanned.read or not available():
        return []
    return codes_in_pictures(package, body, inline.links)


def _absent(data: bytes) -> frozenset[str]:
    """Which of the rarer elements a part does not hold."""
    return frozenset(
        name for name in _RARE if b":%b" % name.encode() not in data and b"<%b" % name.encode() not in data
    )


def _pictures(package: Package, inline: Inline, body: "_Element", size: int) -> Scanned:
    """What the pictures say of a document with next to no text (`size` in characters)."""
    if not inline.pictures or size > _SCARCE:
        return Scanned({}, {}, {})
    if not size:
        need("文档里只有图片，没有文字")
    scanned = recognise_pictures(package, [body], inline.links) if available() else Scanned({}, {}, {})
    if not size and not scanned.has_text:
        raise nothing(scanned)
    return scanned


def _linked(package: Package, links: dict[str, Link], kind: str) -> "_Element | None":
    return package.side(_target(links, kind))


def _target(links: dict[str, Link], kind: str) -> str:
    return next((link.target for link in links.values() if link.kind == kind and not link.external), "")


def _diagrams(package: Package, inline: Inline) -> Iterator[Draft]:
    """The boxes of SmartArt drawings, one a line."""
    for link_id in inline.diagrams:
        link = inline.links.get(link_id)
        root = None if link is None else package.side(link.target)
        for point in () if root is None else root.iter(_DIAGRAM_POINT):
            yield Draft("".join(text.text or "" for text in point.iter(_DRAWING_TEXT)))


def _notes(package: Package, links: dict[str, Link], walk: Body) -> Iterator[Draft]:
    """Footnotes and endnotes in the order in which the text refers to them."""
    wanted, walk.inline.notes = walk.inline.notes, []
    walk.inline.absent = frozenset()  # of their own parts nothing is known
    for kind in ("footnote", "endnote"):
        ids = [note_id for note_kind, note_id in wanted if note_kind == kind]
        root = _linked(package, links, f"{kind}s") if ids else None
        if root is None:
            continue
        notes = {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)}
        yield from chain.from_iterable(walk.blocks(notes[note_id]) for note_id in ids if note_id in notes)


def _running(package: Package, links: dict[str, Link], styles: Styles) -> Iterable[str]:
    """The lines of running heads and feet."""
    for link in links.values():
        if link.kind in ("header", "footer") and (root := package.side(link.target)) is not None:
            walk = Body(Inline(styles, {}), Numbering())
            yield from (draft.text for draft in walk.blocks(root))


def _remarks(inline: Inline, package: Package) -> Iterator[Remark]:
    if package.broken:
        names = "、".join(dict.fromkeys(_side(name) for name in package.broken))
        yield Remark("parts_broken", f"文档的{names}已损坏，未读取")
    if inline.changed:
        yield Remark("tracked", "文档带有修订痕迹，已按接受全部修订后的文字读取")
    if inline.comments:
        yield Remark("comments", f"文档带有批注 {inline.comments} 条，未计入正文")


def _side(name: str) -> str:
    """What a part is called by those who use it."""
    return next((called for mark, called in _SIDES if mark in name), "图示")
