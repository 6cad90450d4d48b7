"""Accounts, and the log of all that was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from govdoc.model import Account, Correction, Decision, Entered, Unit
from govdoc.pipeline.accounts import ROLE_WORDS
from govdoc.pipeline.correction_words import correction_in_words
from govdoc.web.pages.words import Choice, said


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


def accounts_page(accounts: Sequence[Account], units: Sequence[Unit]) -> AccountsPage:
    """The accounts by name."""
    return AccountsPage(
        tuple((one.name, ROLE_WORDS[one.role], one.unit or "") for one in accounts),
        tuple(Choice(role, word, role == "reviewer") for role, word in ROLE_WORDS.items()),
        tuple(unit.name for unit in units),
    )


def audit_lines(
    entered: Sequence[Entered], decisions: Sequence[Decision], corrections: Sequence[Correction], most: int
) -> tuple[AuditLine, ...]:
    """What was done at the workbench, and what was decided or put right anywhere, newest first."""
    found = [(one.at, one.who, one.what, one.detail) for one in entered]
    for one in decisions[-most:]:
        about: tuple[str, ...] = (one.unit, one.place.indicator if one.place else "", one.path, one.comment)
        found.append((one.at, one.who, said(one).what, "　".join(filter(None, about))))
    for fixed in corrections[-most:]:
        about = (fixed.notice, correction_in_words(fixed), fixed.comment)
        found.append((fixed.at, fixed.who, "更正", "　".join(filter(None, about))))
    found.sort(key=itemgetter(0), reverse=True)
    return tuple(AuditLine(f"{at:%Y-%m-%d %H:%M:%S}", *told) for at, *told in found[:most])
