"""What persons put right in notices, applied again whenever a notice is read anew."""

from govdoc.corrections.apply import apart, applied, corrected, put_right, undone
from govdoc.corrections.overlap import about_same
from govdoc.corrections.renames import follow, follow_code, follow_gap, renaming

__all__ = [
    "about_same",
    "apart",
    "applied",
    "corrected",
    "follow",
    "follow_code",
    "follow_gap",
    "put_right",
    "renaming",
    "undone",
]
