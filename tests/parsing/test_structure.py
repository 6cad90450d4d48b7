"""The items of whole notices, as a clerk would list them: layouts and expectations are data."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Block, Document, Indicator, Span
from govdoc.parsing import parse

NOTICES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("structure.toml").read_text("utf-8"))["notice"]
_SIGNS = {"lead": "+", "support": "-"}


def document(text: str) -> Document:
    blocks = [Block(Span(*found.span())) for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return Document(text, tuple(blocks), "text/plain", "test")


def item(found: Indicator, words: str) -> str:
    """The item in the words of the data file; its first words as far as they are expected."""
    units = "、".join(_SIGNS.get(unit.role, "") + unit.name for unit in found.responsible)
    dues = [str(d.due_on)[-10:] if d.due_on else d.recurrence for d in found.deadlines if d.due_on or d.recurrence]
    said = found.text[: len(words)] if found.text.startswith(words) else found.heading or found.text
    return f"{found.code} | {said} | {units} | {', '.join(filter(None, dues))}"


def wanted(row: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.split("|"))


@pytest.mark.parametrize("notice", NOTICES, ids=[each["name"] for each in NOTICES])
def test_items(notice: dict[str, Any]) -> None:
    parsed = parse(document(notice["text"]))
    found = [each for one in parsed.notices for each in one.indicators]
    rows = [wanted(row) for row in notice["items"]]
    words = [row[1] for row in rows] + [""] * len(found)
    assert [wanted(item(each, said)) for each, said in zip(found, words, strict=False)] == rows
    main = parsed.notices[0]
    for field in ("title", "doc_number", "recipients"):
        if field in notice:
            value = getattr(main, field)
            assert (list(value) if field == "recipients" else value) == notice[field]
