"""Accounts of the workbench, and the log of what was done in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

AccountRole = Literal["unit", "viewer", "reviewer", "admin"]


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may log in. `unit` is set for role "unit" only: the one unit whose pages the account sees.

    `password` is the argon2 hash, never the password.
    """

    name: str
    role: AccountRole
    password: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the audit log: who did what, when, to what."""

    at: dt.datetime
    who: str
    what: str
    detail: str = ""
