"""Units (单位), and what each of them owes."""

from dataclasses import dataclass

from govdoc.model.notice import Role
from govdoc.model.place import Place


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the roster. `kinds` may be several (县委部门 and 县直单位); `tags` are free (行政执法)."""

    name: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing a unit owes (应报项): unit x indicator x method. `via` is the name in the notice that binds it."""

    unit: str
    notice: str
    indicator: str
    method: str | None
    role: Role = "responsible"
    via: str = ""

    @property
    def place(self) -> Place:
        """Which of its unit it is."""
        return Place(self.notice, self.indicator, self.method)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that a person must decide: the `candidates` are the nearest, best first."""

    name: str
    kind: str  # "unit" or "group"
    candidates: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
