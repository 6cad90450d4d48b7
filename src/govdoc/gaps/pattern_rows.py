"""A pattern with the examples it must and must not find."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A pattern; `yes` and `no` are texts it must and must not find something in."""

    id: str
    source: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile once."""
        object.__setattr__(self, "pattern", re.compile(self.source))
