"""What the check of ledgers found, so that the lists of gaps can tell it without reading the files again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file with what its ledgers show, in Chinese; `sha256` is of the content that was checked."""

    path: str
    sha256: str
    notice: str
    indicator: str
    faults: tuple[str, ...]


def put_ledgers(db: Database, checked: Iterable[str], found: Iterable[Faulty]) -> None:
    """Keep what was found in place of all that the files checked gave before."""
    with db.atomic():
        db.conn.executemany("delete from ledger where path = ?", [(path,) for path in checked])
        rows = [
            {
                "path": one.path,
                "sha256": one.sha256,
                "notice": one.notice,
                "indicator": one.indicator,
                "json": json.dumps(one.faults, ensure_ascii=False),
            }
            for one in found
        ]
        db.table("ledger").insert_all(rows, replace=True)


def ledgers(db: Database) -> tuple[Faulty, ...]:
    """The files in whose ledgers something was found."""
    return tuple(
        Faulty(row["path"], row["sha256"], row["notice"], row["indicator"], tuple(json.loads(row["json"])))
        for row in db.query("select * from ledger")
    )
