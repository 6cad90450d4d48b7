"""Attachments as data: notices with what they list and what is missing."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.parsing import parse
from govdoc.readers import read

CASES = tomllib.loads((Path(__file__).parent / "attachments.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    parsed = parse(read("通知.txt", case["text"].encode()))
    found = [f"{each.number or ''} {each.title}" for notice in parsed.notices for each in notice.attachments]
    assert found == case["attachments"]
    missing = [remark.message for remark in parsed.warnings if remark.code == "attachment_missing"]
    assert len(missing) == case["missing"], missing
