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


def test_grouped_shapes_and_endnotes() -> None:
    group = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wpg"><w:drawing><g:wgp xmlns:g="urn:g"><g:wsp><g:txbx><w:txbxContent>'
        "<w:p><w:r><w:t>受理</w:t></w:r></w:p></w:txbxContent></g:txbx></g:wsp><g:grpSp><g:wsp><g:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>办结</w:t></w:r></w:p></w:txbxContent></g:txbx></g:wsp></g:grpSp></g:wgp></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = (
        '<w:r><w:pict><v:group xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>旧框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r>"
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = (
        f"<w:p><w:r><w:t>流程</w:t></w:r>{group}{old}</w:p>"
        '<w:p><w:r><w:t>依据</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )
    out = io.BytesIO(
        packed(
            body,
            endnotes=f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="2"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>'
            "</w:endnotes>",
        )
    )
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/endnotes" Target="endnotes.xml"/></Relationships>',
        )
    assert read("a.docx", out.getvalue()).text == "流程\n受理\n办结\n旧框\n依据\n尾注"


def test_articles_are_numbered_as_word_numbers_them() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="9"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = "".join(f"<w:p>{item}<w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("总则。", "职责。", "程序。"))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO(packed(body, numbering=numbering))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/numbering" Target="numbering.xml"/></Relationships>',
        )
    document = read("a.docx", out.getvalue())
    assert [block.label for block in document.blocks] == ["第九条", "第十条", "第十一条"]
    assert document.text.startswith("第九条 总则。")


def test_broken_side_parts_do_not_lose_the_text() -> None:
    made = docx.Document()
    made.add_paragraph("各有关单位：")
    made.add_paragraph("加强领导。", style="List Number")
    made.sections[0].header.paragraphs[0].text = "内部资料"
    whole = io.BytesIO()
    made.save(whole)
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w" if name in ("word/numbering.xml", "word/header1.xml") else old.read(name))
    document = read("a.docx", out.getvalue())
    assert document.text == "各有关单位：\n加强领导。"
    assert [(remark.code, remark.message) for remark in document.warnings] == [
        ("parts_broken", "文档的自动编号、页眉已损坏，未读取")
    ]
