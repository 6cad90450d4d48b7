"""The whole work at the workbench, in a real browser: from an empty workspace to a unit that looks at its own list."""

import time
import zipfile
from pathlib import Path
from typing import Any

from govdoc.demo.build import EVIDENCE, build
from govdoc.demo.county import read_county
from govdoc.pipeline.accounts import add_account
from govdoc.pipeline.workspace import make_workspace, open_workspace

from .conftest import PASSWORD, serving, told

FILES = 20
SCREEN = {"width": 1366, "height": 768}


def _take_in(page: Any, home: str, notice: Path) -> None:
    page.goto(f"{home}/intake")
    page.set_input_files("[name=file]", notice)
    page.click("text=上传并读取")
    page.wait_for_url("**/intake/preview?**")
    page.click("button.main")
    page.wait_for_url("**/start")


def _correct_a_unit(page: Any, home: str) -> None:
    page.goto(f"{home}/notices")
    page.click("table a")
    page.locator(".line", has=page.locator(".k.unit")).first.locator(".fix").click()
    page.locator(".fixing form.change input:visible").first.fill("县档案馆")
    page.click(".fixing form.change button.main")
    page.wait_for_selector(".line:has(.tag.fixed)")
    assert "县档案馆" in page.inner_text(".line:has(.tag.fixed)")


def _import_roster(page: Any, home: str, roster: Path) -> None:
    page.goto(f"{home}/roster")
    page.set_input_files("[name=file]", roster)
    page.click("text=上传并核对")
    page.wait_for_url("**/roster/preview?**")
    page.click("button.main")
    page.wait_for_url("**/names")  # where the words for many units are settled


def _scan(page: Any, home: str, folder: Path) -> None:
    page.goto(f"{home}/jobs")
    page.fill("[name=folder]", str(folder))
    page.click("text=开始扫描")
    page.wait_for_selector("text=已完成", timeout=60_000)


def _review(page: Any, home: str, live: Any) -> None:
    """Judge the first files of the queue by keyboard alone."""
    until = time.monotonic() + 20
    while not live.current().desk.rows and time.monotonic() < until:
        time.sleep(0.05)  # the desk is made anew beside the one in use
    page.goto(f"{home}/review")
    for at in range(FILES):
        judged = page.get_attribute("#sheet .pair", "data-id")
        if at % 5 == 4:
            page.keyboard.press("c")
            page.keyboard.type("未加盖公章")
            page.keyboard.press("Escape")
        placed = page.get_attribute("#sheet .pair", "data-placed") == "yes"
        page.keyboard.press("a" if at % 3 and placed else "r")
        page.wait_for_function("id => document.querySelector('#sheet .pair').dataset.id !== id", arg=judged)
        told(page, "已记录 1 条意见")
    assert len({(one.sha256, one.unit) for one in live.current().desk.log}) >= FILES - 3  # a copy is judged once more


def _open_a_round(page: Any, home: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{home}/rounds")
    page.fill("[name=due]", "2026-12-31")
    page.click("text=开始这一批")
    page.wait_for_selector("text=进行中")
    page.click("text=写出全部清单")
    page.wait_for_selector("text=下载全部清单")
    with page.expect_download() as lists:
        page.click("text=下载全部清单")
    with zipfile.ZipFile(lists.value.path()) as packed:
        assert len([name for name in packed.namelist() if name.startswith("反馈清单/")]) > 40
    page.click("text=结束第一批")
    page.wait_for_selector("text=开始这一批")


def test_the_whole_story(browser: Any, tmp_path: Path) -> None:
    county = read_county()
    workspace, sent = tmp_path / "工作区", tmp_path / "来件"
    truths = build(county, sent, 2)
    unit = truths[0].unit
    make_workspace(workspace)
    with serving(workspace) as (home, app):
        page = browser.new_page(viewport=SCREEN)
        page.goto(f"{home}/enter?key={app.state.bench.sessions.new_key()}")
        _take_in(page, home, next((sent / "通知").glob("1-*.docx")))
        _correct_a_unit(page, home)
        _import_roster(page, home, sent / county.roster.name)
        _scan(page, home, sent / EVIDENCE)
        _review(page, home, app.state.bench.live)
        _open_a_round(page, home)
        page.goto(f"{home}/unit?name={unit}")
        assert "与第一批清单对照" in page.inner_text("main")
        with page.expect_download() as one:
            page.click("text=下载 Word 文件")
        assert one.value.suggested_filename.endswith(".docx")
        page.close()
    db = open_workspace(workspace)
    add_account(db, "某单位", "unit", PASSWORD, unit)
    db.close()
    with serving(workspace, by_account=True) as (home, _):
        page = browser.new_page(viewport=SCREEN)
        page.goto(home)
        page.fill("[name=name]", "某单位")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("h1")
        assert unit in page.inner_text("h1")
        assert page.locator("nav a").all_inner_texts() == ["本单位", "材料", "时限"]
        page.click("nav >> text=材料")
        units = set(page.locator("table.plain td:nth-child(2)").all_inner_texts())
        assert units == {unit}
        other = next(truth.unit for truth in truths if truth.unit != unit)
        for address in (f"/unit?name={other}", "/matrix", "/review", "/rounds"):
            assert page.goto(home + address).status in (403, 404)
        page.close()
