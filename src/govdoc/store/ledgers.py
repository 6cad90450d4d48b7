"""What the check of ledgers found, so that the lists of gaps can tell it without reading the files again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from govdoc.store.queries import meta, put_meta

_STATE = "ledgers"  # the meta key of the state of the workspace in which all were checked


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of ledgers with what they show, in Chinese.

    `sha256` is of the content that was checked, `key` a fingerprint of that and all it was checked against.
    """

    path: str
    sha256: str
    notice: str
    indicator: str
    faults: tuple[str, ...]
    key: str


def drop_ledgers(db: Database, paths: Iterable[str]) -> None:
    """Forget what files gave that are there no more, are no ledgers any more, or could not be read again."""
    with db.atomic():
        db.conn.executemany("delete from ledger where path = ?", [(path,) for path in paths])


def put_ledgers(db: Database, found: Iterable[Checked], state: str) -> None:
    """Keep what was found in place of what the same files gave before, and the state this is true for."""
    with db.atomic():
        rows = [
            {
                "path": one.path,
                "sha256": one.sha256,
                "notice": one.notice,
                "indicator": one.indicator,
                "json": json.dumps(one.faults, ensure_ascii=False),
                "key": one.key,
            }
            for one in found
        ]
        db.table("ledger").insert_all(rows, replace=True)
        put_meta(db, _STATE, state)


def checked_state(db: Database) -> str | None:
    """The state of the workspace in which all ledgers were checked, empty when not all, None when none ever were."""
    return meta(db, _STATE)


def checked_keys(db: Database) -> dict[str, str | None]:
    """By path, the fingerprint of what each ledger was checked against."""
    return {row["path"]: row["key"] for row in db.query("select path, key from ledger")}


def ledgers(db: Database) -> tuple[Checked, ...]:
    """The files in whose ledgers something was found."""
    return tuple(
        Checked(row["path"], row["sha256"], row["notice"], row["indicator"], tuple(json.loads(row["json"])), row["key"])
        for row in db.query("select * from ledger where json != '[]'")
    )
