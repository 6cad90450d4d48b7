import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.pipeline.feedback import LISTS, PAGE, WORKBOOK, make_reports
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


def test_an_empty_workspace_has_nothing_to_report(tmp_path: Path, county: Path) -> None:
    make_workspace(tmp_path / "a")
    db = open_workspace(tmp_path / "a")
    with pytest.raises(GovdocError, match="没有带指标或措施的通知"):
        make_reports(db, DAY)
    ingest(db, county / "notice.txt")
    with pytest.raises(GovdocError, match="没有单位名册"):
        make_reports(db, DAY)
