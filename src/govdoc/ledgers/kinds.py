"""Which kind of ledger a table is."""

import re
from dataclasses import dataclass

from govdoc.ledgers.table import Table
from govdoc.rules.load import load

_BRACKETS = re.compile(r"[(（].*?[)）]$")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ledger; `date` names the columns that may say when a row happened, best first."""

    code: str
    name: str
    date: tuple[str, ...]


def kind_of(table: Table) -> Kind | None:
    """The kind whose columns the table has; None for a table that is no ledger, such as a plan of work to come."""
    ends = tuple(load("ledgers")["announced"]["ends"])
    if any(_BRACKETS.sub("", part).endswith(ends) for part in table.title.split()):
        return None
    found = []
    for at, rule in enumerate(load("ledgers")["kind"]):
        if all(any(role in table.heads for role in group) for group in rule["needs"]):
            titled = any(word in table.title for word in rule["title"])
            roles = len({role for group in rule["needs"] for role in group} & set(table.heads))
            found.append(((titled, roles, -at), Kind(rule["code"], rule["name"], tuple(rule["date"]))))
    if not found:
        return None
    (titled, roles, _), kind = max(found, key=lambda one: one[0])
    return kind if titled or roles >= 3 else None
