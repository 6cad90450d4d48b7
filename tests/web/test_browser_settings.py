"""The pages that take things in, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from govdoc.store import queries

from .conftest import EVIL, JUSTICE, SURVEY
from .test_surveys import KEY, csv


def test_things_are_taken_in_by_keyboard(page: Any, served: tuple[str, FastAPI], workspace: Path) -> None:
    home = page.url.split("/review")[0]
    notice = workspace.parent / f"{'测评' * 10}.txt"
    notice.write_text(SURVEY.replace("县司法局", "县直各有关单位"), encoding="utf-8")
    page.goto(f"{home}/intake")
    page.set_input_files("[name=file]", notice)
    page.focus("text=上传并读取")
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake/preview?**")
    assert "青政办〔2024〕7号" in page.inner_text("main")
    page.focus("button.main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/notice?**")
    page.goto(f"{home}/names")
    page.click("table a >> text=县直各有关单位")
    page.check("text=行政执法")
    page.click("button.main")
    page.wait_for_url("**/names")
    page.click("button >> text=重新匹配")
    page.wait_for_url("**/jobs")
    page.wait_for_selector("text=已完成")
    page.reload()
    assert "重新匹配" in page.inner_text("#jobs")
    with served[1].state.bench.db() as db:
        assert [one.tags for one in queries.answers(db)] == [("行政执法",)]


def test_too_large_a_file_is_told_before_it_is_sent(page: Any, workspace: Path) -> None:
    large = workspace.parent / "大.txt"
    with large.open("wb") as file:
        file.truncate(31 * 1024 * 1024)
    page.goto(page.url.split("/review")[0] + "/intake")
    page.set_input_files("[name=file]", large)
    page.click("text=上传并读取")
    page.wait_for_function("document.getElementById('told').textContent.includes('超过 30 MB')")
    assert page.url.endswith("/intake")


@pytest.mark.usefixtures("asking")
def test_answers_are_drawn(page: Any, workspace: Path) -> None:
    home = page.url.split("/review")[0]
    answers = workspace.parent / "答卷.csv"
    answers.write_bytes(csv(("1", "县司法局", "2024-03", "A", EVIL), ("2", "县司法局", "2024-04", "D", "")))
    page.goto(f"{home}/surveys")
    page.click("table a")
    page.set_input_files("form[action='/survey/upload'] [name=file]", answers)
    page.click("text=上传并核对")
    page.wait_for_url("**/survey/preview?**")
    page.click("text=收入 >> nth=-1")
    page.wait_for_selector("svg.chart rect.bar")
    assert page.locator("svg.chart rect.bar").nth(0).bounding_box()["height"] > 50
    assert page.locator("main img, main script").count() == 0


PATHS = ("start", "intake", "roster", "names", f"name?name={JUSTICE}", "handbook", "handbook?asked=制度", "wording")
PATHS += ("wording/one?key=missing.material", "hosts", "surveys", f"survey?key={KEY.replace('#', '%23')}", "jobs")
PATHS += (f"survey/question?key={KEY.replace('#', '%23')}&id=1.1", "accounts", "audit")


@pytest.mark.usefixtures("asking")
def test_no_page_has_a_serious_fault_or_scrolls_sideways(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing").Axe()
    home = page.url.split("/review")[0]
    for path in PATHS:
        assert page.goto(f"{home}/{path}").status == 200, path
        found = axe.run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
