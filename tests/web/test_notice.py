"""Putting a notice right on its page: what is kept, what is refused, who may."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI

from govdoc.pipeline import corrections
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.workspace import open_workspace

from .conftest import EVIL, Visitor, logged_in

NOTICE = "青法创办〔2024〕3号"
STATISTICS = "青河县统计局"


@pytest.fixture
def source(workspace: Path) -> str:
    return (workspace / "notice.txt").resolve().as_posix()


def form(one: Visitor, at: str, kind: str, seen: int = 0) -> dict[str, str]:
    """The fields of a form of the page as a browser would send them."""
    page = one.get("/notice/fix", notice=NOTICE, at=at, seen=str(seen))
    assert page.status_code == 200
    body = next(body for body in page.text.split("<form ")[1:] if f'name="kind" value="{kind}"' in body)
    fields = dict(re.findall(r'<input[^>]*name="([^"]*)" value="([^"]*)"', body))
    fields |= dict(re.findall(r'<textarea name="([^"]*)"[^>]*>([^<]*)<', body))
    fields |= dict(re.findall(r'<select name="([^"]*)">.*?value="([^"]*)" selected', body, re.DOTALL))
    return {name: unescape(value) for name, value in fields.items()} | {"seen": str(seen)}


def fix(one: Visitor, source: str, at: str, kind: str = "change", seen: int = 0, **words: str):
    fields = form(one, at, kind, seen) | {f"f.{name}": said for name, said in words.items()}
    return one.post("/notice/correct", source=source, **fields)


def test_a_unit_is_put_right_and_taken_back(alone: Visitor, app: FastAPI, source: str) -> None:
    page = alone.get("/notice", source=source).text
    assert "县发展和改革委员会" in page
    assert "撤销上一步" not in page
    done = fix(alone, source, "indicators.0.responsible.1", name="县统计局")
    assert done.status_code == 200
    assert "单位由“县发展和改革委员会”改为“县统计局”" in json.loads(done.headers["hx-trigger"])["told"]
    page = alone.get("/notice", source=source).text
    assert "已更正" in page
    assert "须重新匹配" not in page  # neither of the two has handed in anything
    assert STATISTICS in alone.get("/matrix").text
    desk = app.state.bench.live.current().desk
    assert any(unit == STATISTICS for unit, _ in desk.gaps)
    assert "由“县发展和改革委员会”改为“县统计局”" in alone.get("/audit").text
    assert "须重新匹配" in fix(alone, source, "indicators.1", seen=1, text="另一种说法，全年不少于两次。").text
    assert alone.post("/jobs/match").status_code == 303
    app.state.bench.jobs._thread.join(20)
    assert "须重新匹配" not in alone.get("/notice", source=source).text
    back = alone.post("/notice/undo", source=source, number="1")
    assert "已撤销" in json.loads(back.headers["hx-trigger"])["told"]
    assert not any(unit == STATISTICS for unit, _ in app.state.bench.live.current().desk.gaps)
    assert alone.post("/notice/undo", source=source, number="1").status_code == 400


def test_every_kind_of_correction_has_its_form(alone: Visitor, workspace: Path, source: str) -> None:
    assert fix(alone, source, "indicators.0.responsible.0", "split", pieces="县司法局\r\n县统计局").status_code == 200
    assert fix(alone, source, "indicators.0.responsible.0", "merge", 1, joined="县统计局").status_code == 200
    assert fix(alone, source, "indicators.0.responsible.1", "delete", 2).status_code == 200
    assert fix(alone, source, "indicators.0.responsible", "add", 3, name="县公安局").status_code == 200
    assert fix(alone, source, "submissions", "add", 4, what="工作台账", to="领导小组办公室").status_code == 200
    assert fix(alone, source, "", "change", 5, doc_number="青法创办〔2024〕4号").status_code == 200
    assert fix(alone, source, "indicators.1.deadlines.0", "change", 6, due_on="2024-11-15").status_code == 200
    db = open_workspace(workspace)
    assert {one.state for one in corrections.history(db)} == {"holds"}
    now = corrections.as_seen(db, NOTICE, 99)
    assert [one.name for one in now.indicators[0].responsible] == ["县统计局", "县公安局"]
    assert (now.doc_number, now.submissions[-1].what) == ("青法创办〔2024〕4号", "工作台账")
    assert str(now.indicators[1].deadlines[0].due_on) == "2024-11-15"
    db.close()


@pytest.mark.parametrize("at", ["indicators.99", "indicators.x", "issuers.0", "indicators.0.span.0", "__class__.0"])
def test_no_other_place_is_reached(alone: Visitor, source: str, at: str) -> None:
    assert alone.get("/notice/fix", notice=NOTICE, at=at, seen="0").status_code == 400


def test_malformed_forms_are_refused(alone: Visitor, workspace: Path, source: str) -> None:
    good = form(alone, "indicators.0.responsible.0", "change") | {"f.name": "县统计局"}
    step = json.loads(good["path"])[0]
    for bad in (
        {"path": "[]x"},
        *({"path": "[]", "kind": kind} for kind in ("delete", "merge", "split", "add")),
        *({"path": json.dumps([step | {"text": "", "nth": -9}]), "kind": kind} for kind in ("merge", "split", "add")),
        {"path": json.dumps([{"field": "indicators"}]), "kind": "delete"},
        {"path": json.dumps([step | {"field": "span"}])},
        {"path": json.dumps([step | {"name": "无此项", "text": ""}, {"field": "responsible", "name": "县司法局"}])},
        {"was": "[1]"},
        {"kind": "burn"},
        {"notice": "无此通知"},
        {"f.span": "1"},
    ):
        assert alone.post("/notice/correct", source=source, **good | bad).status_code == 400
    assert alone.post("/notice/correct", source="/etc/passwd", **good).status_code == 404
    assert alone.get("/notice/fix", notice="无此通知", seen="0").status_code == 400
    db = open_workspace(workspace)
    assert corrections.history(db) == ()
    db.close()


def test_the_second_of_two_is_told(shared: FastAPI, source: str) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    at = "indicators.0.responsible.0"
    late = form(other, at, "change") | {"f.name": "县公安局"}
    assert fix(one, source, at, name="县统计局").status_code == 200
    answer = other.post("/notice/correct", source=source, **late)
    assert answer.status_code == 409
    assert "审核甲" in answer.text
    assert "没有记入" in answer.text
    assert fix(other, source, "indicators.1.responsible.0", name="县公安局").status_code == 200
    assert other.post("/notice/undo", source=source, number="1").status_code == 400
    assert logged_in(shared, "管理员").post("/notice/undo", source=source, number="1").status_code == 200


def test_viewers_only_look(shared: FastAPI, source: str) -> None:
    viewer = logged_in(shared, "查看员")
    page = viewer.get("/notice", source=source).text
    assert "县发展和改革委员会" in page
    assert "/notice/fix" not in page
    assert viewer.get("/notice/fix", notice=NOTICE, seen="0").status_code == 403


def test_what_went_astray_is_shown_and_kept(alone: Visitor, workspace: Path, source: str) -> None:
    fix(alone, source, "indicators.0.responsible.1", name="县统计局")
    file = workspace / "notice.txt"
    file.write_text(file.read_text("utf-8").replace("县发展和改革委员会", "县财政局"), encoding="utf-8")
    db = open_workspace(workspace)
    assert ingest(db, file).astray == 1
    db.close()
    page = alone.get("/notice", source=source).text
    assert "没有落到位的更正" in page
    assert "没有落到位，请看一眼" in page
    other = file.read_text("utf-8").replace("3号", "9号")
    file.write_text(other, encoding="utf-8")
    db = open_workspace(workspace)
    ingest(db, file)
    db.close()
    page = alone.get("/notices").text
    assert "所属的通知已不在工作区" in page
    assert "改为“县统计局”" in page


def test_words_of_a_correction_are_never_markup(alone: Visitor, source: str) -> None:
    assert fix(alone, source, "indicators.0.responsible.1", name=EVIL).status_code == 200
    for answer in (
        alone.get("/notice", source=source),
        alone.get("/notice/fix", notice=NOTICE, at="indicators.0.responsible.1", seen="1"),
        alone.get("/audit"),
    ):
        assert EVIL not in answer.text


def test_every_line_has_a_mark_of_its_own(alone: Visitor, source: str) -> None:
    page = alone.get("/notice", source=source).text
    marks = re.findall(r'<button class="fact"[^>]*data-mark="([^"]*)"', page)
    assert len(marks) == len(set(marks))
    assert "（未读到）" in page


def test_blanks_that_a_browser_folds_are_no_change(alone: Visitor, source: str) -> None:
    good = form(alone, "indicators.0.responsible.0", "change")
    folded = good | {"f.name": " 县司法\r\n局 "}
    assert alone.post("/notice/correct", source=source, **folded).status_code == 400
