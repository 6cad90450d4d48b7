"""The pages in a real browser: review by keyboard, the grid, marks, hostile names, what those who cannot see get."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from govdoc.model import Place
from govdoc.pipeline.decisions import Pen, keep, on_cells, on_rows
from govdoc.pipeline.scan import Progress, Report

from .conftest import EVIL, EVIL_NAME, JUSTICE, told

NOTICE = "青法创办〔2024〕3号"


def shown(page: Any) -> str:
    return str(page.get_attribute("#sheet .pair", "data-id"))


def test_files_are_reviewed_by_keyboard(page: Any, served: tuple[str, FastAPI]) -> None:
    live = served[1].state.bench.live
    page.goto(page.url.split("?")[0] + "?decided=true")
    first = shown(page)
    page.keyboard.press("j")
    page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id !== id", arg=first)
    page.keyboard.press("k")
    page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id === id", arg=first)
    page.keyboard.press("c")
    page.keyboard.type("a 须盖章 j")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    told(page, "已记录 1 条意见")
    (one,) = live.current().desk.log
    assert (one.kind, one.comment, one.who) == ("reject", "a 须盖章 j", "王某")
    page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id !== id", arg=first)
    page.keyboard.press("u")
    told(page, "已撤销 1 条意见")
    page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id === id", arg=first)


def test_a_file_is_moved_by_keyboard(page: Any, served: tuple[str, FastAPI]) -> None:
    live = served[1].state.bench.live
    row = next(row for row in live.current().desk.rows if row.path == "1 司法局/1/听证会.txt" and row.place)
    page.goto(page.url.split("?")[0] + f"?decided=true&row={row.id}")
    page.keyboard.press("m")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    told(page, "已记录 1 条意见")
    (one,) = live.current().desk.log
    assert (one.kind, one.place) == ("move", Place(NOTICE, "2"))


def test_several_are_chosen_and_judged(page: Any, served: tuple[str, FastAPI]) -> None:
    page.goto(page.url.split("?")[0] + "?decided=true")
    page.on("dialog", lambda dialog: dialog.accept())
    boxes = page.locator("#rows .pick")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.click("#rows .count, .list .count")
    page.keyboard.press("r")
    told(page, "已记录 2 条意见")
    assert len(served[1].state.bench.live.current().desk.log) == 2


def test_the_second_of_two_is_told(page: Any, served: tuple[str, FastAPI]) -> None:
    bench = served[1].state.bench
    row = bench.live.current().desk.row(shown(page))
    with bench.db() as db:
        keep(db, on_rows(Pen("李某", dt.datetime(2024, 9, 1, tzinfo=dt.UTC), "已看过"), [row], "reject"))
    page.keyboard.press("r")
    told(page, "李某")
    assert len(bench.live.current().desk.log) == 1
    assert "已看过" in page.inner_text("#sheet .decision")


def test_who_chose_a_row_before_another_decided_it_is_told(page: Any, served: tuple[str, FastAPI]) -> None:
    bench = served[1].state.bench
    page.on("dialog", lambda dialog: dialog.accept())
    row = bench.live.current().desk.row(shown(page))
    page.keyboard.press("x")
    with bench.db() as db:
        keep(db, on_rows(Pen("李某", dt.datetime(2024, 9, 1, tzinfo=dt.UTC), "已看过"), [row], "reject"))
    bench.live.current()
    page.keyboard.press("j")
    page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id !== id", arg=row.id)
    page.keyboard.press("r")
    told(page, "请先刷新")
    assert len(bench.live.current().desk.log) == 1


def test_marks_lead_to_each_other(page: Any, served: tuple[str, FastAPI]) -> None:
    row = next(row for row in served[1].state.bench.live.current().desk.rows if row.path == "1 司法局/1/听证会.txt")
    page.goto(page.url.split("?")[0] + f"?decided=true&row={row.id}")
    page.click('.evidence [data-mark="m1"]')
    assert page.locator('.asked [data-mark="m1"].found').count() >= 1
    page.goto(page.url.split("/review")[0] + "/notices")
    page.click("table a")
    page.click(".facts .fact >> nth=3")
    assert page.locator(".notice mark.found").count() >= 1


def test_a_unit_is_put_right_and_taken_back(page: Any, workspace: Path) -> None:
    source = (workspace / "notice.txt").resolve().as_posix()
    page.goto(f"{page.url.split('/review')[0]}/notice?source={source}")
    line = page.locator(".facts li", has=page.locator(".k.unit"), has_text="县发展和改革委员会")
    before = page.inner_text(".facts")
    line.locator(".fix").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".fixing")
    page.keyboard.press("Escape")
    assert page.locator(".fixing").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".fixing input:focus")
    page.keyboard.press("Control+a")
    page.keyboard.type("县统计局")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已更正：第1项 责任单位")
    line = page.locator(".facts li", has=page.locator(".k.unit"), has_text="县统计局")
    assert "已更正" in line.inner_text()
    assert line.locator(".fix").evaluate("one => one === document.activeElement")
    line.locator(".fact").click()
    assert "县发展和改革委员会" in page.inner_text(".notice mark.found")
    page.click(".noticehead .undo button")
    page.wait_for_selector("text=已撤销：第1项")
    assert page.inner_text(".facts").startswith(before.strip())
    assert page.locator(".tag.fixed").count() == 0


def test_the_grid_is_walked_by_arrow_keys(page: Any) -> None:
    page.goto(page.url.split("/review")[0] + "/matrix")
    page.focus("#matrix td[tabindex]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert JUSTICE in page.inner_text("#where")
    page.keyboard.press("Enter")
    page.wait_for_selector("#square[open] .card")
    assert "材料项" in page.inner_text("#square")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#matrix td')")


def test_a_cell_is_decided_over_the_grid(page: Any, served: tuple[str, FastAPI]) -> None:
    page.goto(page.url.split("/review")[0] + "/matrix")
    page.click("#matrix td.missing >> nth=0")
    page.select_option("#square select[name=status] >> nth=0", "met")
    page.click("#square .card button >> nth=0")
    page.wait_for_selector("#square .history")
    (one,) = served[1].state.bench.live.current().desk.log
    before = page.locator("#matrix td.missing").count()
    page.keyboard.press("Escape")
    page.wait_for_function("n => document.querySelectorAll('#matrix td.missing').length === n - 1", arg=before)
    page.select_option("select[name=status]", "met")
    page.wait_for_function("() => location.search.includes('status=met')")
    assert page.locator("#matrix td.missing").count() == 0
    assert one.kind == "status"


def test_the_second_at_a_cell_is_told_over_the_grid(page: Any, served: tuple[str, FastAPI]) -> None:
    bench = served[1].state.bench
    page.goto(page.url.split("/review")[0] + "/matrix")
    page.click("#matrix td.missing >> nth=0")
    page.select_option("#square select[name=status] >> nth=0", "met")
    fields = {
        one: page.input_value(f"#square [name={one}] >> nth=0") for one in ("unit", "notice", "indicator", "method")
    }
    place = Place(fields["notice"], fields["indicator"], fields["method"] or None)
    desk = bench.live.current().desk
    pen = Pen("李某", dt.datetime(2024, 9, 1, tzinfo=dt.UTC), "")
    with bench.db() as db:
        keep(db, on_cells(pen, desk, (desk.of(fields["unit"]).gaps[place],), "partial"))
    page.click("#square .card button >> nth=0")
    told(page, "李某")
    assert page.evaluate(
        "() => { const box = document.getElementById('told'), at = box.getBoundingClientRect();"
        " return box.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)); }"
    )
    assert len(bench.live.current().desk.log) == 1


def test_a_scan_is_followed_across_a_reload(page: Any, served: tuple[str, FastAPI]) -> None:
    home, jobs, go_on = page.url.split("/review")[0], served[1].state.bench.jobs, threading.Event()

    def work(report: Report) -> str:
        report(Progress("scan", 1, 4, "甲.docx"))
        go_on.wait(30)
        return "共 4 个文件。"

    jobs.start("扫描", "王某", work)
    page.goto(home + "/jobs")
    page.wait_for_selector("text=读取 1/4")
    page.reload()
    assert "甲.docx" in page.inner_text("#jobs")
    go_on.set()
    page.wait_for_selector("text=共 4 个文件")
    assert page.locator("[hx-trigger]").count() == 0


def every_page(workspace: Path) -> list[str]:
    """An address of every page."""
    source = (workspace / "notice.txt").resolve().as_posix()
    files = [
        f"/file?path={quote(path)}" for path in ("1 司法局/1/听证会.txt", "1 司法局/表.xlsx", f"1 司法局/{EVIL_NAME}")
    ]
    cells = [f"/cell?unit={JUSTICE}&indicator={code}" for code in "12"]
    lists = [
        "/review?decided=true",
        "/matrix",
        "/units",
        f"/unit?name={JUSTICE}",
        "/rounds",
        "/files",
        "/files?asked=onerror",
    ]
    others = ["/deadlines", "/notices", f"/notice?source={source}", "/jobs", "/audit", "/help", "/accounts", "/login"]
    return [*files, *cells, *lists, *others]


def test_hostile_names_and_texts_stay_text(page: Any, served: tuple[str, FastAPI], workspace: Path) -> None:
    home, bench = page.url.split("/review")[0], served[1].state.bench
    rows = [row for row in bench.live.current().desk.rows if "img" in row.path or "表.xlsx" in row.path]
    with bench.db() as db:
        keep(db, on_rows(Pen(EVIL, dt.datetime(2024, 9, 1, tzinfo=dt.UTC), EVIL), rows, "reject"))
    for path in (*every_page(workspace), *(f"/review?row={row.id}" for row in rows)):
        page.goto(home + path)
        assert page.locator("main :is(img, script, iframe, object, embed, svg)").count() == 0, path
        assert page.evaluate("window.hacked === undefined"), path
    assert "<script>" in page.inner_text(".evidence")


def test_no_page_has_a_serious_fault_for_those_who_cannot_see(page: Any, workspace: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing").Axe()
    home = page.url.split("/review")[0]
    for path in every_page(workspace):
        page.goto(home + path)
        found = axe.run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], path


@pytest.mark.parametrize("width", [1366, 1920])
def test_no_page_scrolls_sideways(page: Any, width: int, workspace: Path) -> None:
    home = page.url.split("/review")[0]
    page.set_viewport_size({"width": width, "height": 768})
    for path in every_page(workspace):
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
