"""A notice of a fictional county, saved in every format there is, says the same."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from govdoc.parsing import parse
from govdoc.readers import read

FILES = Path(__file__).parents[1] / "golden" / "formats"
SOFFICE = shutil.which("soffice")
TITLE = ("云法办〔2023〕1号", "云溪县法治建设领导小组办公室", "关于印发《云溪县法治示范创建方案》的通知")
LINES = [
    "各乡（镇、街道），县直各单位：",
    "现将《云溪县法治示范创建方案》印发给你们，请结合本单位工作实际，明确责任，细化措施，按照时间节点认真抓好贯彻落实，并将落实情况及时报送。",
    "云溪县法治建设领导小组办公室",
    "2023年3月15日",
    "云溪县法治示范创建方案",
    "一、总体目标",
    "全面提升依法行政水平。",
    "二、具体任务",
    "第1项指标：权责事项全部公开。",
    "工作任务：",
    "（1）网络检索：权责清单在网上公开；动态调整信息在网上公开。",
    "（2）材料查证：2021年以来清单调整的文件；每年至少开展1次核查的记录；以上材料汇总备查。",
    "责任单位：县委编办、县司法局，县直各单位。",
    "第2项指标：群众满意度不低于90%。",
    "工作任务：",
    "随机访谈：制定问卷开展访谈，访谈率不低于80%。",
    "责任单位：县政务服务中心，各乡（镇、街道）",
    "附加项指标加分项1：获得省级表彰。",
    "工作任务：",
    "材料查证：汇总表彰文件备查。",
    "责任单位：县司法局。",
    "三、实施步骤",
    "创建工作从2023年4月上旬至2023年11月底：",
    "（一）动员部署（2023年4月10前）。召开会议，部署创建工作，分解工作任务，逐项明确牵头单位、责任单位和完成时限，逐级传导压力。",
    "（二）自查整改（2023年6月30日前）。自查报告于2023年7月10日前报送县创建办。",
    "四、工作要求",
    "（一）提高认识。各单位要高度重视，每月25日前将进展情况报送至县创建办。",
    "联系人：张三   电话：0000-7654321",
    "邮箱：yunxi@example.com",
    "抄送：县人大办公室，县政协办公室。",
    "云溪县法治建设领导小组办公室      2023年3月16日印发",
]


@cache
def as_docx() -> bytes:
    made = docx.Document()
    for line in TITLE:
        made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in LINES:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


SIZE, LEFT, WIDTH = 4.2, 29.4, 151.2  # millimetres


def wide(text: str) -> float:
    return sum(SIZE if ord(char) > 255 else SIZE / 2 for char in text)


def printed() -> Iterator[tuple[float, str]]:
    """The notice's printed lines with their left edges: titles centred, paragraphs indented and broken by width."""
    for line in TITLE:
        yield LEFT + (WIDTH - wide(line)) / 2, line
    for line in LINES:
        left, text = LEFT + 2 * SIZE, ""
        for char in line:
            if left + wide(text + char) > LEFT + WIDTH + 0.1:
                yield left, text
                left, text = LEFT, ""
            text += char
        yield left, text


def as_ofd() -> bytes:
    """Each printed line a text object, 30 a page, the objects of a page in no order."""
    pieces = list(printed())
    pages = [pieces[at : at + 30] for at in range(0, len(pieces), 30)]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f"{head}<ofd:OFD {space} DocType='OFD' Version='1.0'><ofd:DocBody><ofd:DocInfo/>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
        archive.writestr(
            "Doc_0/Document.xml",
            f"{head}<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, texts in enumerate(pages):
            objects = [_text_object(left, 30 + 8 * row, text) for row, (left, text) in enumerate(texts)]
            archive.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f"{head}<ofd:Page {space}><ofd:Content><ofd:Layer ID='9'>{''.join(reversed(objects))}</ofd:Layer>"
                "</ofd:Content></ofd:Page>",
            )
    return out.getvalue()


def _text_object(left: float, y: int, text: str) -> str:
    steps = " ".join(f"{wide(char):.2f}" for char in text[:-1])
    return (
        f'<ofd:TextObject ID="{y}" Boundary="{left} {y} {wide(text)} 8" Font="1" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


@cache
def told(name: str, data: bytes) -> Any:
    """What is read from the file, but for where it stands and how it was read."""
    document = read(name, data)
    return _bare(asdict(parse(document)))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in ("span", "source", "spans")}
    if isinstance(value, list | tuple):
        return [_bare(inner) for inner in value]
    return value


def saved(data: bytes, to: str, folder: Path) -> bytes:
    """The notice as LibreOffice saves it."""
    assert SOFFICE
    (folder / "notice.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(folder / "notice.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"notice.{to.split(':')[0]}").read_bytes()


def test_the_notice_itself() -> None:
    (notice,) = told("通知.docx", as_docx())["notices"]
    assert notice["doc_number"] == "云法办〔2023〕1号"
    assert [indicator["code"] for indicator in notice["indicators"]] == ["1", "2", "加分1"]
    assert len(notice["submissions"]) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_as_text(encoding: str) -> None:
    text = "\r\n".join([*TITLE, *LINES])
    assert told("通知.txt", text.encode(encoding)) == told("通知.docx", as_docx())


def test_as_a_page() -> None:
    body = "".join(f"<p>{line}</p>" for line in [*TITLE, *LINES])
    page = f"<html><head><meta charset='gb2312'></head><body>{body}</body></html>".encode("gb18030")
    assert told("通知.html", page) == told("通知.docx", as_docx())


def test_as_ofd() -> None:
    assert told("通知.ofd", as_ofd()) == told("通知.docx", as_docx())


@pytest.mark.parametrize("path", sorted(FILES.glob("notice.*")), ids=lambda path: path.suffix[1:])
def test_as_kept_here(path: Path) -> None:
    assert told(f"通知{path.suffix}", path.read_bytes()) == told("通知.docx", as_docx())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("to", ["doc", "rtf", "pdf", "html", "odt", "txt:Text (encoded):UTF8"])
def test_as_libreoffice_saves_it(to: str, tmp_path: Path) -> None:
    data = saved(as_docx(), to, tmp_path)
    assert told(f"通知.{to.split(':')[0]}", data) == told("通知.docx", as_docx())
