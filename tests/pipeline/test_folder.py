import os
import sys
import unicodedata
from pathlib import Path

import pytest

from govdoc.pipeline.folder import MARKER, walk


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("乙/2.txt", "乙/10.txt", "甲/深/层/a.txt", "顶.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    assert [met.path for met in walk(tmp_path)] == ["乙/10.txt", "乙/2.txt", "甲/深/层/a.txt", "顶.txt"]


def test_own_files_and_reports_are_passed_over(tmp_path: Path) -> None:
    for name in ("govdoc.db", "govdoc.db-wal", f"报告/{MARKER}", "报告/index.html", "甲/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    assert [met.path for met in walk(tmp_path)] == ["甲/a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "环").symlink_to(tmp_path)
    (tmp_path / "甲" / "断").symlink_to(tmp_path / "没有")
    os.mkfifo(tmp_path / "甲" / "管道")
    met = {one.path: one for one in walk(tmp_path)}
    assert set(met) == {"甲/环", "甲/断", "甲/管道"}
    assert all(one.problem for one in met.values())
    assert met["甲/断"].status == "damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no names in bytes")
def test_a_name_in_old_bytes_is_read_as_chinese(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), "总结.txt".encode("gb18030"))  # noqa: PTH118
    with open(raw, "wb") as stream:  # noqa: PTH123
        stream.write("内容".encode())
    (met,) = walk(tmp_path)
    assert met.path == "总结.txt"
    assert Path(met.file).read_bytes() == "内容".encode()


def test_a_decomposed_name_is_kept_as_it_stands(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "é局")
    (tmp_path / name).write_bytes(b"1")
    assert [unicodedata.normalize("NFC", met.path) for met in walk(tmp_path)] == ["é局"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "外.txt").write_text("别人的", encoding="utf-8")
    (tmp_path / "材料").mkdir()
    (tmp_path / "材料" / "总结.txt").symlink_to(tmp_path / "外.txt")
    (met,) = walk(tmp_path / "材料")
    assert (met.status, met.size) == ("skipped", 0)
    assert "链接" in met.problem


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_steers_the_screen_is_shown_whole(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.txt").write_bytes(b"1")
    (met,) = walk(tmp_path)
    assert met.path == "a␛[2Jb.txt"
    assert Path(met.file).read_bytes() == b"1"
