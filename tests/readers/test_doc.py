"""Old Word files. Most of what they hold is tested on golden/readers/doc-numbering and golden/formats/notice.doc."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govdoc.errors import ReadError
from govdoc.readers import libreoffice, media_type, read
from govdoc.readers.kinds import WORD_XML

GOLDEN = Path(__file__).parents[1] / "golden"
NOTICE = (GOLDEN / "formats" / "notice.doc").read_bytes()
XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
<w:p><w:r><w:t>关于报送材料的通知</w:t></w:r></w:p><w:p><w:r><w:t>各有关单位：</w:t></w:r></w:p>
</w:body></w:wordDocument>"""


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())
    libreoffice.soffice.cache_clear()
    yield
    libreoffice.soffice.cache_clear()


def test_names_of_old_documents() -> None:
    assert [read(name, NOTICE).reader for name in ("通知.doc", "模板.dot", "通知.wps")] == ["doc"] * 3
    assert [remark.code for remark in read("通知.docx", NOTICE).warnings] == ["suffix"]


def test_the_class_id_that_wps_writes_does_no_harm() -> None:
    marked = NOTICE[:8] + b"\x01" * 16 + NOTICE[24:]
    assert read("通知.wps", marked).text == read("通知.doc", NOTICE).text


def test_a_password() -> None:
    data = bytearray(NOTICE)
    start = data.index(b"\xec\xa5")
    flags = struct.unpack_from("<H", data, start + 10)[0]
    struct.pack_into("<H", data, start + 10, flags | 0x0100)
    with pytest.raises(ReadError) as caught:
        read("通知.doc", bytes(data))
    assert caught.value.status == "encrypted"


@pytest.mark.usefixtures("without_libreoffice")
def test_the_bare_text_is_read_where_nothing_else_can_be(compound: Callable[[dict[str, bytes]], bytes]) -> None:
    text = "关于报送材料的通知\r各有关单位：\r序号\x07名称\x07\x07\x13 PAGE \x142\x15页\r".encode("gb18030")
    head = struct.pack("<H", 0xA5DC).ljust(0x18, b"\0") + struct.pack("<II", 0x200, 0x200 + len(text))
    document = read("老文件.doc", compound({"WordDocument": head.ljust(0x200, b"\0") + text}))
    assert document.text == "关于报送材料的通知\n各有关单位：\n序号\n名称\n2页"
    assert [remark.code for remark in document.warnings] == ["plain_text"]


@pytest.mark.usefixtures("without_libreoffice")
def test_a_broken_structure_leaves_the_text() -> None:
    data = bytearray(NOTICE)
    start = data.index(b"\xec\xa5")
    struct.pack_into("<II", data, start + 0x102, 0x7FFFFFFF, 64)  # where the paragraphs' formats stand
    document = read("通知.doc", bytes(data))
    assert "云法办〔2023〕1号" in document.text
    assert [remark.code for remark in document.warnings] == ["plain_text"]


@pytest.mark.usefixtures("without_libreoffice")
def test_what_only_libreoffice_reads_says_so() -> None:
    with pytest.raises(ReadError, match="LibreOffice") as caught:
        read("通知.doc", XML.encode())
    assert (caught.value.status, media_type("通知.doc", XML.encode())) == ("unsupported", WORD_XML)


@pytest.mark.skipif(not libreoffice.soffice(), reason="LibreOffice is not installed")
def test_what_only_libreoffice_reads() -> None:
    document = read("通知.doc", XML.encode())
    assert (document.text, document.reader) == ("关于报送材料的通知\n各有关单位：", "libreoffice")


@pytest.mark.skipif(not libreoffice.soffice(), reason="LibreOffice is not installed")
def test_libreoffice_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = libreoffice.converted(XML.encode(), "xml", "docx")
    assert made is not None
    assert made.startswith(b"PK")
    assert list(tmp_path.iterdir()) == []
