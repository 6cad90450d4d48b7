"""What looking closer at a file found: the addresses in it, and the ledgers in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inspected:
    """How many of a file's addresses for one indicator stand how, and what its ledgers show, in Chinese.

    `alive` are those that open on a page that matches, `person` those that a person must look at; `sites` tells of each
    that is not alive what it is and what was found there.
    """

    alive: int = 0
    dead: int = 0
    person: int = 0
    faults: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    @property
    def visited(self) -> int:
        """How many addresses were visited."""
        return self.alive + self.dead + self.person
