"""What reviewers said of files under indicators, and the weights learnt from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from govdoc.store.queries import meta, put_meta

_WEIGHTS, _BEFORE = "learned", "learned_before"  # the meta keys of the weights kept, and of those before


@dataclass(frozen=True, slots=True)
class Judgement:
    """The content `sha256`, handed in by `unit`, was accepted or rejected under an indicator."""

    unit: str
    sha256: str
    notice: str
    indicator: str
    accepted: bool


def judgements(db: Database) -> tuple[Judgement, ...]:
    """What the log of decisions says of files under indicators; the later word on the same holds."""
    if "decision" not in db.table_names():
        return ()
    lines = [
        json.loads(row["json"]) | {"number": row["number"]}
        for row in db.query("select number, json from decision order by number")
    ]
    undone = {line.get("undoes") for line in lines}
    found: dict[tuple[str, str, str, str], bool] = {}
    for line in lines:
        if line["number"] in undone or not line.get("sha256"):
            continue
        for place, accepted in _said(line):
            found[line.get("unit", ""), line["sha256"], place["notice"], place["indicator"]] = accepted
    return tuple(Judgement(*key, accepted) for key, accepted in found.items())


def _said(line: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], bool]]:
    kind, place, origin = line["kind"], line.get("place"), line.get("origin")
    if kind == "move":
        return [(where, accepted) for where, accepted in ((origin, False), (place, True)) if where]
    return [(place, kind == "accept")] if kind in ("accept", "reject") and place else []


def learned(db: Database) -> dict[str, float]:
    """The weights learnt, by feature; none where the defaults hold."""
    kept: dict[str, float] = json.loads(meta(db, _WEIGHTS) or "{}")
    return kept


def put_learned(db: Database, weights: Mapping[str, float]) -> None:
    """Keep learnt weights; those before can be brought back once."""
    put_meta(db, _BEFORE, json.dumps(learned(db)))
    put_meta(db, _WEIGHTS, json.dumps(dict(weights)))


def undo_learned(db: Database) -> bool:
    """Bring back the weights before the latest; False where there are none."""
    before = meta(db, _BEFORE)
    if before is None or not learned(db):
        return False
    put_meta(db, _WEIGHTS, before)
    put_meta(db, _BEFORE, "{}")
    return True
