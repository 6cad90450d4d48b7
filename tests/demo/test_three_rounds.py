"""Three rounds of the fictional county, from the first hand-in to the last close, every number checked."""

import datetime as dt
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlite_utils import Database

from govdoc.demo.build import EVIDENCE, build
from govdoc.demo.county import read_county
from govdoc.errors import GovdocError
from govdoc.gaps import row_id
from govdoc.model import Change, Gap, Place, ReviewRow
from govdoc.pipeline.decisions import Pen, history, item_ids, keep, on_cells, on_file, on_rows, remarks_on, take_back
from govdoc.pipeline.desk import Desk, desk, whole_file
from govdoc.pipeline.feedback import make_reports
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.review_sheet import keep_sheet, read_sheet, write_sheet
from govdoc.pipeline.roster import keep_roster, preview_roster, remember
from govdoc.pipeline.rounds import changes, close_round, current_round, last_round, open_round
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import rounds as round_store

UNITS = 2
_RANK = {"missing": 0, "verify": 1, "partial": 2, "met": 3}


def at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2023, month, day, 10, 0, tzinfo=dt.UTC)


class Office:
    """The office at work on its workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_workspace(folder)
        self.db: Database = open_workspace(folder)

    def take_in(self) -> None:
        scan(self.db, self.folder / EVIDENCE)
        match(self.db)

    def path(self, relative: str) -> Path:
        return self.folder / EVIDENCE / relative

    def status(self) -> dict[tuple[str, Place], str]:
        return {(gap.unit, gap.place): gap.status for gap in gap_rows(self.db)}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("county")
    county = read_county()
    build(county, folder, UNITS)
    office = Office(folder)
    for notice in sorted((folder / "通知").glob("*.docx")):
        ingest(office.db, notice)
    keep_roster(office.db, preview_roster(office.db, folder / county.roster.name))
    remember(office.db, ("县直各有关单位",), (), (), ("行政执法",))
    yield office
    office.db.close()


def at_cell(on: Desk, row: ReviewRow, gap: Gap) -> ReviewRow:
    """The file of a row under another cell, as if it had been proposed for it."""
    whole = whole_file(on, row.path)
    assert whole is not None
    return replace(whole, place=gap.place)


def open_cells(on: Desk, unit: str) -> list[Gap]:
    served = {row.place for row in on.rows if row.unit == unit}
    return [gap for (name, place), gap in on.gaps.items() if name == unit and place not in served]


def test_three_rounds(office: Office, tmp_path: Path) -> None:
    db = office.db
    pen, other = Pen("王某", at(5, 8)), Pen("赵某", at(5, 9), "经对照原件")

    # First round: what came in, and thirty decisions of all kinds.
    first = open_round(db, "第一批", "王某", at(5, 1), dt.date(2023, 5, 12))
    assert (first.number, first.due, current_round(db)) == (1, dt.date(2023, 5, 12), first)
    with pytest.raises(GovdocError, match="还没有结束"):
        open_round(db, "第二批", "王某", at(5, 1))
    office.take_in()
    raw = office.status()
    on = desk(db)
    units = list(dict.fromkeys(row.unit for row in on.rows))
    assert len(units) == UNITS

    unit = units[0]
    spare = [gap for gap in open_cells(on, unit) if len(gap.items) == 1]
    spare = [gap for gap in spare if not re.search("每|各年|以来", gap.items[0].text)]
    copies = Counter(file.sha256 for file in on.files.values())
    papers = [row for row in on.rows if row.unit == unit and row.path.endswith((".docx", ".pdf", ".xlsx"))]
    papers = list({row.path: row for row in papers if copies[row.sha256] == 1}.values())
    accepted = [at_cell(on, row, gap) for row, gap in zip(papers[:5], spare[7:12], strict=True)]
    rejected = [row for row in on.rows if row.waits in ("close", "weak", "flagged") and row.path not in
                {paper.path for paper in papers[:7]}][:4]  # fmt: skip
    movers = [row for row in papers[5:] if row not in rejected][:2]
    assert (len(accepted), len(rejected), len(movers)) == (5, 4, 2)
    made = keep(db, on_rows(other, accepted, "accept"))  # 1–5 in one go
    assert [one.number for one in made] == [1, 2, 3, 4, 5]
    for row in rejected:  # 6–9
        keep(db, on_rows(pen, [row], "reject"))
    keep(db, [on_file(pen, movers[0], spare[0].place)])  # 10
    whole = whole_file(on, movers[1].path)
    assert whole is not None
    keep(db, [on_file(pen, whole, spare[1].place)])  # 11
    keep(db, on_cells(Pen("王某", at(5, 8), "见现场核验记录"), on, spare[2:4], "met"))  # 12–13
    keep(db, on_cells(pen, on, spare[4:5], "partial"))  # 14
    keep(db, on_cells(pen, on, spare[5:6], "verify"))  # 15
    several = next(gap for gap in open_cells(on, unit) if len(gap.items) > 1)
    keep(db, on_cells(pen, on, [several], "met", item_ids(several, [1])))  # 16
    keep(db, remarks_on(Pen("王某", at(5, 8), "请加盖公章"), accepted[:1], spare[4:5]))  # 17–18
    bulk = open_cells(on, units[1])[:4]
    keep(db, on_cells(Pen("李某", at(5, 9)), on, bulk, "met"))  # 19–22 in one go
    assert len(take_back(db, Pen("李某", at(5, 9)))) == 4  # 23–26
    take_back(db, Pen("李某", at(5, 9)), 26)  # 27 brings back the first of the four
    keep(db, on_rows(pen, accepted[4:5], "reject"))  # 28 takes the place of 5
    keep(db, on_cells(pen, on, spare[6:7], "missing"))  # 29
    take_back(db, pen, 29)  # 30
    lines = history(db)
    assert len(lines) == 30
    assert Counter(one.decision.kind for one in lines) == {
        "accept": 5, "reject": 5, "move": 2, "status": 10, "comment": 2, "undo": 6,
    }  # fmt: skip
    assert Counter(one.state for one in lines) == {"holds": 24, "undone": 5, "superseded": 1}
    assert {one.decision.number: one.state for one in lines if one.state != "holds"} == {
        5: "superseded", 20: "undone", 21: "undone", 22: "undone", 26: "undone", 29: "undone",
    }  # fmt: skip

    # What they come to.
    now = office.status()
    on = desk(db)
    for row in accepted[:4]:
        assert now[row.unit, row.place] == "met"  # type: ignore[index]
    served = [spare[0], spare[1], spare[2], spare[3]]
    assert [now[unit, gap.place] for gap in served] == ["met"] * 4
    assert now[unit, spare[4].place] == "partial"
    assert now[unit, spare[5].place] == "verify"
    assert now[unit, several.place] == "partial"
    assert now[unit, spare[6].place] == raw[unit, spare[6].place] == "missing"
    assert [now[units[1], gap.place] for gap in bulk] == ["met", "missing", "missing", "missing"]
    assert on.gaps[unit, spare[4].place].comments == ("请加盖公章",)
    touched = {(row.unit, row.place) for row in (*accepted, *rejected, movers[0])}
    touched |= {(row.unit, row.place) for row in on.rows if row.path == movers[1].path}
    touched |= {(gap.unit, gap.place) for gap in (*spare[:6], several, *bulk[:1])}
    assert {cell for cell in now if now[cell] != raw[cell]} <= touched

    reports = make_reports(db, dt.date(2023, 5, 10))
    assert reports.lists == len({gap.unit for gap in reports.gaps})
    one = close_round(db, "王某", at(5, 12))
    assert (one.decisions, last_round(db), current_round(db)) == (30, one, None)
    assert Counter(change.kind for change in changes(db) if not change.file) == {
        "open": sum(status != "met" for status in now.values())
    }
    stood = dict(now)

    # Second round: a file renamed, one replaced, one withdrawn, one new.
    open_round(db, "第二批", "王某", at(5, 15), dt.date(2023, 5, 31))
    renamed, replaced, withdrawn = accepted[:3]
    folder = renamed.path.split("/")[0]
    office.path(renamed.path).rename(office.path(f"{folder}/补正后.{renamed.path.rsplit('.', 1)[1]}"))
    text = "关于补充报送材料的说明。我单位已按要求完成有关工作，现将情况说明如下。"
    shutil.copy(office.path(withdrawn.path), tmp_path / "原件")
    office.path(withdrawn.path).unlink()
    other_file = next(row for row in on.rows if row.path.endswith(".docx") and row.path not in
                      {renamed.path, replaced.path, withdrawn.path})  # fmt: skip
    office.path(replaced.path).write_bytes(office.path(other_file.path).read_bytes() + b"\0")
    office.path(f"{folder}/新报.txt").write_text(text, "utf-8")
    office.take_in()
    found = changes(db)
    assert sorted((one.kind, one.file, one.successor) for one in found if one.file) == sorted([
        ("renamed", renamed.path, f"{folder}/补正后.{renamed.path.rsplit('.', 1)[1]}"),
        ("replaced", replaced.path, replaced.path),
        ("withdrawn", withdrawn.path, ""),
        ("added", f"{folder}/新报.txt", ""),
    ])  # fmt: skip
    states = {one.decision.number: one.state for one in history(db)}
    numbers = {row.sha256: one.number for one, row in zip(made, accepted, strict=True)}
    assert [states[numbers[row.sha256]] for row in (renamed, replaced, withdrawn)] == ["holds", "stale", "gone"]
    on = desk(db)
    assert (on.rows[0].waits, on.rows[0].path) == ("stale", replaced.path)
    now = office.status()
    assert now[renamed.unit, renamed.place] == "met"  # type: ignore[index]
    assert now[replaced.unit, replaced.place] != "met"  # type: ignore[index]
    assert now[withdrawn.unit, withdrawn.place] != "met"  # type: ignore[index]
    told = {(one.unit, Place(one.notice, one.indicator, one.method)): one for one in found if not one.file}
    assert told[replaced.unit, replaced.place].kind == "worse"  # type: ignore[index]
    compare(found, stood, now)

    # The new file is accepted offline, in a workbook that goes out and comes back twice.
    wanted = spare[6]
    new_row = next(row for row in on.rows if row.path.endswith("新报.txt"))
    sheet = tmp_path / "审核.xlsx"
    rows, cells = write_sheet(db, on, sheet, dt.date(2023, 5, 20), unit)
    assert (rows, cells) == (
        sum(row.unit == unit and bool(row.sha256) for row in on.rows),
        sum(owner == unit for owner, _ in on.gaps),
    )
    fill(sheet, "待审材料", new_row.id, 审核意见="改到", 改到=cell(wanted), 审核人="赵某", 备注="原件已核")
    fill(sheet, "应报项", row_id(unit, spare[5].place), 审核状态="缺项")
    preview = read_sheet(on, decision_log.delivered(db), sheet, pen)
    assert (len(preview.changes), preview.conflicts, preview.faults) == (2, (), ())
    assert [one.kind for one in keep_sheet(db, preview)] == ["move", "status"]
    fill(sheet, "应报项", row_id(unit, spare[5].place), 审核状态="达标")
    preview = read_sheet(desk(db), decision_log.delivered(db), sheet, pen)
    assert [(one.before, one.after) for one in preview.changes] == [("缺项", "达标")]
    keep_sheet(db, preview)
    second_sheet = tmp_path / "再审.xlsx"
    write_sheet(db, desk(db), second_sheet, dt.date(2023, 5, 21))
    preview = read_sheet(desk(db), decision_log.delivered(db), second_sheet, pen)
    assert (preview.changes, preview.conflicts, preview.faults) == ((), (), ())
    assert preview.same == sum(bool(row.sha256) for row in desk(db).rows) + len(on.gaps)
    assert decision_log.last_decision(db) == 33

    now = office.status()
    assert now[unit, wanted.place] == "met"
    assert now[unit, spare[5].place] == "met"
    found = changes(db)
    compare(found, stood, now)
    reports = make_reports(db, dt.date(2023, 5, 25))
    letter = next(data for name, data in reports.files.items() if unit.removeprefix("云汐县") in name)
    text = "\n".join(one.text for one in Document(io.BytesIO(letter)).paragraphs)
    fixed = sum(one.kind == "fixed" and one.unit == unit for one in found)
    assert fixed >= 2
    assert f"已解决{fixed}项" in text
    with pytest.raises(GovdocError, match="第二批正在进行"):
        make_reports(db, dt.date(2023, 5, 25), "第一批")
    close_round(db, "王某", at(5, 31))

    # Third round: the withdrawn file is back, and the word on it with it; nothing else has changed.
    open_round(db, "第三批", "王某", at(6, 1))
    shutil.copy(tmp_path / "原件", office.path(f"{folder}/重报.{withdrawn.path.rsplit('.', 1)[1]}"))
    office.take_in()
    third = office.status()
    assert third[withdrawn.unit, withdrawn.place] == "met"  # type: ignore[index]
    found = changes(db)
    compare(found, now, third)
    assert [(one.kind, one.unit) for one in found if one.kind == "fixed"] == [("fixed", withdrawn.unit)]
    assert [one.kind for one in found if one.file] == ["added"]
    close_round(db, "王某", at(6, 30))
    assert [(one.label, one.decisions) for one in round_store.rounds(db)] == [
        ("第一批", 30), ("第二批", 33), ("第三批", 33),
    ]  # fmt: skip
    with pytest.raises(GovdocError, match="没有进行中的批次"):
        close_round(db, "王某", at(6, 30))


def compare(found: tuple[Change, ...], before: dict[tuple[str, Place], str], now: dict[tuple[str, Place], str]) -> None:
    """The changes of cells against a count of their own."""
    wanted: Counter[str] = Counter()
    for key, status in now.items():
        if status == "met":
            wanted["fixed"] += before[key] != "met"
        else:
            wanted["worse" if _RANK[status] < _RANK[before[key]] else "open"] += 1
    assert Counter(one.kind for one in found if not one.file) == +wanted


def cell(gap: Gap) -> str:
    return f"{gap.indicator}/{gap.method}" if gap.method else gap.indicator


def fill(file: Path, sheet: str, name: str, **values: str) -> None:
    """A reviewer's hand in a workbook."""
    book = load_workbook(file)
    heads = {str(one.value): one.column for one in book[sheet][3]}
    (row,) = (one[0].row for one in book[sheet].iter_rows(min_row=4) if str(one[0].value).startswith(name))
    for head, value in values.items():
        book[sheet].cell(row, heads[head]).value = value
    book.save(file)
