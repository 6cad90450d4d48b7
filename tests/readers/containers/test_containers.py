import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from govdoc.errors import ReadError
from govdoc.readers.containers import Budget, open_container

ZIP, RAR, SEVENZIP = "application/zip", "application/vnd.rar", "application/x-7z-compressed"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def contents(media_type: str, data: bytes, budget: Budget | None = None) -> dict[str, bytes | str]:
    """By name, each member's bytes or the status it is refused with."""
    found: dict[str, bytes | str] = {}
    for member in open_container(media_type, data, budget or Budget()):
        try:
            found[member.name] = member.load()
        except ReadError as error:
            found[member.name] = error.status if error.message and error.remedy else "untold"
    return found


def refusal(media_type: str, data: bytes, budget: Budget | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        contents(media_type, data, budget)
    return caught.value.status


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_chinese_whoever_packed(encoding: str) -> None:
    name = "镇政府/报告.doc".encode(encoding)
    data = zipped({"x" * len(name): b"1", "目录/": b""}).replace(b"x" * len(name), name)
    assert contents(ZIP, data) == {"镇政府/报告.doc": b"1"}


def test_names_in_an_extra_field() -> None:
    out, name = io.BytesIO(), "报告.doc".encode()
    info = zipfile.ZipInfo("BAOGAO~1.DOC")
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(b"BAOGAO~1.DOC")) + name
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"1")
    assert contents(ZIP, out.getvalue()) == {"报告.doc": b"1"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a/../../b", "..\\b"])
def test_members_that_point_outside_are_refused(name: str) -> None:
    found = contents(ZIP, zipped({name: b"1", "内.txt": b"2"}))
    assert found.pop("内.txt") == b"2"
    assert list(found.values()) == ["unsupported"]
    assert not any(part == ".." or name.startswith("/") for name in found for part in name.split("/"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_member_hides_another_of_its_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for text in (b"1", b"2"):
            archive.writestr("a.txt", text)
    assert contents(ZIP, out.getvalue()) == {"a.txt": b"1", "a（2）.txt": b"2"}


def test_a_locked_member_says_so() -> None:
    data = bytearray(zipped({"a.txt": b"1"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert contents(ZIP, bytes(data)) == {"a.txt": "encrypted"}


def test_a_header_that_lies_about_the_size() -> None:
    data = zipped({"a.txt": bytes(1 << 20), "b.txt": b"2"})
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data = data[:start] + struct.pack("<L", 10) + data[start + 4 :]
    assert contents(ZIP, data) == {"a.txt": "damaged", "b.txt": b"2"}


def test_what_grows_out_of_measure_is_refused() -> None:
    data = zipped({"a.txt": bytes(40 << 20), "b.txt": b"2"})
    assert contents(ZIP, data) == {"a.txt": "too_large", "b.txt": b"2"}
    budget = Budget(member=100)
    assert contents(ZIP, zipped({"a.txt": bytes(101), "b.txt": b"2"}), budget) == {"a.txt": "too_large", "b.txt": b"2"}
    budget = Budget(total=150)
    found = contents(ZIP, zipped({"a.txt": bytes(100), "b.txt": bytes(100)}), budget)
    assert found == {"a.txt": bytes(100), "b.txt": "too_large"}


def test_too_many_members() -> None:
    data = zipped({f"{at}.txt": b"" for at in range(20)})
    assert refusal(ZIP, data, Budget(entries=19)) == "too_large"
    assert len(contents(ZIP, data, Budget(entries=20))) == 20


@pytest.mark.parametrize("media_type", [ZIP, RAR, SEVENZIP])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"Rar!\x1a\x07\x00" + bytes(40), b"7z\xbc\xaf\x27\x1c" * 9])
def test_what_is_no_archive_is_damaged(media_type: str, data: bytes) -> None:
    pytest.importorskip("py7zr")
    pytest.importorskip("rarfile")
    assert refusal(media_type, data) == "damaged"


def sevenzip(files: dict[str, bytes], **options: object) -> bytes:
    py7zr = pytest.importorskip("py7zr")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def test_a_7z() -> None:
    data = sevenzip({"镇政府/报告.doc": b"1", "空.txt": b""})
    assert contents(SEVENZIP, data) == {"镇政府/报告.doc": b"1", "空.txt": b""}
    assert contents(SEVENZIP, data, Budget(member=0)) == {"镇政府/报告.doc": "too_large", "空.txt": b""}
    assert refusal(SEVENZIP, data[:-3]) == "damaged"
    assert refusal(SEVENZIP, sevenzip({"a.txt": b"1"}, password="1")) == "encrypted"  # noqa: S106
    assert refusal(SEVENZIP, sevenzip({"a.txt": b"1"}, password="1", header_encryption=True)) == "encrypted"  # noqa: S106


def test_a_7z_that_grows_out_of_measure_is_refused() -> None:
    assert refusal(SEVENZIP, sevenzip({"a.txt": bytes(40 << 20)})) == "too_large"


def rar(files: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A rar of the fourth version whose members are stored as they are."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    data = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, content in files.items():
        raw, size = name.encode("gb18030"), len(content)
        head = struct.pack("<LLBLLBBHL", size, size, 2, zlib.crc32(content), 0x50000000, 29, 0x30, len(raw), 0x20)
        data += block(0x74, 0x8000 | (4 if locked else 0), head + raw) + content
    return data + block(0x7B, 0x4000, b"")


def test_a_rar() -> None:
    pytest.importorskip("rarfile")
    data = rar({"镇政府\\报告.doc": b"12", "../外.txt": b"3"})
    assert contents(RAR, data) == {"．．/外.txt": "unsupported", "镇政府/报告.doc": b"12"}
    assert contents(RAR, rar({"a.txt": b"1"}, locked=True)) == {"a.txt": "encrypted"}
    assert contents(RAR, data.replace(b"12", b"13")) == {"．．/外.txt": "unsupported", "镇政府/报告.doc": "damaged"}


def test_a_packed_rar_needs_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rarfile = pytest.importorskip("rarfile")
    data = rar({"a.txt": b"1"})
    packed = bytearray(data)
    start = data.index(struct.pack("<H", 0x8000)) - 1
    packed[start + 23] = 0x33  # says that the member is packed, which no reading in Python can undo
    size = struct.unpack_from("<H", packed, start + 3)[0]
    packed[start - 2 : start] = struct.pack("<H", zlib.crc32(packed[start : start - 2 + size]) & 0xFFFF)
    with monkeypatch.context() as bare:
        bare.setenv("PATH", str(tmp_path))
        bare.setattr(rarfile, "CURRENT_SETUP", None)
        assert contents(RAR, bytes(packed)) == {"a.txt": "unsupported"}
    if shutil.which("unar"):
        assert contents(RAR, bytes(packed)) == {"a.txt": "damaged"}


def test_a_real_zip_program_is_understood(tmp_path: Path) -> None:
    if not shutil.which("zip"):
        pytest.skip("needs the program zip")
    (tmp_path / "报告.txt").write_text("内容", encoding="utf-8")
    subprocess.run(["zip", "-q", "-P", "1", "锁.zip", "报告.txt"], cwd=tmp_path, check=True)
    subprocess.run(["zip", "-q", "开.zip", "报告.txt"], cwd=tmp_path, check=True)
    assert contents(ZIP, (tmp_path / "锁.zip").read_bytes()) == {"报告.txt": "encrypted"}
    assert contents(ZIP, (tmp_path / "开.zip").read_bytes()) == {"报告.txt": "内容".encode()}
