"""A workspace of the development data, from notice and folders to gap rows."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from govdoc.model import MatchEntry
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, owed, preview_roster, remember
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace

SHARED = Path(__file__).resolve().parents[3] / "shared"

pytestmark = pytest.mark.skipif(not (SHARED / "evidence" / "files").is_dir(), reason="../shared is not here")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("workspace")
    make_workspace(folder)
    db = open_workspace(folder)
    (roster,) = (SHARED / "rosters").glob("*.csv")
    notice = max((SHARED / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    keep_roster(db, preview_roster(db, roster))
    ingest(db, notice)
    remember(db, ("县直各相关单位",), (), (), ("行政执法",))
    scan(db, SHARED / "evidence" / "files")
    match(db)
    return db


@pytest.fixture(scope="module")
def labels() -> list[dict[str, Any]]:
    lines = (SHARED / "evidence" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def entries(db: Database) -> dict[str, MatchEntry]:
    return {entry.path: entry for entry in listing(db)}


def test_every_unit_owes_exactly_its_cells(db: Database) -> None:
    wanted = json.loads((SHARED / "evidence" / "obligations.json").read_text(encoding="utf-8"))
    cells, _ = owed(db)
    for unit, cells_wanted in wanted.items():
        found = [[cell.indicator, cell.method or ""] for cell in cells if cell.unit == unit]
        assert sorted(found) == sorted(cells_wanted)
    assert len(gap_rows(db)) == len(cells)


def test_every_file_is_accounted_for(labels: list[dict[str, Any]], entries: dict[str, MatchEntry]) -> None:
    assert {label["path"] for label in labels} <= set(entries)
    assert all(entry.failure for entry in entries.values() if entry.status != "read")


def test_files_lie_with_their_units(labels: list[dict[str, Any]], entries: dict[str, MatchEntry]) -> None:
    right = sum(entries[label["path"]].unit == label["unit"] for label in labels)
    assert right / len(labels) >= 0.95


def test_the_first_match_is_mostly_right(labels: list[dict[str, Any]], entries: dict[str, MatchEntry]) -> None:
    read = [one for one in labels if one["satisfies"] and entries[one["path"]].status in ("read", "partial")]
    right = 0
    for label in read:
        best = entries[label["path"]].matches[:1]
        right += bool(best) and best[0].indicator in {cell.split("/")[0] for cell in label["satisfies"]}
    assert right / len(read) >= 0.75


def test_gap_rows_are_mostly_right(db: Database, labels: list[dict[str, Any]]) -> None:
    owed = json.loads((SHARED / "evidence" / "obligations.json").read_text(encoding="utf-8"))
    every = {(unit, code, method) for unit, cells in owed.items() for code, method in cells}
    served = {(one["unit"], *cell.split("/")) for one in labels if one["quality"] == "ok" for cell in one["satisfies"]}
    closed = served & every
    rows = {(gap.unit, gap.indicator, gap.method or ""): gap for gap in gap_rows(db)}
    said = {cell for cell in every if cell in rows and rows[cell].status in ("met", "partial")}
    assert len(said & closed) / len(said) >= 0.9
    assert len(said & closed) / len(closed) >= 0.7
    assert len((every - said) - closed) / len(every - said) >= 0.94
    assert all(gap.text.endswith("。") and "{" not in gap.text + gap.suggestion for gap in rows.values())
