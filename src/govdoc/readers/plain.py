"""Plain text: one block a line."""

from govdoc.model.document import Document
from govdoc.readers.build import Draft, build
from govdoc.readers.decoding import decode
from govdoc.readers.peek import Peek


def read_plain(peek: Peek) -> Document:
    """A text file, line by line."""
    text, _ = decode(peek.data)
    return build((Draft(line) for line in text.splitlines()), peek.media_type, "plain")
