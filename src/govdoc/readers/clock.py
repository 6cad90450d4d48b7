"""How long a slow reader may go on: one that reads page by page stops in time and says what is missing."""

import time

_SHARE = 0.8  # of the time after which a reading is ended from outside
_until = float("inf")


def allow(seconds: float) -> None:
    """Set the time that the next reading may take before it is ended from outside."""
    global _until
    _until = time.monotonic() + seconds * _SHARE


def seconds_left() -> float:
    """The seconds a reading still has to come to an end by itself; without end where none were set."""
    return _until - time.monotonic()
