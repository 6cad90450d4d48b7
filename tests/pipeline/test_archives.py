import io
import zipfile

from govdoc.pipeline.archives import Member, members


def test_names_of_old_packers_are_chinese() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("目录/", b"")
        archive.writestr("目录/台账.xls", b"12345")
        archive.writestr("XXXX.doc", b"1")
    # 报告 in GB18030 has as many bytes as its stand-in, and the flag for UTF-8 is not set on ASCII names.
    data = stream.getvalue().replace(b"XXXX", "报告".encode("gb18030"))
    assert set(members(data)) == {Member("目录/台账.xls", 5), Member("报告.doc", 1)}


def test_what_is_no_zip_has_no_members() -> None:
    assert members(b"PK\x03\x04broken") == ()
    assert members(b"") == ()
