"""The workspace file and its numbered migrations, each applied once and in a transaction."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from govdoc.errors import GovdocError

steps = Migrations("govdoc")
_BUSY_MS = 30_000


@steps()
def m001_notices(db: Database) -> None:
    """Notices by key, each with the source it came from."""
    db.table("source").create({"name": str, "sha256": str, "warnings": str}, pk="name", not_null={"sha256"})
    db.table("notice").create(
        {"key": str, "source": str, "sha256": str, "position": int, "json": str},
        pk="key",
        not_null={"source", "sha256", "position", "json"},
    )


@steps()
def m002_units(db: Database) -> None:
    """The roster, and what a person has answered about names it does not settle."""
    db.table("unit").create(
        {"name": str, "position": int, "aliases": str, "kinds": str, "tags": str},
        pk="name",
        not_null={"position", "aliases", "kinds", "tags"},
    )
    db.table("answer").create({"name": str, "json": str}, pk="name", not_null={"json"})


@steps()
def m003_files(db: Database) -> None:
    """The ledger of files, their texts apart so that the ledger stays quick to list, and their matches."""
    db.table("file").create(
        {
            "path": str,
            "size": int,
            "mtime_ns": int,
            "sha256": str,
            "media_type": str,
            "status": str,
            "failure": str,
            "unit": str,
            "title": str,
            "doc_number": str,
            "date": str,
            "issuer": str,
            "genre": str,
            "pages": int,
            "links": str,
            "flags": str,
            "context_flags": str,
            "copy_flag": str,
            "read_by": str,
            "scanned_at": str,
            "gone": int,
            "match_key": str,
        },
        pk="path",
        not_null={"size", "mtime_ns", "sha256", "media_type", "status", "read_by", "gone"},
    )
    db.table("file").create_index(["sha256"])
    db.table("text").create({"path": str, "body": bytes}, pk="path", not_null={"body"})
    db.table("match").create(
        {
            "path": str,
            "position": int,
            "notice": str,
            "indicator": str,
            "method": str,
            "score": float,
            "decision": str,
            "requirements": str,
            "reasons": str,
        },
        pk=("path", "position"),
        not_null={"notice", "indicator", "score", "decision"},
    )
    db.table("match").create_index(["notice", "indicator"])


@steps()
def m004_meta(db: Database) -> None:
    """Single values: the scanned folder, the round's label."""
    db.table("meta").create({"key": str, "value": str}, pk="key", not_null={"value"})


@steps()
def m005_properties(db: Database) -> None:
    """What files say of themselves beside their text: dates, makers, signature and seals."""
    columns = ("created_on", str), ("modified_on", str), ("author", str), ("organisation", str), ("signed", int)
    for name, kind in (*columns, ("seals", str)):
        db.table("file").add_column(name, kind)


@steps()
def m006_decisions(db: Database) -> None:
    """The log of reviewers' decisions: lines are added, never changed or taken away."""
    db.table("decision").create(
        {
            "number": int,
            "batch": int,
            "at": str,
            "who": str,
            "kind": str,
            "unit": str,
            "sha256": str,
            "path": str,
            "json": str,
        },
        pk="number",
        not_null={"batch", "at", "who", "kind", "json"},
    )
    db.table("decision").create_index(["unit", "sha256"])
    for verb in ("update", "delete"):
        db.execute(
            f"create trigger decision_keeps_{verb} before {verb} on decision "
            "begin select raise(abort, 'decisions are only added'); end"
        )


@steps()
def m007_delivered(db: Database) -> None:
    """Up to which decision a reviewer's row of a workbook has come back."""
    db.table("delivered").create(
        {"sheet": int, "row": str, "who": str, "number": int}, pk=("sheet", "row", "who"), not_null={"number"}
    )


@steps()
def m008_rounds(db: Database) -> None:
    """Rounds, and how each unit's cells and every file stood when one was closed."""
    db.table("round").create({"number": int, "label": str, "json": str}, pk="number", not_null={"label", "json"})
    db.table("round").create_index(["label"], unique=True)
    db.table("round_cells").create(
        {"round": int, "unit": str, "position": int, "body": bytes},
        pk=("round", "unit"),
        not_null={"position", "body"},
    )
    db.table("round_file").create(
        {"round": int, "path": str, "sha256": str, "unit": str, "title": str}, pk=("round", "path"), not_null={"sha256"}
    )


@steps()
def m009_pages(db: Database) -> None:
    """Where in a file's text its pages begin; files read before have none until they are read again."""
    db.table("file").add_column("page_starts", str)


@steps()
def m010_handbook(db: Database) -> None:
    """What the office itself says of indicators, and all it said before each change, the latest last."""
    db.table("guide").create(
        {"notice": str, "indicator": str, "json": str}, pk=("notice", "indicator"), not_null={"json"}
    )
    db.table("guide_past").create({"id": int, "json": str}, pk="id", not_null={"json"})


@steps()
def m011_visits(db: Database) -> None:
    """What was found at web addresses; what came is kept so that it can be read without the net."""
    columns = {"url": str, "checked_at": str, "json": str, "text": bytes, "page": bytes}
    db.table("visit").create(columns, pk="url", not_null={"checked_at", "json"})


@steps()
def m012_surveys(db: Database) -> None:
    """Questionnaires put right by a person, the responses that came back, and how many each unit serves."""
    db.table("questionnaire").create({"key": str, "json": str}, pk="key", not_null={"json"})
    columns = {
        "questionnaire": str,
        "id": str,
        "unit": str,
        "month": str,
        "source": str,
        "position": int,
        "answers": str,
    }
    db.table("response").create(columns, pk=("questionnaire", "source", "position"), not_null={"id", "answers"})
    db.table("served").create({"unit": str, "count": int}, pk="unit", not_null={"count"})


@steps()
def m013_ledgers(db: Database) -> None:
    """What the check of ledgers found in each file, and in which content of it."""
    columns = {"path": str, "sha256": str, "indicator": str, "json": str}
    db.table("ledger").create(columns, pk="path", not_null={"sha256", "indicator", "json"})


@steps()
def m014_accounts(db: Database) -> None:
    """Who may log in to the workbench, and what was done there: lines of the audit log are only added."""
    db.table("account").create(
        {"name": str, "role": str, "unit": str, "password": str}, pk="name", not_null={"role", "password"}
    )
    db.table("audit").create(
        {"id": int, "at": str, "who": str, "what": str, "detail": str}, pk="id", not_null={"at", "who", "what"}
    )
    for verb in ("update", "delete"):
        db.execute(
            f"create trigger audit_keeps_{verb} before {verb} on audit "
            "begin select raise(abort, 'the audit log is only added to'); end"
        )


@steps()
def m015_corrections(db: Database) -> None:
    """The log of what persons put right in notices: lines are added, never changed or taken away."""
    db.table("correction").create(
        {"number": int, "at": str, "who": str, "kind": str, "notice": str, "json": str},
        pk="number",
        not_null={"at", "who", "kind", "notice", "json"},
    )
    for verb in ("update", "delete"):
        db.execute(
            f"create trigger correction_keeps_{verb} before {verb} on correction "
            "begin select raise(abort, 'corrections are only added'); end"
        )


@steps()
def m016_findings(db: Database) -> None:
    """What ledgers show, by notice too; and how likely pages serve what they are handed in for, by fingerprint."""
    if db.table("ledger").count:
        db.table("meta").insert({"key": "ledgers", "value": ""}, replace=True)  # so that it is found again
    db.table("ledger").drop()
    columns = {"path": str, "sha256": str, "notice": str, "indicator": str, "json": str}
    db.table("ledger").create(columns, pk="path", not_null={"sha256", "notice", "indicator", "json"})
    db.table("page_support").create({"key": str, "support": float}, pk="key", not_null={"support"})


@steps()
def m017_checked(db: Database) -> None:
    """What each ledger was checked against, by fingerprint; from now on ledgers without faults are kept too."""
    db.table("ledger").add_column("key", str)
    if db.table("ledger").count:
        db.table("meta").insert({"key": "ledgers", "value": ""}, replace=True)


class Store(Database):
    """A workspace's database. Its transactions are the only writer from their first line on.

    One that reads before it writes would otherwise be refused where another has written in between.
    """

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """A transaction, or a part of the one that is open."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
        except BaseException:
            self.rollback()
            raise
        self.commit()


def open_store(file: Path, *, shared: bool = False) -> Database:
    """The workspace in `file`, made or brought up to date; a killed run's unfinished writes are undone.

    It may be `shared` by threads that take turns. Raises GovdocError where the file cannot be written, is no
    workspace, or was made by a newer govdoc.
    """
    try:
        connection = sqlite3.connect(file, timeout=_BUSY_MS / 1000, check_same_thread=not shared)
        db = Store(connection)
        db.enable_wal()
        newer = {step.name for step in steps.applied(db)} - {step.name for step in steps._migrations}
        if newer:
            raise GovdocError(f"工作区 {file} 是用更新版本的 govdoc 建立的", "请先升级 govdoc 再打开")
        steps.apply(db)
    except sqlite3.DatabaseError as error:
        raise GovdocError(
            f"工作区文件 {file} 打不开：{error}", "请核对文件是否被占用、有无写入权限，或另建工作区"
        ) from error
    return db
