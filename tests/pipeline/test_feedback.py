import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.pipeline.feedback import LISTS, PAGE, WORKBOOK, make_reports, standing, write_reports
from govdoc.pipeline.matching import match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace

DAY = dt.date(2024, 12, 2)


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    scan(db, county / "evidence")
    match(db)
    return db


def test_each_unit_that_owes_gets_its_list(db: Database) -> None:
    reports = make_reports(db, DAY, "第一批")
    lists = {name for name in reports.files if name.startswith(LISTS)}
    assert (len(lists), reports.lists, len(reports.gaps)) == (4, 4, 5)
    assert not any("统计局" in name for name in lists)
    letter = Document(io.BytesIO(reports.files[next(name for name in lists if "公安局" in name)]))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "第一批" in text
    assert "青河县法治县创建工作领导小组办公室" in text
    assert load_workbook(io.BytesIO(reports.files[WORKBOOK])).sheetnames
    page = reports.files[PAGE].decode("utf-8")
    assert "青河县公安局" in page


def test_the_round_is_remembered(db: Database) -> None:
    make_reports(db, DAY, "第二批")
    assert "第二批" in make_reports(db, DAY).files[PAGE].decode("utf-8")


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "领导材料.docx").write_bytes(b"1")
    with pytest.raises(GovdocError, match="不是 govdoc 写出的"):
        standing(tmp_path)


def test_a_second_run_replaces_and_tells_what_people_changed(tmp_path: Path, db: Database) -> None:
    out = tmp_path / "反馈"
    reports = make_reports(db, DAY, "第一批")
    write_reports(reports, out, standing(out))
    before = standing(out)
    assert set(before.written) == set(reports.files)
    assert before.edited == ()
    (out / PAGE).write_text("改过", encoding="utf-8")
    (out / LISTS / "便条.txt").write_text("别人的", encoding="utf-8")
    assert standing(out).edited == (PAGE,)
    fewer = type(reports)({PAGE: reports.files[PAGE]}, 0, (), ())
    write_reports(fewer, out, standing(out))
    assert sorted(path.name for path in out.rglob("*") if path.is_file()) == [".govdoc-reports", PAGE, "便条.txt"]


def test_an_empty_workspace_has_nothing_to_report(tmp_path: Path, county: Path) -> None:
    make_workspace(tmp_path / "a")
    db = open_workspace(tmp_path / "a")
    with pytest.raises(GovdocError, match="没有带指标或措施的通知"):
        make_reports(db, DAY)
    ingest(db, county / "notice.txt")
    with pytest.raises(GovdocError, match="没有单位名册"):
        make_reports(db, DAY)
