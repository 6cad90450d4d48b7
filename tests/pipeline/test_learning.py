"""Learning from decisions: looked at, kept, used, taken back."""

import datetime as dt
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from govdoc.cli.app import app
from govdoc.errors import GovdocError
from govdoc.model import Decision, Place
from govdoc.pipeline.learning import keep_learning, preview_learning, undo_learning
from govdoc.pipeline.matching import match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries
from govdoc.store.decisions import add_decisions

TEXT = "{place}公众代表参与讨论的情况\n{day}日，组织居民参加，会上的意见逐条记下。\n"


@pytest.fixture
def workspace(county: Path) -> Path:
    """A workspace whose files on hearings all lie in folders numbered 2."""
    for at in range(27):
        file = county / "evidence" / "1 司法局" / "2" / f"材料{at}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(place=f"第{at}组", day=at + 1), encoding="utf-8")
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    match(db)
    return county


@pytest.fixture
def db(workspace: Path) -> Database:
    return open_workspace(workspace)


def move_all(db: Database, least: int = 99) -> None:
    """Say of every file on a hearing that it serves 1, not 2."""
    (notice,) = queries.notices(db)
    files = [file for file in queries.ledger(db, text=False) if "/2/" in file.path and file.path[-5:-4].isdigit()]
    there, here = (Place(notice.key, code) for code in ("2", "1"))
    at = dt.datetime(2024, 8, 1, 9, tzinfo=dt.UTC)
    add_decisions(
        db,
        [Decision("某甲", at, "move", file.unit or "", here, file.sha256, file.path, there) for file in files[:least]],
    )


def firsts(db: Database) -> set[str]:
    """The indicators that the program itself puts first for the files on hearings."""
    return {found[0].indicator for path, found in queries.matches(db).items() if path[-5:-4].isdigit() and found}


def test_what_is_learnt_is_used_and_can_be_taken_back(db: Database) -> None:
    assert firsts(db) == {"2"}
    move_all(db)
    learning = preview_learning(db)
    assert (learning.lesson.by_default, learning.lesson.learnt, learning.lesson.of) == (0, 27, 27)
    assert {(each.before, each.after) for each in learning.moved} == {("2", "1")}
    assert firsts(db) == {"2"}
    keep_learning(db, learning)
    assert match(db).anew > 0
    assert firsts(db) == {"1"}
    undo_learning(db)
    match(db)
    assert firsts(db) == {"2"}
    with pytest.raises(GovdocError):
        undo_learning(db)


def test_too_few_decisions_teach_nothing(db: Database) -> None:
    move_all(db, least=5)
    with pytest.raises(GovdocError, match="只有 5 份"):
        preview_learning(db)


def test_a_decision_taken_back_is_none(db: Database) -> None:
    move_all(db)
    at = dt.datetime(2024, 8, 2, 9, tzinfo=dt.UTC)
    add_decisions(db, [Decision("某甲", at, "undo", undoes=number) for number in range(1, 20)])
    with pytest.raises(GovdocError, match="只有 8 份"):
        preview_learning(db)


def test_the_command_asks_first(workspace: Path, db: Database) -> None:
    run = CliRunner()
    none = run.invoke(app, ["learn", "--workspace", str(workspace)])
    assert none.exit_code == 2
    move_all(db)
    asked = run.invoke(app, ["learn", "--workspace", str(workspace)])
    assert asked.exit_code == 1
    assert "路径编号" in asked.output
    done = run.invoke(app, ["learn", "--workspace", str(workspace), "--yes"])
    assert done.exit_code == 0, done.output
    assert "已采用" in done.output
    back = run.invoke(app, ["learn", "--workspace", str(workspace), "--undo"])
    assert "已撤销" in back.output
