"""Which required item a file of evidence serves; knows two records, no database."""

from govdoc.matching.candidates import match_evidence, points
from govdoc.matching.choose import hold_back
from govdoc.matching.context import context_flags
from govdoc.matching.copies import copies
from govdoc.matching.features import FEATURES
from govdoc.matching.lesson import LEAST, Example, Lesson, learn
from govdoc.matching.targets import Targets
from govdoc.matching.understand import understand

__all__ = [
    "FEATURES",
    "LEAST",
    "Example",
    "Lesson",
    "Targets",
    "context_flags",
    "copies",
    "hold_back",
    "learn",
    "match_evidence",
    "points",
    "understand",
]
