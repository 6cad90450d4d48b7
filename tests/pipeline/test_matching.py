from pathlib import Path

import pytest
from sqlite_utils import Database

from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster, remember
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    return db


def test_every_file_is_listed_with_its_best_match_first(db: Database) -> None:
    assert match(db).anew == 8
    entries = {entry.path: entry for entry in listing(db)}
    assert len(entries) == 8
    assert entries["1 司法局/2/评查报告.txt"].matches[0].indicator == "2"
    assert entries["县公安局/台账.txt"].matches[0].indicator == "3"
    assert entries["县公安局/~$台账.docx"].matches == ()
    assert entries["县公安局/空白.txt"].flags == ("unreadable",)
    for entry in entries.values():
        scores = [found.score for found in entry.matches]
        assert scores == sorted(scores, reverse=True)
        assert all(found.reasons and 0 <= found.score <= 1 for found in entry.matches)


def test_only_what_changed_is_matched_again(county: Path, db: Database) -> None:
    match(db)
    assert match(db).anew == 0
    new = county / "evidence" / "县公安局" / "补充.txt"
    new.write_text("青河县公安局调解台账\n\n按月报告调解情况。\n", encoding="utf-8")
    scan(db, county / "evidence")
    assert match(db).anew == 1
    remember(db, ("1 司法局",), ("县统计局",), (), ())
    assert match(db).anew == 2
    assert {entry.unit for entry in listing(db) if entry.path.startswith("1 ")} == {"青河县统计局"}
    ingest(db, county / "notice.txt")
    assert match(db).anew == 0


def test_a_copy_is_flagged_and_waits_for_a_reviewer(county: Path, db: Database) -> None:
    original = county / "evidence" / "1 司法局" / "2" / "评查报告.txt"
    copy = county / "evidence" / "白石镇" / "评查报告.txt"
    copy.write_bytes(original.read_bytes())
    scan(db, county / "evidence")
    match(db)
    flagged = [entry for entry in listing(db) if any(flag.startswith("duplicate:") for flag in entry.flags)]
    assert len(flagged) == 1
    assert all(found.decision != "auto" for found in flagged[0].matches)
    copy.unlink()
    scan(db, county / "evidence")
    match(db)
    assert not any(flag.startswith("duplicate:") for entry in listing(db) for flag in entry.flags)


def test_there_is_one_gap_row_for_every_cell(db: Database) -> None:
    match(db)
    rows = gap_rows(db)
    assert [(row.unit, row.indicator) for row in rows] == [
        ("青河县司法局", "1"),
        ("青河县司法局", "2"),
        ("青河县发展和改革委员会", "1"),
        ("青河县公安局", "3"),
        ("青河县白石镇人民政府", "3"),
    ]
    assert [row.status for row in rows if row.unit == "青河县发展和改革委员会"] == ["missing"]
    assert gap_rows(db, "县公安局") == (rows[3],)


def test_without_notices_nothing_matches(county: Path, tmp_path: Path) -> None:
    make_workspace(tmp_path / "other")
    db = open_workspace(tmp_path / "other")
    scan(db, county / "evidence")
    assert match(db).files == 8
    assert queries.matches(db) == {}
    assert gap_rows(db) == ()
