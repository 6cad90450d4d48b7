"""What persons put right in notices, applied again whenever a notice is read anew."""

from govdoc.corrections.apply import apart, applied, corrected, put_right, undone
from govdoc.corrections.overlap import about_same
from govdoc.corrections.renames import follow

__all__ = ["about_same", "apart", "applied", "corrected", "follow", "put_right", "undone"]
