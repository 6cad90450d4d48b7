from pathlib import Path

import pytest
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.model import Doubt
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import doubts_of, keep_roster, owed, preview_roster, remember, resolve, unit_named
from govdoc.pipeline.workspace import make_workspace, open_workspace


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    return db


def test_a_preview_tells_what_changes_and_keeps_nothing(county: Path, db: Database) -> None:
    text = (county / "roster.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    lines[1] = lines[1].replace("行政执法", "")
    lines[4] = "青河县审计局,县审计局,县直单位,"
    (county / "new.csv").write_text("\n".join(lines), encoding="gb18030")
    change = preview_roster(db, county / "new.csv")
    assert [unit.name for unit in change.added] == ["青河县审计局"]
    assert [unit.name for unit in change.removed] == ["青河县统计局"]
    assert [(before.tags, after.tags) for before, after in change.changed] == [(("行政执法",), ())]
    assert change.loses
    assert unit_named(db, "县统计局").name == "青河县统计局"


def test_cells_follow_the_notice(county: Path, db: Database) -> None:
    ingest(db, county / "notice.txt")
    cells, doubts = owed(db)
    assert [(cell.unit, cell.indicator) for cell in cells] == [
        ("青河县司法局", "1"),
        ("青河县司法局", "2"),
        ("青河县发展和改革委员会", "1"),
        ("青河县公安局", "3"),
        ("青河县白石镇人民政府", "3"),
    ]
    assert doubts == ()


def test_an_answer_is_remembered(county: Path, db: Database) -> None:
    text = (county / "notice.txt").read_text(encoding="utf-8").replace("县公安局、", "县公安局、执法协作各方、")
    (county / "notice.txt").write_text(text, encoding="utf-8")
    ingest(db, county / "notice.txt")
    assert [doubt.name for doubt in doubts_of(db)] == ["执法协作各方"]
    assert isinstance(resolve(db, "执法协作各方"), Doubt)
    remember(db, ("执法协作各方",), (), (), ("行政执法",))
    assert doubts_of(db) == ()
    found = resolve(db, "执法协作各方")
    assert not isinstance(found, Doubt)
    assert [unit.name for unit in found] == ["青河县司法局", "青河县公安局"]
    assert ("青河县司法局", "3") in [(cell.unit, cell.indicator) for cell in owed(db)[0]]
    remember(db, ("执法协作各方",), (), (), ())
    assert resolve(db, "执法协作各方") == ()


@pytest.mark.parametrize(
    ("units", "kinds", "tags"), [(("没有的局",), (), ()), ((), ("没有的类",), ()), ((), (), ("没有的标签",))]
)
def test_an_answer_outside_the_roster_is_refused(
    db: Database, units: tuple[str, ...], kinds: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    with pytest.raises(GovdocError, match="没有的"):
        remember(db, ("某名称",), units, kinds, tags)
    assert isinstance(resolve(db, "某名称"), Doubt)


def test_a_file_without_a_table_is_no_roster(county: Path, db: Database) -> None:
    with pytest.raises(GovdocError, match="没有表格"):
        preview_roster(db, county / "notice.txt")
