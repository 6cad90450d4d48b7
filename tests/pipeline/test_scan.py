import os
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import Progress, scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    return open_workspace(county)


def statuses(db: Database) -> dict[str, str]:
    return {evidence.path: evidence.status for evidence in queries.ledger(db, text=False)}


def test_every_file_met_is_in_the_ledger(county: Path, db: Database) -> None:
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    done = scan(db, county / "evidence")
    assert statuses(db) == {
        "1 司法局/1/听证会.txt": "read",
        "1 司法局/2/评查报告.txt": "read",
        "县公安局/台账.txt": "read",
        "县公安局/~$台账.docx": "skipped",
        "县公安局/现场.amr": "unsupported",
        "县公安局/空白.txt": "empty",
        "白石镇/坏.pdf": "damaged",
        "说明.txt": "read",
    }
    units = {evidence.path: evidence.unit for evidence in queries.ledger(db, text=False)}
    assert units["1 司法局/1/听证会.txt"] == "青河县司法局"
    assert units["白石镇/坏.pdf"] == "青河县白石镇人民政府"
    assert units["说明.txt"] is None
    assert (done.met, done.read, done.loose, done.doubts) == (8, 7, ("说明.txt",), ())
    for evidence in queries.ledger(db, text=True):
        assert bool(evidence.failure) == (evidence.status != "read")
        assert bool(evidence.text) == (evidence.status == "read")


def test_what_is_known_is_not_opened_again(county: Path, db: Database) -> None:
    scan(db, county / "evidence")
    kept = county / "evidence" / "县公安局" / "台账.txt"
    stamp = kept.stat()
    kept.write_bytes(b"0" * stamp.st_size)
    os.utime(kept, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert scan(db, county / "evidence").read == 0
    os.utime(kept, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))
    assert scan(db, county / "evidence").read == 1
    assert next(e for e in queries.ledger(db, text=True) if e.path == "县公安局/台账.txt").text.startswith("000")


def test_a_new_time_on_the_same_content_is_no_change(county: Path, db: Database) -> None:
    scan(db, county / "evidence")
    before = db.execute("select scanned_at, read_by, sha256 from file where path = '说明.txt'").fetchone()
    os.utime(county / "evidence" / "说明.txt", ns=(5, 5))
    assert scan(db, county / "evidence").read == 0
    assert db.execute("select scanned_at, read_by, sha256 from file where path = '说明.txt'").fetchone() == before
    assert queries.known(db)["说明.txt"].mtime_ns == 5


def test_vanished_files_are_marked_and_come_back(county: Path, db: Database) -> None:
    scan(db, county / "evidence")
    shutil.move(county / "evidence" / "县公安局", county / "别处")
    done = scan(db, county / "evidence")
    assert len(done.gone) == 4
    assert set(queries.gone(db)) == set(done.gone)
    assert not any(path.startswith("县公安局/") for path in statuses(db))
    shutil.move(county / "别处", county / "evidence" / "县公安局")
    assert scan(db, county / "evidence").gone == ()
    assert queries.gone(db) == ()
    assert len(statuses(db)) == 8


def test_an_archive_brings_its_members(county: Path, db: Database) -> None:
    archive = county / "evidence" / "县公安局" / "材料.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("台账/一.txt", "青河县公安局台账")
        zipped.writestr("台账/坏.docx", b"PK\x03\x04" + bytes(90))
        zipped.writestr("__MACOSX/._一.docx", b"1")
    scan(db, county / "evidence")
    found = statuses(db)
    assert found["县公安局/材料.zip"] == "skipped"
    assert found["县公安局/材料.zip!/台账/一.txt"] == "read"
    assert found["县公安局/材料.zip!/台账/坏.docx"] == "damaged"
    assert found["县公安局/材料.zip!/__MACOSX/._一.docx"] == "skipped"
    again = scan(db, county / "evidence")
    assert (again.read, again.gone) == (0, ())
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("台账/二.txt", "青河县公安局台账之二")
    scan(db, county / "evidence")
    assert [path for path in statuses(db) if "!/" in path] == ["县公安局/材料.zip!/台账/二.txt"]
    archive.unlink()
    assert scan(db, county / "evidence").gone == ("县公安局/材料.zip", "县公安局/材料.zip!/台账/二.txt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom rights bind")
def test_a_file_that_cannot_be_opened_is_tried_again(county: Path, db: Database) -> None:
    file = county / "evidence" / "说明.txt"
    file.chmod(0)
    scan(db, county / "evidence")
    assert statuses(db)["说明.txt"] == "damaged"
    file.chmod(0o600)
    scan(db, county / "evidence")
    assert statuses(db)["说明.txt"] == "read"


def test_progress_counts_to_the_end(county: Path, db: Database) -> None:
    seen: list[Progress] = []
    scan(db, county / "evidence", report=seen.append)
    assert [at.done for at in seen] == list(range(1, 9))
    assert {at.total for at in seen} == {8}


def test_a_missing_folder_is_refused(county: Path, db: Database) -> None:
    with pytest.raises(GovdocError, match="找不到文件夹"):
        scan(db, county / "没有")
    assert queries.meta(db, "folder") is None


def test_an_unknown_folder_is_a_doubt(county: Path, db: Database) -> None:
    (county / "evidence" / "来路不明的材料").mkdir()
    (county / "evidence" / "来路不明的材料" / "a.txt").write_text("内容", encoding="utf-8")
    assert scan(db, county / "evidence").doubts == ()  # without a roster nothing is asked
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    assert [doubt.name for doubt in scan(db, county / "evidence").doubts] == ["来路不明的材料"]
