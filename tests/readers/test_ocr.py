"""Pages drawn here and read back: needs the extra `ocr` and a Chinese font of the system."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from govdoc.errors import ReadError
from govdoc.parsing import parse
from govdoc.readers import read
from govdoc.readers.ocr import available, ocr_page
from govdoc.readers.ocr.lines import OcrLine, in_order

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/simsun.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
FONT = next((font for font in FONTS if Path(font).exists()), "")
needs_ocr = pytest.mark.skipif(not available() or not FONT, reason="needs the extra ocr and a Chinese font")

RED = (205, 30, 35)
OFFICE = "清河县人民政府办公室"
NUMBER = "清政办〔2024〕6号"
TITLE = "关于开展行政执法案卷评查工作的通知"
BODY = (
    "各乡（镇）人民政府，县政府各部门：",
    "　　为进一步规范行政执法行为，提高案卷质量，决定在全县开展行政执法案卷评查工作。现将有关事项通知如下：",
    "　　一、评查范围",
    "　　2023年1月1日至2023年12月31日期间办结的行政处罚、行政许可案卷，每单位不少于10卷。",
    "　　二、工作要求",
    "　　（一）各单位要明确专人负责，对照评查标准逐卷自查，形成自查报告。",
    "　　（二）请于2024年5月31日前将自查报告和案卷目录报送县司法局，联系人：执法监督股，电话：0123-4567890。",
)
DATE = "2024年4月18日"
TEXT = "\n".join((OFFICE + "文件", NUMBER, TITLE, *(line.strip("　") for line in BODY), OFFICE, DATE))
WIDTH = 28  # characters of a line


def notice(dpi: int = 150) -> Image.Image:
    """The first page of a notice with a red head, and a seal on its signature."""
    unit = dpi / 72
    page = Image.new("RGB", (round(595 * unit), round(842 * unit)), "white")
    draw = ImageDraw.Draw(page)
    size = 15 * unit
    left, middle = (page.width - WIDTH * size) / 2, page.width / 2

    def centred(text: str, top: float, points: float, colour: tuple[int, int, int] = (20, 20, 20)) -> None:
        draw.text((middle, top * unit), text, colour, font(points * unit), "mm")

    centred(OFFICE + "文件", 110, 34, RED)
    centred(NUMBER, 165, 15)
    draw.line((left, 185 * unit, page.width - left, 185 * unit), RED, round(2 * unit))
    centred(TITLE, 225, 20)
    top = 265 * unit
    for paragraph in BODY:
        for line in broken(paragraph, font(size), WIDTH * size):
            draw.text((left, top), line, (25, 25, 25), font(size))
            top += 27 * unit
    draw.text((left + 17 * size, top + 40 * unit), OFFICE, (25, 25, 25), font(size))
    draw.text((left + 18 * size, top + 67 * unit), DATE, (25, 25, 25), font(size))
    seal(page, (left + 22 * size, top + 50 * unit), 58 * unit)
    return page


def broken(paragraph: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The lines of a paragraph, as full as they go."""
    lines = [""]
    for char in paragraph:
        if face.getlength(lines[-1] + char) > width and char not in "，。；：":
            lines.append("")
        lines[-1] += char
    return lines


def font(size: float) -> ImageFont.FreeTypeFont:
    # Of Noto's collections the third face has the forms of mainland print.
    return ImageFont.truetype(FONT, round(size), index=2 if "Noto" in FONT else 0)


def seal(page: Image.Image, centre: tuple[float, float], radius: float) -> None:
    """A round seal: a rim, a star, the office's name clockwise from the lower left to the lower right."""
    side = round(radius * 2.2)
    stamp = Image.new("RGBA", (side, side), (*RED, 0))
    draw = ImageDraw.Draw(stamp)
    middle = side / 2
    draw.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), None, RED, round(radius / 16))
    draw.regular_polygon((middle, middle, radius * 0.25), 5, fill=RED)
    for at, char in enumerate(OFFICE):
        angle = 125 - at * 250 / (len(OFFICE) - 1)
        letter = Image.new("RGBA", stamp.size, (*RED, 0))
        ImageDraw.Draw(letter).text((middle, middle - radius * 0.74), char, RED, font(radius * 0.3), "mm")
        stamp.alpha_composite(letter.rotate(angle, Image.Resampling.BICUBIC, center=(middle, middle)))
    # Ink of a seal darkens what it is pressed on.
    place = (round(centre[0] - middle), round(centre[1] - middle))
    box = (*place, place[0] + side, place[1] + side)
    under = page.crop(box)
    inked = Image.composite(stamp.convert("RGB"), Image.new("RGB", stamp.size, "white"), stamp.getchannel("A"))
    from PIL import ImageChops

    page.paste(ImageChops.multiply(under, inked), box)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def error_rate(found: str, wanted: str = TEXT) -> float:
    """The share of characters that are wrong, missing or too many; blanks are not counted."""
    one, other = "".join(found.split()), "".join(wanted.split())
    return Levenshtein.distance(one, other) / len(other)


@needs_ocr
def test_a_scanned_notice_reads_like_its_text() -> None:
    scan, text = read("a.png", saved(notice())), read("a.txt", TEXT.encode())
    assert error_rate(scan.text) < 0.005
    assert scan.text.split("\n")[:4] == TEXT.split("\n")[:4]
    assert len(scan.blocks) == len(text.blocks)
    (mark,) = scan.seals
    assert (mark.page, mark.text) == (1, OFFICE)
    assert 0.5 < mark.box[0] < mark.box[2] <= 1
    one, other = parse(scan).notices[0], parse(text).notices[0]
    for name in ("doc_number", "issuers", "title", "recipients", "issued_on", "genre"):
        assert getattr(one, name) == getattr(other, name)
    assert [(due.due_on, due.text) for due in one.deadlines] == [(due.due_on, due.text) for due in other.deadlines]


@needs_ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_is_turned_upright(turn: int) -> None:
    page = ocr_page(notice().rotate(turn, expand=True))
    assert page.turn == turn
    assert error_rate("\n".join(line.text for line in page.lines)) < 0.01
    assert [seal.text for seal in page.seals] == [OFFICE]


@needs_ocr
def test_a_poor_scan_is_straightened() -> None:
    askew = notice(110).convert("L").rotate(2, Image.Resampling.BICUBIC, fillcolor=255)
    noise = Image.fromarray(np.random.default_rng(7).normal(128, 60, askew.size[::-1]).clip(0, 255).astype(np.uint8))
    poor = Image.open(io.BytesIO(saved(Image.blend(askew, noise, 0.25), "JPEG", quality=60)))
    page = ocr_page(poor)
    assert page.skew == pytest.approx(-2, abs=0.3)
    # Without colour the seal is not told from the text: a piece of its rim stays as a line.
    assert error_rate("\n".join(line.text for line in page.lines)) < 0.03
    assert len(page.seals) == 1
    assert page == ocr_page(poor)


@needs_ocr
def test_cells_of_a_ruled_table() -> None:
    page = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(page)
    rows = (
        ("序号", "工作任务", "责任单位"),
        ("1", "制定评查方案，明确评查标准", "县司法局"),
        ("2", "组织集中评查", "县司法局"),
    )
    columns = (80, 180, 640, 920)
    draw.text((500, 120), "任务分解表", "black", font(40), "mm")
    for row, texts in enumerate(rows):
        for left, right, text in zip(columns, columns[1:], texts, strict=False):
            if not (row == 2 and left == 640):
                draw.rectangle((left, 200 + row * 90, right, 290 + row * 90), None, "black", 3)
                draw.text(((left + right) / 2, 245 + row * 90), text, "black", font(30), "mm")
    draw.rectangle((640, 290, 920, 470), None, "black", 3)
    found = read("a.bmp", saved(page, "BMP"))
    assert found.text.startswith("任务分解表\n")
    assert found.tables() == (((rows[0]), (rows[1]), ("2", "组织集中评查", "")),)


@needs_ocr
def test_pages_of_a_fax_and_blank_ones() -> None:
    small = notice(100).convert("1")
    blank = Image.new("1", small.size, 1)
    found = read("传真.tif", saved(small, "TIFF", save_all=True, append_images=[blank], compression="group4"))
    assert (found.pages, {block.page for block in found.blocks}) == (2, {1})
    assert error_rate(found.text) < 0.04
    assert "recognised" in {remark.code for remark in found.warnings}


@needs_ocr
def test_a_camera_notes_how_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    photo = saved(notice(100).rotate(90, expand=True), "JPEG", quality=80, exif=exif)
    assert error_rate(read("IMG.jpg", photo).text) < 0.02


@needs_ocr
def test_a_long_screenshot_is_read_in_parts() -> None:
    lines = [f"第{at}项，县直各单位按照分工报送佐证材料" for at in range(1, 51)]
    page = Image.new("RGB", (720, 50 * 72 + 40), "white")
    for at, text in enumerate(lines):
        ImageDraw.Draw(page).text((30, 30 + at * 72), text, "black", font(30))
    found = read("截图.png", saved(page))
    assert found.pages == max(block.page or 0 for block in found.blocks) > 2
    assert error_rate(found.text, "\n".join(lines)) < 0.01


def pdf_of(*draw: Callable[..., None]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@needs_ocr
def test_pages_of_text_and_pages_of_pictures() -> None:
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(notice(110))

    def printed(canvas: object) -> None:
        canvas.setFont("STSong-Light", 16)
        for at in range(8):
            canvas.drawString(80, 760 - at * 28, "第一页有文字层，不必识别，一字不差地读出来")

    def scanned(canvas: object) -> None:
        canvas.drawImage(picture, 0, 0, 595, 842)

    def scanned_with_bad_layer(canvas: object) -> None:
        scanned(canvas)
        layer = canvas.beginText(80, 760)
        layer.setFont("STSong-Light", 16)
        layer.setTextRenderMode(3)
        layer.textLines(["清沏县人艮政俯办公窒又件", "各乡镣人艮政俯，县政俯各部冂"] * 8)
        canvas.drawText(layer)

    found = read("a.pdf", pdf_of(printed, scanned_with_bad_layer))
    first, second = (
        "\n".join(block.span.of(found.text) for block in found.blocks if block.page == page) for page in (1, 2)
    )
    assert first.count("一字不差") == 8
    assert error_rate(second) < 0.01
    assert [seal.page for seal in found.seals] == [2]
    assert [remark.message for remark in found.warnings] == ["第 2 页的文字由图像识别得到，个别字可能有误"]


@needs_ocr
def test_a_document_of_pictures() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("附件")
    document.add_picture(io.BytesIO(saved(notice(100), "JPEG", quality=80)), 5_000_000)
    out = io.BytesIO()
    document.save(out)
    found = read("附件.docx", out.getvalue())
    assert found.text.startswith(f"附件\n{OFFICE}文件\n{NUMBER}\n")
    assert error_rate(found.text.removeprefix("附件\n")) < 0.02
    assert [seal.text for seal in found.seals] == [OFFICE]
    assert [remark.message for remark in found.warnings] == ["第 1 张图片的文字由图像识别得到，个别字可能有误"]


@needs_ocr
def test_what_holds_no_text() -> None:
    paper, shade = Image.new("RGB", (1240, 1754), (250, 249, 247)), Image.linear_gradient("L").resize((900, 700))
    for image in (paper, shade, Image.effect_noise((3, 3000), 90), Image.effect_noise((3000, 3), 90)):
        with pytest.raises(ReadError) as caught:
            read("扫描.png", saved(image))
        assert caught.value.status == "empty"


@pytest.mark.skipif(not available(), reason="needs the extra ocr")
@pytest.mark.parametrize(
    ("data", "status"),
    [
        (saved(Image.effect_noise((400, 400), 90), "JPEG")[:20_000], "damaged"),
        (saved(Image.effect_noise((400, 400), 90))[:20_000], "damaged"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "unsupported"),
        (
            saved(Image.new("1", (20, 20)), "BMP").replace(bytes([20, 0, 0, 0] * 2), bytes([0, 96, 0, 0] * 2)),
            "too_large",
        ),
    ],
)
def test_broken_and_huge_pictures(data: bytes, status: str) -> None:
    with pytest.raises(ReadError) as caught:
        read("图片", data)
    assert caught.value.status == status


def test_without_the_extra_pictures_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ReadError) as caught:
        read("照片.jpg", saved(Image.new("L", (60, 80)), "JPEG"))
    assert (caught.value.status, "govdoc[ocr]" in caught.value.remedy) == ("unsupported", True)


def line(text: str, left: float, top: float, right: float) -> OcrLine:
    return OcrLine(text, left, top, right, top + 40, 0.99)


def test_rows_and_columns() -> None:
    row = in_order([line("2024年", 500, 102, 640), line("县司法局", 100, 100, 260), line("下一行", 100, 150, 220)])
    assert [found.text for found in row] == ["县司法局  2024年", "下一行"]
    columns = [
        line(f"{side}栏第{at}行有不少字", left, 100 + at * 50, left + 400)
        for at in range(8)
        for side, left in (("左", 100), ("右", 600))
    ]
    assert [found.text[0] for found in in_order(columns)] == ["左"] * 8 + ["右"] * 8
