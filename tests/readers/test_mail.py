"""E-mails and web archives as mail programs, browsers and Office write them."""

import base64
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from govdoc.errors import ReadError
from govdoc.readers import media_type, read
from govdoc.readers.mail import attachments


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "县司法局 <sfj@example.gov.cn>"
    made["To"] = "cjb@example.gov.cn"
    made["Subject"] = "关于报送法治创建佐证材料的函"
    made["Date"] = "Fri, 09 Apr 2021 08:30:00 +0800"
    made["Message-ID"] = "<1@example.gov.cn>"
    made.set_content("县创建办：\n现将材料报送你办。\n")
    return made


def test_headers_text_and_attachments() -> None:
    made = message()
    made.add_alternative("<p>县创建办：</p><p>现将材料报送你办。</p><img src='cid:logo'>", subtype="html")
    made.add_attachment("名单".encode("gbk"), maintype="application", subtype="msword", filename="佐证材料 一.doc")
    inner = message()
    inner.replace_header("Subject", "前函")
    made.add_attachment(inner)
    data = made.as_bytes(policy=SMTP)
    document = read("来信.eml", data)
    assert document.text.split("\n") == [
        "关于报送法治创建佐证材料的函",
        "发件人：县司法局 <sfj@example.gov.cn>",
        "收件人：cjb@example.gov.cn",
        "日期：2021-04-09 08:30",
        "附件：佐证材料 一.doc、前函.eml",
        "县创建办：",
        "现将材料报送你办。",
    ]
    assert (document.reader, media_type("来信.eml", data)) == ("eml", "message/rfc822")
    (first, content), (second, forwarded) = attachments(data)
    assert (first, content.decode("gbk"), second) == ("佐证材料 一.doc", "名单", "前函.eml")
    assert read(second, forwarded).text.startswith("前函\n")


def test_a_mail_that_is_a_page_with_a_table() -> None:
    made = message()
    made.add_alternative("<table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr></table>", "html")
    document = read("来信.eml", made.as_bytes())
    assert document.tables() == ((("序号", "名称"), ("1", "甲")),)


def test_headers_and_text_in_bare_gbk() -> None:
    data = (
        "From: a@example.gov.cn\r\nTo: b@example.gov.cn\r\nSubject: 报送材料\r\n"
        "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n现报送材料，喆。\r\n"
    ).encode("gbk")
    assert read("来信.eml", data).text.split("\n")[0::3] == ["报送材料", "现报送材料，喆。"]


def test_an_attachment_keeps_no_folder() -> None:
    made = message()
    made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="..\\..\\a/b.doc")
    assert [name for name, _ in attachments(made.as_bytes())] == ["b.doc"]


def archive(*parts: tuple[str, str, bytes]) -> bytes:
    head = 'From: "Saved by browser"\r\nSubject: x\r\nMIME-Version: 1.0\r\n'
    head += 'Content-Type: multipart/related; type="text/html"; boundary="=b"\r\n\r\n'
    body = "".join(
        f"--=b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {place}\r\n\r\n"
        f"{base64.encodebytes(data).decode()}\r\n"
        for kind, place, data in parts
    )
    return (head + body + "--=b--\r\n").encode()


def test_a_web_archive() -> None:
    page = (
        "<html><head><meta charset='gb2312'><title>公示公告_县政府网</title></head><body><p>权责清单</p></body></html>"
    )
    data = archive(
        ("text/html", "http://example.gov.cn/1.html", page.encode("gb18030")),
        ("image/png", "http://example.gov.cn/1.png", b"\x89PNG"),
    )
    document = read("网页.mht", data)
    assert (document.text, document.reader, document.warnings) == ("公示公告\n权责清单", "mht", ())


def test_a_workbook_saved_as_a_web_archive() -> None:
    frame = b"<html><frameset><frame src='sheet1.htm'></frameset></html>"
    sheet = "<html><body><table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr></table></body></html>"
    data = archive(("text/html", "f.htm", frame), ('text/html; charset="gb2312"', "s1.htm", sheet.encode("gbk")))
    document = read("台账.xls", data)
    assert document.tables() == ((("序号", "名称"), ("1", "甲")),)


def test_an_archive_without_a_page_is_damaged() -> None:
    with pytest.raises(ReadError) as caught:
        read("网页.mht", archive(("image/png", "1.png", b"\x89PNG")))
    assert caught.value.status == "damaged"
