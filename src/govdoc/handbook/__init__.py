"""The handbook: the one that comes with govdoc, which indicators it speaks of, and files of it that offices edit."""

from govdoc.handbook.attach import attach
from govdoc.handbook.book import book

__all__ = ["attach", "book"]
