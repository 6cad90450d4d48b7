import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_survey import NOTICE
from typer.testing import CliRunner

from govdoc.cli.app import app


def call(*args: object) -> str:
    done = CliRunner().invoke(app, [str(arg) for arg in args], prog_name="govdoc")
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def test_the_form_is_filled_in_from_disk_and_its_answers_come_back(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "测评.txt").write_text(NOTICE, encoding="utf-8")
    for command in (("init",), ("ingest", "测评.txt"), ("survey", "form", "--out", "问卷")):
        call(*command)
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto((tmp_path / "问卷" / "问卷（网页填写）.html").as_uri())
    page.fill("input[name=id]", "Y1")
    page.fill("input[name=unit]", "县司法局")
    page.fill("input[name=month]", "2024-03")
    page.get_by_label("B. 满意").first.check()
    page.click("text=保存答卷")
    assert "1 题没有作答" in page.inner_text("#told")
    page.get_by_label("A. 证照").check()
    page.get_by_label("C. 税务").check()
    page.get_by_label("若选D，请写明原因").fill("等得久")
    page.fill("textarea", "再快些\n<b>谢谢</b>")
    page.get_by_label("本人（本单位）属于").check()
    page.get_by_label("C. 不满意").check()
    with page.expect_download() as download:
        page.click("text=保存答卷")
    download.value.save_as(tmp_path / "答卷-Y1.json")
    assert not page.get_by_label("A. 证照").is_checked()
    page.close()
    assert all(url.startswith(("file:", "blob:")) for url in asked)
    assert "1 份" in call("survey", "import", "答卷-Y1.json")
    whole = json.loads(call("survey", "tally", "--format", "json"))[0]
    questions = {question["id"]: question for question in whole["questions"]}
    assert [one["count"] for one in questions["1.1"]["options"]] == [0, 1, 0, 0]
    assert [one["count"] for one in questions["1.2"]["options"]] == [1, 0, 1, 0]
    assert questions["1.1"]["texts"] == ["等得久"]
    assert questions["1.3"]["texts"] == ["再快些\n<b>谢谢</b>"]
    assert [one["count"] for one in questions["2.1"]["options"]] == [0, 0, 1]
    assert whole["satisfied"] == 0.5
