"""What `read` takes, refuses, and says of what it refuses."""

import io
import zipfile
from typing import get_args

import pytest

from govdoc.errors import ReadError
from govdoc.model.evidence import Status
from govdoc.readers import is_junk, media_type, read
from govdoc.readers.kinds import DOCX, PPT, PPTX, XLSX

ENCRYPTED = "application/vnd.ms-office.encrypted"

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def compound_file(*streams: str) -> bytes:
    """A minimal OLE file whose root holds empty streams of these names."""
    entries = [("Root Entry", 5, 1), *((name, 2, at + 2) for at, name in enumerate(streams))]
    directory = b""
    for at, (name, kind, following) in enumerate(entries):
        raw = name.encode("utf-16-le")
        right = following if at and at < len(streams) else 0xFFFFFFFF
        child = 1 if at == 0 and streams else 0xFFFFFFFF
        tree = b"".join(number.to_bytes(4, "little") for number in (0xFFFFFFFF, right, child))
        directory += raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1]) + tree + b"\0" * 48
    directory += b"\0" * (-len(directory) % 512)
    header = OLE + b"\0" * 16 + bytes.fromhex("3e000300feff0900") + b"\0" * 12
    header = header.ljust(48, b"\0") + (1).to_bytes(4, "little")
    header = header.ljust(76, b"\0") + (0).to_bytes(4, "little") + b"\xff" * (108 * 4)
    sectors = len(directory) // 512
    chain = [0xFFFFFFFD, *(at + 2 for at in range(sectors - 1)), 0xFFFFFFFE]
    table = b"".join(sector.to_bytes(4, "little") for sector in chain).ljust(512, b"\xff")
    return header + table + directory


def zip_of(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


UNREADABLE = [
    ("总结.doc", compound_file("WordDocument", "1Table"), "application/msword", "damaged", "另存"),
    ("总结.wps", compound_file("WordDocument"), "application/vnd.ms-works", "damaged", "另存"),
    ("台账.xls", compound_file("Workbook"), "application/vnd.ms-excel", "damaged", "另存"),
    ("台账.et", compound_file("Workbook"), "application/vnd.wps-et", "damaged", "另存"),
    ("密.docx", compound_file("EncryptionInfo", "EncryptedPackage"), ENCRYPTED, "encrypted", "密码"),
    ("讲稿.ppt", compound_file("PowerPoint Document"), PPT, "damaged", "另存"),
    ("来信.msg", compound_file("__properties_version1.0"), "application/vnd.ms-outlook", "unsupported", "附件"),
    ("旧文.doc", OLE + b"\x00" * 600, "application/msword", "damaged", "另存"),
    ("公文.ofd", zip_of(**{"OFD.xml": "<OFD/>"}), "application/ofd", "damaged", "另存"),
    ("讲稿.pptx", zip_of(ppt__presentation=""), PPTX, "damaged", "另存"),
    ("坏包.docx", b"PK\x03\x04" + b"\x00" * 60, DOCX, "damaged", "另存"),
    ("坏包.ofd", b"PK\x03\x04" + b"\x00" * 60, "application/ofd", "damaged", "另存"),
    ("材料.zip", zip_of(a=""), "application/zip", "unsupported", "解压"),
    ("材料.rar", b"Rar!\x1a\x07\x01\x00", "application/vnd.rar", "unsupported", "解压"),
    ("材料.7z", b"7z\xbc\xaf\x27\x1c\x00", "application/x-7z-compressed", "unsupported", "解压"),
    ("照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "damaged", "重新"),
    ("截图.png", b"\x89PNG\r\n\x1a\n\x00", "image/png", "damaged", "重新"),
    ("旧稿.rtf", b"{\\rtf1\\ansi}", "application/rtf", "empty", "重新"),
    ("网页.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related", "multipart/related", "damaged", "另存"),
    ("坏.docx", b"\x00\x01\x02\x03" * 40, "application/octet-stream", "damaged", "检查"),
    ("什么.xyz", b"\x00\x01\x02\x03" * 40, "application/octet-stream", "unsupported", "另存"),
    ("空.docx", b"", "application/octet-stream", "empty", "重新"),
    ("空白.txt", b" \r\n\t\n", "text/plain", "empty", "重新"),
    ("~$总结.docx", b"\x05admin", "application/octet-stream", "skipped", "无需"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind", "status", "remedy"), UNREADABLE, ids=lambda value: str(value)[:12])
def test_refuses_with_a_reason(name: str, data: bytes, kind: str, status: str, remedy: str) -> None:
    assert media_type(name, data) == kind
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert caught.value.status == status
    assert caught.value.status in get_args(Status)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "name",
    [
        "~$总结.docx",
        "公安局/Thumbs.db",
        ".DS_Store",
        "__MACOSX/._总结.docx",
        "a\\desktop.ini",
        "~WRL0001.tmp",
        ".~lock.a#",
    ],
)
def test_junk(name: str) -> None:
    assert is_junk(name)


@pytest.mark.parametrize("name", ["总结.docx", "公安局/$总结.docx", "thumbs.db.txt", "~总结.docx", "临时.tmp"])
def test_not_junk(name: str) -> None:
    assert not is_junk(name)


def test_content_decides_and_a_wrong_suffix_is_remarked() -> None:
    document = read("公告.doc", "<html><body><p>关于清单的公告</p></body></html>".encode("gb18030"))
    assert (document.reader, document.text) == ("html", "关于清单的公告")
    assert [remark.code for remark in document.warnings] == ["suffix"]
    assert "网页文件" in document.warnings[0].message


@pytest.mark.parametrize("name", ["说明.txt", "说明.md", "说明", "说明.TXT", "说明.nfo"])
def test_usual_suffixes_are_not_remarked(name: str) -> None:
    assert read(name, "说明事项".encode()).warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_encoding(encoding: str) -> None:
    document = read("网址.txt", "县公安局：\r\n\r\n  https://example.gov.cn/1.html \n镕、喆、㐂".encode(encoding))
    assert document.text == "县公安局：\nhttps://example.gov.cn/1.html\n镕、喆、㐂"


def test_a_broken_byte_does_not_lose_a_text() -> None:
    data = "关于开展自查的通知，请于六月三十日前报送。".encode()
    assert read("通知.txt", data[:30] + b"\xff" + data[30:]).text.startswith("关于开展自查的通")


def test_marks_of_word_dumps_are_dropped() -> None:
    assert read("稿.txt", "1、 [bookmark: _GoBack]加强领导。".encode()).text == "1、 加强领导。"


def test_error_travels_between_processes() -> None:
    import pickle

    error = ReadError("damaged", "坏了", "重报")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes
    assert (again.status, again.message, again.remedy) == ("damaged", "坏了", "重报")


def test_cut_docx_and_xlsx_are_known_as_such() -> None:
    data = zip_of(**{"xl__workbook.xml": "<a/>" * 200})
    assert media_type("台账.xlsx", data[:120]) == XLSX
    with pytest.raises(ReadError) as caught:
        read("台账.xlsx", data[:120])
    assert caught.value.status == "damaged"
