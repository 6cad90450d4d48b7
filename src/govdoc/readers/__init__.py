"""One small reader per format: bytes in, a `Document` out."""

from govdoc.readers.junk import is_junk
from govdoc.readers.reading import READERS, Reader, media_type, read

__all__ = ["READERS", "Reader", "is_junk", "media_type", "read"]
