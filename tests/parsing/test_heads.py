import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Block, Contact, Document, Notice, Span
from govdoc.parsing import parse

HERE = Path(__file__).parent
HEADS = tomllib.loads((HERE / "heads.toml").read_text("utf-8"))["head"]
CONTACTS = tomllib.loads((HERE / "contacts.toml").read_text("utf-8"))["phrase"]


def main(text: str) -> Notice:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip()))))
        at += len(line) + 1
    return parse(Document(text, tuple(blocks), "text/plain", "test")).notices[0]


@pytest.mark.parametrize("row", HEADS, ids=lambda row: row["what"])
def test_head(row: dict[str, Any]) -> None:
    notice = main(row["text"])
    expected = {key: value for key, value in row.items() if key not in ("what", "text")}
    found = {key: getattr(notice, key) for key in expected}
    if "references" in found:
        found["references"] = [reference.doc_number or reference.title for reference in notice.references]
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()} == expected


@pytest.mark.parametrize("row", CONTACTS, ids=lambda row: row["text"])
def test_contacts(row: dict[str, Any]) -> None:
    contacts = main(f"关于做好统计工作的通知\n各单位：\n请做好工作。\n{row['text']}\n").contacts
    assert [fields(contact) for contact in contacts] == row["contacts"]


def fields(contact: Contact) -> dict[str, str]:
    return {key: value for key in ("name", "phone", "email", "address") if (value := getattr(contact, key))}
