"""PDF files made here with reportlab's built-in Chinese font."""

import io
import sys
from collections.abc import Callable, Iterator

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govdoc.errors import ReadError
from govdoc.readers import read

FONT = "STSong-Light"
SIZE = 16.0
LEFT, RIGHT, TOP = 80.0, 80.0 + 27 * SIZE, 760.0


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def printed(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def wrapped(text: str, first: int = 25) -> Iterator[str]:
    """A paragraph as lines of 27 characters, the first indented by two."""
    yield text[:first]
    for at in range(first, len(text), 27):
        yield text[at : at + 27]


def lines(*paragraphs: str, top: float = TOP, foot: str = "") -> Callable[[Canvas], None]:
    """A page of justified paragraphs; one that begins with > is centred, with | at the margin."""

    def draw(canvas: Canvas) -> None:
        y = top
        for paragraph in paragraphs:
            if paragraph[0] == ">":
                canvas.drawCentredString(A4[0] / 2, y, paragraph[1:])
                y -= 28
                continue
            at_margin = paragraph[0] == "|"
            for at, line in enumerate(wrapped(paragraph.lstrip("|"), 27 if at_margin else 25)):
                canvas.drawString(LEFT + (0 if at or at_margin else 2 * SIZE), y, line)
                y -= 28
        if foot:
            canvas.drawCentredString(A4[0] / 2, 40, foot)

    return draw


LONG = "为深入推进法治政府建设，规范行政执法行为，提高依法行政水平，现将有关事项通知如下，请各单位结合实际认真贯彻落实"
TASK = "一、加强组织领导。各单位主要负责同志要切实履行第一责任人职责，亲自部署、亲自过问，确保各项任务落到实处"


def test_hard_line_breaks_are_undone() -> None:
    page = lines(">关于规范行政执法的", ">通知", "|各乡镇人民政府：", LONG + "：", TASK + "。", ">2023年5月8日")
    document = read("通知.pdf", printed(page))
    assert document.text.split("\n") == [
        "关于规范行政执法的",
        "通知",
        "各乡镇人民政府：",
        LONG + "：",
        TASK + "。",
        "2023年5月8日",
    ]
    assert (document.pages, document.reader, document.blocks[3].page) == (1, "pdf", 1)


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = lines("甲" * 25 + "乙" * 27, top=200, foot="— 1 —")
    second = lines("|" + "丙" * 20 + "。", TASK + "。", foot="— 2 —")
    document = read("通知.pdf", printed(first, second))
    assert document.text.split("\n") == ["甲" * 25 + "乙" * 27 + "丙" * 20 + "。", TASK + "。"]
    assert document.furniture == ("— 1 —", "— 2 —")
    assert [block.page for block in document.blocks] == [1, 2]


def test_running_heads_are_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 800, "清河县人民政府办公室文件汇编")
            lines(f"（{'一二三'[number]}）{'甲乙丙'[number]}{LONG}。", foot=f"第 {number + 1} 页 共 3 页")(canvas)

        return draw

    document = read("汇编.pdf", printed(page(0), page(1), page(2)))
    assert document.text.split("\n") == [f"（{a}）{b}{LONG}。" for a, b in zip("一二三", "甲乙丙", strict=True)]
    assert "清河县人民政府办公室文件汇编" in document.furniture


def test_short_lines_are_never_joined() -> None:
    page = lines("|联系人：甲某", "|电话：0000-0000000", "|邮箱：a@example.gov.cn", ">清河县司法局", ">2023年5月8日")
    assert len(read("通知.pdf", printed(page)).blocks) == 5


def grid(rows: list[tuple[str, ...]], top: float = 700.0) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 12)
        edges = [80.0, 140.0, 340.0, 500.0]
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                for part, piece in enumerate(text.split("\n")):
                    canvas.drawString(edges[column] + 4, top - at * 40 - 15 - part * 14, piece)
        canvas.grid(edges, [top - at * 40 for at in range(len(rows) + 1)])

    return draw


HEAD = ("序号", "任务", "责任单位")


def test_a_ruled_table_becomes_cells() -> None:
    def page(canvas: Canvas) -> None:
        lines(">任务清单")(canvas)
        grid([HEAD, ("1", "公示行政执法\n事项清单", "县司法局"), ("2", "案卷评查", "")])(canvas)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(LEFT, 500, "注：按月报送。")

    document = read("清单.pdf", printed(page))
    assert document.tables() == ((HEAD, ("1", "公示行政执法事项清单", "县司法局"), ("2", "案卷评查", "")),)
    assert document.text.split("\n")[0] == "任务清单"
    assert document.text.split("\n")[-1] == "注：按月报送。"


def test_a_table_broken_over_pages_is_one() -> None:
    first = grid([HEAD, ("1", "公示", "县司法局"), ("2", "评查，并将评查", "县公安局")], top=200)
    second = grid([HEAD, ("", "结果通报。", ""), ("3", "培训。", "县财政局")], top=800)
    table = read("清单.pdf", printed(first, second)).tables()
    assert table == (
        (HEAD, ("1", "公示", "县司法局"), ("2", "评查，并将评查结果通报。", "县公安局"), ("3", "培训。", "县财政局")),
    )


def test_signs_stand_where_they_are_printed_not_where_the_file_has_them() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "推进")
        canvas.drawString(LEFT + 3 * SIZE, 700, "三项制度")
        canvas.drawString(LEFT + 8 * SIZE, 700, "落实")
        canvas.drawString(LEFT + 2 * SIZE, 700, "《")
        canvas.drawString(LEFT + 7 * SIZE, 700, "》")

    assert read("a.pdf", printed(page)).text == "推进《三项制度》落实"


def test_addresses_behind_the_text_are_links() -> None:
    def page(canvas: Canvas) -> None:
        lines("|详见公示专栏。")(canvas)
        canvas.linkURL("https://example.gov.cn/gs", (80, 740, 200, 780))

    assert read("a.pdf", printed(page)).links == ("https://example.gov.cn/gs",)


def test_a_landscape_page_is_read_upright() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        for at, text in enumerate((">行政执法事项清单", "第一条 本清单自公布之日起施行。")):
            canvas.drawString(100, -100 - at * 40, text.lstrip(">"))

    assert read("a.pdf", printed(page)).text == "行政执法事项清单\n第一条 本清单自公布之日起施行。"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_lying_on_its_side_is_read_all_the_same(angle: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        lines("|甲方负责公示事项清单。", "|乙方负责案卷评查工作。", "|丙方负责业务培训考核。")(canvas)

    expected = ["甲方负责公示事项清单。", "乙方负责案卷评查工作。", "丙方负责业务培训考核。"]
    assert read("a.pdf", printed(page)).text.split("\n") == expected


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read("a.pdf", data)
    return caught.value


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)


@pytest.mark.usefixtures("without_extra")
def test_a_scan_is_told_as_such() -> None:
    def page(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture()), 0, 0, *A4)

    error = refusal(printed(page, page))
    assert (error.status, "扫描件" in error.message, "govdoc[ocr]" in error.remedy) == ("unsupported", True, True)
    mixed = read("a.pdf", printed(lines(LONG), page))
    assert [remark.code for remark in mixed.warnings] == ["pages_without_text"]


def picture() -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PNG")
    out.seek(0)
    return out


@pytest.mark.usefixtures("without_extra")
def test_garbled_text_is_refused() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        for at in range(6):
            canvas.drawString(LEFT, 700 - at * 20, "!\"#$%&'()*+,/:;<=>?@[]^`{|}~!\"#$%&'()*+")

    error = refusal(printed(page))
    assert (error.status, "乱码" in error.message) == ("unsupported", True)


def test_locked_broken_and_blank_files() -> None:
    locked = printed(lines(LONG), encrypt=pdfencrypt.StandardEncryption("口令", canPrint=0))
    assert refusal(locked).status == "encrypted"
    assert refusal(b"%PDF-1.7\n" + b"rubbish" * 20).status == "damaged"
    assert refusal(printed(lambda canvas: None)).status == "empty"
