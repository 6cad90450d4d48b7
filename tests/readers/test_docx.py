"""Word files made here; see also golden/readers/docx-*."""

import io
import zipfile

import docx
import pytest

from govdoc.errors import ReadError
from govdoc.readers import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def test_a_file_of_python_docx() -> None:
    made = docx.Document()
    made.add_heading("关于报送材料的通知", 1)
    made.add_paragraph("各有关单位：")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "任务清单"
    for column, text in enumerate(("1", "执法公示", "县公安局")):
        table.cell(1, column).text = text
    made.sections[0].header.paragraphs[0].text = "内部资料"
    out = io.BytesIO()
    made.save(out)
    document = read("通知.docx", out.getvalue())
    assert document.text == "关于报送材料的通知\n各有关单位：\n任务清单\n1\t执法公示\t县公安局"
    assert document.blocks[0].kind == "heading"
    assert document.tables() == ((("任务清单", "", ""), ("1", "执法公示", "县公安局")),)
    assert document.furniture == ("内部资料",)


def test_strict_office_files_are_read() -> None:
    data = packed("<w:p><w:r><w:t>严格格式</w:t></w:r></w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        text = old.read("word/document.xml").replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        new.writestr("word/document.xml", text)
    assert read("a.docx", out.getvalue()).text == "严格格式"


def test_entities_are_never_resolved() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "展开">]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>前&x;&y;后</w:t></w:r></w:p></w:body></w:document>',
        )
    assert read("a.docx", out.getvalue()).text == "前"


def test_a_huge_part_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ReadError) as caught:
        read("a.docx", packed(" " * (65 * 1024 * 1024)))
    assert caught.value.status == "too_large"


def test_pictures_alone_are_no_text() -> None:
    drawing = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    with pytest.raises(ReadError, match="只有图片"):
        read("a.docx", packed(f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>"))


def test_nothing_at_all_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read("a.docx", packed("<w:p/>"))
    assert caught.value.status == "empty"


def test_nested_tables_are_read_until_they_are_absurd() -> None:
    assert read("a.docx", nested(60)).text == "深"
    with pytest.raises(ReadError) as caught:
        read("a.docx", nested(3000))
    assert caught.value.status == "damaged"


def nested(depth: int) -> bytes:
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>深</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    return packed(body)


def test_a_field_left_open_swallows_nothing() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>'
        "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert read("a.docx", packed(body)).text == "正文"


def test_smart_art_text_is_read() -> None:
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = f'<w:drawing><d:relIds xmlns:d="{diagram}" xmlns:r="{relations}" r:dm="r1"/></w:drawing>'
    out = io.BytesIO(packed(f"<w:p><w:r><w:t>流程</w:t>{drawing}</w:r></w:p>"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/diagramData" Target="diagrams/data1.xml"/></Relationships>',
        )
        archive.writestr(
            "word/diagrams/data1.xml",
            f'<d:dataModel xmlns:d="{diagram}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            "<d:pt><d:t><a:p><a:r><a:t>受理</a:t></a:r></a:p></d:t></d:pt>"
            "<d:pt><d:t><a:p><a:r><a:t>办结</a:t></a:r></a:p></d:t></d:pt></d:dataModel>",
        )
    assert read("a.docx", out.getvalue()).text == "流程\n受理\n办结"
