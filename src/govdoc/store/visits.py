"""Visits to web addresses, the last one of each."""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlite_utils import Database

from govdoc.model import Visit


def put_visit(db: Database, visit: Visit) -> None:
    """Keep a visit in place of the one before."""
    with db.atomic():
        db.table("visit").insert(_row(visit), replace=True)


def visits(db: Database) -> dict[str, Visit]:
    """The visits by address, without what came."""
    return {row["url"]: _visit(row) for row in db.query("select url, json, text from visit")}


def any_visit(db: Database) -> bool:
    """Whether any address was visited."""
    return bool(db.table("visit").count)


def visit_of(db: Database, url: str) -> Visit | None:
    """The visit to one address, with what came."""
    return next((_visit(row) for row in db.query("select * from visit where url = ?", [url])), None)


def page_supports(db: Database) -> dict[str, float]:
    """How likely pages serve what they are handed in for, by the fingerprint of all that this rests on."""
    return {row["key"]: row["support"] for row in db.query("select * from page_support")}


def put_page_supports(db: Database, found: Mapping[str, float]) -> None:
    """Keep these in place of all others."""
    with db.atomic():
        db.execute("delete from page_support")
        db.table("page_support").insert_all({"key": key, "support": value} for key, value in found.items())


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "url": visit.url,
        "checked_at": visit.checked_at.isoformat(),
        "json": _adapter().dump_json(replace(visit, text="", page=b"")).decode("utf-8"),
        "text": zlib.compress(visit.text.encode("utf-8")),
        "page": zlib.compress(visit.page),
    }


def _visit(row: Mapping[str, Any]) -> Visit:
    found: Visit = _adapter().validate_json(row["json"])
    page = row.get("page")
    return replace(
        found, text=zlib.decompress(row["text"]).decode("utf-8"), page=zlib.decompress(page) if page else b""
    )


@cache
def _adapter() -> TypeAdapter[Visit]:
    return TypeAdapter(Visit)
