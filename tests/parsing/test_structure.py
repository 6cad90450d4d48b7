"""The items of whole notices, as a clerk would list them: layouts and expectations are data."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Block, Document, Indicator, Notice, Span
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


def essence(text: str) -> list[Any]:
    def items(one: Notice) -> list[Any]:
        return [
            (
                each.code.translate(_NARROW),
                [unit.name for unit in each.responsible],
                [(due.due_on, due.recurrence) for due in each.deadlines],
                re.sub(r"\s", "", each.text).translate(_NARROW),
            )
            for each in one.indicators
        ]

    return [(one.title.translate(_NARROW), one.recipients, items(one)) for one in parse(document(text)).notices]


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = {
    "wide figures": lambda text: text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n\u3000\u3000"),
    "blanks at the ends": lambda text: text.replace("\n", "  \n"),
}


@pytest.mark.parametrize("same", _SAME.values(), ids=_SAME)
@pytest.mark.parametrize("notice", NOTICES, ids=[each["name"] for each in NOTICES])
def test_what_carries_no_meaning_changes_nothing(notice: dict[str, Any], same: Any) -> None:
    assert essence(same(notice["text"])) == essence(notice["text"])


@pytest.mark.parametrize("notice", NOTICES, ids=[each["name"] for each in NOTICES])
def test_items_quote_their_text(notice: dict[str, Any]) -> None:
    text = notice["text"]
    for one in parse(document(text)).notices:
        for each in one.indicators:
            (task,) = each.tasks
            assert task.span.of(text).strip() == each.text == task.text
            assert each.text.startswith(each.heading)
            assert each.span.start <= task.span.start <= task.span.end <= each.span.end
            for item in task.requirements[1:]:
                assert item.span.of(text) == item.text
            for unit in each.responsible:
                assert re.sub(r"\s", "", unit.span.of(text)) == unit.name


@pytest.mark.parametrize("notice", NOTICES, ids=[each["name"] for each in NOTICES])
def test_a_notice_read_alone_reads_the_same(notice: dict[str, Any]) -> None:
    whole = parse(document(notice["text"])).notices
    if len(whole) == 1:
        assert essence(whole[0].span.of(notice["text"])) == essence(notice["text"])
