"""A Word file laid out after GB/T 9704-2012 (党政机关公文格式): page, faces, page numbers, package.

A letter stands upright (margins 37, 35, 28 and 26 mm); a wide table may lie across.
"""

import datetime as dt
import io
import re
import zipfile
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from govdoc.reports.word_xml import FANGSONG, HEITI, KAITI, LATIN, NAMESPACE, SONGTI, TITLE, Type, run
from govdoc.reports.wording import clean

UPRIGHT_WIDTH_MM = 156.0

# Where the texts go in the empty page.
_BODY, _NAME, _AUTHOR = "mark-body", "mark-name", "mark-author"
_PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_MIDNIGHT = "1980-01-01T00:00:00Z"
_FILLED = ("word/document.xml", "docProps/core.xml")
_PAGE_NUMBER = Type(SONGTI, 14, 20)
# What Word takes where an office PC lacks the official faces.
_FALLBACKS = (
    (FANGSONG, "仿宋", "modern"),
    (TITLE, "宋体", "auto"),
    (KAITI, "楷体", "modern"),
    (HEITI, "SimHei", "modern"),
    (SONGTI, "SimSun", "auto"),
    (LATIN, "Times", "roman"),
)


def page_bytes(body: str, *, title: str, author: str, date: dt.date, landscape: bool = False) -> bytes:
    """A docx that holds `body` (WordprocessingML), upright or `landscape`. The bytes depend on the arguments alone."""
    fillings = {
        _PARAGRAPH.format(_BODY): body,
        _NAME: escape(clean(title)),
        _AUTHOR: escape(clean(author)),
        _MIDNIGHT: f"{date.isoformat()}T00:00:00Z",
    }
    # One pass, so that a text which happens to read like a mark stays what it is.
    marks = re.compile("|".join(re.escape(mark) for mark in fillings))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, member in _members(landscape):
            filled = member
            if name in _FILLED:
                filled = marks.sub(lambda mark: fillings[mark[0]], member.decode("utf-8")).encode("utf-8")
            # Every member stamped alike: zip entries otherwise carry the time of day and the system.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, filled)
    return packed.getvalue()


@cache
def _members(landscape: bool) -> tuple[tuple[str, bytes], ...]:
    """The parts of the page with marks where the texts go: page, faces, page numbers, made once.

    Texts are put in as text. Moving parsed elements into a document costs lxml half a second for a long table.
    """
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document(io.BytesIO(_base()))
    document.add_paragraph(_BODY)
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(24), Mm(22)
        section.left_margin, section.right_margin = Mm(22), Mm(22)
        section.footer_distance = Mm(13)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = _NAME, _AUTHOR, _AUTHOR
    properties.created = properties.modified = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - stands for _MIDNIGHT
    properties.revision, properties.comments = 1, ""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        return tuple((member.filename, package.read(member)) for member in package.infolist())


@cache
def _base() -> bytes:
    """The empty letter, made once: page, default face, page numbers, font table."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(16), LATIN
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FANGSONG)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.widow_control = False

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    document.settings.odd_and_even_pages_header_footer = True
    # 单页码居右空一字，双页码居左空一字.
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, _parsed(_page_number(side))[0])

    for relation in list(document.part.package.rels.values()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[relation.rId]
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = _font_table()
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _page_number(side: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    number = run("1", _PAGE_NUMBER)
    field = mark("begin") + "<w:r><w:instrText xml:space='preserve'> PAGE </w:instrText></w:r>" + mark("separate")
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:ind w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f"{run('— ', _PAGE_NUMBER)}{field}{number}{mark('end')}{run(' —', _PAGE_NUMBER)}</w:p>"
    )


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{"00" if name == LATIN else "86"}"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, other, family in _FALLBACKS
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'.encode()


def _parsed(xml: str) -> list[Any]:
    from docx.oxml import parse_xml

    return list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{xml}</w:body>'))
