"""The desk kept up with decisions is the desk made anew, whatever was decided; other changes reach it too."""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.model import Decision, Evidence, Indicator, Match, Notice, Parsed, Requirement, Responsible, Task, Unit
from govdoc.pipeline.decisions import Pen, keep, on_cells, on_file, on_rows, remarks_on, take_back
from govdoc.pipeline.desk import Desk, desk, whole_file
from govdoc.pipeline.live_desk import LiveDesk
from govdoc.pipeline.own_wording import FILE as WORDING
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import queries
from govdoc.store.rows import Entry, Matching

AT = dt.datetime(2024, 7, 8, 9, 30, tzinfo=dt.UTC)
UNITS = tuple(Unit(f"云汐县{name}局", kinds=("县直单位",)) for name in ("司法", "水利"))
METHODS = ("材料查证", "网络检索")
KEY = "云政〔2024〕1号"


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same decisions in every run


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Two units, four indicators, some twenty files of which many are copies, each proposed for several cells."""
    make_workspace(tmp_path)
    db = open_workspace(tmp_path)
    queries.put_units(db, UNITS)
    bound = tuple(Responsible(unit.name) for unit in UNITS)
    indicators = tuple(
        Indicator(code, f"第{code}项", "indicator", (), "", "组织听证会，建立台账。", bound, (), tasks_of(code))
        for code in "1234"
    )
    queries.put_parsed(db, Parsed("notice", (Notice(KEY, "main", KEY, indicators=indicators),)), "0")
    put(db, seeded(0), range(24))
    yield db
    db.close()


def tasks_of(code: str) -> tuple[Task, ...]:
    """The same two items under each method."""
    items = {
        way: (Requirement(f"{code}/{way}/1", "听证会的报告"), Requirement(f"{code}/{way}/2", "台账")) for way in METHODS
    }
    return tuple(Task(f"{code}/{way}", way, "听证会和台账", items[way]) for way in METHODS)


def put(db: Database, random: Random, numbers: range) -> None:
    """Files of few contents with what is proposed for them; the same numbers again are the same paths."""
    for at in numbers:
        unit, content = UNITS[at % 2].name, random.randrange(14)
        path = f"{unit}/{at}.txt"
        flags = random.choice([(), (), ("outdated",), ("template",), (f"duplicate:{UNITS[1].name}/{content}.txt",)])
        status = random.choice(["read", "read", "read", "encrypted", "skipped"])
        text = random.choice(["关于听证会的报告", "台账", "请打开 http://www.yunxi.gov.cn/a"]) + f"{content}"
        file = Evidence(path, f"{content:064}", 9, "text/plain", status, unit, title="报告", text=text, flags=flags)
        matches = []
        for code in random.sample("1234", random.randrange(4)):
            way = random.choice(METHODS)
            decision = random.choice(["auto", "review", "review", "none"])
            items = (f"{code}/{way}/{random.choice((1, 2))}",)
            matches.append(Match(path, KEY, code, way, random.choice([0.1, 0.4, 0.6, 0.9]), decision, items))
        queries.put_files(db, [Entry(file, 1, "0")])
        queries.put_matches(db, [Matching(path, "key", tuple(sorted(matches, key=lambda one: -one.score)))])


def decide(db: Database, on: Desk, random: Random) -> None:
    """One thing that a reviewer may do, at random."""
    pen = Pen(random.choice("甲乙"), AT, random.choice(["", "", "已核"]))
    rows = [row for row in on.rows if row.sha256]
    row, gap = random.choice(rows), random.choice([*on.gaps.values()])
    whole = whole_file(on, random.choice([*on.files])) or row
    places = [one.place for one in on.gaps.values() if one.unit == row.unit]
    items = random.choice([(), (gap.items[0].requirement,)])
    does = random.choice(["judge", "judge", "move", "move all", "reject all", "remark", "status", "undo", "undo one"])
    made: tuple[Decision, ...] = ()
    if does == "judge":
        made = on_rows(pen, random.sample(rows, 2), random.choice(["accept", "reject"]))
    elif does == "move":
        made = (on_file(pen, row, random.choice(places)),)
    elif does == "move all":
        made = (on_file(pen, whole, random.choice(places)),)
    elif does == "reject all":
        made = on_rows(pen, [whole], "reject")
    elif does == "remark":
        made = remarks_on(pen, [random.choice([row, whole])], [gap])
    elif does == "status":
        made = on_cells(pen, on, [gap], random.choice(["met", "partial", "verify", "missing"]), items)
    elif does == "undo":
        take_back(db, pen, by=pen.who)
    elif on.log:
        take_back(db, pen, random.choice(on.log).number)
    keep(db, made)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_decisions_it_is_the_desk_made_anew(db: Database, tmp_path: Path, seed: int) -> None:
    random, live = seeded(seed), LiveDesk(tmp_path, patience=60)
    kinds = set()
    for step in range(60):
        if step % 20 == 19:  # some files are replaced by others, so that decisions go stale
            put(db, random, range(0, 24, random.choice((3, 5))))
        try:
            decide(db, live.current().desk, random)
        except GovdocError:  # under no cell, taken back already: nothing was written
            continue
        now, whole = live.current().desk, desk(db)
        assert now.rows == whole.rows
        assert now.gaps == whole.gaps
        assert now.log == whole.log
        assert all(now.of(unit).log == part.log for unit, part in whole.parts.items())
        kinds |= {row.waits for row in now.rows} | {one.kind for one in now.log}
    live.close()
    assert {"stale", "flagged", "unread", "weak", "unmatched", "undo", "move", "status", "comment"} <= kinds


def test_what_others_change_is_seen_and_nothing_is_made_without_need(db: Database, tmp_path: Path) -> None:
    live = LiveDesk(tmp_path, patience=60)
    first = live.current()
    assert live.current() is first
    keep(db, on_rows(Pen("甲", AT), [row for row in first.desk.rows if row.place][:2], "reject"))
    assert live.current().matter is first.matter
    put(db, seeded(7), range(30))
    assert len(live.current().matter.files) == 30
    assert len(live.current().desk.log) == 2
    (tmp_path / WORDING).write_text("[met]\ntext = 7\n", encoding="utf-8")
    with pytest.raises(GovdocError, match="met"):
        live.current()
    (tmp_path / WORDING).unlink()
    assert len(live.current().matter.files) == 30
    live.close()


def test_readers_go_on_with_the_desk_they_have_while_another_is_made(db: Database, tmp_path: Path) -> None:
    live = LiveDesk(tmp_path, patience=0)
    first = live.current()
    put(db, seeded(7), range(30))
    until = time.monotonic() + 30
    assert live.current() is first
    while live.current() is first and time.monotonic() < until:
        time.sleep(0.01)
    assert len(live.current().matter.files) == 30
    live.close()


def test_a_decision_waits_for_another_program_and_readers_do_not(db: Database, tmp_path: Path) -> None:
    live = LiveDesk(tmp_path)
    row = next(row for row in live.current().desk.rows if row.place)
    made = on_rows(Pen("甲", AT), [row], "reject")
    writer = threading.Thread(target=live.keep, args=(made, 0))
    db.execute("begin immediate")
    writer.start()
    for _ in range(5):
        assert live.current().newest == 0
        time.sleep(0.03)
    db.rollback()
    writer.join(30)
    assert live.current().newest == 1
    live.close()


def test_many_at_once_lose_nothing(db: Database, tmp_path: Path) -> None:
    live = LiveDesk(tmp_path)
    rows = [row for row in live.current().desk.rows if row.place]
    kept: list[Decision] = []

    def work(mine: int) -> None:
        for row in rows[mine::8]:
            (one,) = live.keep(on_rows(Pen(f"审核{mine}", AT), [row], "reject"), live.current().newest)
            kept.append(one)
            found = live.current().desk.row(row.id)
            assert found is not None and found.decision == one  # noqa: PT018

    crew = [threading.Thread(target=work, args=(mine,)) for mine in range(8)]
    for one in crew:
        one.start()
    for one in crew:
        one.join(60)
    assert len(kept) == len(rows)
    assert decision_log.decisions(db) == tuple(sorted(kept, key=lambda one: one.number)) == live.current().desk.log
    assert live.current().desk.rows == desk(db).rows
    live.close()
