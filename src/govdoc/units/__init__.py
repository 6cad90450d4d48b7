"""Units: the roster, names resolved to it, groups expanded, and what each unit owes."""

from govdoc.units.directory import Answer, Directory
from govdoc.units.owed import owed
from govdoc.units.roster import read_roster

__all__ = ["Answer", "Directory", "owed", "read_roster"]
