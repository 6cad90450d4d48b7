"""Accounts, and the log of all that was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Account, Correction, Decision, Entered, Unit
from govdoc.pipeline.accounts import ROLE_WORDS
from govdoc.pipeline.correction_words import correction_in_words
from govdoc.web.pages.words import Choice, address, said

MOST = 500  # lines of the log on a page


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """All accounts as (name, role, unit), and what a new one may be."""

    lines: tuple[tuple[str, str, str], ...]
    roles: tuple[Choice, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the log."""

    when: str
    who: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, newest first, and where the pages beside it are."""

    lines: tuple[AuditLine, ...]
    later: str
    earlier: str


def accounts_page(accounts: Sequence[Account], units: Sequence[Unit]) -> AccountsPage:
    """The accounts by name."""
    return AccountsPage(
        tuple((one.name, ROLE_WORDS[one.role], one.unit or "") for one in accounts),
        tuple(Choice(role, word, role == "reviewer") for role, word in ROLE_WORDS.items()),
        tuple(unit.name for unit in units),
    )


def audit_page(
    entered: Sequence[Entered], decisions: Sequence[Decision], corrections: Sequence[Correction], page: int
) -> AuditPage:
    """What was done at the workbench, and what was decided or put right anywhere; of `entered` the newest will do."""
    most = MOST * page
    found = [(one.at, AuditLine(f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.what, one.detail)) for one in entered]
    for one in decisions[-most - 1 :]:
        told = said(one)
        about = "　".join(filter(None, (one.unit, one.place.indicator if one.place else "", one.path, one.comment)))
        found.append((one.at, AuditLine(f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, told.what, about)))
    for fixed in corrections[-most - 1 :]:
        detail = "　".join(filter(None, (fixed.notice, correction_in_words(fixed), fixed.comment)))
        found.append((fixed.at, AuditLine(f"{fixed.at:%Y-%m-%d %H:%M:%S}", fixed.who, "更正", detail)))
    lines = tuple(line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True))
    return AuditPage(
        lines[most - MOST : most],
        address("/audit", page=page - 1) if page > 1 else "",
        address("/audit", page=page + 1) if len(lines) > most else "",
    )
