"""A Word file laid out after GB/T 9704-2012 (党政机关公文格式): page, faces, page numbers, package.

The letter stands upright (margins 37, 35, 28 and 26 mm), its tables on landscape pages behind it.
"""

import datetime as dt
import io
import zipfile
from functools import cache
from typing import Any

from govdoc.reports.word_xml import FANGSONG, HEITI, KAITI, LATIN, NAMESPACE, SONGTI, TITLE, Type, run

UPRIGHT_WIDTH_MM = 156.0
LANDSCAPE_WIDTH_MM = 253.0

_EPOCH = (1980, 1, 1, 0, 0, 0)
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


def letter_bytes(letter: str, annexes: str, *, title: str, author: str, date: dt.date) -> bytes:
    """A docx whose upright pages hold `letter` and whose landscape pages hold `annexes` (WordprocessingML each).

    The bytes depend on the arguments alone. Without annexes there are no landscape pages.
    """
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    document = docx.Document(io.BytesIO(_base()))
    body = document.element.body
    for element in _parsed(letter):
        body.insert(len(body) - 1, element)
    if annexes:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(24), Mm(24)
        section.left_margin, section.right_margin = Mm(22), Mm(22)
        section.footer_distance = Mm(15)
        for element in _parsed(annexes):
            body.insert(len(body) - 1, element)
    properties = document.core_properties
    midnight = dt.datetime(date.year, date.month, date.day)  # noqa: DTZ001 - OPC dates carry no zone here
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = midnight
    properties.revision = 1
    saved = io.BytesIO()
    document.save(saved)
    return _undated(saved.getvalue())


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


def _undated(package: bytes) -> bytes:
    """The same package with every member stamped alike: zip entries otherwise carry the time of day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(member))
    return packed.getvalue()
