"""What persons put right in notices, applied again whenever a notice is read anew."""

from govdoc.corrections.apply import applied, apart, corrected, put_right, together, undone

__all__ = ["apart", "applied", "corrected", "put_right", "together", "undone"]
