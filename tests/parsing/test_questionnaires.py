"""Questionnaires as data: texts with the readings they must give."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Notice, Question, Questionnaire
from govdoc.parsing import parse
from govdoc.readers import read
from govdoc.text.widths import narrow

CASES = tomllib.loads((Path(__file__).parent / "questionnaires.toml").read_text("utf-8"))["case"]


def shown(questionnaire: Questionnaire) -> Iterator[str]:
    """A questionnaire as the cases print it."""
    yield f"《{questionnaire.title}》"
    for section in questionnaire.sections:
        if section.heading:
            yield f"§ {section.heading}" + (f" 〔{section.condition}〕" if section.condition else "")
        for question in section.questions:
            options = " / ".join(f"{o.label}={o.text}" if o.label else o.text for o in question.options)
            parts = [question.number, question.kind, question.stem, options, question.follow_up]
            yield " | ".join(parts if question.follow_up else parts[:-1]).strip()


def questions(notices: tuple[Notice, ...]) -> Iterator[Question]:
    for notice in notices:
        for questionnaire in notice.questionnaires:
            for section in questionnaire.sections:
                yield from section.questions


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = read("问卷.txt", case["text"].encode())
    parsed = parse(document)
    lines = [line for notice in parsed.notices for each in notice.questionnaires for line in shown(each)]
    assert lines == [line.strip() for line in case["reading"].strip().splitlines()]
    codes = [remark.code for remark in parsed.warnings if remark.code == "options"]
    assert codes == case.get("warnings", [])
    for question in questions(parsed.notices):
        printed = "".join(narrow(question.span.of(document.text)).split())
        for option in question.options:
            quoted = "".join(option.span.of(document.text).split())
            assert quoted.startswith("".join(option.text.split())[:6])
            assert question.rule == "matrix" or question.span.start <= option.span.start <= question.span.end
        assert "".join(narrow(question.stem).split())[:3] in printed
