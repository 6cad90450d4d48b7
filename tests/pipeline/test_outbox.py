from pathlib import Path

import pytest

from govdoc.errors import GovdocError
from govdoc.pipeline.folder import MARKER
from govdoc.pipeline.outbox import standing, write_files


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "领导材料.docx").write_bytes(b"1")
    with pytest.raises(GovdocError, match="不是 govdoc 写出的"):
        standing(tmp_path, "a")
    (tmp_path / MARKER).write_text("[]", encoding="utf-8")
    with pytest.raises(GovdocError, match="不是 govdoc 写出的"):
        standing(tmp_path, "a")


def test_a_second_run_replaces_what_the_first_wrote(tmp_path: Path) -> None:
    out = tmp_path / "反馈"
    write_files({"清单/甲.docx": b"1", "总表.xlsx": b"2"}, standing(out, "a"))
    before = standing(out, "a")
    assert before.endangered(["清单/甲.docx", "清单/乙.docx"]) == ()
    write_files({"清单/甲.docx": b"3", "清单/乙.docx": b"4"}, before)
    assert names(out) == [MARKER, "清单/乙.docx", "清单/甲.docx"]
    assert (out / "清单/甲.docx").read_bytes() == b"3"


def test_what_people_changed_or_made_is_told(tmp_path: Path) -> None:
    write_files({"甲.docx": b"1", "乙.docx": b"2", "丙.docx": b"3"}, standing(tmp_path, "a"))
    (tmp_path / "甲.docx").write_bytes(b"changed")
    (tmp_path / "丁.docx").write_bytes(b"made")
    (tmp_path / "便条.txt").write_bytes(b"made")
    assert standing(tmp_path, "a").endangered(["乙.docx", "丁.docx"]) == ("丁.docx", "甲.docx")
    write_files({"乙.docx": b"2"}, standing(tmp_path, "a"))
    assert names(tmp_path) == [MARKER, "丁.docx", "乙.docx", "便条.txt"]


def test_commands_do_not_clear_away_each_others_files(tmp_path: Path) -> None:
    write_files({"甲.docx": b"1"}, standing(tmp_path, "a"))
    write_files({"乙.json": b"2"}, standing(tmp_path, "b"))
    write_files({"丙.docx": b"3"}, standing(tmp_path, "a"))
    assert names(tmp_path) == [MARKER, "丙.docx", "乙.json"]
    assert standing(tmp_path, "b").endangered(["丙.docx"]) == ("丙.docx",)


def test_a_run_cut_short_knows_its_files_again(tmp_path: Path) -> None:
    write_files({"甲.docx": b"1", "乙.docx": b"2"}, standing(tmp_path, "a"))
    (tmp_path / "乙.docx").unlink()
    (tmp_path / "乙.docx").mkdir()
    with pytest.raises(GovdocError, match="写不了"):
        write_files({"甲.docx": b"new", "乙.docx": b"new"}, standing(tmp_path, "a"))
    assert (tmp_path / "甲.docx").read_bytes() == b"new"
    assert standing(tmp_path, "a").endangered(["甲.docx"]) == ()
