"""QR codes made here and read back: needs the extra `ocr`."""

import io

import pytest
import segno
from PIL import Image, ImageDraw

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
