import datetime as dt
import io
import zipfile

import docx
import pytest
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from govdoc.readers import read
from govdoc.readers.metadata import Metadata, metadata
from govdoc.readers.peek import peek


def word(**properties: object) -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_paragraph("内容")
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    made.save(out)
    return out.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_word_file_tells_its_dates_and_author() -> None:
    data = word(
        author="张三",
        created=dt.datetime(2023, 3, 5, 8, tzinfo=dt.UTC),
        modified=dt.datetime(2024, 3, 5, 9, tzinfo=dt.UTC),
    )
    document = read("a.docx", data)
    assert (document.created_on, document.modified_on) == (dt.date(2023, 3, 5), dt.date(2024, 3, 5))
    assert (document.author, document.signed) == ("张三", False)


def test_a_workbook_tells_its_organisation() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(0, 0, "内容")
    book.set_properties(
        {"author": "李四", "company": "青河县司法局", "created": dt.datetime(2024, 1, 2, tzinfo=dt.UTC)}
    )
    book.close()
    document = read("a.xlsx", out.getvalue())
    assert (document.author, document.organisation) == ("李四", "青河县司法局")
    assert document.created_on == dt.date(2024, 1, 2)


def test_a_signature_is_seen() -> None:
    assert read("a.docx", with_member(word(), "_xmlsignatures/sig1.xml", b"<Signature/>")).signed


def test_a_pdf_tells_its_author_and_is_unsigned() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor("张三")
    canvas.drawString(80, 700, "notice")
    canvas.save()
    document = read("a.pdf", out.getvalue())
    assert document.author == "张三"
    assert document.created_on is not None
    assert not document.signed


def test_an_ofd_tells_its_dates_and_signature() -> None:
    out = io.BytesIO()
    body = (
        "<OFD xmlns='http://www.ofdspec.org/2016'><DocBody><DocInfo><Author>张三</Author>"
        "<CreationDate>2024-03-05</CreationDate></DocInfo><Signatures>/Doc_0/Signs/Signatures.xml</Signatures>"
        "</DocBody></OFD>"
    )
    signs = "<Signatures xmlns='http://www.ofdspec.org/2016'><Signature ID='1' Type='Seal'/></Signatures>"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", body)
        archive.writestr("Doc_0/Signs/Signatures.xml", signs)
    found = metadata(peek("a.ofd", out.getvalue()))
    assert found == Metadata(dt.date(2024, 3, 5), None, "张三", "", True)


def test_a_photo_tells_when_it_was_taken() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[306] = "2024:03:06 09:00:00"
    exif.get_ifd(0x8769)[36867] = "2024:03:05 09:00:00"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    found = metadata(peek("a.jpg", out.getvalue()))
    assert (found.created_on, found.modified_on) == (dt.date(2024, 3, 5), dt.date(2024, 3, 6))


@pytest.mark.parametrize("part", [b"<broken", b"", b"<a><created>never</created></a>"])
def test_broken_properties_keep_no_text_back(part: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as whole, zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, part if name == "docProps/core.xml" else whole.read(name))
    document = read("a.docx", out.getvalue())
    assert (document.text, document.created_on) == ("内容", None)
