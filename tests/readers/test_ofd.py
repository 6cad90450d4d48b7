"""OFD files made here part by part; see also test_same_notice."""

import io
import zipfile

import pytest

from govdoc.errors import ReadError
from govdoc.readers import read
from govdoc.readers.ofd_pictures import page_images

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PNG = b"\x89PNG\r\n\x1a\n picture"


def line(text: str, x: float, y: float, size: float = 4.2) -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(text)} 8" Size="{size}" Font="1">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {max(len(text) - 1, 0)} {size}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f"{HEAD}<ofd:Page {SPACE}>{used}<ofd:Content><ofd:Layer ID='2'>{''.join(objects)}</ofd:Layer></ofd:Content>"
        "</ofd:Page>"
    )


def ofd(*pages: str, **parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"{HEAD}<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
        )
        listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
        archive.writestr(
            "Doc_0/Document.xml",
            f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for at, content in enumerate(pages):
            if content:
                archive.writestr(f"Doc_0/Pages/Page_{at}/Content.xml", content)
        for name, data in parts.items():
            archive.writestr("Doc_0/" + name.replace("__", "/") + ("" if isinstance(data, bytes) else ".xml"), data)
    return out.getvalue()


IMAGES = (
    f"{HEAD}<ofd:Res {SPACE} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='7' Type='Image'>"
    "<ofd:MediaFile>Image_7.PNG</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
)
SCAN = '<ofd:ImageObject ID="3" Boundary="0 0 210 200" CTM="210 0 0 200 0 0" ResourceID="7"/>'


def test_text_of_page_template_and_composite_object_in_order() -> None:
    content = f"<ofd:Content>{line('（一）组合对象', 0, 0)}</ofd:Content>"
    unit = f"<ofd:CompositeGraphicUnit ID='9'>{content}</ofd:CompositeGraphicUnit>"
    resources = f"{HEAD}<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    composite = '<ofd:CompositeObject ID="8" ResourceID="9" Boundary="30 60 100 8"/>'
    data = ofd(
        page(
            line("二、后文", 30, 80),
            f"<ofd:PageBlock>{line('一、前文', 30, 40)}</ofd:PageBlock>",
            composite,
            template="50",
        ),
        DocumentRes=resources,
        Tpls__Tpl_0__Content=page(line("版头", 100, 20)),
    )
    document = read("公文.ofd", data)
    assert document.text == "版头\n一、前文\n（一）组合对象\n二、后文"
    assert (document.reader, document.pages, document.warnings) == ("ofd", 1, ())


def test_ruled_tables_become_cells() -> None:
    rules = [f"M 0 {y} L 150 {y}" for y in (0, 10, 20, 30)] + [
        f"M {x} {y} L {x} 30" for x, y in ((0, 0), (30, 10), (100, 10), (150, 0))
    ]
    strokes = f"<ofd:AbbreviatedData>{' '.join(rules)}</ofd:AbbreviatedData>"
    drawn = f'<ofd:PathObject ID="4" Boundary="30 100 150 30">{strokes}</ofd:PathObject>'
    texts = [
        line("任务清单", 90, 101),
        line("1", 40, 111),
        line("推行行政执法公示制度并定期", 62, 110.5),
        line("通报", 62, 115),
        line("县公安局", 135, 111),
        line("2", 40, 121),
        line("执法记录", 62, 121),
        line("县司法局", 135, 121),
    ]
    document = read("公文.ofd", ofd(page(line("附件", 30, 80), drawn, *texts)))
    assert document.tables() == (
        (
            ("任务清单", "", ""),
            ("1", "推行行政执法公示制度并定期\n通报", "县公安局"),
            ("2", "执法记录", "县司法局"),
        ),
    )
    assert document.text.startswith("附件\n任务清单\n1\t")


def test_pages_of_pictures_are_named_and_can_be_had() -> None:
    data = ofd(page(line("第一页文字", 30, 40)), page(SCAN), DocumentRes=IMAGES, Res__image_7_png=PNG)
    data = data.replace(b"image_7_png", b"image_7.png")  # the resource names it in other letters
    document = read("公文.ofd", data)
    assert [(remark.code, "第 2 页" in remark.message) for remark in document.warnings] == [
        ("pages_without_text", True)
    ]
    (picture,) = page_images(data)
    assert (picture.page, picture.data, picture.name) == (2, PNG, "Doc_0/Res/image_7.png")
    assert picture.share == pytest.approx(200 / 297)


def test_private_characters_are_remarked() -> None:
    document = read("公文.ofd", ofd(page(line("关于\ue123村的通知", 30, 40))))
    assert [remark.code for remark in document.warnings] == ["private_use"]


def test_a_missing_page_makes_it_partial() -> None:
    document = read("公文.ofd", ofd(page(line("第一页文字", 30, 40)), ""))
    assert [remark.code for remark in document.warnings] == ["pages_without_text"]
    assert document.pages == 2


def test_a_broken_list_of_pages_does_not_lose_the_text() -> None:
    data = ofd(page(line("第一页", 30, 40)), page(line("第二页", 30, 40)))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, "<" if name == "Doc_0/Document.xml" else old.read(name))
    document = read("公文.ofd", out.getvalue())
    assert document.text == "第一页\n第二页"
    assert [block.page for block in document.blocks] == [1, 2]
    assert [remark.code for remark in document.warnings] == ["pages_without_text"]


def test_entities_are_refused() -> None:
    evil = page(line("正文&x;", 30, 40)).replace(
        "<ofd:Page ", '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><ofd:Page ', 1
    )
    with pytest.raises(ReadError) as caught:
        read("公文.ofd", ofd(evil))
    assert caught.value.status == "damaged"
