from pathlib import Path

import pytest

import govdoc
from govdoc.errors import GovdocError
from govdoc.pipeline.workspace import find_workspace, make_workspace, open_workspace


def test_the_public_verbs_read_and_parse(county: Path) -> None:
    document = govdoc.read_file(county / "notice.txt")
    assert document.text.startswith("青河县法治县")
    parsed = govdoc.parse_notice(county / "notice.txt")
    assert [indicator.code for indicator in parsed.notices[0].indicators] == ["1", "2", "3"]
    assert parsed.source == (county / "notice.txt").as_posix()
    assert isinstance(parsed, govdoc.Parsed)


def test_public_names_are_there(county: Path) -> None:
    assert {"read_file", "parse_notice", "match_evidence", "find_gaps", "Notice", "Gap"} <= set(dir(govdoc))
    assert all(getattr(govdoc, name) for name in dir(govdoc))
    with pytest.raises(AttributeError):
        govdoc.nothing  # noqa: B018


@pytest.mark.parametrize(("name", "told"), [("没有.docx", "找不到文件"), ("evidence", "是文件夹")])
def test_what_cannot_be_read_is_named(county: Path, name: str, told: str) -> None:
    with pytest.raises(GovdocError, match=told):
        govdoc.read_file(county / name)


def test_an_unreadable_format_is_named(county: Path) -> None:
    with pytest.raises(GovdocError, match=r"现场\.amr"):
        govdoc.read_file(county / "evidence" / "县公安局" / "现场.amr")


def test_a_workspace_is_found_from_below(tmp_path: Path) -> None:
    assert make_workspace(tmp_path / "a")
    assert not make_workspace(tmp_path / "a")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    assert find_workspace(tmp_path / "a" / "b" / "c") == (tmp_path / "a").resolve()
    with pytest.raises(GovdocError, match="不在 govdoc 工作区里"):
        find_workspace(tmp_path)
    with pytest.raises(GovdocError, match="不是 govdoc 工作区"):
        open_workspace(tmp_path)
