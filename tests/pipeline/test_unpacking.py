import io
import sys
import zipfile
from pathlib import Path

import pytest
from sqlite_utils import Database

from govdoc.pipeline.pool import Mode
from govdoc.pipeline.scan import scan
from govdoc.pipeline.worker import Limits
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries

MODES: list[Mode] = ["spawn", *(["prefork"] if sys.platform == "linux" else [])]  # type: ignore[list-item]
both = pytest.mark.parametrize("mode", MODES)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    (tmp_path / "材料" / "甲").mkdir(parents=True)
    make_workspace(tmp_path)
    return open_workspace(tmp_path)


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def ledger(db: Database, tmp_path: Path, data: bytes, **options: object) -> dict[str, tuple[str, str]]:
    """By path inside the unit's folder, status and failure after a scan with this archive."""
    (tmp_path / "材料" / "甲" / "a.zip").write_bytes(data)
    scan(db, tmp_path / "材料", **options)  # type: ignore[arg-type]
    found = {e.path.removeprefix("甲/"): (e.status, e.failure) for e in queries.ledger(db, text=False)}
    assert all(bool(failure) == (status != "read") for status, failure in found.values())
    return found


@both
def test_a_member_that_hangs_ends_alone(db: Database, tmp_path: Path, mode: Mode) -> None:
    slow = "\n".join(f"{at},{at * 7}" for at in range(1_500_000))
    data = zipped({"1.txt": "第一份总结", "2.csv": slow, "3.txt": "第三份总结", "4.zip": zipped({"5.txt": "第五份"})})
    found = ledger(db, tmp_path, data, limits=Limits(seconds=1.5), mode=mode)
    assert {path: status for path, (status, _) in found.items()} == {
        "a.zip": "skipped",
        "a.zip!/1.txt": "read",
        "a.zip!/2.csv": "timed_out",
        "a.zip!/3.txt": "read",
        "a.zip!/4.zip": "skipped",
        "a.zip!/4.zip!/5.txt": "read",
    }
    assert scan(db, tmp_path / "材料", mode=mode).read == 0


@both
def test_a_member_that_swells_ends_alone(db: Database, tmp_path: Path, mode: Mode) -> None:
    big = "\n".join(f"{at},{at * 7}" for at in range(700_000))
    data = zipped({"1.txt": "第一份总结", "2.zip": zipped({"3.csv": big}), "4.txt": "第四份总结"})
    found = ledger(db, tmp_path, data, limits=Limits(seconds=60, memory=250 * 1024**2), mode=mode)
    assert found["a.zip!/2.zip!/3.csv"][0] == "too_large"
    assert found["a.zip!/2.zip"][0] == "skipped"
    assert found["a.zip!/4.txt"][0] == "read"


def test_archives_in_archives_end_somewhere(db: Database, tmp_path: Path) -> None:
    data = zipped({"0.txt": "最里层"})
    for _ in range(9):
        data = zipped({"x.zip": data})
    found = ledger(db, tmp_path, data)
    assert found["a.zip" + "!/x.zip" * 5][0] == "too_large"
    assert len(found) == 6


def test_an_archive_of_too_many_files_keeps_the_first(db: Database, tmp_path: Path) -> None:
    found = ledger(db, tmp_path, zipped({f"{at:05}.txt": "" for at in range(5200)}))
    status, failure = found["a.zip"]
    assert (status, len(found)) == ("too_large", 5001)
    assert "5000 个文件" in failure


def test_archives_say_what_they_are(db: Database, tmp_path: Path) -> None:
    assert ledger(db, tmp_path, zipped({}))["a.zip"][0] == "empty"
    assert ledger(db, tmp_path, zipped({"1.txt": "总结"})[:-9])["a.zip"][0] == "damaged"
    locked = bytearray(zipped({"1.txt": "总结"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    found = ledger(db, tmp_path, bytes(locked))
    assert [found["a.zip"][0], found["a.zip!/1.txt"][0]] == ["encrypted", "encrypted"]


def test_what_points_outside_is_in_the_ledger_and_nowhere_else(db: Database, tmp_path: Path) -> None:
    found = ledger(db, tmp_path, zipped({"../../外.txt": "越界", "内.txt": "总结"}))
    assert found["a.zip!/．．/．．/外.txt"][0] == "unsupported"
    assert "包外" in found["a.zip!/．．/．．/外.txt"][1]
    assert found["a.zip!/内.txt"][0] == "read"
    assert not list(tmp_path.rglob("外.txt"))
