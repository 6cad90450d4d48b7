from dataclasses import replace

import pytest
from typer.testing import CliRunner

from govdoc.cli.app import app
from govdoc.pipeline import environment


def test_the_doctor_names_versions_and_programs() -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    for name in ("Python", "pypdfium2", "py7zr", "LibreOffice", "rar"):
        assert name in result.output


@pytest.mark.parametrize(("needed", "code", "told"), [(True, 1, "缺少必需的组件"), (False, 0, "缺 1 个")])
def test_the_doctor_says_what_a_lack_costs(needed: bool, code: int, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tuple(replace(part, present=True) for part in environment.look()[:3])
    lacking = environment.Part("某组件", False, needed, "", "读取某格式", "某格式记为“暂不能读”")
    monkeypatch.setattr(environment, "look", lambda: (*there, lacking))
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == code
    assert told in result.output
    assert "某格式记为" in result.output


def test_nothing_is_loaded_to_look() -> None:
    parts = environment.look()
    assert all(part.version for part in parts if part.present)
    assert all(part.cost and part.use for part in parts)
    assert [part.name for part in parts if part.needed and not part.present] == []
