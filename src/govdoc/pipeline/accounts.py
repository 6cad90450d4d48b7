"""Accounts of the workbench: made, checked and taken away; passwords are kept as argon2 hashes only."""

import threading
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from govdoc.errors import GovdocError
from govdoc.model import Account, AccountRole, Entered
from govdoc.pipeline.roster import unit_named
from govdoc.store import accounts as kept
from govdoc.text import clock

if TYPE_CHECKING:
    from sqlite_utils import Database

SHORTEST, _LONGEST = 10, 200  # characters of a password
_AT_ONCE = threading.Semaphore(2)  # passwords checked at one time, whoever asks: each takes 64 MB
ROLE_WORDS: dict[AccountRole, str] = {"admin": "管理", "reviewer": "审核", "viewer": "查看", "unit": "单位"}


def add_account(db: "Database", name: str, role: str, password: str, unit: str = "") -> Account:
    """Make an account. Raises GovdocError where name, role, unit or password will not do."""
    name = name.strip()
    if not name or len(name) > 40 or not name.isprintable():
        raise GovdocError("账号名应为 1 至 40 个字", "例如姓名或单位简称")
    if any(one.name == name for one in kept.accounts(db)):
        raise GovdocError(f"已有账号“{name}”", "请换一个名称，或先删除原账号")
    if role not in get_args(AccountRole):
        raise GovdocError(f"没有“{role}”这种角色", "可选：admin 管理、reviewer 审核、viewer 查看、unit 单位")
    if (role == "unit") != bool(unit.strip()):
        raise GovdocError("单位账号应写明单位，其他账号不写", "例如：--role unit --unit 县司法局")
    full = unit_named(db, unit.strip()).name if role == "unit" else None
    one = Account(name, _role(role), _hashed(password), full)
    kept.put_account(db, one)
    return one


def set_password(db: "Database", name: str, password: str) -> None:
    """Give an account another password. Raises GovdocError where there is no such account or the password is weak."""
    one = _named(db, name)
    kept.put_account(db, Account(one.name, one.role, _hashed(password), one.unit))


def drop_account(db: "Database", name: str) -> None:
    """Take an account away. Raises GovdocError for an unknown one and for the last one that may manage."""
    one = _named(db, name)
    if one.role == "admin" and sum(each.role == "admin" for each in kept.accounts(db)) == 1:
        raise GovdocError(f"“{name}”是唯一的管理账号，不能删除", "请先增加另一个管理账号")
    kept.drop_account(db, name)


def checked(db: "Database", name: str, password: str) -> Account | None:
    """The account that name and password open, None where they do not; takes as long for an unknown name."""
    from argon2.exceptions import InvalidHashError, VerificationError

    one = next((each for each in kept.accounts(db) if each.name == name.strip()), None)
    try:
        with _AT_ONCE:
            _hasher().verify(one.password if one else _nobody(), password[:_LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    return one


def note(db: "Database", who: str, what: str, detail: str = "") -> None:
    """Enter a line in the audit log."""
    kept.enter(db, Entered(clock.now(), who, what, detail))


def _named(db: "Database", name: str) -> Account:
    one = next((each for each in kept.accounts(db) if each.name == name), None)
    if one is None:
        raise GovdocError(f"没有账号“{name}”", "请核对账号名")
    return one


def _role(word: str) -> AccountRole:
    return next(role for role in ROLE_WORDS if role == word)


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= _LONGEST:
        raise GovdocError(f"密码应为 {SHORTEST} 至 {_LONGEST} 个字符", "可用几个不相干的词连成一句")
    return str(_hasher().hash(password))


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password opens."""
    return str(_hasher().hash("\0"))
