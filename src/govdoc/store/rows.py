"""Model records to rows and back; nothing else knows the columns."""

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from govdoc.model import (
    Correction,
    Decision,
    Evidence,
    FileKept,
    Gap,
    Guide,
    Match,
    Notice,
    Reason,
    Remark,
    Round,
    Unit,
)
from govdoc.units import Answer

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the ledger with what a later scan needs to know of it.

    `evidence.flags` are those seen in the file itself. `mtime_ns` is the file's time when it was looked at, `read_by`
    the govdoc version that read it.
    """

    evidence: Evidence
    mtime_ns: int
    read_by: str
    scanned_at: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of a path: enough to tell whether the file must be opened again."""

    size: int
    mtime_ns: int
    sha256: str
    status: str
    read_by: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """What matching found of one file: its matches, best first, the flags they show, and what it was held against."""

    path: str
    key: str
    matches: tuple[Match, ...]
    flags: tuple[str, ...] = ()


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def notice_row(notice: Notice, source: str, sha256: str, position: int) -> dict[str, Any]:
    """A notice as its row; the record itself travels as JSON."""
    body = _adapter(Notice).dump_json(notice).decode("utf-8")
    return {"key": notice.key, "source": source, "sha256": sha256, "position": position, "json": body}


def notice_of(row: Row) -> Notice:
    """The notice of a row, equal to the one stored."""
    notice: Notice = _adapter(Notice).validate_json(row["json"])
    return notice


def source_row(name: str, sha256: str, warnings: tuple[Remark, ...]) -> dict[str, Any]:
    """A notice file and the doubts its reading left."""
    body = _adapter(tuple[Remark, ...]).dump_json(warnings).decode("utf-8")
    return {"name": name, "sha256": sha256, "warnings": body}


def warnings_of(row: Row) -> tuple[Remark, ...]:
    """The doubts kept with a source."""
    warnings: tuple[Remark, ...] = _adapter(tuple[Remark, ...]).validate_json(row["warnings"])
    return warnings


def unit_row(unit: Unit, position: int) -> dict[str, Any]:
    """A unit as its row; `position` keeps the roster's order."""
    lists = {"aliases": unit.aliases, "kinds": unit.kinds, "tags": unit.tags}
    return {"name": unit.name, "position": position} | {key: _list(value) for key, value in lists.items()}


def unit_of(row: Row) -> Unit:
    """The unit of a row."""
    return Unit(row["name"], _tuple(row["aliases"]), _tuple(row["kinds"]), _tuple(row["tags"]))


def answer_row(answer: Answer) -> dict[str, Any]:
    """A remembered answer; a later answer on the same name takes its place."""
    return {"name": answer.name, "json": _adapter(Answer).dump_json(answer).decode("utf-8")}


def answer_of(row: Row) -> Answer:
    """The answer of a row."""
    answer: Answer = _adapter(Answer).validate_json(row["json"])
    return answer


def guide_row(notice: str, indicator: str, guide: Guide) -> dict[str, Any]:
    """What the office says of an indicator."""
    return {"notice": notice, "indicator": indicator, "json": _adapter(Guide).dump_json(guide).decode("utf-8")}


def guide_of(row: Row) -> Guide:
    """The guide of a row."""
    guide: Guide = _adapter(Guide).validate_json(row["json"])
    return guide


def file_row(entry: Entry) -> dict[str, Any]:
    """A ledger entry as its row, without its text; flags that depend on other files start unset."""
    e = entry.evidence
    return {
        "path": e.path,
        "size": e.size,
        "mtime_ns": entry.mtime_ns,
        "sha256": e.sha256,
        "media_type": e.media_type,
        "status": e.status,
        "failure": e.failure,
        "unit": e.unit,
        "title": e.title,
        "doc_number": e.doc_number,
        "date": e.date.isoformat() if e.date else None,
        "issuer": e.issuer,
        "genre": e.genre,
        "pages": e.pages,
        "links": _list(e.links),
        "flags": _list(e.flags),
        "context_flags": None,
        "copy_flag": None,
        "read_by": entry.read_by,
        "scanned_at": entry.scanned_at,
        "gone": 0,
        "match_key": None,
        "created_on": e.created_on.isoformat() if e.created_on else None,
        "modified_on": e.modified_on.isoformat() if e.modified_on else None,
        "author": e.author,
        "organisation": e.organisation,
        "signed": int(e.signed),
        "seals": _list(e.seals),
        "page_starts": json.dumps(e.page_starts),
    }


def evidence_of(row: Row, *, context: bool) -> Evidence:
    """The evidence of a row, with its text where the row carries a `body`.

    With `context`, the flags that depend on the notices and on other files are included.
    """
    flags = _tuple(row["flags"])
    if context:
        flags += _tuple(row["context_flags"] or "[]") + ((row["copy_flag"],) if row["copy_flag"] else ())
    body = row.get("body")
    return Evidence(
        path=row["path"],
        sha256=row["sha256"],
        size=row["size"],
        media_type=row["media_type"],
        status=row["status"],
        unit=row["unit"],
        failure=row["failure"],
        title=row["title"],
        doc_number=row["doc_number"],
        date=_day(row["date"]),
        issuer=row["issuer"],
        genre=row["genre"],
        text=text_of(row) if body else "",
        pages=row["pages"],
        links=_tuple(row["links"]),
        flags=tuple(dict.fromkeys(flags)),
        created_on=_day(row["created_on"]),
        modified_on=_day(row["modified_on"]),
        author=row["author"] or "",
        organisation=row["organisation"] or "",
        signed=bool(row["signed"]),
        seals=_tuple(row["seals"] or "[]"),
        page_starts=_tuple(row["page_starts"] or "[]"),
    )


def text_row(evidence: Evidence) -> dict[str, Any]:
    """A file's text, compressed."""
    return {"path": evidence.path, "body": zlib.compress(evidence.text.encode("utf-8"))}


def text_of(row: Row) -> str:
    """The text of a row that carries a `body`."""
    return zlib.decompress(row["body"]).decode("utf-8")


def known_of(row: Row) -> Known:
    """What a later scan needs of a row."""
    return Known(row["size"], row["mtime_ns"], row["sha256"], row["status"], row["read_by"], bool(row["gone"]))


def match_row(match: Match, position: int) -> dict[str, Any]:
    """A match as its row; `position` counts from 0, best first."""
    return {
        "path": match.evidence,
        "position": position,
        "notice": match.notice,
        "indicator": match.indicator,
        "method": match.method,
        "score": match.score,
        "decision": match.decision,
        "requirements": _list(match.requirements),
        "reasons": _adapter(tuple[Reason, ...]).dump_json(match.reasons).decode("utf-8"),
    }


def match_of(row: Row) -> Match:
    """The match of a row."""
    return Match(
        evidence=row["path"],
        notice=row["notice"],
        indicator=row["indicator"],
        method=row["method"],
        score=row["score"],
        decision=row["decision"],
        requirements=_tuple(row["requirements"]),
        reasons=_adapter(tuple[Reason, ...]).validate_json(row["reasons"]),
    )


def decision_row(decision: Decision) -> dict[str, Any]:
    """A line of the log; the record itself travels as JSON."""
    d = decision
    body = _adapter(Decision).dump_json(decision).decode("utf-8")
    head = {"number": d.number, "batch": d.batch, "at": d.at.isoformat(), "who": d.who, "kind": d.kind}
    return head | {"unit": d.unit, "sha256": d.sha256, "path": d.path, "json": body}


def decision_of(row: Row) -> Decision:
    """The decision of a line."""
    decision: Decision = _adapter(Decision).validate_json(row["json"])
    return decision


def correction_row(one: Correction) -> dict[str, Any]:
    """A line of the log of corrections; the record itself travels as JSON."""
    body = _adapter(Correction).dump_json(one).decode("utf-8")
    head = {"number": one.number, "at": one.at.isoformat(), "who": one.who, "kind": one.kind}
    return head | {"notice": one.notice, "json": body}


def correction_of(row: Row) -> Correction:
    """The correction of a line."""
    one: Correction = _adapter(Correction).validate_json(row["json"])
    return one


def round_row(one: Round) -> dict[str, Any]:
    """A round as its row."""
    return {"number": one.number, "label": one.label, "json": _adapter(Round).dump_json(one).decode("utf-8")}


def round_of(row: Row) -> Round:
    """The round of a row."""
    one: Round = _adapter(Round).validate_json(row["json"])
    return one


def cells_row(number: int, unit: str, position: int, gaps: tuple[Gap, ...]) -> dict[str, Any]:
    """How a unit's cells stood at the end of a round, compressed; `position` keeps the order of units."""
    body = zlib.compress(_adapter(tuple[Gap, ...]).dump_json(gaps))
    return {"round": number, "unit": unit, "position": position, "body": body}


def cells_of(row: Row) -> tuple[Gap, ...]:
    """The cells of a row."""
    gaps: tuple[Gap, ...] = _adapter(tuple[Gap, ...]).validate_json(zlib.decompress(row["body"]))
    return gaps


def kept_row(number: int, file: FileKept) -> dict[str, Any]:
    """A file as it lay at the end of a round."""
    return {"round": number, "path": file.path, "sha256": file.sha256, "unit": file.unit, "title": file.title}


def kept_of(row: Row) -> FileKept:
    """The file of a row."""
    return FileKept(row["path"], row["sha256"], row["unit"], row["title"] or "")


def flags_value(flags: tuple[str, ...]) -> str:
    """Flags as one column's value."""
    return _list(flags)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _tuple(value: str) -> tuple[Any, ...]:
    return tuple(json.loads(value)) if value != "[]" else ()
