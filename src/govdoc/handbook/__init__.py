"""The handbook: the one that comes with govdoc, which indicators it speaks of, and files of it that offices edit."""

from govdoc.handbook.attach import attach
from govdoc.handbook.book import book
from govdoc.handbook.lines import HEADS, Line, joined, read_rows, read_toml, toml

__all__ = ["HEADS", "Line", "attach", "book", "joined", "read_rows", "read_toml", "toml"]
