"""Document text in, `Notice` records out; knows no files, no database, no clock."""

from govdoc.parsing.notice import parse

__all__ = ["parse"]
