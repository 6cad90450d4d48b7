"""Accounts of the workbench and its audit log."""

import datetime as dt

from sqlite_utils import Database

from govdoc.model import Account, Entered


def accounts(db: Database) -> tuple[Account, ...]:
    """All accounts by name."""
    found = db.query("select * from account order by name")
    return tuple(Account(row["name"], row["role"], row["password"], row["unit"]) for row in found)


def put_account(db: Database, one: Account) -> None:
    """Keep an account as it is now."""
    row = {"name": one.name, "role": one.role, "unit": one.unit, "password": one.password}
    with db.atomic():
        db.table("account").insert(row, replace=True)


def drop_account(db: Database, name: str) -> None:
    """Take an account away."""
    with db.atomic():
        db.execute("delete from account where name = ?", [name])


def enter(db: Database, line: Entered) -> None:
    """Add a line to the audit log."""
    row = {"at": line.at.isoformat(), "who": line.who, "what": line.what, "detail": line.detail}
    with db.atomic():
        db.table("audit").insert(row)


def audit(db: Database, most: int) -> tuple[Entered, ...]:
    """The latest lines of the audit log, newest first."""
    found = db.query("select * from audit order by id desc limit ?", [most])
    return tuple(
        Entered(dt.datetime.fromisoformat(row["at"]), row["who"], row["what"], row["detail"] or "") for row in found
    )
