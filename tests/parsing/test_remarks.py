"""Remarks as data: notices and the codes of what a clerk would pencil in the margin."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.parsing import parse
from govdoc.readers import read

CASES = tomllib.loads((Path(__file__).parent / "remarks.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = read("通知.txt", case["text"].encode())
    warnings = parse(document).warnings
    assert sorted(remark.code for remark in warnings) == sorted(case["codes"]), [each.message for each in warnings]
    for remark in warnings:
        assert remark.span is not None
        assert remark.span.of(document.text).strip()
