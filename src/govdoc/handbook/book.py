"""The handbook that comes with govdoc: one file of rules/handbook/ for each chapter."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from govdoc.model import Entry, Guide, Sense
from govdoc.rules.load import load

CHAPTERS = (
    "1_functions",
    "2_documents",
    "3_decisions",
    "4_enforcement",
    "5_supervision",
    "6_disputes",
    "7_emergencies",
    "8_people",
    "9_leadership",
)


@cache
def book() -> tuple[Entry, ...]:
    """All entries in the order of their chapters."""
    files = (load(f"handbook/{name}") for name in CHAPTERS)
    return tuple(_entry(file["chapter"], row) for file in files for row in file["entry"])


def _entry(chapter: str, row: Mapping[str, Any]) -> Entry:
    sense = Sense(row["gist"], tuple(map(tuple, row["phrases"])), tuple(row.get("without", ())))
    lists = {field: tuple(row.get(field, ())) for field in ("terms", "evidence", "excluded", "others")}
    return Entry(sense, Guide(chapter, row["name"], row["notes"], example=row.get("example", ""), **lists))
