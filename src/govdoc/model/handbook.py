"""The handbook (操作手册): what an office knows of each indicator beyond what the notice says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known of one indicator, for the units to read and for the matcher.

    `terms` are words that papers for it use; `others` are words of papers that look alike and serve another
    indicator. `evidence` lists typical papers, `excluded` what does not count.
    """

    chapter: str = ""
    name: str = ""
    notes: str = ""
    terms: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """What an indicator must say for a guide to be about it.

    Of each group of `phrases` one must stand in the indicator, none of `without` may; `gist` says the same in a
    sentence that the indicator must resemble.
    """

    gist: str
    phrases: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A guide that any notice may adopt, found by its sense."""

    sense: Sense
    guide: Guide
