"""How often a log-in may be tried."""

import threading
import time
from collections import deque

_TRIES, _SPAN = 5, 300.0  # failures of one name or from one address, within so many seconds


class Attempts:
    """Failed log-ins by name and by address; memory is bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def wait(self, *keys: str) -> int:
        """Seconds until any of the keys may be tried again, 0 for now."""
        now = time.monotonic()
        with self._lock:
            return max((self._left(key, now) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        now = time.monotonic()
        with self._lock:
            if len(self._failed) > 10_000:
                self._failed = {key: tries for key, tries in self._failed.items() if now - tries[-1] < _SPAN}
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=_TRIES)).append(now)

    def _left(self, key: str, now: float) -> int:
        tries = self._failed.get(key)
        if tries is None or len(tries) < _TRIES:
            return 0
        return max(0, int(_SPAN - (now - tries[0])) + 1) if now - tries[0] < _SPAN else 0
