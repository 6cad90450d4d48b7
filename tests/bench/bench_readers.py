"""Speed of the readers: files a second, and the ratio to the bare library call that must be made, in the same run.

Made files of the usual kinds, so that it runs anywhere; `python tests/bench/bench_readers.py FOLDER` adds the files of
a folder.
"""

import io
import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import psutil
import pypdfium2
import xlsxwriter
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree, html
from python_calamine import CalamineWorkbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govdoc.errors import ReadError
from govdoc.pipeline.folder import walk
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.readers import read
from govdoc.store import queries

LINE = "各单位要高度重视法治政府建设工作，明确责任分工，于每月二十八日前将进展情况报送领导小组办公室。"
TARGETS = {"docx": 4.0, "pdf": 1.5, "xlsx": 1.3}
ROUNDS = 5
TREE = 20_000


def made_docx(at: int) -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_heading(f"第{at}号通知", 1)
    for number in range(40):
        paragraph = made.add_paragraph(style="List Number" if number % 5 == 0 else None)
        paragraph.paragraph_format.first_line_indent = Pt(32)
        _runs(paragraph, f"{number}", LINE[:20], LINE[20:])
    table = made.add_table(12, 4)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        _runs(cell.paragraphs[0], f"第{place}", "格")
    made.save(out)
    return out.getvalue()


def _runs(paragraph: Paragraph, *texts: str) -> None:
    """Runs with fonts of their own, as word processors write them wherever script or font changes."""
    for text in texts:
        run = paragraph.add_run(text)
        run.font.size, run.font.name = Pt(16), "Times New Roman"
        run.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def made_pdf(at: int) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(3):
        canvas.setFont("STSong-Light", 14)
        for line in range(26):
            canvas.drawString(72, 740 - 26 * line, f"{at}{page}{LINE}"[:32])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def made_xlsx(at: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    for row in range(1000):
        sheet.write_row(row, 0, [row, f"第{at}号案件", "青河县公安局", "已办结", row * 1.5, f"{LINE[:20]}{row}"])
    book.close()
    return out.getvalue()


def made_html(at: int) -> bytes:
    body = "".join(f"<p>{number}{LINE}</p>" for number in range(60))
    return f"<html><head><title>第{at}号通知</title></head><body><div>{body}</div></body></html>".encode()


def made_txt(at: int) -> bytes:
    return "\n".join(f"{at}{number}{LINE}" for number in range(100)).encode("gb18030")


def floor_docx(data: bytes) -> None:
    """Unzip and parse the text and the numbering."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/numbering.xml"):
            if name in archive.namelist():
                etree.fromstring(archive.read(name))


def floor_pdf(data: bytes) -> None:
    """Take pdfium's text of each page."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    document.close()


def floor_xlsx(data: bytes) -> None:
    """Take calamine's values of each sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def floor_html(data: bytes) -> None:
    """Parse."""
    html.document_fromstring(data)


def floor_txt(data: bytes) -> None:
    """Decode."""
    data.decode("gb18030")


FORMATS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], None]]] = {
    "docx": (made_docx, floor_docx),
    "pdf": (made_pdf, floor_pdf),
    "xlsx": (made_xlsx, floor_xlsx),
    "html": (made_html, floor_html),
    "txt": (made_txt, floor_txt),
}


def seconds(work: Callable[[], object]) -> float:
    """The least of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def each(files: list[tuple[str, bytes]], work: Callable[[str, bytes], object]) -> Callable[[], None]:
    def run() -> None:
        for name, data in files:
            try:
                work(name, data)
            except ReadError:
                continue

    return run


def bench_formats(folder: Path | None) -> None:
    print("读取（只取文字，同扫描；括号内为连同段落和单元格）")
    for suffix, (make, floor) in FORMATS.items():
        found = [] if folder is None else sorted(folder.rglob(f"*.{suffix}"))
        files = [(path.name, path.read_bytes()) for path in found if _has_text(path)]
        files = files or [(f"{at}.{suffix}", make(at)) for at in range(20)]
        least = seconds(each(files, lambda _, data, floor=floor: floor(data)))
        quick = seconds(each(files, lambda name, data: read(name, data, text_only=True)))
        whole = seconds(each(files, read))
        target = f"，目标 {TARGETS[suffix]}" if suffix in TARGETS else ""
        print(
            f"  {suffix:5} {len(files) / quick:8.0f} 个/秒，下限的 {quick / least:5.2f} 倍{target}"
            f"（{len(files) / whole:.0f} 个/秒，{whole / least:.2f} 倍）"
        )


def _has_text(path: Path) -> bool:
    """Leave out scans and tables, which are measured by what they need themselves."""
    if path.suffix != ".pdf":
        return True
    document = pypdfium2.PdfDocument(path)
    texts = [len(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return min(texts, default=0) > 100


def bench_tree(home: Path) -> None:
    """An unchanged tree: a scan that opens nothing, and a bare walk with a stat of each file."""
    folder = home / "tree"
    for at in range(TREE):
        file = folder / f"单位{at % 50}" / f"{at}.txt"
        if at < 50:
            file.parent.mkdir(parents=True)
        file.write_text(f"第{at}号", encoding="utf-8")

    def bare() -> None:
        for place, _, names in os.walk(folder):
            for name in names:
                os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118

    make_workspace(home)
    db = open_workspace(home)
    begun = time.perf_counter()
    scan(db, folder)
    first = time.perf_counter() - begun
    again = seconds(lambda: scan(db, folder))
    walking, least = seconds(lambda: list(walk(folder))), seconds(bare)
    print(f"目录（{TREE} 个小文件）：首次 {first:.1f} 秒，{TREE / first:.0f} 个/秒")
    print(f"  未改动再扫描 {again:.2f} 秒，走一遍 {walking:.3f} 秒，裸走 {least:.3f} 秒：", end="")
    print(f"走是裸走的 {walking / least:.2f} 倍，扫描是 {again / least:.2f} 倍，目标 1.5")
    db.close()


def bench_batch(home: Path) -> None:
    """Both cores and the memory over a batch."""
    folder = home / "batch" / "单位"
    folder.mkdir(parents=True)
    for at in range(800):
        suffix = ("docx", "pdf", "xlsx", "html")[at % 4]
        (folder / f"{at}.{suffix}").write_bytes(FORMATS[suffix][0](at % 20))
    work = home / "work"
    make_workspace(work)
    db = open_workspace(work)
    sizes: list[int] = []
    me = psutil.Process()

    def watch(_: object) -> None:
        if len(sizes) % 20 == 0:
            sizes.append(sum(_resident(one) for one in (me, *me.children(recursive=True))))
        else:
            sizes.append(sizes[-1])

    begun, idle = time.perf_counter(), psutil.cpu_times().idle
    scan(db, folder.parent, report=watch)
    took = time.perf_counter() - begun
    busy = 1 - (psutil.cpu_times().idle - idle) / took / (os.cpu_count() or 1)
    rows = sum(1 for row in queries.ledger(db, text=False) if row.status == "read")
    quarter = len(sizes) // 4
    print(f"整批（{rows} 个文件）：{took:.1f} 秒，{rows / took:.0f} 个/秒，处理器占用 {busy:.0%}")
    print(f"  内存：首四分之一最多 {max(sizes[:quarter]) >> 20} MB，末四分之一最多 {max(sizes[-quarter:]) >> 20} MB")
    db.close()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="govdoc-bench-"))
    try:
        bench_formats(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        bench_tree(home)
        bench_batch(home)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
