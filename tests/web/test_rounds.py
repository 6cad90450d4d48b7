"""Rounds from the page: opened, closed, a unit's list beside the one before, all lists to be sent."""

import io
import zipfile

from fastapi import FastAPI

from .conftest import JUSTICE, Visitor, logged_in
from .test_names import over

NOTICE = "青法创办〔2024〕3号"


def _set(alone: Visitor, indicator: str, status: str) -> None:
    fields = {"unit": JUSTICE, "notice": NOTICE, "indicator": indicator, "status": status, "seen": "99"}
    assert alone.post("/cell/status", **fields).status_code == 303


def test_a_list_stands_beside_the_one_before(alone: Visitor) -> None:
    assert "清单对照" not in alone.get("/unit", name=JUSTICE).text
    assert alone.post("/rounds/open", label="第一批", due="2024-06-30").status_code == 303
    assert "2024年6月30日前补报" in alone.get("/unit", name=JUSTICE).text
    _set(alone, "1", "met")
    _set(alone, "2", "missing")
    assert alone.post("/rounds/close").status_code == 303
    _set(alone, "1", "missing")
    _set(alone, "2", "met")
    page = alone.get("/unit", name=JUSTICE).text
    assert "与第一批清单对照" in page
    assert "已解决 1" in page
    assert "重新缺项 1" in page
    assert page.index(">已解决<") < page.index(">重新缺项<")


def test_rounds_follow_each_other(alone: Visitor) -> None:
    assert 'value="第一批"' in alone.get("/rounds").text
    assert alone.post("/rounds/close").status_code == 400
    assert alone.post("/rounds/open", label="第一批", due="六月底").status_code == 400
    assert alone.post("/rounds/open", label="第一批").status_code == 303
    assert alone.post("/rounds/open", label="第二批").status_code == 400
    assert alone.post("/rounds/close").status_code == 303
    assert 'value="第二批"' in alone.get("/rounds").text
    assert "结束批次" in alone.get("/audit").text


def test_all_lists_are_made_in_the_background_and_come_in_one_file(alone: Visitor) -> None:
    assert alone.get("/rounds/lists.zip").status_code == 404
    assert alone.post("/rounds/lists").headers["location"] == "/rounds"
    assert "写出全部清单" in over(alone)
    assert "下载全部清单" in alone.get("/rounds").text
    answer = alone.get("/rounds/lists.zip")
    assert answer.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert any(JUSTICE in name and name.endswith(".docx") for name in packed.namelist())


def test_units_are_turned_to_and_a_unit_has_no_others(alone: Visitor, shared: FastAPI) -> None:
    assert 'rel="next"' in alone.get("/unit", name=JUSTICE).text + alone.get("/unit", name="青河县公安局").text
    assert "rel=" not in logged_in(shared, "司法局").get("/unit", name=JUSTICE).text.split("</head>")[1]
