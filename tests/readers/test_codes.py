"""QR codes made here and read back: needs the extra `ocr`."""

import io

import docx
import pytest
import segno
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govdoc.addresses import addresses_in
from govdoc.errors import ReadError
from govdoc.readers import read
from govdoc.readers.ocr import available

pytestmark = pytest.mark.skipif(not available(), reason="needs the extra ocr")
URL = "http://www.yunxi.gov.cn/zwgk/2024/0603/123.html"
OTHER = "https://mp.weixin.qq.com/s/abcdef"


def code(content: str, scale: int = 6) -> Image.Image:
    out = io.BytesIO()
    segno.make(content).save(out, kind="png", scale=scale)
    return Image.open(out).convert("RGB")


def sheet(*codes: str, words: str = "", turn: int = 0, form: str = "PNG") -> bytes:
    """A scanned page of A4 with codes on it and a line of words."""
    page = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(page).text((200, 300), words, "black", font_size=60)
    for at, content in enumerate(codes):
        page.paste(code(content), (150 + at * 500, 900))
    out = io.BytesIO()
    page.rotate(turn, expand=True).save(out, form)
    return out.getvalue()


def test_addresses_in_codes_of_a_picture_are_its_links() -> None:
    found = read("公示栏.png", sheet(URL, OTHER, words="YUNXI 2024 NOTICE BOARD"))
    assert set(found.links) == {URL, OTHER}
    assert "YUNXI" in found.text
    assert {url for url, _, _ in addresses_in(found.text, found.links)} == {URL, OTHER}


@pytest.mark.parametrize(("turn", "form"), [(90, "PNG"), (4, "PNG"), (0, "PDF")])
def test_codes_askew_and_in_scans(turn: int, form: str) -> None:
    name = "扫描件.pdf" if form == "PDF" else "照片.png"
    assert read(name, sheet(URL, words="YUNXI 2024 NOTICE BOARD", turn=turn, form=form)).links == (URL,)


def test_a_code_alone_is_the_text() -> None:
    found = read("二维码.png", sheet(URL))
    assert (found.text, found.links) == (f"二维码：{URL}", (URL,))


def test_a_code_that_holds_no_address_is_left_alone() -> None:
    with pytest.raises(ReadError) as caught:
        read("二维码.png", sheet("WIFI:T:WPA;S:office;P:none;;"))
    assert caught.value.status == "empty"


WORDS = "各单位要高度重视，明确责任分工，于每月二十八日前将进展情况报送领导小组办公室，逾期不报的予以通报。"


def in_word(*pictures: Image.Image) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(WORDS * 3)
    for at, picture in enumerate(pictures):
        name = io.BytesIO()
        picture.save(name, "PNG")
        made.add_picture(name, width=Pt(90))
        made.add_paragraph(f"图{at}")
    made.save(out)
    return out.getvalue()


def in_pdf(picture: Image.Image, side: int = 80, turn: int = 0) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    for line in range(6):
        canvas.drawString(72, 740 - 26 * line, WORDS[:40])
    canvas.drawInlineImage(picture, 300, 300, side, side)
    canvas.setPageRotation(turn)
    canvas.save()
    return out.getvalue()


def test_codes_between_paragraphs() -> None:
    photo = Image.effect_noise((640, 480), 60).convert("RGB")
    assert read("公告.docx", in_word(photo, code(URL), code("微信扫一扫"), code(OTHER))).links == (URL, OTHER)


@pytest.mark.parametrize(("side", "turn"), [(80, 0), (45, 0), (250, 0), (80, 90)])
def test_codes_on_pages_with_text(side: int, turn: int) -> None:
    found = read("公告.pdf", in_pdf(code(URL, 8), side, turn))
    assert found.links == (URL,)
    assert "明确责任分工" in found.text
