"""Presentations, new and old, made here record by record and part by part."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from govdoc.errors import ReadError
from govdoc.readers import read

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Compound = Callable[[dict[str, bytes]], bytes]
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, *inside: bytes, instance: int = 0, container: bool = True) -> bytes:
    body = b"".join(inside)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(body)) + body


def atom(kind: int, body: bytes) -> bytes:
    return record(kind, body, container=False)


def text(kind: int, words: str) -> bytes:
    return atom(0x0F9F, struct.pack("<I", kind)) + atom(0x0FA0, words.encode("utf-16-le"))


def box(*inside: bytes) -> bytes:
    """A text box in a drawing."""
    return record(0x040C, record(0xF002, record(0xF003, record(0xF004, record(0xF00D, *inside)))))


def old_presentation(compound: Compound, *, token: int = 0xE391C05F) -> bytes:
    """Two slides in another order than they are stored in; the first one's title is in its outline."""
    title = box(atom(0x0F9E, struct.pack("<I", 0)))
    first = record(0x03EE, box(text(4, "结束语\r谢谢\x0b各位")), title, box(text(4, "*")))
    second = record(0x03EE, box(atom(0x0F9F, struct.pack("<I", 4)) + atom(0x0FA8, b"Q&A 2021")))
    note = record(0x03F0, box(text(2, "讲到这里停一下")))
    outline = atom(0x03F3, struct.pack("<IIIII", 3, 0, 1, 256, 0)) + text(0, "法治政府建设")
    slides = record(0x0FF0, outline, atom(0x03F3, struct.pack("<IIIII", 2, 0, 0, 257, 0)))
    notes = record(0x0FF0, atom(0x03F3, struct.pack("<IIIII", 4, 0, 0, 0, 0)), instance=2)
    document = record(0x03E8, slides, notes)
    places = [0, len(document), len(document) + len(second), len(document) + len(second) + len(first)]
    stream = document + second + first + note
    directory = len(stream)
    stream += atom(0x1772, struct.pack("<I4I", 1 | 4 << 20, *places))
    edit = len(stream)
    stream += atom(0x0FF5, struct.pack("<IIIIIIHH", 0, 0, 0, directory, 1, 5, 0, 0))
    user = atom(0x0FF6, struct.pack("<III", 20, token, edit) + b"\0" * 12)
    return compound({"PowerPoint Document": stream, "Current User": user})


def test_old_slides_in_the_order_shown(compound: Compound) -> None:
    document = read("讲稿.ppt", old_presentation(compound))
    assert document.text == "法治政府建设\n结束语\n谢谢\n各位\nQ&A 2021\n讲到这里停一下"
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 2, None]
    assert [block.kind for block in document.blocks][:2] == ["heading", "paragraph"]
    assert (document.reader, document.pages) == ("ppt", 2)


def test_an_old_presentation_with_a_password(compound: Compound) -> None:
    with pytest.raises(ReadError) as caught:
        read("讲稿.ppt", old_presentation(compound, token=0xF3D1C4DF))
    assert caught.value.status == "encrypted"


def test_slides_are_found_where_the_list_of_them_is_lost(compound: Compound) -> None:
    lost = record(0x03EE, record(0x040C, text(0, "标题"), text(4, "正文")))
    document = read("讲稿.dps", compound({"PowerPoint Document": lost}))
    assert document.text == "标题\n正文"


def shape(words: str, kind: str = "") -> str:
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in words.split("\n"))
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def links(*targets: tuple[str, str]) -> str:
    rows = [f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(targets, 1)]
    return f'<Relationships xmlns="{RELATIONS}">' + "".join(rows) + "</Relationships>"


def presentation(*slides: str) -> bytes:
    out = io.BytesIO()
    spaces = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
    with zipfile.ZipFile(out, "w") as archive:
        ids = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(1, len(slides) + 1))
        listed = f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        archive.writestr("ppt/presentation.xml", listed)
        parts = [("slide", f"slides/slide{len(slides) - at}.xml") for at in range(len(slides))]
        archive.writestr("ppt/_rels/presentation.xml.rels", links(*parts))
        for (_, name), inside in zip(parts, slides, strict=True):
            tree = f"<p:sld {spaces}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
            archive.writestr(f"ppt/{name}", tree)
        archive.writestr("ppt/slides/_rels/slide1.xml.rels", links(("notesSlide", "../notesSlides/notesSlide1.xml")))
        notes = f"<p:cSld><p:spTree>{shape('说明备注', 'body')}{shape('1', 'sldNum')}</p:spTree></p:cSld>"
        archive.writestr("ppt/notesSlides/notesSlide1.xml", f"<p:notes {spaces}>{notes}</p:notes>")
    return out.getvalue()


TABLE = (
    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
    '<a:tr><a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>任务清单</a:t></a:r></a:p></a:txBody></a:tc>'
    '<a:tc hMerge="1"><a:txBody><a:p/></a:txBody></a:tc></a:tr>'
    "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>1</a:t></a:r></a:p></a:txBody></a:tc>"
    "<a:tc><a:txBody><a:p><a:r><a:t>执法</a:t></a:r><a:br/><a:r><a:t>公示</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
    "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
)


def test_slides_titles_tables_and_notes() -> None:
    group = f"<p:grpSp>{shape('组内文字')}</p:grpSp>"
    document = read(
        "讲稿.pptx",
        presentation(shape("副题\n说明") + shape("法治政府建设", "ctrTitle") + group, TABLE + shape("2", "sldNum")),
    )
    assert document.text == "法治政府建设\n副题\n说明\n组内文字\n任务清单\n1\t执法\n公示\n说明备注"
    assert document.tables() == ((("任务清单", ""), ("1", "执法\n公示")),)
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert [block.span.of(document.text) for block in document.blocks if block.kind == "heading"] == ["法治政府建设"]


def test_slides_of_pictures_are_no_text() -> None:
    made = io.BytesIO(presentation("<p:pic/>"))
    with zipfile.ZipFile(made) as old:
        parts = {name: old.read(name) for name in old.namelist() if "notes" not in name and "slides/_rels" not in name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(ReadError, match="只有图片"):
        read("讲稿.pptx", out.getvalue())


def test_a_broken_slide_does_not_lose_the_others() -> None:
    document = read("讲稿.pptx", presentation(shape("第一张"), "<broken>", shape("第三张")))
    assert document.text == "第一张\n第三张\n说明备注"
    assert [(remark.code, "第 2 张" in remark.message) for remark in document.warnings] == [
        ("pages_without_text", True)
    ]
    with pytest.raises(ReadError) as caught:
        read("讲稿.pptx", presentation("<broken>"))
    assert caught.value.status == "damaged"
