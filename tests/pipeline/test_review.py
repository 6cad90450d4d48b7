"""The desk, the log, and the reviewers' workbook out and back."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.gaps import row_id
from govdoc.model import Place
from govdoc.pipeline.decisions import Pen, history, item_ids, keep, on_cells, on_file, on_rows, remarks_on, take_back
from govdoc.pipeline.desk import Desk, desk, place_named, select, whole_file
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import held_matches, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.review_sheet import Preview, keep_sheet, read_sheet, write_sheet
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import decisions as decision_log
from govdoc.store import queries

AT = dt.datetime(2024, 7, 8, 9, 30, tzinfo=dt.UTC)
PEN = Pen("王某", AT)
DAY = dt.date(2024, 7, 8)
HEARING, LEDGER = "1 司法局/1/听证会.txt", "县公安局/台账.txt"
JUSTICE, POLICE = "青河县司法局", "青河县公安局"


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    match(db)
    return db


def status(db: Database, unit: str, code: str) -> str:
    return next(gap.status for gap in gap_rows(db) if gap.unit == unit and gap.indicator.endswith(code))


def row_of(on: Desk, path: str, code: str) -> str:
    return next(row.id for row in on.rows if row.path == path and row.place and row.place.indicator.endswith(code))


def rescan(db: Database, county: Path) -> None:
    scan(db, county / "evidence")
    match(db)


def test_the_desk_shows_each_file_once_per_cell_worst_first(db: Database) -> None:
    on = desk(db)
    assert len({row.id for row in on.rows}) == len(on.rows)
    ranks = ["stale", "flagged", "unread", "close", "weak", "unmatched", ""]
    assert [ranks.index(row.waits) for row in on.rows] == sorted(ranks.index(row.waits) for row in on.rows)
    assert {row.path for row in on.rows} >= {HEARING, LEDGER, "县公安局/现场.amr", "白石镇/坏.pdf"}
    assert "县公安局/~$台账.docx" not in {row.path for row in on.rows}
    assert {row.unit for row in select(on.rows, unit=POLICE)} == {POLICE}
    assert all(row.place and row.place.indicator == "1" for row in select(on.rows, indicator="1"))


def test_a_decision_overrides_the_program_everywhere(db: Database, county: Path) -> None:
    on = desk(db)
    row = on.row(row_of(on, HEARING, "1").lower())
    assert row is not None
    keep(db, on_rows(PEN, [row], "reject"))
    (file,) = [one for one in queries.ledger(db, text=False) if one.path == HEARING]
    first = next(one for one in held_matches(db, [file])[HEARING] if one.indicator == row.place.indicator)  # type: ignore[union-attr]
    assert (first.decision, first.reviewer) == ("none", "王某")
    assert status(db, JUSTICE, "1") == "missing"
    keep(db, on_rows(Pen("赵某", AT), [row], "accept"))
    assert status(db, JUSTICE, "1") == "met"
    (county / "evidence" / HEARING).rename(county / "evidence" / "1 司法局" / "改名.txt")
    rescan(db, county)
    assert status(db, JUSTICE, "1") == "met"
    (county / "evidence" / "1 司法局" / "改名.txt").write_text("食堂本周菜谱：周一面条，周二米饭。", "utf-8")
    rescan(db, county)
    assert status(db, JUSTICE, "1") != "met"


def test_a_replaced_file_shows_the_decision_as_stale(db: Database, county: Path) -> None:
    on = desk(db)
    row = on.row(row_of(on, LEDGER, "3"))
    assert row is not None
    keep(db, on_rows(PEN, [row], "accept"))
    assert [one.state for one in history(db)] == ["holds"]
    (county / "evidence" / LEDGER).write_text("青河县公安局矛盾纠纷调解台账（下半年），按月报告。", "utf-8")
    rescan(db, county)
    first = desk(db).rows[0]
    assert (first.waits, first.path, first.id) == ("stale", LEDGER, row.id)
    assert "王某" in first.why
    assert [one.state for one in history(db)] == ["stale"]
    (county / "evidence" / LEDGER).unlink()
    rescan(db, county)
    assert [one.state for one in history(db)] == ["gone"]


def test_a_file_is_moved_by_its_row_or_as_a_whole(db: Database) -> None:
    on = desk(db)
    to = place_named(on, JUSTICE, "2")
    row = on.row(row_of(on, HEARING, "1"))
    assert row is not None
    keep(db, [on_file(PEN, row, to)])
    assert status(db, JUSTICE, "1") == "missing"
    assert status(db, JUSTICE, "2") == "met"
    on = desk(db)
    whole = whole_file(on, "听证会.txt")
    assert whole is not None
    keep(db, [on_file(PEN, whole, place_named(on, JUSTICE, "1"))])
    assert status(db, JUSTICE, "1") == "met"
    assert not any(
        match.decision == "auto" and match.indicator == to.indicator
        for match in held_matches(db, queries.ledger(db, text=False))[HEARING]
    )
    with pytest.raises(GovdocError, match="不承担指标"):
        place_named(on, JUSTICE, "3")


def test_undo_takes_back_the_last_go_as_a_whole(db: Database) -> None:
    on = desk(db)
    cells = [gap for (unit, _), gap in on.gaps.items() if unit == JUSTICE]
    keep(db, on_cells(PEN, on, cells, "met"))
    assert [status(db, JUSTICE, code) for code in "12"] == ["met", "met"]
    assert len(take_back(db, PEN)) == 2
    assert all(gap.reviewer == "" for gap in gap_rows(db))
    assert [one.state for one in history(db)] == ["undone", "undone", "holds", "holds"]
    take_back(db, PEN, 3)
    assert sum(gap.reviewer == "王某" for gap in gap_rows(db)) == 1
    with pytest.raises(GovdocError, match="已经撤销"):
        take_back(db, PEN, 3)
    with pytest.raises(GovdocError, match="没有第 77 号"):
        take_back(db, PEN, 77)


def test_the_log_is_only_added_to(db: Database) -> None:
    on = desk(db)
    keep(db, on_cells(PEN, on, list(on.gaps.values())[:1], "met"))
    for statement in ("update decision set who = '李某'", "delete from decision"):
        with pytest.raises(Exception, match="only added"):
            db.execute(statement)


def test_items_are_named_by_number(db: Database) -> None:
    cell = next(iter(desk(db).gaps.values()))
    assert item_ids(cell, [1]) == (cell.items[0].requirement,)
    with pytest.raises(GovdocError, match="没有第 9 个"):
        item_ids(cell, [9])


# The workbook.

HEADS = {"行号", "审核意见", "改到", "材料项序号", "审核状态", "备注", "审核人"}


class Workbook:
    """A reviewer at a workbook, with openpyxl for hands."""

    def __init__(self, file: Path) -> None:
        self.file, self.book = file, load_workbook(file)

    def line(self, sheet: str, name: str) -> dict[str, object]:
        heads, row = self._find(sheet, name)
        return {head: self.book[sheet].cell(row, column).value or "" for head, column in heads.items()}

    def write(self, sheet: str, name: str, **values: str) -> None:
        heads, row = self._find(sheet, name)
        for head, value in values.items():
            self.book[sheet].cell(row, heads[head]).value = value or None
        self.book.save(self.file)

    def _find(self, sheet: str, name: str) -> tuple[dict[str, int], int]:
        rows = self.book[sheet].iter_rows()
        heads: dict[str, int] = {}
        for row in rows:
            found = {str(cell.value): cell.column for cell in row if cell.value}
            if "行号" in found:
                heads = found
            elif heads and str(row[heads["行号"] - 1].value).startswith(name):
                return heads, row[0].row
        raise AssertionError(name)


def out(db: Database, file: Path) -> Workbook:
    write_sheet(db, desk(db), file, DAY)
    return Workbook(file)


def back(db: Database, file: Path, pen: Pen = PEN) -> Preview:
    return read_sheet(desk(db), decision_log.delivered(db), file, pen)


def test_the_workbook_comes_back_twice_without_loss(db: Database, tmp_path: Path) -> None:
    on = desk(db)
    hearing, ledger = row_of(on, HEARING, "1"), row_of(on, LEDGER, "3")
    cell = row_id(JUSTICE, place_named(on, JUSTICE, "2"))
    book = out(db, tmp_path / "审核.xlsx")
    assert back(db, book.file).changes == ()
    book.write("待审材料", hearing, 审核意见="同意", 备注="目录也要", 审核人="赵某")
    book.write("待审材料", ledger, 审核意见="×", 备注="缺下半年")
    book.write("应报项", cell, 审核状态="已达标")
    found = back(db, book.file)
    assert (len(found.changes), found.conflicts, found.faults) == (3, (), ())
    assert len(keep_sheet(db, found)) == 3
    assert [(one.decision.kind, one.decision.who) for one in history(db)] == [
        ("accept", "赵某"),
        ("reject", "王某"),
        ("status", "王某"),
    ]
    # The same file again brings nothing new; edited further, it brings only the edits.
    assert (back(db, book.file).changes, back(db, book.file).conflicts) == ((), ())
    book.write("待审材料", hearing, 审核意见="不认可", 审核人="赵某")
    book.write("待审材料", ledger, 备注="")
    again = back(db, book.file)
    assert ([(one.before, one.after) for one in again.changes], again.conflicts) == (
        [("认可（材料项 1）；目录也要", "不认可；目录也要"), ("不认可；缺下半年", "不认可")],
        (),
    )
    keep_sheet(db, again)
    # What goes out now is what was written, and comes back unchanged.
    second = out(db, tmp_path / "再审.xlsx")
    line = second.line("待审材料", hearing)
    assert (line["审核意见"], line["备注"], line["审核人"]) == ("不认可", "目录也要", "赵某")
    assert second.line("待审材料", ledger)["备注"] == ""
    assert second.line("应报项", cell)["审核状态"] == "达标"
    still = back(db, second.file)
    assert (still.changes, still.conflicts, still.faults) == ((), (), ())
    # An emptied cell takes the decision back.
    second.write("待审材料", ledger, 审核意见="")
    second.write("应报项", cell, 审核状态="")
    keep_sheet(db, back(db, second.file))
    assert desk(db).row(ledger).decision is None  # type: ignore[union-attr]
    assert all(gap.reviewer == "" for gap in gap_rows(db))


def test_what_changed_on_both_sides_is_shown_and_not_written(db: Database, tmp_path: Path) -> None:
    on = desk(db)
    hearing, ledger = row_of(on, HEARING, "1"), row_of(on, LEDGER, "3")
    book = out(db, tmp_path / "审核.xlsx")
    rows = [row for name in (hearing, ledger) if (row := on.row(name))]
    keep(db, on_rows(Pen("赵某", AT), rows[:1], "accept"))
    keep(db, remarks_on(Pen("赵某", AT, "数字有误"), rows[1:], ()))
    book.write("待审材料", hearing, 审核意见="不认可")
    book.write("待审材料", ledger, 审核意见="认可")
    found = back(db, book.file)
    assert [(one.before, one.after, one.now) for one in found.conflicts] == [("（空）", "不认可", "认可（材料项 1）")]
    assert [(one.before, one.after) for one in found.changes] == [("数字有误", "认可（材料项 1）；数字有误")]
    keep_sheet(db, found)
    assert desk(db).row(hearing).decision.who == "赵某"  # type: ignore[union-attr]
    # Two reviewers with copies of one workbook: the second one's other word is a conflict too.
    book.write("待审材料", ledger, 审核意见="不认可", 审核人="李某")
    assert len(back(db, book.file).conflicts) == 2


def test_the_log_must_not_grow_between_preview_and_writing(db: Database, tmp_path: Path) -> None:
    on = desk(db)
    book = out(db, tmp_path / "审核.xlsx")
    book.write("待审材料", row_of(on, LEDGER, "3"), 审核意见="认可")
    found = back(db, book.file)
    keep(db, on_cells(PEN, on, list(on.gaps.values())[:1], "met"))
    with pytest.raises(GovdocError, match="又有新的审核意见"):
        keep_sheet(db, found)
    assert decision_log.last_decision(db) == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"审核意见": "再看看"}, "看不懂"),
        ({"审核意见": "改到"}, "没有写明改到哪一项"),
        ({"审核意见": "改到", "改到": "99/材料查证"}, "不承担指标"),
        ({"审核意见": "认可", "材料项序号": "全部"}, "看不懂"),
        ({"审核意见": "认可", "材料项序号": "9"}, "没有第 9 个"),
        ({"行号": "第一行"}, "不是本程序写出的"),
        ({"行号": "0000000000-0.1"}, "已更换、撤回"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_with_its_place(
    db: Database, tmp_path: Path, values: dict[str, str], told: str
) -> None:
    book = out(db, tmp_path / "审核.xlsx")
    book.write("待审材料", row_of(desk(db), HEARING, "1"), **values)
    found = back(db, book.file)
    assert found.changes == ()
    (fault,) = found.faults
    assert told in fault
    assert "“待审材料”第" in fault


def test_sorting_and_dropping_rows_and_columns_does_no_harm(db: Database, tmp_path: Path) -> None:
    on = desk(db)
    ledger = row_of(on, LEDGER, "3")
    book = out(db, tmp_path / "审核.xlsx")
    book.write("待审材料", ledger, 审核意见="认可")
    sheet = book.book["待审材料"]
    heads = [cell.value for cell in sheet[3]]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    sheet.delete_rows(1, sheet.max_row)
    keepers = [at for at, head in enumerate(heads) if head in HEADS][::-1]
    sheet.append([heads[at] for at in keepers])
    for line in lines[::-1]:
        if str(line[0]).startswith(ledger):
            sheet.append([line[at] for at in keepers])
    del book.book["应报项"]
    book.book.save(book.file)
    assert [one.after for one in back(db, book.file).changes] == ["认可（材料项 1）"]
    plain = tmp_path / "名册.xlsx"
    book.book["待审材料"].cell(1, 1).value = "x"
    for cell in book.book["待审材料"][1]:
        cell.value = "列"
    book.book.save(plain)
    with pytest.raises(GovdocError, match="不是审核工作簿"):
        back(db, plain)


def test_a_move_in_the_workbook(db: Database, tmp_path: Path) -> None:
    on = desk(db)
    hearing = row_of(on, HEARING, "1")
    to: Place = place_named(on, JUSTICE, "2")
    book = out(db, tmp_path / "审核.xlsx")
    book.write("待审材料", hearing, 改到=to.indicator, 备注="应属案卷评查")
    keep_sheet(db, back(db, book.file))
    assert status(db, JUSTICE, "2") == "met"
    again = out(db, tmp_path / "再审.xlsx")
    line = again.line("待审材料", hearing)
    assert (line["审核意见"], line["改到"], line["备注"]) == ("改到", to.indicator, "应属案卷评查")
    assert back(db, again.file).changes == ()
