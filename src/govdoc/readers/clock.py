"""How long a slow reader may go on: one that reads page by page stops in time and says what is missing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_SHARE = 0.8  # of the time after which a reading is ended from outside
_until = float("inf")


@contextmanager
def allowed(seconds: float) -> Iterator[None]:
    """Set the time that a reading may take before it is ended from outside."""
    global _until
    before, _until = _until, time.monotonic() + seconds * _SHARE
    try:
        yield
    finally:
        _until = before


def seconds_left() -> float:
    """The seconds a reading still has to come to an end by itself; without end where none were set."""
    return _until - time.monotonic()
