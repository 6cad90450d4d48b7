"""Files made to exhaust or to betray their reader: each ends with the right status, and the others go on."""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from govdoc.model import Evidence
from govdoc.pipeline.pool import Mode
from govdoc.pipeline.scan import scan
from govdoc.pipeline.worker import Limits
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries

MODES: list[Mode] = ["spawn", *(["prefork"] if sys.platform == "linux" else [])]  # type: ignore[list-item]
SECRET = "绝密内容不得外泄"  # noqa: S105
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "<!ENTITY l0 '哈'>" + "".join(f"<!ENTITY l{at} '{f'&l{at - 1};' * 10}'>" for at in range(1, 12))


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: str, head: str = "") -> bytes:
    """A docx whose body and document type are given as XML."""
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped(parts | {"word/document.xml": text.encode()})


def book(cells: str, head: str = "") -> bytes:
    """An xlsx of one sheet whose rows and document type are given as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped({
        name: text.encode()
        for name, text in {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
            f'ContentType="{kind}.sheet.main+xml"/><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{cells}</sheetData></worksheet>",
        }.items()
    })  # fmt: skip


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def nested() -> bytes:
    """A few kilobytes that unpack to petabytes: 16 archives in each of 16, five times, around a mass of zeros."""
    data = zipped({"0.txt": bytes(40 << 20)})
    for _ in range(5):
        data = zipped({f"{at:02}.zip": data for at in range(16)})
    return data


def quine() -> bytes:
    """As near to an archive that holds itself as a reader can tell: archives in archives without an end in sight."""
    data = b"x"
    for _ in range(60):
        data = zipped({"r.zip": data})
    return data


def pages(count: int) -> bytes:
    """A PDF with so many pages, all of them there."""
    kids = b" ".join(b"%d 0 R" % at for at in range(3, count + 3))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    out, places = [b"%PDF-1.4\n"], []
    at = len(out[0])
    for number, body in enumerate(objects, 1):
        places.append(at)
        out.append(b"%d 0 obj%s endobj\n" % (number, body))
        at += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return b"".join(out) + tail % (size, table, size, at)


def picture(side: int) -> bytes:
    """A PNG that says it is so many pixels wide and high, and has a few."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">LLBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def endless() -> bytes:
    """A docx whose main part claims to be small and goes on and on."""
    data = word("x" * (1 << 27))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    changed = bytearray(data)
    changed[info.header_offset + 22 : info.header_offset + 26] = struct.pack("<L", 1000)
    entry = data.rindex(b"word/document.xml") - 46
    changed[entry + 24 : entry + 28] = struct.pack("<L", 1000)
    return bytes(changed)


def ofd(head: str, author: str) -> bytes:
    root = f'{head}<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><DocInfo><Author>{author}</Author></DocInfo>'
    return zipped({"OFD.xml": (root + "</DocBody></OFD>").encode()})


def deep(tag: str, count: int = 10_000, inner: str = "") -> str:
    return f"<{tag}>" * count + inner + f"</{tag}>" * count


READ, REFUSED = {"read", "partial"}, {"damaged", "too_large", "empty"}


def bombs(secret: Path) -> dict[str, tuple[Callable[[], bytes], set[str]]]:
    """By file name, how to make it and the statuses it may end with."""
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    laughing = f"<!DOCTYPE d [{LAUGHS}]>"
    return {
        "层层.zip": (nested, {"too_large"}),
        "自含.zip": (quine, {"skipped"}),
        "深.docx": (lambda: word(deep("w:tbl")), {"damaged"}),
        "深.html": (lambda: f"<html><body>{deep('div', 10_000, '深处的文字')}".encode(), READ | REFUSED),
        "笑.docx": (lambda: word("<w:p><w:r><w:t>笑&l11;</w:t></w:r></w:p>", laughing), READ | REFUSED),
        "笑.xlsx": (lambda: book(f'<row r="1">{cell("A1", "笑&l11;")}</row>', laughing), READ | REFUSED),
        "笑.ofd": (lambda: ofd(laughing, "&l11;"), REFUSED),
        "笑.html": (lambda: f"{laughing}<html><body><p>笑&l11;</p></body></html>".encode(), READ),
        "外.docx": (lambda: word("<w:p><w:r><w:t>外&x;</w:t></w:r></w:p>", outside), READ | REFUSED),
        "外.xlsx": (lambda: book(f'<row r="1">{cell("A1", "外&x;")}</row>', outside), READ | REFUSED),
        "外.ofd": (lambda: ofd(outside, "&x;"), REFUSED),
        "外.html": (lambda: f"{outside}<html><p>外&x;<iframe src='{secret.as_uri()}'>".encode(), READ),
        "外.svg": (lambda: f"<?xml version='1.0'?>{outside}<svg><text>&x;</text></svg>".encode(), {"unsupported"}),
        "页.pdf": (lambda: pages(100_000), {"too_large"}),
        "远.xlsx": (
            lambda: book(f'<row r="1">{cell("A1", "近")}</row><row r="1048576">{cell("XFD1048576", "远")}</row>'),
            READ,
        ),
        "巨.png": (lambda: picture(30_000), {"too_large", "damaged", "unsupported"}),
        "无尽.docx": (endless, {"damaged"}),
        "庞大.docx": (lambda: word("x" * (1 << 27)), {"too_large"}),
        "一行.txt": (lambda: "关于印发方案的通知第一二三（".encode() * 300_000, READ),
        "平安.txt": (lambda: "青河县司法局总结".encode(), {"read"}),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bombs")
    (home / "secret.txt").write_text(SECRET, encoding="utf-8")
    (home / "材料" / "甲").mkdir(parents=True)
    for name, (make, _) in bombs(home / "secret.txt").items():
        (home / "材料" / "甲" / name).write_bytes(make())
    return home


@pytest.mark.parametrize("mode", MODES)
def test_each_ends_with_the_right_status(folder: Path, mode: Mode, tmp_path: Path) -> None:
    make_workspace(tmp_path)
    db = open_workspace(tmp_path)
    scan(db, folder / "材料", mode=mode, limits=Limits(seconds=40), workers=2)
    rows: dict[str, Evidence] = {row.path: row for row in queries.ledger(db, text=True)}
    got = {name: rows[f"甲/{name}"].status for name in bombs(folder)}
    assert {name: status for name, (_, may) in bombs(folder).items() if (status := got[name]) not in may} == {}
    assert not any(SECRET in row.text or SECRET in row.author for row in rows.values())
    assert all(row.text.count("哈") < 1000 for row in rows.values())
    assert rows["甲/远.xlsx"].text.split() == ["近", "远"]
    assert all(bool(row.failure) == (row.status != "read") for row in rows.values())
