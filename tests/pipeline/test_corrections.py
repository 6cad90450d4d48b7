"""Notices put right: kept, taken back, told apart, and what units then owe."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from govdoc.corrections import apart
from govdoc.errors import GovdocError
from govdoc.model import Correction, Guide, Notice, Place
from govdoc.pipeline import corrections
from govdoc.pipeline.correction_words import correction_in_words
from govdoc.pipeline.corrections import Spot
from govdoc.pipeline.decisions import Pen, keep, on_rows
from govdoc.pipeline.desk import desk
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.matching import match, waiting
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, owed, preview_roster
from govdoc.pipeline.rounds import close_round, open_round
from govdoc.pipeline.scan import scan
from govdoc.pipeline.surveys import all_surveys
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries, surveys
from govdoc.store.rounds import round_cells

AT = dt.datetime(2024, 7, 8, 9, 30, tzinfo=dt.UTC)
PEN, OTHER = Pen("王某", AT), Pen("李某", AT)
KEY = "青法创办〔2024〕3号"
JUSTICE, STATISTICS = "青河县司法局", "青河县统计局"
SURVEY = """\
青河县政务服务满意度调查问卷

一、您对窗口人员的服务态度是否满意？
A.满意
B.比较满意
C.不满意
二、您办理事项跑了几次？
A.一次
B.两次
C.三次及以上
"""


@pytest.fixture
def db(county: Path) -> Database:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    return db


def notice(db: Database) -> Notice:
    return apart(queries.notices(db)[0])


def spot(db: Database, place: str, seen: int | None = None) -> Spot:
    return corrections.spot_at(db, KEY, place, seen)


def change(db: Database, place: str, seen: int | None = None, pen: Pen = PEN, **words: str) -> Correction:
    return corrections.change(db, pen, spot(db, place, seen), words)


def add(db: Database, list_: str, seen: int | None = None, pen: Pen = PEN, **words: str) -> Correction:
    return corrections.add(db, pen, spot(db, list_, seen), words)


def owes(db: Database, unit: str) -> list[str]:
    return [cell.indicator for cell in owed(db)[0] if cell.unit == unit]


def test_what_units_owe_follows_and_comes_back(db: Database) -> None:
    before = owed(db)
    assert owes(db, STATISTICS) == []
    add(db, "indicators.1.responsible", name="县统计局")
    assert owes(db, STATISTICS) == [notice(db).indicators[1].code]
    assert any(gap.unit == STATISTICS for gap in gap_rows(db))
    assert corrections.take_back(db, PEN).number == 1
    assert owed(db) == before
    with pytest.raises(GovdocError, match="没有可以撤销"):
        corrections.take_back(db, PEN)


def test_corrections_outlast_a_new_reading(db: Database, county: Path) -> None:
    change(db, "indicators.1.responsible.0", name="县统计局")
    change(db, "indicators.2.deadlines.0", due_on="2024-12-15")
    file = county / "notice.txt"
    text = file.read_text("utf-8")
    file.write_text(text.replace("为做好创建工作，", "为做好创建工作，确保取得实效，"), encoding="utf-8")
    assert ingest(db, file).astray == 0
    assert owes(db, STATISTICS)
    assert notice(db).indicators[2].deadlines[0].due_on == dt.date(2024, 12, 15)
    file.write_text(
        text.replace("案卷评查报告。（责任单位：县司法局", "评查报告。（责任单位：县公安局").replace(
            "形成评查报告。（责任单位：县司法局", "形成评查报告。（责任单位：县公安局"
        ),
        encoding="utf-8",
    )
    assert ingest(db, file).astray == 1
    assert [one.state for one in corrections.history(db)] == ["astray", "holds"]
    assert owes(db, STATISTICS) == []


def test_a_number_read_by_itself_later_keeps_the_notice(db: Database, county: Path) -> None:
    change(db, "", doc_number="青法创办〔2024〕8号")
    file = county / "notice.txt"
    file.write_text(file.read_text("utf-8").replace("3号", "8号"), encoding="utf-8")
    ingest(db, file)
    assert [one.key for one in queries.notices(db)] == [KEY]
    assert [one.state for one in corrections.history(db)] == ["met"]


def test_the_second_of_two_is_told(db: Database) -> None:
    change(db, "indicators.0.responsible.0", name="县统计局")
    with pytest.raises(GovdocError, match="王某"):
        change(db, "indicators.0.responsible.0", name="县公安局", seen=0, pen=OTHER)
    with pytest.raises(GovdocError, match="已不在"):
        change(db, "indicators.0.responsible.0", name="县公安局", seen=0)
    change(db, "indicators.0.responsible.1", name="县公安局", seen=0, pen=OTHER)
    with pytest.raises(GovdocError, match="李某"):
        corrections.delete(db, PEN, spot(db, "indicators.0", seen=1))
    add(db, "indicators.0.responsible", name="白石镇人民政府", seen=0)
    with pytest.raises(GovdocError, match="王某"):
        add(db, "indicators.0.responsible", name="白石镇人民政府", seen=0, pen=OTHER)
    assert len(corrections.history(db)) == 3


@pytest.mark.parametrize(
    ("place", "words", "told"),
    [
        ("indicators.0.responsible.0", {"name": ""}, "不能为空"),
        ("indicators.0.responsible.0", {"name": "县司法局"}, "没有改动"),
        ("indicators.0.responsible.0", {"role": "king"}, "填写有误"),
        ("indicators.0.responsible.0", {"span": "1"}, "填写有误"),
        ("indicators.0.deadlines.0", {"due_on": "九月底"}, "看不懂"),
        ("indicators.0.deadlines.0", {"recurrence": "常常"}, "看不懂"),
    ],
)
def test_what_is_not_clear_is_refused(db: Database, place: str, words: dict[str, str], told: str) -> None:
    with pytest.raises(GovdocError, match=told):
        change(db, place, **words)
    assert corrections.history(db) == ()


def test_splitting_and_joining_by_words(db: Database) -> None:
    unit = "indicators.0.responsible.0"
    with pytest.raises(GovdocError, match="哪里拆开"):
        corrections.split(db, PEN, spot(db, unit), ["县司法局"])
    corrections.split(db, PEN, spot(db, unit), ["县司法局", "县统计局"])
    assert owes(db, STATISTICS)
    corrections.merge(db, PEN, spot(db, unit), "县统计局")
    assert notice(db).indicators[0].responsible[0].name == "县统计局"
    with pytest.raises(GovdocError, match="可以合并"):
        corrections.merge(db, PEN, spot(db, "indicators.2"), "甲")
    code, text = notice(db).indicators[0].code, notice(db).indicators[0].text
    corrections.split(db, PEN, spot(db, "indicators.0"), text.split("。", 1))
    assert [one.code for one in notice(db).indicators][:2] == [code, f"{code}-2"]
    said = [correction_in_words(one.correction) for one in corrections.history(db)]
    assert said[0].endswith("责任单位“县司法局”拆为“县司法局”、“县统计局”")
    assert "合并为“县统计局”" in said[1]


def test_only_what_matching_looks_at_makes_files_wait(db: Database, county: Path) -> None:
    scan(db, county / "evidence")
    match(db)
    change(db, "", title="另一份通知", doc_number="青法创办〔2024〕4号")
    assert waiting(db) == 0
    change(db, "indicators.0.responsible.0", name="县公安局")
    of_both = sum(file.unit in (JUSTICE, "青河县公安局") for file in queries.ledger(db, text=False))
    assert 0 < waiting(db) == match(db).anew <= of_both < 8
    change(db, "indicators.0", text="公布重大行政决策事项目录，全年不少于两次。")
    assert waiting(db) == match(db).anew == 8
    assert waiting(db) == match(db).anew == 0


def test_decisions_follow_a_code_and_come_back(db: Database, county: Path) -> None:
    scan(db, county / "evidence")
    match(db)
    assert waiting(db) == 0
    row = next(row for row in desk(db).rows if row.path == "1 司法局/1/听证会.txt" and row.place)
    keep(db, on_rows(PEN, [row], "accept"))
    code = notice(db).indicators[0].code
    assert row.place == Place(KEY, code)
    change(db, "indicators.0", code="一甲")
    assert waiting(db) > 0
    match(db)
    assert waiting(db) == 0
    on = desk(db)
    assert [(one.place, one.requirements) for one in on.log] == [(Place(KEY, "一甲"), ("一甲/1",))]
    assert on.gaps[JUSTICE, Place(KEY, "一甲")].status == "met"
    renamed = next(row for row in on.rows if row.place == Place(KEY, "一甲") and row.sha256)
    keep(db, on_rows(PEN, [renamed], "reject"))
    corrections.take_back(db, PEN)
    assert [one.place for one in desk(db).log] == [Place(KEY, code)] * 2
    corrections.merge(db, PEN, spot(db, "indicators.0"), "合并的措施。")
    corrections.take_back(db, PEN)
    assert [one.place for one in desk(db).log] == [Place(KEY, code)] * 2


def test_rounds_and_handbook_follow_a_code(db: Database, county: Path) -> None:
    code = notice(db).indicators[0].code
    queries.put_guides(db, {(KEY, code): Guide(notes="听证会")})
    open_round(db, "第一批", "王某", AT)
    close_round(db, "王某", AT + dt.timedelta(hours=1))
    later = Pen("王某", AT + dt.timedelta(hours=2))
    change(db, "indicators.0", code="一甲", pen=later)
    closed = {(gap.unit, gap.indicator): gap for gap in round_cells(db, 1)}
    assert {item.requirement for item in closed[JUSTICE, "一甲"].items} == {"一甲/1"}
    assert (JUSTICE, code) not in closed
    assert queries.guides(db)[KEY, "一甲"].notes == "听证会"
    corrections.take_back(db, later)
    assert (JUSTICE, code) in {(gap.unit, gap.indicator) for gap in round_cells(db, 1)}


def test_a_questionnaire_put_right_as_a_whole_is_put_right_further(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "问卷.txt"
    file.write_text(SURVEY, encoding="utf-8")
    ingest(db, file)
    (survey,) = all_surveys(db)
    question = replace(survey.questionnaire.sections[0].questions[0], stem="您对办事窗口满意吗？")
    section = replace(survey.questionnaire.sections[0], questions=(question,))
    surveys.put_corrected(db, survey.key, replace(survey.questionnaire, sections=(section,)))
    at = "questionnaires.0.sections.0.questions.0.options.0"
    corrections.change(db, PEN, corrections.spot_at(db, survey.notice, at), {"text": "十分满意"})
    (now,) = all_surveys(db)
    assert now.corrected
    (asked,) = now.questionnaire.sections[0].questions
    assert (asked.stem, asked.options[0].text) == ("您对办事窗口满意吗？", "十分满意")


def test_the_log_is_only_added_to(db: Database) -> None:
    add(db, "indicators.0.responsible", name="县统计局")
    for words in ("update correction set who = '李某'", "delete from correction"):
        with pytest.raises(Exception, match="only added"):
            db.execute(words)
